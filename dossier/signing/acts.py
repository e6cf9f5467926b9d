"""The acts: the service seals a frozen document; a person signs every document of a dossier; both are B-LTA.

prepare → signed attributes → record the intent → raw signatures → key destroyed → timestamps (B-T) → proofs →
keep → document security store and document timestamp → verify. Nothing is returned that does not verify.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from cryptography import x509

from dossier.blocks import Role
from dossier.errors import Refused
from dossier.signing import lasting, pades, raw, stages
from dossier.signing.desk import Desk
from dossier.signing.identities import Signer
from dossier.signing.loops import run
from dossier.signing.pades import Claims
from dossier.signing.records import (
    Document,
    HalfSigned,
    Keep,
    Level,
    Record,
    Signed,
    nothing,
)
from dossier.signing.source import Source, is_pss
from dossier.signing.stamping import StampClient
from dossier.signing.verdict import Outcome
from dossier.signing.verify import verify_pdf


def seal(
    documents: Sequence[Document],
    source: Source,
    desk: Desk,
    reason: str,
    record: Record = nothing,
    keep: Keep = nothing,
) -> tuple[Signed, ...]:
    """Certify frozen documents with the service's seal, in the invisible field `sig_seal`: DocMDP P=2, B-LTA.

    `reason` is read by people in the signature panel. Raises what `sign` raises."""
    certificate = x509.load_der_x509_certificate(source.chain[0])
    name = str(certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)[0].value)
    claims = Claims(name, reason, "", desk.clock())
    half = run(_half(documents, Role.SEAL, claims, source, desk, record))
    keep(half)
    return finish(half, desk)


def sign(
    documents: Sequence[Document],
    signer: Signer,
    source: Source,
    desk: Desk,
    record: Record = nothing,
    keep: Keep = nothing,
) -> tuple[Signed, ...]:
    """Sign every document in the signer's own field with one authorisation of `source`, up to B-LTA.

    `record` is given the intent before the key is used; `keep` what `finish` needs, once every document is B-T
    and the key destroyed. Raises Unavailable (no timestamp), NotFound (`no_such_field`), Conflict
    (`already_signed`), Expired (`one_shot_expired`), Refused (`wrong_signature`, `verification_failed`)."""
    claims = Claims(signer.name, signer.reason, signer.location, desk.clock(), signer.claimed)
    half = run(_half(documents, signer.role, claims, source, desk, record))
    keep(half)
    return finish(half, desk)


def finish(half: HalfSigned, desk: Desk) -> tuple[Signed, ...]:
    """Make B-T documents last, after `sign` or after a crash: same result, same errors."""
    lasted = run(_lasting(half, desk))
    return tuple(_verified(name, pdf, half, desk) for name, pdf in lasted)


def renew(pdf: bytes, desk: Desk) -> bytes:
    """One more document timestamp, with the proofs of the day, before the last one's authority expires.

    Raises what `finish` raises, and Refused (`not_valid`) when the file is not valid any more."""
    _require_valid(pdf, desk, "not_valid")
    renewed = run(lasting.made_to_last(pdf, desk.stamps.proofs(desk.clock()), StampClient(desk.stamps)))
    _require_valid(renewed, desk, "verification_failed")
    return renewed


def _require_valid(pdf: bytes, desk: Desk, code: str) -> None:
    verdict = verify_pdf(pdf, desk.trust, desk.clock())
    if verdict.outcome is not Outcome.VALID:
        raise Refused(code, " ".join(sorted(verdict.codes)))


async def _half(
    documents: Sequence[Document], role: Role, claims: Claims, source: Source, desk: Desk, record: Record
) -> HalfSigned:
    ready = [stages.prepared(document, role, claims) for document in documents]
    attributes = [await pades.attributes(one.digest, source.chain, claims) for one in ready]
    record(stages.intent(documents, ready, attributes, role, source.chain[0]))
    made = raw.signatures(source, attributes)
    client, pss = StampClient(desk.stamps), is_pss(source)
    filled = await stages.embedded(ready, attributes, made, source.chain, client, pss=pss)
    names = [document.name for document in documents]
    return HalfSigned(
        role.value, Level.LTA, tuple(zip(names, filled, strict=True)), source.proofs(desk.clock())
    )


async def _lasting(half: HalfSigned, desk: Desk) -> list[tuple[str, bytes]]:
    client = StampClient(desk.stamps)
    proofs = half.proofs + desk.stamps.proofs(desk.clock())
    made = await asyncio.gather(*(lasting.made_to_last(pdf, proofs, client) for _, pdf in half.documents))
    return [(name, pdf) for (name, _), pdf in zip(half.documents, made, strict=True)]


def _verified(name: str, pdf: bytes, half: HalfSigned, desk: Desk) -> Signed:
    """Our own verdict on the whole file: an invalid one is an error, a lower level is said."""
    verdict = verify_pdf(pdf, desk.trust, desk.clock())
    own = next((one for one in verdict.signatures if one.field == half.field), None)
    if verdict.outcome is Outcome.INVALID or own is None or own.signed_at is None:
        raise Refused("verification_failed", f"{name}: {' '.join(sorted(verdict.codes))}")
    why = "" if own.level is half.asked else next(iter(own.problems), "no_revocation_data")
    return Signed(name, pdf, half.field, half.asked, own.level, why, own.signed_at)
