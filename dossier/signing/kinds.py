"""Whose certificate it is: the service's seal, an organisation's, a person's, or a machine's.

A root trusted for signatures also certifies machines and one-shot signers: trust alone does not make a seal.
Policies of the built-in authority decide first; for other authorities, the shape of the subject (EN 319 412-2 §4.2.4
for people, EN 319 412-3 §4.2.1 for organisations).
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto

from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from dossier.blocks import Role
from dossier.signing.profiles import ONE_SHOT_POLICY, SEAL_POLICY, STAMP_POLICY

_MACHINES = {
    ExtendedKeyUsageOID.TIME_STAMPING,
    ExtendedKeyUsageOID.OCSP_SIGNING,
    ExtendedKeyUsageOID.SERVER_AUTH,
    ExtendedKeyUsageOID.CODE_SIGNING,
}
_PERSONAL = (NameOID.GIVEN_NAME, NameOID.SURNAME, NameOID.PSEUDONYM)


class Kind(Enum):
    """SEAL is a seal of the built-in authority, ORGANISATION one that another authority may have issued."""

    SEAL = auto()
    ORGANISATION = auto()
    PERSON = auto()
    MACHINE = auto()


def kind_of(certificate: bytes) -> Kind:
    """The kind of a DER certificate. Raises ValueError when it is none."""
    found = x509.load_der_x509_certificate(certificate)
    policies = _policies(found)
    if STAMP_POLICY in policies or _is_machine(found):
        return Kind.MACHINE
    if SEAL_POLICY in policies:
        return Kind.SEAL
    subject = found.subject
    personal = any(subject.get_attributes_for_oid(one) for one in _PERSONAL)
    if ONE_SHOT_POLICY in policies or personal:
        return Kind.PERSON
    return Kind.ORGANISATION if subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME) else Kind.PERSON


def seals(certificate: bytes) -> bool:
    """Whether it may make a seal of the service."""
    return kind_of(certificate) in (Kind.SEAL, Kind.ORGANISATION)


def misplaced(role: Role | None, certificate: bytes, sealer: bytes) -> Iterator[str]:
    """Codes of a certificate that has no business in the field of `role`; `sealer` is the one in `sig_seal`,
    empty when there is none. Fields that are not ours take any."""
    if role is Role.SEAL and not seals(certificate):
        yield "not_a_seal"
    if role not in (None, Role.SEAL) and (
        kind_of(certificate) in (Kind.SEAL, Kind.MACHINE) or certificate == sealer
    ):
        yield "wrong_signer"


def _policies(found: x509.Certificate) -> set[x509.ObjectIdentifier]:
    for one in found.extensions:
        if isinstance(one.value, x509.CertificatePolicies):
            return {policy.policy_identifier for policy in one.value}
    return set()


def _is_machine(found: x509.Certificate) -> bool:
    """An authority, or one whose extended usages are all a machine's."""
    values = [one.value for one in found.extensions]
    authority = any(isinstance(value, x509.BasicConstraints) and value.ca for value in values)
    return authority or any(
        isinstance(value, x509.ExtendedKeyUsage) and set(value) <= _MACHINES for value in values
    )
