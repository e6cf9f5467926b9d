"""Revocation lists and OCSP responses of the built-in authority, DER in and out.

What is embedded in signed files is judged years later: `ocsp_for` therefore makes answers that hold until
the certificate's own end (see signing.md §5.2: a later `nextUpdate` fails, an earlier one goes stale).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509 import ocsp

from dossier.signing.keystore import Key, Pair
from dossier.signing.profiles import Issuer, embeddable


@dataclass(frozen=True)
class Status:
    """What the authority knows of a certificate it issued: its end, and when it was revoked if it was."""

    not_after: datetime
    revoked: datetime | None = None


def whole(instant: datetime) -> datetime:
    """The instant in UTC at the second: no CRL, OCSP response or certificate carries more."""
    return instant.astimezone(UTC).replace(microsecond=0)


def crl(ca: Issuer, now: datetime, until: datetime, revoked: Mapping[int, datetime]) -> bytes:
    """A full CRL of `ca` from `now` until `until`; `revoked` maps serials to instants."""
    builder = x509.CertificateRevocationListBuilder(ca.certificate.subject, whole(now), whole(until))
    builder = builder.add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
    identifier = ca.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    keyed = x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier)
    builder = builder.add_extension(keyed, critical=False)
    for serial, instant in sorted(revoked.items()):
        entry = x509.RevokedCertificateBuilder(serial, whole(instant)).build()
        builder = builder.add_revoked_certificate(entry)
    return embeddable(lambda: builder.sign(ca.key, hashes.SHA256()).public_bytes(Encoding.DER))


def ocsp_for(
    certificate: x509.Certificate,
    ca: Issuer,
    responder: Pair,
    now: datetime,
    until: datetime,
    revoked: datetime | None = None,
) -> bytes:
    """An OCSP response about `certificate`, good (or revoked since `revoked`) from `now` until `until`."""
    key, own = responder
    builder = ocsp.OCSPResponseBuilder().add_response(
        cert=certificate,
        issuer=ca.certificate,
        algorithm=hashes.SHA256(),
        cert_status=ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD,
        this_update=whole(now),
        next_update=whole(until),
        revocation_time=whole(revoked) if revoked else None,
        revocation_reason=x509.ReasonFlags.unspecified if revoked else None,
    )
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, own).certificates([own])
    return _signed(builder, key)


def answer(request: bytes, ca: Issuer, responder: Pair, now: datetime, known: Mapping[int, Status]) -> bytes:
    """The response to an OCSP request about a certificate of `ca`; unknown serials are said unknown.

    A request that cannot be read or that names another authority is answered as RFC 6960 §2.3 says.
    """
    try:
        asked = ocsp.load_der_ocsp_request(request)
        if not _ours(asked, ca):
            return _failure(ocsp.OCSPResponseStatus.UNAUTHORIZED)
        return _online(asked, responder, now, known.get(asked.serial_number))
    except (ValueError, NotImplementedError):
        return _failure(ocsp.OCSPResponseStatus.MALFORMED_REQUEST)


def _online(asked: ocsp.OCSPRequest, responder: Pair, now: datetime, status: Status | None) -> bytes:
    revoked = status.revoked if status else None
    code = ocsp.OCSPCertStatus.REVOKED if revoked else ocsp.OCSPCertStatus.GOOD
    soon = now + timedelta(hours=12)
    builder = ocsp.OCSPResponseBuilder().add_response_by_hash(
        asked.issuer_name_hash,
        asked.issuer_key_hash,
        asked.serial_number,
        asked.hash_algorithm,
        code if status else ocsp.OCSPCertStatus.UNKNOWN,
        whole(now),
        whole(min(soon, status.not_after)) if status and status.not_after > now else whole(soon),
        whole(revoked) if revoked else None,
        x509.ReasonFlags.unspecified if revoked else None,
    )
    key, own = responder
    builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, own).certificates([own])
    for extension in asked.extensions:
        if isinstance(extension.value, x509.OCSPNonce):
            builder = builder.add_extension(extension.value, critical=False)
    return _signed(builder, key)


def _ours(asked: ocsp.OCSPRequest, ca: Issuer) -> bool:
    """Whether the request is about a certificate of `ca`: the hashes of its name and of its key (RFC 6960 §4.1.1)."""
    point = ca.certificate.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    digests = [_digest(data, asked.hash_algorithm) for data in (ca.certificate.subject.public_bytes(), point)]
    return digests == [asked.issuer_name_hash, asked.issuer_key_hash]


def _digest(data: bytes, algorithm: hashes.HashAlgorithm) -> bytes:
    digest = hashes.Hash(algorithm)
    digest.update(data)
    return digest.finalize()


def _signed(builder: ocsp.OCSPResponseBuilder, key: Key) -> bytes:
    return embeddable(lambda: builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))


def _failure(status: ocsp.OCSPResponseStatus) -> bytes:
    return ocsp.OCSPResponseBuilder.build_unsuccessful(status).public_bytes(Encoding.DER)
