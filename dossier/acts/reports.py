"""What verification tells, as one value per file: the shape of `paraphe verify --json` (docs/commands.md)."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from dossier import labels
from dossier.blocks import Role
from dossier.signing import SignatureVerdict, StampVerdict

VALID, INVALID, PERSON, UNREADABLE = "valid", "invalid", "person", "unreadable"
EXIT_CODES = {VALID: 0, INVALID: 1, UNREADABLE: 2, PERSON: 3}
_WORST = (VALID, PERSON, INVALID, UNREADABLE)


@dataclass(frozen=True)
class Finding:
    """One thing wrong: its code, the file of the bundle or the field it is about, and French words for it."""

    code: str
    where: str
    message: str


@dataclass(frozen=True)
class SignatureReport:
    """One signature. `time` is proved by a timestamp, `claimed_time` only said; both ISO 8601 or None.
    `level` is B-B, B-T, B-LT, B-LTA or none; `covers` is file, revision or part; `changes_since` none,
    stamps, forms or other; `serial` is hexadecimal."""

    field: str
    role: str
    role_label: str
    signer: str
    claimed_role: str
    reason: str
    time: str | None
    claimed_time: str | None
    level: str
    trusted: bool
    covers: str
    changes_since: str
    issuer: str
    serial: str
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class StampReport:
    """One document timestamp."""

    field: str
    time: str
    authority: str
    trusted: bool
    covers: str
    problems: tuple[Finding, ...]


@dataclass(frozen=True)
class DocumentReport:
    """One PDF: alone, or one of a bundle's."""

    name: str
    title: str
    sha256: str
    verdict: str
    specimen: bool
    signatures: tuple[SignatureReport, ...]
    timestamps: tuple[StampReport, ...]
    problems: tuple[Finding, ...]

    def value(self) -> dict[str, Any]:
        """The report as JSON's types."""
        return asdict(self)


@dataclass(frozen=True)
class FileReport:
    """One file given to verification. `kind` is pdf, bundle or unreadable; `order`, `seal`, `files` and
    `journal` (number of entries whose chain holds) are a bundle's."""

    file: str
    kind: str
    verdict: str
    specimen: bool
    sha256: str
    checked_at: str
    order: str
    files: int
    journal: int
    seal: SignatureReport | None
    documents: tuple[DocumentReport, ...]
    problems: tuple[Finding, ...]

    def value(self) -> dict[str, Any]:
        """The report as JSON's types."""
        return asdict(self)


def worst(*verdicts: str) -> str:
    """The least favourable of these verdicts."""
    return max(verdicts, key=_WORST.index, default=VALID)


def finding(code: str, where: str = "", detail: str = "") -> Finding:
    """A finding with its French words."""
    return Finding(code, where, labels.word("verification", code, detail=detail))


def unsigned(role: Role) -> Finding:
    """« Il manque la signature du représentant légal. »"""
    return finding("unsigned_field", role.value, labels.word("signature_of", role.value))


def role_label(role: str) -> str:
    """« Titulaire », from a field's name; the name itself when it is none of ours."""
    return labels.word("role", role)


def signature_report(one: SignatureVerdict) -> SignatureReport:
    """A signature's verdict in the report's shape."""
    return SignatureReport(
        field=one.field,
        role=one.role.name.lower() if one.role else "",
        role_label=role_label(one.field),
        signer=one.signer,
        claimed_role=one.claimed_role,
        reason=one.reason,
        time=_iso(one.signed_at),
        claimed_time=_iso(one.claimed_at),
        level=one.level.value,
        trusted=one.trusted,
        covers=one.covers,
        changes_since=one.modifications,
        issuer=one.issuer,
        serial=f"{one.serial:x}",
        problems=tuple(finding(code, one.field) for code in one.problems),
    )


def stamp_report(one: StampVerdict) -> StampReport:
    """A document timestamp's verdict in the report's shape."""
    found = tuple(finding(code, one.field) for code in one.problems)
    return StampReport(one.field, one.at.isoformat(), one.authority, one.trusted, one.covers, found)


def _iso(value: datetime | None) -> str | None:
    return value.isoformat() if value else None
