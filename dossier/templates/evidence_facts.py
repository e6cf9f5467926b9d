"""What an evidence report is made from: facts recorded during the signature, as plain values.

Never a code, a password or an identity document's number: of the identity check, only what was compared.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from dossier.blocks import Role
from dossier.evidence import Entry


class Means(StrEnum):
    """How a signer signed."""

    SMS = "sms"
    BROWSER = "browser"
    FILE = "file"
    STATION = "station"
    RETURNED = "returned"
    REMOTE = "remote"
    COMMAND = "command"


@dataclass(frozen=True)
class IdentityCheck:
    """The confirmation of identity before signing: which answers were compared, when, after how many attempts."""

    compared: tuple[str, ...]
    attempts: int
    passed_at: datetime | None


@dataclass(frozen=True)
class CodeSent:
    """The one-time code: where it was sent, the message without its code, when it was sent and accepted."""

    phone: str
    message: str
    sent_at: datetime
    accepted_at: datetime | None


@dataclass(frozen=True)
class CertificateFacts:
    """The certificate a signature was made with; `fingerprint` is SHA-256 in hexadecimal."""

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    fingerprint: str


@dataclass(frozen=True)
class DocumentFacts:
    """One signed document. Digests are SHA-256 in hexadecimal, of the file shown and of the file signed.

    `asked` and `obtained` are levels (`B-LTA`); `why` says in French why they differ, or is empty.
    """

    title: str
    file: str
    shown: str
    signed: str
    signed_at: datetime
    timestamp_authority: str
    asked: str
    obtained: str
    why: str


@dataclass(frozen=True)
class SignerFacts:
    """One signer and everything recorded of his signature. `capacity` is in French (« titulaire »)."""

    role: Role
    capacity: str
    name: str
    email: str
    phone: str
    address: str
    agent: str
    means: Means
    invited_at: datetime | None
    opened_at: datetime | None
    consented_at: datetime
    consent: str
    identity: IdentityCheck | None
    code: CodeSent | None
    certificate: CertificateFacts
    documents: tuple[DocumentFacts, ...]


@dataclass(frozen=True)
class ProcedureFacts:
    """The dossier a report is about."""

    dossier: str
    revision: int
    product: str
    organisation: str
    siren: str
    portal: str
    terms_version: str
    terms_accepted_at: datetime
    created_at: datetime
    completed_at: datetime | None
    expires_at: datetime | None
    specimen: bool


@dataclass(frozen=True)
class Evidence:
    """A procedure, its signers in signing order, and its journal. `made_at` is the report's clock."""

    procedure: ProcedureFacts
    signers: tuple[SignerFacts, ...]
    journal: tuple[Entry, ...]
    made_at: datetime


_SHARED = frozenset({"applicant", "system", "service", "office"})


def of_signer(evidence: Evidence, role: Role) -> Evidence:
    """The same evidence with nothing of the other signers: their facts, their acts, what was done about them."""
    actor = role.name.lower()
    others = {signer.role.name.lower() for signer in evidence.signers} - {actor}
    kept = tuple(_bare(entry, actor) for entry in evidence.journal if _concerns(entry, actor, others))
    return replace(evidence, signers=tuple(s for s in evidence.signers if s.role is role), journal=kept)


def _concerns(entry: Entry, actor: str, others: set[str]) -> bool:
    if entry.actor == actor:
        return True
    named = {value.removeprefix("sig_") for _, value in entry.details}
    return entry.actor in _SHARED and not named & others


def _bare(entry: Entry, actor: str) -> Entry:
    """Somebody else's entry keeps no trace of where he was."""
    return entry if entry.actor == actor else replace(entry, trace=replace(entry.trace, address="", agent=""))
