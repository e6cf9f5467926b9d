"""What verification says. Codes, never sentences: labels speak."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dossier.blocks import Role
from dossier.signing.records import Level


class Outcome(StrEnum):
    """`PERSON`: nothing is forged, but a rule cannot be decided by this program alone."""

    VALID = "valid"
    PERSON = "person"
    INVALID = "invalid"


@dataclass(frozen=True)
class Expected:
    """A signature that must be there: its field and, when it is known, the serial of its certificate."""

    field: str
    serial: int | None = None


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature. `signed_at` is the oldest time that a trusted timestamp proves, None without one;
    `claimed_at` is what the signer says. `covers` is `file`, `revision` or `part`; `modifications` says what
    came later: `none`, `stamps` (timestamps and proofs), `forms` (other signatures) or `other`."""

    field: str
    role: Role | None
    signer: str
    claimed_role: str
    reason: str
    serial: int
    issuer: str
    claimed_at: datetime | None
    signed_at: datetime | None
    level: Level
    trusted: bool
    covers: str
    modifications: str
    docmdp_ok: bool
    certifies: bool
    problems: tuple[str, ...]


@dataclass(frozen=True)
class StampVerdict:
    """One document timestamp: its field, time and authority; the rest as in SignatureVerdict."""

    field: str
    at: datetime
    authority: str
    trusted: bool
    covers: str
    modifications: str
    problems: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """A whole PDF. `problems` are those of the file itself; `specimen` is True when a signature comes from a
    demonstration authority; `waiting` are those who have a field in it and have not signed: no problem while a
    dossier is being signed, one afterwards."""

    outcome: Outcome
    signatures: tuple[SignatureVerdict, ...] = ()
    stamps: tuple[StampVerdict, ...] = ()
    problems: tuple[str, ...] = ()
    specimen: bool = False
    waiting: tuple[Role, ...] = ()

    @property
    def codes(self) -> frozenset[str]:
        """Every problem, of the file, of its signatures and of its timestamps."""
        parts = [*(one.problems for one in self.signatures), *(one.problems for one in self.stamps)]
        return frozenset(self.problems).union(*parts)


DOUBTS = frozenset(
    {
        "revocation_unknown",
        "expired_unproved",
        "other_fields",
        "repacked",
        "not_archived",
        "stray_certificate",
        "same_signer",
    }
)
"""Problems that a person may clear; every other one makes the outcome invalid."""


def outcome_of(problems: frozenset[str]) -> Outcome:
    """VALID without problems, PERSON when all are doubts, INVALID otherwise."""
    if not problems:
        return Outcome.VALID
    return Outcome.PERSON if problems <= DOUBTS else Outcome.INVALID
