"""What a portal offers: products, prices, paths, signers, offices, steps. A portal is data (a TOML file)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from dossier.blocks import Colours, Role
from dossier.order import KeySource, Path, PaymentMeans, PieceKind
from dossier.organisation import Address, OrganisationType
from dossier.people import DocumentType


class HolderKind(StrEnum):
    """What the certificate names: a person, a seal's service, or a server."""

    PERSON = "person"
    SEAL = "seal"
    SERVER = "server"


class TaxBasis(StrEnum):
    """K-13: an amount never goes without it. HT excludes, TTC includes value added tax."""

    HT = "HT"
    TTC = "TTC"


class AccessKind(StrEnum):
    """How a portal is entered (CS-01…02, CG-03)."""

    OPEN = "open"
    CODE = "code"
    PARTNER = "partner"


class PaperKind(StrEnum):
    """Documents of a dossier that somebody signs: the matrix of Q-9 is made of these."""

    FORM = "form"
    DELEGATION = "delegation"
    HOLDER_IDENTITY = "holder_identity"
    REPRESENTATIVE_IDENTITY = "representative_identity"
    DELEGATE_IDENTITY = "delegate_identity"
    REPRESENTATIVE_PROOF = "representative_proof"
    ORGANISATION_PROOF = "organisation_proof"
    FACE_TO_FACE = "face_to_face"


class DiscountKind(StrEnum):
    """Two kinds of codes (GS-30, GS-31): a campaign's for everybody, a coupon's for one use."""

    CAMPAIGN = "campaign"
    COUPON = "coupon"


@dataclass(frozen=True)
class Money:
    """An amount in euros and its tax basis."""

    amount: Decimal
    basis: TaxBasis


@dataclass(frozen=True)
class Offer:
    """A duration at a price; `payment` is the guide's words (« Paiement comptant : Pack 3 ans »). Years of validity.

    `price` is None where the guide shows none (the office quotes it)."""

    id: str
    label: str
    years: int
    payment: str
    price: Money | None


@dataclass(frozen=True)
class Product:
    """One certificate on sale (CS-21…25, CG-07…15, GS-29).

    `authority` is whose terms are accepted (CG-31); `notify_technical_contact` is False where the issued
    certificate is not sent to that contact (GS-47). The first of `keys` is the one preset.
    """

    id: str
    name: str
    level: str
    authority: str
    holder: HolderKind
    keys: tuple[KeySource, ...]
    supports: tuple[str, ...]
    offers: tuple[Offer, ...]
    face_to_face: bool
    identity_documents: tuple[DocumentType, ...]
    notify_technical_contact: bool


@dataclass(frozen=True)
class Access:
    """`codes` are compared in any case; for a partner code, `partner` is the name shown (CG-06)."""

    kind: AccessKind
    codes: tuple[str, ...]
    partner: str


@dataclass(frozen=True)
class Assistance:
    """Whom to ask for help (CS-114, CG-42, GS-56); `sales` also for a protected SIREN (CS-12)."""

    site: str
    sales: str
    email: str
    phone: str
    menu: tuple[str, ...]
    hours: tuple[str, ...]
    price: str
    mailboxes: tuple[str, ...]


@dataclass(frozen=True)
class Bank:
    """Where a transfer goes (CG-30)."""

    holder: str
    domiciliation: str
    rib: str
    iban: str
    bic: str


@dataclass(frozen=True)
class Fees:
    """What a face-to-face is estimated to cost (CG-20…22), billed by the bailiff."""

    at_office: Money
    near: Money
    radius_km: int


@dataclass(frozen=True)
class Office:
    """A registration office or a bailiff's office. The same firm may have several (CG-25)."""

    id: str
    name: str
    address: Address
    phone: str
    email: str
    hours: str
    departments: tuple[str, ...]
    siret: str
    latitude: float | None
    longitude: float | None
    travels: bool


