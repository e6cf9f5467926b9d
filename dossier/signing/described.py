"""A certificate in plain values, for people and journals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives import hashes


@dataclass(frozen=True)
class Described:
    """What a certificate says: names as `CN=…,O=…` (RFC 4514), serial and SHA-256 fingerprint in hexadecimal."""

    subject: str
    issuer: str
    serial: str
    not_before: datetime
    not_after: datetime
    fingerprint: str


def describe(certificate: bytes) -> Described:
    """The values of a DER certificate. Raises ValueError when it is none."""
    found = x509.load_der_x509_certificate(certificate)
    return Described(
        subject=found.subject.rfc4514_string(),
        issuer=found.issuer.rfc4514_string(),
        serial=f"{found.serial_number:x}",
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        fingerprint=found.fingerprint(hashes.SHA256()).hex(),
    )
