"""An order: everything that was typed, as one value. What is wrong with it is said by `dossier.problems`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from dossier.organisation import Address, Organisation
from dossier.people import Contact, Person


class Path(StrEnum):
    """How the dossier goes to its office (CS-74…79, CG-33…41, GS-53…55). PAPER is irrevocable once confirmed.

    APPROVAL needs no signature: the order is confirmed by an approval e-mail, then vetted.
    """

    DEMATERIALISED = "dematerialised"
    PAPER = "paper"
    BAILIFF = "bailiff"
    APPROVAL = "approval"


class KeySource(StrEnum):
    """Where the certificate's key comes from (CS-24, GS-32…34)."""

    TOKEN = "token"
    PKCS12 = "pkcs12"
    CSR = "csr"
    BROWSER = "browser"


class System(StrEnum):
    """« Quel système d'exploitation ? » (CG-09), for technical information only."""

    WINDOWS = "windows"
    MACOS = "macos"
    OTHER = "other"


class Travel(StrEnum):
    """Who travels for the face-to-face (CG-20…22)."""

    HOLDER = "holder"
    BAILIFF_NEAR = "bailiff_near"
    BAILIFF_FAR = "bailiff_far"


class PaymentMeans(StrEnum):
    """CS-23 (payment on order), CG-29, GS-49."""

    ON_ORDER = "on_order"
    CARD = "card"
    TRANSFER = "transfer"
    CHEQUE = "cheque"
    ARREARS = "arrears"


class PieceKind(StrEnum):
    """What a piece proves."""

    HOLDER_IDENTITY = "holder_identity"
    REPRESENTATIVE_IDENTITY = "representative_identity"
    DELEGATE_IDENTITY = "delegate_identity"
    DELEGATION = "delegation"
    REPRESENTATIVE_PROOF = "representative_proof"
    ORGANISATION_PROOF = "organisation_proof"


@dataclass(frozen=True)
class CertificateChoice:
    """What is ordered (CS-21…25, CG-07…09, GS-29…34). `product` and `term` are ids of the portal.

    `csr` is PEM text; `pickup_hash` the password hash of GS-43…45, never the password. `organisation`, `locality`,
    `region` and `country` are what the certificate says of the organisation where that is typed apart from the
    account (GS-37…40), accents kept; empty elsewhere.
    """

    product: str
    term: str
    support: str
    quantity: int
    key: KeySource
    system: System | None
    prerequisites_checked: bool
    campaign_code: str
    coupon_code: str
    csr: str
    pickup_hash: str
    organisation: str
    locality: str
    region: str
    country: str


@dataclass(frozen=True)
class Service:
    """What a legal-person certificate names (CS-38…43): an application's name (seal) or a FQDN."""

    name: str
    email: str


@dataclass(frozen=True)
class Account:
    """The client account of GS-01…25. The password is never part of an order."""

    contact: Contact
    middle_name: str
    username: str
    opt_in: bool


@dataclass(frozen=True)
class Billing:
    """Where and how it is paid (CS-56…65, CG-29, GS-26, GS-48…49).

    `address` is None for the holder's establishment (CS-58); `recipient` and `service` go with it (CS-59, 60).
    `purchase_order` is the number of order or « engagement juridique » (CS-56, GS-48), `service_code` Chorus' (CS-57).
    """

    means: PaymentMeans
    purchase_order: str
    service_code: str
    recipient: str
    recipient_service: str
    address: Address | None
    contact: Contact | None


@dataclass(frozen=True)
class FaceToFace:
    """The bailiff chosen (CG-19…28); `bailiff` is the office's id, empty for « pas d'AED proche »."""

    department: str
    bailiff: str
    travel: Travel


@dataclass(frozen=True)
class Terms:
    """Which terms were accepted, and when (X-07, GS-27…28, CG-31)."""

    version: str
    accepted_at: datetime


@dataclass(frozen=True)
class Piece:
    """A piece handed in: `file` is its name in the folder of pieces, `issued_on` decides its freshness."""

    kind: PieceKind
    file: str
    issued_on: date | None


@dataclass(frozen=True)
class Order:
    """One order, one JSON value (rule 5). `placed_at` is its clock; `portal_digest` what it was begun with.

    `representative` is None when the holder is the representative (CS-36); `delegate` when nobody signs
    in his place (CS-50). `deposit_office` and `pickup_office` are office ids (CS-54, CS-55).
    `agreed_total` is the price shown at validation, in euros, on the tax basis of the product.
    """

    schema: int
    number: str
    client_number: str
    revision: int
    portal: str
    portal_digest: str
    placed_at: datetime
    path: Path
    applicant: Contact
    account: Account | None
    organisation: Organisation
    certificate: CertificateChoice
    service: Service | None
    holder: Person
    applicant_is_holder: bool
    holder_is_representative: bool
    representative: Person | None
    delegate: Person | None
    technical_contact: Contact | None
    deposit_office: str
    pickup_office: str
    face_to_face: FaceToFace | None
    billing: Billing
    special_instructions: str
    terms: Terms
    agreed_total: Decimal
    pieces: tuple[Piece, ...]

    @property
    def legal_representative(self) -> Person:
        """The representative, who may be the holder."""
        return self.representative or self.holder
