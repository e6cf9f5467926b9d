"""The journal of a dossier: what happened, when, by whom, chained so that nothing can be taken out or changed.

Each entry holds the digest of the one before. An entry is written as one line of canonical JSON: whatever a text
holds, a line stays a line. The end of the chain is anchored by the day's digest, which is timestamped.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from dossier.canonical import canonical, digest
from dossier.errors import Invalid, Problem

GENESIS = "0" * 64


class Event(StrEnum):
    """Everything a journal may say."""

    CREATED = "order_created"
    VALIDATED = "order_validated"
    FROZEN = "revision_frozen"
    SEALED = "papers_sealed"
    MODIFIED = "order_modified"
    DELETED = "order_deleted"
    EXPIRED = "order_expired"
    TERMS_ACCEPTED = "terms_accepted"
    PAPER_CHOSEN = "paper_chosen"
    PIECE_ADDED = "piece_added"
    PIECE_REMOVED = "piece_removed"
    APPROVED = "order_approved"
    INVITED = "signer_invited"
    REMINDED = "signer_reminded"
    LINK_OPENED = "link_opened"
    LINK_RENEWED = "link_renewed"
    IDENTITY_CHECKED = "identity_checked"
    IDENTITY_REFUSED = "identity_refused"
    SIGNER_LOCKED = "signer_locked"
    REVALIDATED = "order_revalidated"
    UNLOCKED = "signer_unlocked"
    DOCUMENTS_SHOWN = "documents_shown"
    CODE_SENT = "code_sent"
    CODE_REFUSED = "code_refused"
    CONSENTED = "signer_consented"
    INTENT = "signature_intended"
    SIGNED = "document_signed"
    RETURNED = "signed_file_returned"
    DECLINED = "signer_declined"
    FACE_TO_FACE = "face_to_face_held"
    POST_RECEIVED = "post_received"
    CORRECTION_ASKED = "correction_asked"
    REFUSED = "order_refused"
    ACCEPTED = "order_accepted"
    ISSUED = "certificate_issued"
    DELIVERED = "certificate_delivered"
    REVOKED = "certificate_revoked"
    BUNDLED = "bundle_sealed"
    DOWNLOADED = "bundle_downloaded"
    PURGED = "dossier_purged"


@dataclass(frozen=True)
class Trace:
    """Where an act came from."""

    address: str = ""
    agent: str = ""


@dataclass(frozen=True)
class Entry:
    """One line of the journal. `details` are facts and digests, never a code, a password or a document number."""

    dossier: str
    sequence: int
    at: datetime
    event: Event
    actor: str
    trace: Trace
    details: tuple[tuple[str, str], ...]
    previous: str
    digest: str


@dataclass(frozen=True)
class Break:
    """The first thing wrong in a chain: the sequence number where it shows, and its code."""

    sequence: int
    code: str


def append(
    last: Entry | None, dossier: str, at: datetime, event: Event, actor: str, trace: Trace,
    details: Mapping[str, str] | None = None,
) -> Entry:  # fmt: skip
    """The entry that follows `last` (None for the first of a dossier)."""
    if at.utcoffset() is None:
        raise Invalid(Problem("at", "offset_missing"))
    sequence, previous = (last.sequence + 1, last.digest) if last else (1, GENESIS)
    facts = tuple(sorted((details or {}).items()))
    entry = Entry(dossier, sequence, at, event, actor, trace, facts, previous, "")
    return replace(entry, digest=entry_digest(entry))


def entry_digest(entry: Entry) -> str:
    """SHA-256 of the entry's canonical JSON, its own digest left out."""
    value = _value(entry)
    del value["digest"]
    return digest(value)


def verify_chain(entries: Sequence[Entry], head: str = "") -> Break | None:
    """The first gap or tampering, or None. With `head` (from a day's digest) a cut end is found too."""
    previous, dossier = GENESIS, entries[0].dossier if entries else ""
    for sequence, entry in enumerate(entries, 1):
        if code := _broken(entry, sequence, previous, dossier):
            return Break(sequence, code)
        previous = entry.digest
    return Break(len(entries) + 1, "cut") if head and previous != head else None


def _broken(entry: Entry, sequence: int, previous: str, dossier: str) -> str:
    if entry.dossier != dossier:
        return "foreign"
    if entry.sequence != sequence:
        return "gap"
    if entry.previous != previous:
        return "unchained"
    return "" if entry_digest(entry) == entry.digest else "tampered"


def day_digest(day: date, heads: Mapping[str, str]) -> str:
    """What is timestamped each day: the digest of the last entry of every dossier that moved."""
    return digest({"day": day.isoformat(), "heads": dict(heads)})


def dump(entries: Sequence[Entry]) -> bytes:
    """The journal as lines of canonical JSON, for the bundle."""
    return b"".join(canonical(_value(entry)) + b"\n" for entry in entries)


def load(data: bytes) -> tuple[Entry, ...]:
    """The entries of that journal; Invalid with the line's number when one is not the canonical JSON of an entry."""
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise Invalid(Problem(f"[{len(lines)}]", "journal_line"))
    return tuple(_entry(line, number) for number, line in enumerate(lines))


def _entry(line: bytes, number: int) -> Entry:
    try:
        value: dict[str, Any] = json.loads(line)
        details = tuple((str(k), str(v)) for k, v in sorted(value["details"].items()))
        read = {
            "at": datetime.fromisoformat(value["at"]),
            "event": Event(value["event"]),
            "trace": Trace(**value["trace"]),
            "details": details,
        }
        entry = Entry(**(value | read))
        same = canonical(_value(entry)) == line
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise Invalid(Problem(f"[{number}]", "journal_line")) from error
    if not same:
        raise Invalid(Problem(f"[{number}]", "journal_line"))
    return entry


def _value(entry: Entry) -> dict[str, Any]:
    return asdict(entry) | {"at": entry.at.isoformat(), "details": dict(entry.details)}


def content_digest(data: bytes) -> str:
    """SHA-256 of a file, in hexadecimal, as journals quote it."""
    return hashlib.sha256(data).hexdigest()
