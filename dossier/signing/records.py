"""What goes into an act of signing and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from dossier.signing.proofs import Proofs


class Level(StrEnum):
    """How long a signature can be proved (EN 319 142-1 §6), least first."""

    NONE = "none"
    B = "B-B"
    T = "B-T"
    LT = "B-LT"
    LTA = "B-LTA"

    @property
    def rank(self) -> int:
        """0 for NONE to 4 for B-LTA."""
        return list(Level).index(self)


Appearance = Callable[[float, float], bytes]
"""Width and height of the zone in points in, a one-page PDF of that size out (fonts embedded, no tags)."""


@dataclass(frozen=True)
class Document:
    """A frozen PDF to sign. `name` identifies it in the dossier; `appearance` draws the visible signature,
    None leaves the zone as it is."""

    name: str
    pdf: bytes
    appearance: Appearance | None = None


@dataclass(frozen=True)
class ToBeSigned:
    """One signature about to be made: SHA-256 of the document as it was received, of the bytes that the
    signature covers, and of the signed attributes; hexadecimal."""

    name: str
    document: str
    covered: str
    attributes: str


@dataclass(frozen=True)
class Intent:
    """What is about to be signed, to be stored before the key is used: the signature field, the serial and
    end of the certificate, and each document's digests."""

    field: str
    serial: int
    not_after: datetime
    documents: tuple[ToBeSigned, ...]


Record = Callable[[Intent], None]


@dataclass(frozen=True)
class HalfSigned:
    """Documents signed B-T by a key that no longer exists, and what is needed to make them last.

    Store it (see Keep): after a crash `finish` takes it up again, whatever the time."""

    field: str
    asked: Level
    documents: tuple[tuple[str, bytes], ...]
    proofs: Proofs


Keep = Callable[[HalfSigned], None]


@dataclass(frozen=True)
class Signed:
    """A signed document, verified before it was returned. `why` is empty when `obtained` is `asked`, else a
    code. `signed_at` is the time proved by the signature's timestamp."""

    name: str
    pdf: bytes
    field: str
    asked: Level
    obtained: Level
    why: str
    signed_at: datetime


def nothing(_: object) -> None:
    """A Record or a Keep for callers that store nothing (commands on files)."""
