"""What proves that somebody else's certificates are not revoked, asked of their issuers through a port."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from dossier.errors import DossierError
from dossier.signing.proofs import Proofs
from dossier.signing.usable import common_name, issued


class Revocations(Protocol):
    """Whoever can ask an issuer (an adapter of the shell); a failure is Unavailable."""

    def ocsp(self, certificate: bytes, issuer: bytes) -> bytes:
        """The OCSP response (DER) of the address that the certificate (DER) names."""

    def crl(self, url: str) -> bytes:
        """The revocation list (DER) at an address that a certificate names."""


@dataclass(frozen=True)
class Gathered:
    """What was obtained, and the common names of the certificates about which nothing was."""

    proofs: Proofs
    missing: tuple[str, ...]


def gather(chain: Sequence[bytes], anchors: Sequence[x509.Certificate], asked: Revocations) -> Gathered:
    """One OCSP response, else one list, per certificate of a chain (DER, the person's first) up to an anchor."""
    found = [x509.load_der_x509_certificate(der) for der in chain]
    proofs, missing = Proofs(tuple(chain)), []
    for one in found:
        if one in anchors:
            break
        obtained = _about(one, (*found, *anchors), asked)
        proofs += obtained
        missing += [] if obtained else [common_name(one.subject)]
    return Gathered(proofs, tuple(missing))


def from_files(files: Sequence[bytes]) -> Proofs:
    """OCSP responses and revocation lists from files, DER or PEM lists. Raises ValueError for anything else."""
    proofs = Proofs()
    for data in files:
        if data.startswith(b"-----BEGIN X509 CRL"):
            data = x509.load_pem_x509_crl(data).public_bytes(Encoding.DER)
        found = _response(data) or _list(data)
        if not found:
            raise ValueError("neither an OCSP response nor a revocation list")
        proofs += found
    return proofs


def _about(one: x509.Certificate, others: Sequence[x509.Certificate], asked: Revocations) -> Proofs:
    issuer = next((other for other in others if other != one and issued(one, other)), None)
    if issuer is not None and _online(one):
        try:
            data = asked.ocsp(one.public_bytes(Encoding.DER), issuer.public_bytes(Encoding.DER))
        except DossierError:
            data = b""
        if found := _response(data):
            return found
    for url in _lists(one):
        try:
            data = asked.crl(url)
        except DossierError:
            continue
        if found := _list(data):
            return found
    return Proofs()


def _response(data: bytes) -> Proofs:
    """A successful OCSP response with the certificates it carries, or nothing."""
    try:
        found = ocsp.load_der_ocsp_response(data)
        if found.response_status is not ocsp.OCSPResponseStatus.SUCCESSFUL:
            return Proofs()
        return Proofs(tuple(one.public_bytes(Encoding.DER) for one in found.certificates), (data,))
    except ValueError:
        return Proofs()


def _list(data: bytes) -> Proofs:
    try:
        return Proofs(crls=(x509.load_der_x509_crl(data).public_bytes(Encoding.DER),))
    except ValueError:
        return Proofs()


def _online(one: x509.Certificate) -> bool:
    return any(
        entry.access_method == AuthorityInformationAccessOID.OCSP
        for extension in one.extensions
        if isinstance(extension.value, x509.AuthorityInformationAccess)
        for entry in extension.value
    )


def _lists(one: x509.Certificate) -> Iterator[str]:
    """The HTTP addresses of a certificate's revocation lists."""
    for extension in one.extensions:
        if isinstance(extension.value, x509.CRLDistributionPoints):
            for point in extension.value:
                for name in point.full_name or ():
                    if isinstance(name, x509.UniformResourceIdentifier) and name.value.startswith("http"):
                        yield name.value
