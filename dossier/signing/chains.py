# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Whether certificates can be trusted, offline, with what the file embeds (EN 319 102-1 by pyHanko's AdES engine).

Anchors come from the caller, never from the file. Revocation is judged at the oldest trusted timestamp: where
pyHanko asks for fresh revocation data at the time of verification (stricter than the standard, by its own
comment), the path is judged again at that timestamp (design.md §4, signing.md §5.3).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from asn1crypto import cms, pem, x509
from pyhanko.sign.ades.report import AdESIndeterminate, AdESPassed
from pyhanko.sign.validation.ades import ades_lta_validation
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko.sign.validation.policy_decl import (
    LocalKnowledge,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
    bootstrap_validation_data_handlers,
)
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.errors import ExpiredError, PathBuildingError, RevokedError, ValidationError
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from dossier.errors import Invalid, Problem
from dossier.signing.cms_rules import embedded, own_certificate

_CODES: dict[object, str] = {
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: "untrusted",
    AdESIndeterminate.NO_SIGNING_CERTIFICATE_FOUND: "wrong_signing_certificate",
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: "revocation_unknown",
    AdESIndeterminate.TRY_LATER: "revocation_unknown",
    AdESIndeterminate.REVOCATION_OUT_OF_BOUNDS_NO_POE: "revocation_unknown",
    AdESIndeterminate.OUT_OF_BOUNDS_NO_POE: "expired_unproved",
    AdESIndeterminate.OUT_OF_BOUNDS_NOT_REVOKED: "expired_unproved",
    AdESIndeterminate.REVOKED_NO_POE: "revoked",
    AdESIndeterminate.REVOKED_CA_NO_POE: "revoked",
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: "untrusted",
}


def anchors(trust: Sequence[bytes]) -> tuple[x509.Certificate, ...]:
    """The certificates to trust, from PEM (or DER) files. Raises Invalid (`not_a_certificate`)."""
    found = []
    for number, data in enumerate(trust):
        try:
            ders = [item[2] for item in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            found += [x509.Certificate.load(der, strict=True) for der in ders]
            [item.public_key.native for item in found]
        except (ValueError, TypeError) as wrong:
            raise Invalid(Problem(f"trust[{number}]", "not_a_certificate")) from wrong
    return tuple(found)


@dataclasses.dataclass(frozen=True)
class Judge:
    """Anchors, the material embedded in the file, the instant of the verification, and material from elsewhere."""

    roots: tuple[x509.Certificate, ...]
    knowledge: LocalKnowledge
    at: datetime
    beside: LocalKnowledge = dataclasses.field(default_factory=LocalKnowledge)

    async def signature(self, embedded_signature: Any) -> tuple[str, Any]:
        """The AdES verdict on a PDF signature: a code, empty when it passes, and pyHanko's result."""
        certificates = [*self.beside.known_certs, *self.roots]
        extra = dataclasses.replace(self.beside, known_certs=certificates)
        spec = PdfSignatureValidationSpec(self._spec(extra), None)
        timing = ValidationTimingInfo(self.at, self.at, point_in_time_validation=False)
        result = await ades_lta_validation(embedded_signature, spec, timing)
        indication = result.ades_subindic
        if indication == AdESPassed.OK:
            return "", result
        if indication == AdESIndeterminate.SIG_CONSTRAINTS_FAILURE and _only_lacks_a_timestamp(result):
            return await self.chain(embedded_signature.signed_data, self.at), result
        known = isinstance(indication, AdESIndeterminate)
        return (_CODES.get(indication) if known else None) or "invalid_signature", result

    async def chain(self, data: cms.SignedData, instant: datetime) -> str:
        """Whether the signer of a CMS was trusted and not revoked at `instant`: a code, empty when it was."""
        validator = CertificateValidator(
            own_certificate(data), validation_context=self._context(data, instant)
        )
        try:
            await validator.async_validate_usage(set())
        except RevokedError:
            return "revoked"
        except PathBuildingError:
            return "untrusted"
        except ExpiredError:
            return "expired_unproved"
        except ValidationError:
            return "revocation_unknown"
        return ""

    async def token(
        self, data: cms.SignedData, imprint: Callable[[str], bytes], instants: Sequence[datetime]
    ) -> str:
        """Whether a timestamp token is about `imprint` and its authority trusted: a code, empty when it is.

        Revocation is judged at the first of the `instants`, and at the next ones when the data is stale then;
        the authority's certificate must be alive at the first."""
        context = self._context(data, instants[0])
        status = await validate_tst_signed_data(data, context, imprint)
        if not (status["valid"] and status["intact"]):
            return "invalid_stamp"
        codes = [await self.chain(data, instant) for instant in instants]
        if "revoked" in codes or codes[0] != "revocation_unknown":
            return next((code for code in codes if code == "revoked"), codes[0])
        return "" if "" in codes and _alive(data, instants[0]) else codes[0]

    def _context(self, data: cms.SignedData, instant: datetime) -> ValidationContext:
        timing = ValidationTimingInfo(instant, instant, point_in_time_validation=True)
        mine, beside = self.knowledge, self.beside
        known = dataclasses.replace(
            mine,
            known_certs=[*mine.known_certs, *beside.known_certs, *embedded(data), *self.roots],
            known_ocsps=[*mine.known_ocsps, *beside.known_ocsps],
            known_crls=[*mine.known_crls, *beside.known_crls],
        )
        known = dataclasses.replace(known, known_poes=list(known.assert_existence_known_at(instant)))
        spec = self._spec(known)
        handlers = bootstrap_validation_data_handlers(spec, timing, is_historical=True)
        known.add_to_poe_manager(handlers.poe_manager)
        return spec.cert_validation_policy.build_validation_context(timing, handlers)

    def _spec(self, knowledge: LocalKnowledge) -> SignatureValidationSpec:
        trusted = SimpleTrustManager.build(trust_roots=self.roots)
        policy = CertValidationPolicySpec(trusted, CertRevTrustPolicy(REQUIRE_REVINFO))
        offline = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
        return SignatureValidationSpec(policy, offline, local_knowledge=knowledge)


def _only_lacks_a_timestamp(result: Any) -> bool:
    """The one thing that pyHanko 0.38 means by that indication, whatever the chain; the value must be right."""
    status = result.api_status
    return bool(status is not None and status.intact and status.valid)


def _alive(data: cms.SignedData, instant: datetime) -> bool:
    certificate = own_certificate(data)
    return bool(certificate is not None and certificate.not_valid_after >= instant)
