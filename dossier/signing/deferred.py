"""Signing in two requests: digests go out, raw signatures come in, by a browser for instance, another time, in another
process. Nothing is kept here between the two: the caller stores a Pending (JSON, under 2 kB per document and one
chain) and the prepared PDFs that it names by their SHA-256.

    begun = begin(documents, signer, chain, desk)
    store(begun.pending.value(), begun.prepared); send([one.attributes for one in begun.pending.documents])
    …
    signed = complete(Pending.read(value), signatures, load, desk, proofs)
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from cryptography import x509

from dossier.errors import Expired, Invalid, Problem, Refused
from dossier.signing import pades, raw, stages, usable
from dossier.signing.acts import finish
from dossier.signing.cms_rules import message_digest
from dossier.signing.desk import Desk
from dossier.signing.identities import Signer
from dossier.signing.loops import run
from dossier.signing.pades import Claims, Prepared
from dossier.signing.proofs import Proofs
from dossier.signing.records import Document, HalfSigned, Keep, Level, Record, Signed, nothing
from dossier.signing.stamping import StampClient

LIFE = timedelta(minutes=15)
"""How long a person has to sign what was prepared."""
VERSION = 1


@dataclass(frozen=True)
class PendingDocument:
    """One signature to come: `attributes` (DER) is what is to be signed, over SHA-256; `prepared` the SHA-256 of the
    PDF with its hole between `start` and `end`, in hexadecimal."""

    name: str
    prepared: str
    start: int
    end: int
    attributes: bytes


@dataclass(frozen=True)
class Pending:
    """Everything about to be signed by one person with one certificate, until `expires_at`."""

    field: str
    chain: tuple[bytes, ...]
    pss: bool
    expires_at: datetime
    documents: tuple[PendingDocument, ...]

    def value(self) -> dict[str, Any]:
        """As JSON's types."""
        documents = [vars(one) | {"attributes": _text(one.attributes)} for one in self.documents]
        chain = [_text(der) for der in self.chain]
        until = self.expires_at.isoformat()
        return {
            "version": VERSION, "field": self.field, "chain": chain, "pss": self.pss, "expires_at": until,
            "documents": documents,
        }  # fmt: skip

    @staticmethod
    def read(value: Mapping[str, Any]) -> Pending:
        """From `value`. Raises Invalid (`pending_unreadable`)."""
        try:
            if value["version"] != VERSION:
                raise ValueError(value["version"])
            documents = tuple(_document(one) for one in value["documents"])
            chain = tuple(base64.b64decode(der, validate=True) for der in value["chain"])
            until = datetime.fromisoformat(value["expires_at"])
            return Pending(str(value["field"]), chain, bool(value["pss"]), until, documents)
        except (KeyError, ValueError, TypeError) as wrong:
            raise Invalid(Problem("pending", "pending_unreadable")) from wrong


@dataclass(frozen=True)
class Begun:
    """What to store: the state, and the prepared PDFs by the name that it gives them."""

    pending: Pending
    prepared: Mapping[str, bytes]


def begin(
    documents: Sequence[Document],
    signer: Signer,
    chain: tuple[bytes, ...],
    desk: Desk,
    *,
    pss: bool = False,
    record: Record = nothing,
) -> Begun:
    """Prepare every document for the owner of a certificate (DER chain, his first). `pss` for RSASSA-PSS.

    `record` is given the intent. Raises NotFound (`no_such_field`), Conflict (`already_signed`), Refused when the
    certificate cannot sign at all; whose it is and who trusts it is `own_certificates`' to judge."""
    now = desk.clock()
    for fault in usable.faults(chain, now):
        raise Refused(fault.code, fault.detail)
    claims = Claims(signer.name, signer.reason, signer.location, now, signer.claimed)
    ready = [stages.prepared(document, signer.role, claims) for document in documents]
    attributes = [run(pades.attributes(one.digest, chain, claims)) for one in ready]
    record(stages.intent(documents, ready, attributes, signer.role, chain[0]))
    waiting = tuple(
        PendingDocument(document.name, _hex(one.pdf), one.start, one.end, signed)
        for document, one, signed in zip(documents, ready, attributes, strict=True)
    )
    end = x509.load_der_x509_certificate(chain[0]).not_valid_after_utc
    pending = Pending(signer.role.value, chain, pss, min(now + LIFE, end), waiting)
    return Begun(pending, {_hex(one.pdf): one.pdf for one in ready})


def complete(
    pending: Pending,
    signatures: Sequence[bytes],
    load: Callable[[str], bytes],
    desk: Desk,
    proofs: Callable[[datetime], Proofs],
    keep: Keep = nothing,
) -> tuple[Signed, ...]:
    """Embed one raw signature per document, in order, and make all of them last, as `sign` does.

    `load` gives a prepared PDF back by its SHA-256. Doing it again with the same signatures makes the same
    signatures again, only stamped at another time: nothing is signed twice, and the caller keeps the first.
    Raises Expired (`pending_expired`), Refused (`wrong_signature`, before anything is embedded; `prepared_changed`),
    and what `finish` raises."""
    if desk.clock() >= pending.expires_at:
        raise Expired("pending_expired")
    attributes = [one.attributes for one in pending.documents]
    made = raw.checked(pending.chain[0], attributes, signatures, pss=pending.pss)
    ready = [_prepared(one, load(one.prepared)) for one in pending.documents]
    client = StampClient(desk.stamps)
    filled = run(stages.embedded(ready, attributes, made, pending.chain, client, pss=pending.pss))
    names = [one.name for one in pending.documents]
    together = tuple(zip(names, filled, strict=True))
    half = HalfSigned(pending.field, Level.LTA, together, proofs(desk.clock()))
    keep(half)
    return finish(half, desk)


def _prepared(one: PendingDocument, pdf: bytes) -> Prepared:
    """The PDF as it was prepared, to the byte, and what its signature covers."""
    digest = hashlib.sha256(pdf[: one.start] + pdf[one.end :]).digest()
    if _hex(pdf) != one.prepared or message_digest(one.attributes) != digest:
        raise Refused("prepared_changed", one.name)
    return Prepared(pdf, digest, one.start, one.end)


def _document(value: Mapping[str, Any]) -> PendingDocument:
    attributes = base64.b64decode(value["attributes"], validate=True)
    start, end = int(value["start"]), int(value["end"])
    return PendingDocument(str(value["name"]), str(value["prepared"]), start, end, attributes)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
