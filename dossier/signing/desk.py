"""What every act of signing needs besides the documents and the source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from dossier.signing.stamping import TimeStamps

Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Desk:
    """The timestamp authority, the clock (aware instants) and the PEM roots that our own verification trusts."""

    stamps: TimeStamps
    clock: Clock
    trust: tuple[bytes, ...]
