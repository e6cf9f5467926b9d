"""The built-in timestamp authority: RFC 3161 queries in, responses out, with EN 319 422's signed attributes."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from asn1crypto import algos, cms, core, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.signing.keystore import Pair
from dossier.signing.profiles import STAMP_POLICY
from dossier.signing.proofs import Proofs
from dossier.signing.revocation import whole

_LENGTHS = {"sha256": 32, "sha384": 48, "sha512": 64}
_SERIAL_BITS = 127


class _Rejection(core.Sequence):  # type: ignore[misc]  # asn1crypto has no types
    """A TimeStampResp without its token, which asn1crypto believes compulsory (RFC 3161 §2.4.2: optional)."""

    _fields: ClassVar = [("status", tsp.PKIStatusInfo)]


@dataclass(frozen=True)
class OwnTimeStamps:
    """Fills the TimeStamps port in this process. `clock` gives the time that is stamped, at the second."""

    pair: Pair
    chain: tuple[bytes, ...]
    clock: Callable[[], datetime]
    revocation: Callable[[datetime], Proofs]

    def exchange(self, query: bytes) -> bytes:
        """See TimeStamps.exchange. A query that cannot be served gets a rejection, as RFC 3161 §2.4.2 says."""
        try:
            asked = tsp.TimeStampReq.load(query, strict=True)
            failure = _refusal(asked)
        except (ValueError, TypeError, KeyError):
            failure = "bad_data_format"
        if failure:
            return _rejection(failure)
        token = self._token(asked)
        granted = tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token})
        return bytes(granted.dump())

    def proofs(self, at: datetime) -> Proofs:
        """See TimeStamps.proofs."""
        return self.revocation(at)

    def _token(self, asked: tsp.TimeStampReq) -> cms.ContentInfo:
        certificate = x509.Certificate.load(self.pair[1].public_bytes(Encoding.DER))
        content = self._info(asked).dump()
        attributes = _attributes(content, certificate)
        signature = self.pair[0].sign(attributes.dump(), ec.ECDSA(hashes.SHA256()))
        certificates = (
            [certificate, *map(x509.Certificate.load, self.chain)] if asked["cert_req"].native else []
        )
        return _signed_data(content, attributes, signature, certificate, certificates)

    def _info(self, asked: tsp.TimeStampReq) -> tsp.TSTInfo:
        fields: dict[str, Any] = {
            "version": "v1",
            "policy": STAMP_POLICY.dotted_string,
            "message_imprint": asked["message_imprint"],
            "serial_number": secrets.randbits(_SERIAL_BITS),
            "gen_time": whole(self.clock()),
            "accuracy": {"seconds": 1},
        }
        if asked["nonce"].native is not None:
            fields["nonce"] = asked["nonce"].native
        return tsp.TSTInfo(fields)


def _refusal(asked: tsp.TimeStampReq) -> str | None:
    imprint = asked["message_imprint"]
    wanted = _LENGTHS.get(imprint["hash_algorithm"]["algorithm"].native)
    policy = asked["req_policy"].native
    _ = asked["nonce"].native, asked["cert_req"].native  # decoding is lazy: fail here, not later
    if asked["extensions"].native:
        return "unaccepted_extensions"
    if wanted is None:
        return "bad_alg"
    if len(imprint["hashed_message"].native) != wanted:
        return "bad_data_format"
    return "unaccepted_policy" if policy not in (None, STAMP_POLICY.dotted_string) else None


def _rejection(failure: str) -> bytes:
    return bytes(_Rejection({"status": {"status": "rejection", "fail_info": {failure}}}).dump())


def _attributes(content: bytes, certificate: x509.Certificate) -> cms.CMSAttributes:
    return cms.CMSAttributes(
        [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [hashlib.sha256(content).digest()]}),
            cms.CMSAttribute({"type": "signing_certificate_v2", "values": [_reference(certificate)]}),
        ]
    )


def _reference(certificate: x509.Certificate) -> tsp.SigningCertificateV2:
    """ESSCertIDv2 with SHA-256, the default algorithm, therefore absent (RFC 5816)."""
    name = x509.GeneralName(name="directory_name", value=certificate.issuer)
    issuer = {"issuer": [name], "serial_number": certificate["tbs_certificate"]["serial_number"]}
    identifier = {"cert_hash": hashlib.sha256(certificate.dump()).digest(), "issuer_serial": issuer}
    return tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2(identifier)]})


def _signed_data(
    content: bytes,
    attributes: cms.CMSAttributes,
    signature: bytes,
    certificate: x509.Certificate,
    certificates: list[x509.Certificate],
) -> cms.ContentInfo:
    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier(
                {
                    "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                        {"issuer": certificate.issuer, "serial_number": certificate.serial_number}
                    )
                }
            ),
            "digest_algorithm": digest,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    body = {
        "version": "v3",
        "digest_algorithms": [digest],
        "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(content)},
        "signer_infos": [signer],
    }
    if certificates:
        body["certificates"] = [cms.CertificateChoices(name="certificate", value=c) for c in certificates]
    return cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(body)})
