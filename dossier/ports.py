"""What the core asks of the world outside: each supplier is an adapter of the shell behind one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from dossier.catalog import Money
from dossier.registry import Entity

Clock = Callable[[], datetime]
"""The time, with its offset."""
RandomBelow = Callable[[int], int]
"""`secrets.randbelow`, or a test's."""
RandomToken = Callable[[int], str]
"""`secrets.token_urlsafe`, or a test's."""


class Verdict(StrEnum):
    """Three answers of an antivirus: not scanned is not clean."""

    CLEAN = "clean"
    INFECTED = "infected"
    NOT_SCANNED = "not_scanned"


class Standing(StrEnum):
    """What a payment supplier says."""

    PAID = "paid"
    PENDING = "pending"
    FAILED = "failed"


@dataclass(frozen=True)
class Attachment:
    """A file joined to a message."""

    name: str
    type: str
    data: bytes


@dataclass(frozen=True)
class Message:
    """An e-mail; `key` makes sending it twice harmless."""

    key: str
    to: str
    subject: str
    text: str
    html: str
    attachments: tuple[Attachment, ...] = ()


class Sms(Protocol):
    """Sends short messages."""

    def send(self, to: str, text: str, key: str) -> str:
        """The supplier's reference. Refused (this number never will) or Unavailable."""


class Mail(Protocol):
    """Sends e-mails."""

    def send(self, message: Message) -> str:
        """The supplier's reference. Refused or Unavailable."""


class TimeStamps(Protocol):
    """An RFC 3161 authority."""

    def exchange(self, query: bytes) -> bytes:
        """DER both ways. Unavailable; never a local clock instead."""


class Registry(Protocol):
    """The registry of companies."""

    def entity(self, siren: str) -> Entity:
        """The organisation of that SIREN. NotFound or Unavailable; a protected one is an Entity that says so."""

    def search(self, text: str) -> tuple[Entity, ...]:
        """Organisations by name or number."""


class Storage(Protocol):
    """Keeps files under random keys: two people's identical files stay two files, so that one can be erased."""

    def put(self, data: bytes) -> str:
        """A new key; the file is durable when this returns."""

    def get(self, key: str) -> bytes:
        """What was put. NotFound."""

    def erase(self, key: str) -> None:
        """Nothing is left under that key; erasing twice is no error."""


class Scanner(Protocol):
    """An antivirus."""

    def scan(self, data: bytes) -> Verdict:
        """CLEAN, INFECTED or NOT_SCANNED; never raises for being down."""


class CertificateAuthority(Protocol):
    """Who issues the certificate ordered."""

    def request(self, order: bytes) -> str:
        """The authority's reference for that order's JSON. Refused or Unavailable."""

    def certificate(self, reference: str) -> bytes | None:
        """The certificate once issued (PEM), None before."""

    def revoke(self, reference: str, reason: str) -> None:
        """Revokes it, once; revoking twice is no error. Unavailable."""


class Payment(Protocol):
    """Who takes cards."""

    def begin(self, reference: str, amount: Money, back: str) -> str:
        """The address where the person pays, coming back to `back`. Unavailable."""

    def standing(self, reference: str) -> Standing:
        """What became of it."""
