"""The French of a journal's events and of the means of signing."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dossier.evidence import Event
from dossier.templates.evidence_facts import Means

EVENTS: Mapping[Event, str] = MappingProxyType(
    {
        Event.CREATED: "Demande créée",
        Event.VALIDATED: "Demande validée",
        Event.FROZEN: "Révision figée",
        Event.SEALED: "Documents scellés par le service",
        Event.MODIFIED: "Demande modifiée",
        Event.DELETED: "Demande supprimée",
        Event.EXPIRED: "Demande expirée",
        Event.TERMS_ACCEPTED: "Conditions générales acceptées",
        Event.PAPER_CHOSEN: "Dossier papier choisi",
        Event.PIECE_ADDED: "Pièce ajoutée",
        Event.PIECE_REMOVED: "Pièce retirée",
        Event.APPROVED: "Commande confirmée",
        Event.INVITED: "Invitation à signer envoyée",
        Event.REMINDED: "Rappel envoyé",
        Event.LINK_OPENED: "Lien de signature ouvert",
        Event.LINK_RENEWED: "Lien de signature renouvelé",
        Event.IDENTITY_CHECKED: "Identité confirmée",
        Event.IDENTITY_REFUSED: "Réponses d’identité refusées",
        Event.SIGNER_LOCKED: "Signature bloquée",
        Event.REVALIDATED: "Demande validée à nouveau",
        Event.UNLOCKED: "Signature débloquée",
        Event.DOCUMENTS_SHOWN: "Documents affichés",
        Event.CODE_SENT: "Code envoyé par SMS",
        Event.CODE_REFUSED: "Code refusé",
        Event.CONSENTED: "Consentement donné",
        Event.INTENT: "Intention de signature enregistrée",
        Event.SIGNED: "Document signé",
        Event.RETURNED: "Fichier signé déposé",
        Event.DECLINED: "Signature refusée par le signataire",
        Event.FACE_TO_FACE: "Face-à-face tenu",
        Event.POST_RECEIVED: "Dossier papier reçu",
        Event.CORRECTION_ASKED: "Complément demandé",
        Event.REFUSED: "Dossier refusé",
        Event.ACCEPTED: "Dossier validé par le bureau",
        Event.ISSUED: "Certificat émis",
        Event.DELIVERED: "Certificat remis",
        Event.REVOKED: "Certificat révoqué",
        Event.BUNDLED: "Dossier de preuve scellé",
        Event.DOWNLOADED: "Dossier de preuve téléchargé",
        Event.PURGED: "Données effacées",
    }
)
MEANS: Mapping[Means, str] = MappingProxyType(
    {
        Means.SMS: "Code à usage unique envoyé par SMS et certificat éphémère",
        Means.BROWSER: "Certificat du signataire (fichier PKCS#12, dans son navigateur)",
        Means.FILE: "Certificat du signataire (fichier PKCS#12, en ligne de commande)",
        Means.STATION: "Certificat du signataire (clé ou carte cryptographique)",
        Means.RETURNED: "Certificat du signataire (fichier signé hors du service, puis déposé)",
        Means.REMOTE: "Certificat du signataire (service de signature à distance)",
        Means.COMMAND: "Certificat éphémère de démonstration, sans confirmation d’identité (ligne de commande)",
    }
)


def event(value: Event) -> str:
    """What a line of the journal says."""
    return EVENTS.get(value, value.value)
