"""The French of the trade's words, as papers print them."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from dossier.catalog import HolderKind, PaperKind
from dossier.order import KeySource, Path, PaymentMeans, System, Travel
from dossier.organisation import BusinessId, OrganisationType
from dossier.people import DocumentType

ORGANISATION_TYPES: Mapping[OrganisationType, str] = MappingProxyType(
    {
        OrganisationType.COMPANY: "Société",
        OrganisationType.CRAFT: "Entreprise artisanale",
        OrganisationType.SOLE_TRADER: "Entreprise individuelle",
        OrganisationType.PROFESSION: "Profession libérale",
        OrganisationType.ASSOCIATION: "Association",
        OrganisationType.LOCAL_AUTHORITY: "Collectivité territoriale",
        OrganisationType.PUBLIC_BODY: "Administration ou établissement public",
        OrganisationType.SOCIAL_BODY: "Organisme social, syndicat ou ordre",
        OrganisationType.OTHER: "Autre organisation",
        OrganisationType.INDIVIDUAL: "Particulier",
    }
)
DOCUMENTS: Mapping[DocumentType, str] = MappingProxyType(
    {
        DocumentType.CNI: "Carte nationale d’identité",
        DocumentType.PASSPORT: "Passeport",
        DocumentType.RESIDENCE_PERMIT: "Titre de séjour",
    }
)
PATHS: Mapping[Path, str] = MappingProxyType(
    {
        Path.DEMATERIALISED: "Dossier dématérialisé",
        Path.PAPER: "Dossier papier",
        Path.BAILIFF: "Face-à-face et courrier",
        Path.APPROVAL: "Courriel d’approbation",
    }
)
KEYS: Mapping[KeySource, str] = MappingProxyType(
    {
        KeySource.TOKEN: "Clé créée dans le support cryptographique",
        KeySource.PKCS12: "Option PKCS#12 : clé créée pour le titulaire",
        KeySource.CSR: "Demande (CSR) fournie par le client",
        KeySource.BROWSER: "Clé créée dans le navigateur du titulaire",
    }
)
SYSTEMS: Mapping[System, str] = MappingProxyType(
    {System.WINDOWS: "Windows", System.MACOS: "Mac OS", System.OTHER: "Autre"}
)
MEANS: Mapping[PaymentMeans, str] = MappingProxyType(
    {
        PaymentMeans.ON_ORDER: "Paiement comptant",
        PaymentMeans.CARD: "Carte bancaire",
        PaymentMeans.TRANSFER: "Virement",
        PaymentMeans.CHEQUE: "Chèque",
        PaymentMeans.ARREARS: "Paiement différé, 30 jours après réception de la facture",
    }
)
BUSINESS_IDS: Mapping[BusinessId, str] = MappingProxyType(
    {BusinessId.DUNS: "Numéro DUNS", BusinessId.SIREN: "Numéro SIREN"}
)
HOLDERS: Mapping[HolderKind, str] = MappingProxyType(
    {
        HolderKind.PERSON: "Titulaire",
        HolderKind.SEAL: "Responsable du certificat",
        HolderKind.SERVER: "Responsable du certificat",
    }
)
SERVICES: Mapping[HolderKind, str] = MappingProxyType(
    {
        HolderKind.PERSON: "Nom",
        HolderKind.SEAL: "Nom du service applicatif",
        HolderKind.SERVER: "Nom de domaine (FQDN) du service",
    }
)
TRAVELS: Mapping[Travel, str] = MappingProxyType(
    {
        Travel.HOLDER: "Le titulaire se rend à l’étude",
        Travel.BAILIFF_NEAR: "Le commissaire de justice se déplace, dans le rayon du forfait",
        Travel.BAILIFF_FAR: "Le commissaire de justice se déplace, au-delà de ce rayon",
    }
)
PAPERS: Mapping[PaperKind, str] = MappingProxyType(
    {
        PaperKind.FORM: "Formulaire d’abonnement",
        PaperKind.FACE_TO_FACE: "Fiche d’intervention de face-à-face",
        PaperKind.DELEGATION: "Délégation de signature",
        PaperKind.HOLDER_IDENTITY: "Pièce d’identité du titulaire",
        PaperKind.REPRESENTATIVE_IDENTITY: "Pièce d’identité du représentant légal",
        PaperKind.DELEGATE_IDENTITY: "Pièce d’identité du délégataire",
        PaperKind.REPRESENTATIVE_PROOF: "Justificatif du représentant légal",
        PaperKind.ORGANISATION_PROOF: "Justificatif de l’organisation",
    }
)
IDENTITIES = frozenset(
    {PaperKind.HOLDER_IDENTITY, PaperKind.REPRESENTATIVE_IDENTITY, PaperKind.DELEGATE_IDENTITY}
)


def document(paper: PaperKind, holder: HolderKind) -> str:
    """What that document is called, when the holder is a person or a certificate manager."""
    if holder is not HolderKind.PERSON and paper is PaperKind.HOLDER_IDENTITY:
        return "Pièce d’identité du responsable du certificat"
    return PAPERS[paper]
