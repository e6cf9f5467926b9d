"""Whether a certificate that a person holds can sign at all, whoever he is: dates, usage, algorithms.

Floor: RSA 3072 or P-256 and above; RSA from 2048 signs with a warning; SHA-256 or better in the chain. Acrobat wants
digitalSignature or nonRepudiation when the certificate states its usage (RFC 5280 §4.2.1.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol, TypeVar

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, PublicKeyAlgorithmOID

from dossier.errors import Refused

RSA_FLOOR, RSA_ADVISED = 2048, 3072
_CURVES = {"secp256r1", "secp384r1", "secp521r1"}
_WEAK_DIGESTS = (hashes.MD5, hashes.SHA1, hashes.SHA224)
_MACHINES = {
    ExtendedKeyUsageOID.SERVER_AUTH,
    ExtendedKeyUsageOID.CODE_SIGNING,
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
}


@dataclass(frozen=True)
class Remark:
    """Why a certificate is refused, or what to know about it: a code of the `error` words, and its detail."""

    code: str
    detail: str = ""


class Held(Protocol):
    """Whatever has a certificate chain (DER, the person's own first): a source, an entry of a card."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """See Source."""


H = TypeVar("H", bound=Held)


def faults(chain: Sequence[bytes], at: datetime) -> tuple[Remark, ...]:
    """Why this chain's certificate cannot sign at `at` (aware); empty when it can."""
    try:
        found = [x509.load_der_x509_certificate(der) for der in chain]
        return (*_dates(found[0], at), *_usage(found[0]), *_key(found[0]), *_digests(found))
    except (ValueError, UnsupportedAlgorithm):
        return (Remark("certificate_unreadable"),)


def cautions(chain: Sequence[bytes]) -> tuple[Remark, ...]:
    """What to know of a certificate that `faults` accepts."""
    key = x509.load_der_x509_certificate(chain[0]).public_key()
    if not isinstance(key, rsa.RSAPublicKey) or key.key_size >= RSA_ADVISED:
        return ()
    return (Remark("short_key", f"RSA {key.key_size}"),)


def choose(found: Sequence[H], at: datetime, wanted: str = "") -> H:
    """The one certificate to sign with. `wanted` is a part of its subject, its serial or its SHA-256
    fingerprint in hexadecimal.

    Raises Refused: `no_such_certificate`, `several_certificates` (listed), or why the only one cannot sign."""
    named = [one for one in found if is_named(one.chain[0], wanted)]
    if not named:
        raise Refused("no_such_certificate", wanted)
    usable = [one for one in named if not faults(one.chain, at)]
    if not usable:
        first = faults(named[0].chain, at)[0]
        raise Refused(first.code, first.detail)
    if len(usable) > 1:
        raise Refused("several_certificates", " ; ".join(title(one.chain[0]) for one in usable))
    return usable[0]


def is_named(der: bytes, wanted: str) -> bool:
    """Whether a certificate is the one `wanted` (see `choose`); an empty text wants any."""
    found = x509.load_der_x509_certificate(der)
    numbers = (f"{found.serial_number:x}", found.fingerprint(hashes.SHA256()).hex())
    text = wanted.casefold().replace(":", "")
    return wanted.casefold() in found.subject.rfc4514_string().casefold() or any(
        len(text) >= 6 and number.startswith(text) for number in numbers
    )


def title(der: bytes) -> str:
    """A certificate in one line: its common name, its issuer's, its serial."""
    found = x509.load_der_x509_certificate(der)
    return f"{common_name(found.subject)} ({common_name(found.issuer)}, {found.serial_number:x})"


def common_name(name: x509.Name) -> str:
    """The CN of a subject or issuer, else its whole text (RFC 4514)."""
    found = name.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()


def common_name_of(der: bytes) -> str:
    """The CN of a certificate's subject, else its whole subject."""
    return common_name(x509.load_der_x509_certificate(der).subject)


def ordered(own: bytes, others: Sequence[bytes]) -> tuple[bytes, ...]:
    """The chain of `own` among DER certificates: each one signed by the next, up to but without a root."""
    chain, pool = [x509.load_der_x509_certificate(own)], [x509.load_der_x509_certificate(d) for d in others]
    while (issuer := next((one for one in pool if issued(chain[-1], one)), None)) and issuer not in chain:
        if issued(issuer, issuer):
            break
        chain.append(issuer)
    return tuple(one.public_bytes(Encoding.DER) for one in chain)


def issued(one: x509.Certificate, issuer: x509.Certificate) -> bool:
    """Whether `issuer` signed `one`."""
    try:
        one.verify_directly_issued_by(issuer)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True


def _dates(found: x509.Certificate, at: datetime) -> Iterator[Remark]:
    if at < found.not_valid_before_utc:
        yield Remark("certificate_not_yet_valid", found.not_valid_before_utc.date().isoformat())
    if at > found.not_valid_after_utc:
        yield Remark("certificate_expired", found.not_valid_after_utc.date().isoformat())


def _usage(found: x509.Certificate) -> Iterator[Remark]:
    extensions = found.extensions
    for one in extensions:
        value = one.value
        if isinstance(value, x509.BasicConstraints) and value.ca:
            yield Remark("certificate_of_authority")
        if isinstance(value, x509.KeyUsage) and not (value.digital_signature or value.content_commitment):
            yield Remark("certificate_usage")
        if isinstance(value, x509.ExtendedKeyUsage) and set(value) <= _MACHINES:
            yield Remark("certificate_usage")


def _key(found: x509.Certificate) -> Iterator[Remark]:
    if found.public_key_algorithm_oid == PublicKeyAlgorithmOID.RSASSA_PSS:
        yield Remark("unsupported_key", "RSASSA-PSS")
        return
    key = found.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        if key.key_size < RSA_FLOOR:
            yield Remark("weak_key", f"RSA {key.key_size}")
    elif not isinstance(key, ec.EllipticCurvePublicKey):
        yield Remark("unsupported_key", type(key).__name__.removesuffix("PublicKey"))
    elif key.curve.name not in _CURVES:
        yield Remark("unsupported_key", key.curve.name)


def _digests(found: Sequence[x509.Certificate]) -> Iterator[Remark]:
    for one in found:
        digest = one.signature_hash_algorithm
        if isinstance(digest, _WEAK_DIGESTS) and not issued(one, one):
            yield Remark("weak_certificate", f"{common_name(one.subject)}, {digest.name.upper()}")
