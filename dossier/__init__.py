"""What is true of a dossier, whoever asks: no web, no database, no clock, no network.

Glossary, one word per thing (French of the screens and papers = English of the code):

    titulaire                      holder                 the person named in the certificate
    responsable du certificat      certificate manager    the holder's place when the certificate names a service
    représentant légal             representative         the natural person who represents the organisation
    délégataire                    delegate               signs in the representative's place, with a delegation
    demandeur                      applicant              types the order; may be any of the above, or neither
    pièce (justificative)          piece                  a document handed in by the applicant
    coffre-fort                    vault                  the pieces an account keeps for its next orders
    bureau d'enregistrement        office                 receives, reviews and validates the dossier
    AED, commissaire de justice    bailiff                holds the face-to-face
    formulaire d'abonnement        subscription form      the paper that the signers commit to
    fiche d'intervention           face-to-face sheet     the paper filled in during the face-to-face
    bon pour, mention, paraphe     mention, initials      what a hand writes on paper

Untranslated: dossier, siren, siret, nic, kbis.

A *paper* is a document this project makes; a *piece* is one it is given; a *bundle* holds both.
Four acts, four words: *freeze* a revision, *seal* it (the service's certifying signature),
*encrypt* files, *stamp* (timestamps).
"""
