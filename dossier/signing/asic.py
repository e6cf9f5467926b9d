# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Bundles: ASiC-E containers sealed by the service, CAdES-BASELINE-LTA (EN 319 162-1, EN 319 122-1).

mimetype                          application/vnd.etsi.asic-e+zip
…                                 the files, in the order given
META-INF/ASiCManifest.xml         their digests
META-INF/signature.p7s            the seal over that manifest, its timestamp and proofs
META-INF/ASiCArchiveManifest.xml  digests of all of the above
META-INF/timestamp.tst            the archive timestamp over that second manifest
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import cms
from cryptography import x509

from dossier.errors import Invalid, Problem, Refused
from dossier.signing import cades, containers, manifests, pades, raw
from dossier.signing.bundle_verdict import verify_asic
from dossier.signing.desk import Desk
from dossier.signing.layout import ARCHIVE, CMS_TYPE, MANIFEST, META, SEAL, STAMP, TST_TYPE, XML_TYPE
from dossier.signing.loops import run
from dossier.signing.manifests import Manifest, Reference
from dossier.signing.records import Intent, Level, Record, ToBeSigned, nothing
from dossier.signing.source import Source
from dossier.signing.stamping import StampClient
from dossier.signing.verdict import Outcome


@dataclass(frozen=True)
class Member:
    """One file of a bundle: its name in it (relative, `/` between folders, Windows-safe), media type, bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class SealedBundle:
    """A container, verified before it was returned; the rest as in Signed."""

    data: bytes
    asked: Level
    obtained: Level
    why: str
    sealed_at: datetime


def seal_asic(
    members: Sequence[Member], source: Source, desk: Desk, record: Record = nothing
) -> SealedBundle:
    """Put files in an ASiC-E container and seal it, CAdES-BASELINE-LTA.

    Raises Invalid (`unsafe_name`, `duplicate_name`, `required` when there is no file), Unavailable without a
    timestamp, Refused when the result does not verify."""
    _check(members)
    data = run(_sealed(members, source, desk, record))
    verdict = verify_asic(data, desk.trust, desk.clock())
    if verdict.outcome is Outcome.INVALID or verdict.sealed_at is None:
        raise Refused("verification_failed", " ".join(sorted(verdict.codes)))
    why = "" if verdict.level is Level.LTA else next(iter(sorted(verdict.codes)), "no_revocation_data")
    return SealedBundle(data, Level.LTA, verdict.level, why, verdict.sealed_at)


async def _sealed(members: Sequence[Member], source: Source, desk: Desk, record: Record) -> bytes:
    now, client = desk.clock(), StampClient(desk.stamps)
    references = [manifests.reference(one.name, one.media_type, one.data) for one in members]
    manifest = manifests.write(Manifest(SEAL, CMS_TYPE, tuple(references)))
    signature = await _seal(manifest, source, desk, record, now, client)
    references += [
        manifests.reference(MANIFEST, XML_TYPE, manifest),
        manifests.reference(SEAL, CMS_TYPE, signature),
    ]
    archive, stamp = await _stamped(references, client)
    entries = {one.name: one.data for one in members}
    entries |= {MANIFEST: manifest, SEAL: signature, ARCHIVE: archive, STAMP: stamp}
    return containers.pack(entries, now)


async def _seal(
    manifest: bytes, source: Source, desk: Desk, record: Record, now: datetime, client: StampClient
) -> bytes:
    digest = hashlib.sha256(manifest).digest()
    attributes = await cades.attributes(digest, source.chain[0], now)
    certificate = x509.load_der_x509_certificate(source.chain[0])
    target = ToBeSigned(MANIFEST, digest.hex(), digest.hex(), hashlib.sha256(attributes).hexdigest())
    record(Intent(SEAL, certificate.serial_number, certificate.not_valid_after_utc, (target,)))
    (signature,) = raw.signatures(source, [attributes])
    content = await pades.cms_of(attributes, signature, source.chain, client)
    at = desk.clock()
    return cades.with_proofs(content, source.proofs(at) + desk.stamps.proofs(at))


async def _stamped(references: list[Reference], client: StampClient) -> tuple[bytes, bytes]:
    archive = manifests.write(Manifest(STAMP, TST_TYPE, tuple(references)))
    token: cms.ContentInfo = await client.async_timestamp(hashlib.sha256(archive).digest(), pades.DIGEST)
    return archive, bytes(token.dump())


def _check(members: Sequence[Member]) -> None:
    names = [one.name for one in members]
    folded = [containers.folded(name) for name in names]
    problems = [
        Problem(name, "unsafe_name")
        for name, low in zip(names, folded, strict=True)
        if containers.unsafe(name) or low.split("/")[0] in (containers.folded(META), "mimetype")
    ]
    problems += [
        Problem(name, "duplicate_name")
        for name, low in zip(names, folded, strict=True)
        if folded.count(low) > 1
    ]
    if not members:
        problems.append(Problem("members", "required"))
    if problems:
        raise Invalid(*problems)