@dataclass(frozen=True)
class Discount:
    """A campaign or coupon code (GS-30, GS-31) and the percentage it takes off."""

    code: str
    kind: DiscountKind
    percent: int


@dataclass(frozen=True)
class PasswordPolicy:
    """K-04: lengths in characters; `alphanumeric` allows A-Z, a-z, 0-9 alone."""

    minimum: int
    maximum: int
    alphanumeric: bool


@dataclass(frozen=True)
class IdentityFields:
    """Which answers are compared before signing for a document type (K-08)."""

    document: DocumentType
    issued_on: bool
    expires_on: bool


@dataclass(frozen=True)
class Signing:
    """Who signs which documents (Q-9)."""

    role: Role
    papers: tuple[PaperKind, ...]


@dataclass(frozen=True)
class PieceRule:
    """What proves the entity and its representative, by type of organisation (domain.md B.4).

    `label` says what proves the entity, no older than `fresh_months`; `proof` what proves the representative's
    quality, no older than `proof_fresh_months`. 0 = no limit.
    """

    types: tuple[OrganisationType, ...]
    label: str
    proof: str
    fresh_months: int
    proof_fresh_months: int


@dataclass(frozen=True)
class Presets:
    """What the portal decides beforehand (CS-54, CS-55, K-06). Office ids, empty when the applicant chooses;
    `billing` is True when the holder's establishment pays and nothing is asked."""

    deposit_office: str
    pickup_office: str
    billing: bool


@dataclass(frozen=True)
class Step:
    """A page of the trail: its title and the ids of its blocks, in order."""

    id: str
    title: str
    blocks: tuple[str, ...]


@dataclass(frozen=True)
class Portal:
    """One portal, whole. `digest` is the SHA-256 of its files, in hexadecimal; orders record it.

    `terms_text` and `prerequisites` are Markdown (the TOML names a file beside it). `required_pieces` are asked
    whatever the signers sign, the delegate's only when there is one (CS-68…72, CG-38…41). With `single_page` the
    steps are sections of one page (Certigna).
    """

    slug: str
    name: str
    issuer: str
    authority: str
    address: Address
    colours: Colours
    access: Access
    products: tuple[Product, ...]
    paths: tuple[Path, ...]
    systems: bool
    signing: tuple[Signing, ...]
    identity_fields: tuple[IdentityFields, ...]
    required_pieces: tuple[PieceKind, ...]
    piece_rules: tuple[PieceRule, ...]
    payment_means: tuple[PaymentMeans, ...]
    bank: Bank | None
    fees: Fees | None
    offices: tuple[Office, ...]
    bailiffs: tuple[Office, ...]
    discounts: tuple[Discount, ...]
    terms_version: str
    terms_text: str
    prerequisites: str
    password: PasswordPolicy
    strict_checksums: bool
    link_days: int
    reminder_days: tuple[int, int]
    retention_years: int
    client_number_prefix: str
    assistance: Assistance
    presets: Presets
    single_page: bool
    steps: tuple[Step, ...]
    digest: str

    def product(self, product: str) -> Product:
        """The product of that id; KeyError when the portal does not sell it."""
        return next_by_id(self.products, product)

    def office(self, office: str) -> Office:
        """The office of that id; KeyError when there is none."""
        return next_by_id(self.offices, office)

    def bailiff(self, bailiff: str) -> Office:
        """The bailiff of that id; KeyError when there is none."""
        return next_by_id(self.bailiffs, bailiff)

    def signs(self, role: Role) -> tuple[PaperKind, ...]:
        """The documents that role signs."""
        return next((s.papers for s in self.signing if s.role is role), ())


_T = TypeVar("_T", Product, Office, Offer)


def next_by_id(items: tuple[_T, ...], wanted: str) -> _T:
    """The item of that id; KeyError when there is none."""
    for item in items:
        if item.id == wanted:
            return item
    raise KeyError(wanted)
