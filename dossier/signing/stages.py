"""The stages between a frozen document and a B-T one, for every means: what is prepared, recorded, embedded."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence

from cryptography import x509

from dossier.blocks import Role
from dossier.signing import pades, widgets
from dossier.signing.pades import Claims, Prepared
from dossier.signing.records import Document, Intent, ToBeSigned
from dossier.signing.stamping import StampClient


def prepared(document: Document, role: Role, claims: Claims) -> Prepared:
    """A document with a hole in the field of `role`, and its look. Raises what `pades.prepare` raises."""
    width, height = widgets.zone_size(document.pdf, role.value)
    drawn = document.appearance(width, height) if document.appearance and width and height else None
    return pades.prepare(document.pdf, role.value, claims, certify=role is Role.SEAL, appearance=drawn)


def intent(
    documents: Sequence[Document],
    ready: Sequence[Prepared],
    attributes: Sequence[bytes],
    role: Role,
    der: bytes,
) -> Intent:
    """What is about to be signed with the certificate `der`."""
    certificate = x509.load_der_x509_certificate(der)
    items = tuple(
        ToBeSigned(document.name, _hex(document.pdf), one.digest.hex(), _hex(signed))
        for document, one, signed in zip(documents, ready, attributes, strict=True)
    )
    return Intent(role.value, certificate.serial_number, certificate.not_valid_after_utc, items)


async def embedded(
    ready: Sequence[Prepared],
    attributes: Sequence[bytes],
    signatures: Sequence[bytes],
    chain: tuple[bytes, ...],
    client: StampClient,
    *,
    pss: bool = False,
) -> list[bytes]:
    """The B-T documents of raw signatures already checked. Raises Unavailable without a timestamp."""
    work = [
        pades.cms_of(signed, one, chain, client, pss=pss)
        for signed, one in zip(attributes, signatures, strict=True)
    ]
    contents = await asyncio.gather(*work)
    return [one.filled(content) for one, content in zip(ready, contents, strict=True)]


def _hex(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
