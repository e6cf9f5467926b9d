"""A subscription form as a real one would be, for looks and for speed."""

from __future__ import annotations

from dossier.blocks import (
    Bullets,
    Field,
    Fields,
    Notice,
    Option,
    Options,
    Paper,
    Paragraph,
    Role,
    Section,
    Signatures,
    Subsection,
    Table,
    Title,
    Tone,
)

from .specimens import HOLDER, REPRESENTATIVE, SENTENCE, paper


def form() -> Paper:
    """A subscription form of about eight pages, as a real one would be."""
    person = (
        Field("Nom de naissance", "D’ALEMBERT"),
        Field("Prénoms", "Jean-Pierre, Marie"),
        Field("Date de naissance", "12 mars 1974"),
        Field("Lieu de naissance", "Saint-Étienne (42)"),
        Field("Adresse électronique", "jean-pierre.dalembert@mairie-saint-etienne-du-rouvray.fr"),
        Field("Téléphone mobile", "+33 6 12 34 56 78"),
        Field("Fonction", "Gérant"),
        Field("Pièce d’identité", "Carte nationale d’identité"),
    )
    pieces = tuple(
        (str(n), f"Pièce justificative n° {n}, en cours de validité", "Oui" if n % 2 else "Non")
        for n in range(1, 12)
    )
    prices = (
        ("Certificat RGS** / eIDAS sur clé USB, 3 ans", "1", "270,00 €"),
        ("Remise en face à face", "1", "60,00 €"),
    )
    terms = tuple(
        block
        for n in range(1, 13)
        for block in (
            Subsection(f"Article {n} — Obligations"),
            Paragraph(SENTENCE * 3),
            Bullets((SENTENCE,) * 2),
        )
    )
    return paper(
        Title(
            "Formulaire d’abonnement", "Certificat de signature électronique RGS** / eIDAS qualifié — 3 ans"
        ),
        Notice(
            "Ce formulaire est à signer par le titulaire puis par le représentant légal.", "Comment procéder"
        ),
        Section("Organisation"),
        Fields(
            (
                Field("Raison sociale", "COMMUNE DE SAINT-ÉTIENNE-DU-ROUVRAY", wide=True),
                Field("SIREN", "217 605 757"),
                Field("SIRET", "217 605 757 00016"),
                Field("Forme juridique", "Commune"),
                Field("TVA", ""),
                Field(
                    "Adresse du siège", "Place de la Libération, 76800 Saint-Étienne-du-Rouvray", wide=True
                ),
            )
        ),
        Section("Certificat et support"),
        Options(
            (
                Option("Certificat de signature", True, "RGS** et règlement eIDAS"),
                Option("Certificat de cachet"),
                Option("Certificat d’authentification client-serveur"),
            ),
            "Nature",
        ),
        Options((Option("1 an"), Option("2 ans"), Option("3 ans", True)), "Durée", inline=True),
        Section("Liste des pièces à joindre", page_break_before=True),
        Table(("N°", "Pièce", "Jointe"), pieces, (1, 8, 1.4), caption="Pièces du dossier"),
        Notice(
            "Toute copie porte la mention « conforme à l’original », la date et la signature.",
            "",
            Tone.WARNING,
        ),
        Section("Titulaire"),
        Fields(person),
        Section("Représentant légal"),
        Fields(person),
        Section("Délégataire"),
        Fields(person),
        Section("Facturation"),
        Table(
            ("Désignation", "Qté", "Montant HT"),
            prices,
            (6, 1, 2),
            right=(1, 2),
            total=("Total", "", "330,00 €"),
        ),
        Section("Conditions générales", page_break_before=True),
        *terms,
        Section("Signatures"),
        Paragraph("Les soussignés certifient l’exactitude des informations de ce formulaire."),
        Signatures((HOLDER, REPRESENTATIVE), place_and_date=True),
        initials=True,
        page_code="PARAPHE:CS-2026-000123/F/2/{page}",
        invisible=(Role.SEAL,),
        locked_by=Role.REPRESENTATIVE,
    )
