# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The judgement on a certificate that a signer already owns: can it sign here, for this person, now?

Validity, usage, algorithms, name, chain to the anchors configured, revocation. Everything wrong is listed, each with
its reason; what does not forbid signing is a warning. No anchor comes from the certificate's owner.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathBuildingError, RevokedError, ValidationError

from dossier.errors import Refused
from dossier.people import Person
from dossier.signing import subject_names, usable
from dossier.signing.chains import anchors as read_anchors
from dossier.signing.gathering import Gathered, Revocations, gather
from dossier.signing.instant import judged_at
from dossier.signing.loops import run
from dossier.signing.proofs import Proofs
from dossier.signing.source import ProvedSource, Source
from dossier.signing.usable import Remark, common_name, ordered


@dataclass(frozen=True)
class Judgement:
    """Refusals forbid signing; warnings are to be shown. `chain` (DER) goes up to, but without, a root.

    `verdict` is `ok`, `warnings` or `refused`."""

    chain: tuple[bytes, ...]
    refusals: tuple[Remark, ...]
    warnings: tuple[Remark, ...]

    @property
    def verdict(self) -> str:
        """In one word."""
        if self.refusals:
            return "refused"
        return "warnings" if self.warnings else "ok"


def judge(
    chain: Sequence[bytes], person: Person, trust: Sequence[bytes], proofs: Proofs, at: datetime
) -> Judgement:
    """Judge a certificate (DER chain, the person's first) at `at` (aware). `trust` are PEM or DER anchors, `proofs`
    what is known of revocation. Raises Invalid (`not_a_certificate`) for a wrong `trust` only."""
    roots = read_anchors(trust)
    whole = ordered(chain[0], [*chain[1:], *(root.dump() for root in roots)])
    wrong = usable.faults(whole, at)
    if any(one.code == "certificate_unreadable" for one in wrong):
        return Judgement(tuple(chain), wrong, ())
    name = subject_names.named(whole[0])
    wrong += subject_names.refusals(name, person)
    with judged_at(at):
        refused, unknown = run(_path(whole, roots, proofs, at))
    wrong += refused
    known = {one.code for one in wrong}
    warnings = usable.cautions(whole) if "weak_key" not in known else ()
    warnings += subject_names.cautions(name, person) if not subject_names.refusals(name, person) else ()
    return Judgement(whole, wrong, warnings + unknown)


def asked(chain: Sequence[bytes], trust: Sequence[bytes], revocations: Revocations) -> Gathered:
    """What the issuers answer now about a chain. Raises Invalid for a wrong `trust` only."""
    roots = [x509.load_der_x509_certificate(root.dump()) for root in read_anchors(trust)]
    others = [*chain[1:], *(root.public_bytes(Encoding.DER) for root in roots)]
    return gather(ordered(chain[0], others), roots, revocations)


def proved(source: Source, judgement: Judgement, proofs: Callable[[datetime], Proofs]) -> ProvedSource:
    """The source of a certificate that was judged, with what proves that it is not revoked: `proofs` is called
    once, after the last timestamp. Raises Refused with the first refusal."""
    for one in judgement.refusals:
        source.close()
        raise Refused(one.code, one.detail)
    return ProvedSource(source, judgement.chain, proofs)


async def _path(
    chain: Sequence[bytes], roots: tuple[asn1.Certificate, ...], proofs: Proofs, at: datetime
) -> tuple[tuple[Remark, ...], tuple[Remark, ...]]:
    """Refusals and warnings about the chain's anchor and its revocation."""
    last = x509.load_der_x509_certificate(chain[-1])
    try:
        await _validated(chain, roots, proofs, at, "soft-fail")
    except RevokedError as found:
        return (Remark("certificate_revoked", found.revocation_dt.date().isoformat()),), ()
    except (PathBuildingError, ValidationError):
        return (Remark("certificate_untrusted", common_name(last.issuer)),), ()
    try:
        await _validated(chain, roots, proofs, at, "require")
    except (PathBuildingError, ValidationError):
        own = x509.load_der_x509_certificate(chain[0])
        return (), (Remark("certificate_revocation_unknown", common_name(own.issuer)),)
    return (), ()


async def _validated(
    chain: Sequence[bytes], roots: tuple[asn1.Certificate, ...], proofs: Proofs, at: datetime, mode: str
) -> None:
    context = ValidationContext(
        trust_roots=list(roots),
        other_certs=[asn1.Certificate.load(der) for der in (*chain[1:], *proofs.certificates)],
        moment=at,
        allow_fetching=False,
        crls=list(proofs.crls),
        ocsps=list(proofs.ocsps),
        revocation_mode=mode,
    )
    own = asn1.Certificate.load(chain[0])
    validator = CertificateValidator(own, validation_context=context)
    await validator.async_validate_usage(set())
