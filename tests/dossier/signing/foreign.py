"""Somebody else's authority: root, issuing authority, OCSP responder, lists, and certificates of people.

Written with `cryptography` alone, so that nothing of `dossier.signing` vouches for itself.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID, NameOID

from dossier.errors import Unavailable
from dossier.people import Person

PersonKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
BEGIN, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)
CRL_ROOT, CRL_CA = "http://pki.example/root.crl", "http://pki.example/ca.crl"


def subject(
    given: str, family: str, common: str = "", *extra: tuple[x509.ObjectIdentifier, str]
) -> x509.Name:
    """The subject of a person: C, SN, GN, CN, and what else is given; parts left empty are left out."""
    parts = [(NameOID.COUNTRY_NAME, "FR"), (NameOID.SURNAME, family), (NameOID.GIVEN_NAME, given),
             (NameOID.COMMON_NAME, common or f"{given} {family}".strip()), *extra]  # fmt: skip
    return x509.Name([x509.NameAttribute(oid, text) for oid, text in parts if text])


def person(first: str = "Anne", last: str = "DURAND", middle: str = "") -> Person:
    """Somebody of an order."""
    return Person(first, middle, last, "a@example.fr", "", "", "", "+33612345678", None)


def usage(*names: str) -> x509.KeyUsage:
    every = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
             "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only")  # fmt: skip
    return x509.KeyUsage(**{name: name in names for name in every})


class ForeignPki:
    """The authority and its answers; `revoked` maps serials to instants, `down` silences `ocsp` or `crl`."""

    def __init__(self, clock: Callable[[], datetime], name: str = "Autorité d’ailleurs") -> None:
        self.clock, self.revoked, self.down = clock, dict[int, datetime](), set[str]()
        self.asked: list[str] = []
        self._root_key, self.ca_key, self._ocsp_key = (
            ec.generate_private_key(ec.SECP384R1()) for _ in range(3)
        )
        top, middle = subject("", "", f"{name} racine"), subject("", "", name)
        authority = (x509.BasicConstraints(True, None), usage("key_cert_sign", "crl_sign"))
        self.root = self._made(top, top, self._root_key.public_key(), self._root_key, authority)
        self.ca = self._made(
            middle, top, self.ca_key.public_key(), self._root_key, (*authority, points(CRL_ROOT))
        )
        self._responder = self._made(
            subject("", "", f"{name} OCSP"), middle, self._ocsp_key.public_key(), self.ca_key,
            (usage("digital_signature"), x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), x509.OCSPNoCheck()),
        )  # fmt: skip

    @property
    def anchor(self) -> bytes:
        """The root, PEM."""
        return self.root.public_bytes(Encoding.PEM)

    def certify(
        self,
        name: x509.Name,
        key: PersonKey,
        begin: datetime = BEGIN,
        end: datetime = END,
        *,
        uses: Sequence[str] = ("content_commitment",),
        extra: Sequence[x509.ExtensionType] = (),
        digest: hashes.HashAlgorithm | None = None,
        lists: bool = True,
        online: bool = True,
    ) -> x509.Certificate:
        """A person's certificate, with the addresses of the OCSP responder and of the list if wanted."""
        found: list[x509.ExtensionType] = [*extra, *([usage(*uses)] if uses else [])]
        found += [points(CRL_CA)] if lists else []
        if online:
            place = x509.UniformResourceIdentifier("http://pki.example/ocsp")
            found.append(
                x509.AuthorityInformationAccess(
                    [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)]
                )
            )
        return self._made(name, self.ca.subject, key.public_key(), self.ca_key, found, begin, end, digest)

    def ocsp(self, certificate: bytes, issuer: bytes) -> bytes:
        """See Revocations."""
        self._answers("ocsp")
        found, now = x509.load_der_x509_certificate(certificate), self.clock().replace(microsecond=0)
        since = self.revoked.get(found.serial_number)
        builder = ocsp.OCSPResponseBuilder().add_response(
            found, x509.load_der_x509_certificate(issuer), hashes.SHA256(),
            ocsp.OCSPCertStatus.REVOKED if since else ocsp.OCSPCertStatus.GOOD,
            now, now + timedelta(days=1), since, x509.ReasonFlags.key_compromise if since else None,
        )  # fmt: skip
        builder = builder.responder_id(ocsp.OCSPResponderEncoding.HASH, self._responder)
        signed = builder.certificates([self._responder]).sign(self._ocsp_key, hashes.SHA256())
        return signed.public_bytes(Encoding.DER)

    def crl(self, url: str) -> bytes:
        """See Revocations."""
        self._answers("crl")
        key, issuer = (self._root_key, self.root) if url == CRL_ROOT else (self.ca_key, self.ca)
        now = self.clock().replace(microsecond=0)
        builder = x509.CertificateRevocationListBuilder(issuer.subject, now, now + timedelta(days=7))
        builder = builder.add_extension(x509.CRLNumber(int(now.timestamp())), critical=False)
        for serial, since in self.revoked.items():
            builder = builder.add_revoked_certificate(x509.RevokedCertificateBuilder(serial, since).build())
        return builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER)

    def _answers(self, what: str) -> None:
        self.asked.append(what)
        if what in self.down:
            raise Unavailable("revocation-unavailable", what)

    def _made(
        self,
        name: x509.Name,
        issuer: x509.Name,
        public: ec.EllipticCurvePublicKey | rsa.RSAPublicKey,
        by: ec.EllipticCurvePrivateKey,
        extensions: Sequence[x509.ExtensionType],
        begin: datetime = BEGIN,
        end: datetime = END,
        digest: hashes.HashAlgorithm | None = None,
    ) -> x509.Certificate:
        builder = x509.CertificateBuilder(issuer, name, public, x509.random_serial_number(), begin, end)
        builder = builder.add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        authority = x509.AuthorityKeyIdentifier.from_issuer_public_key(by.public_key())
        builder = builder.add_extension(authority, critical=False)
        for one in extensions:
            critical = isinstance(one, x509.BasicConstraints | x509.KeyUsage)
            builder = builder.add_extension(one, critical=critical)
        made = builder.sign(by, digest or hashes.SHA256())  # type: ignore[arg-type]  # SHA-1 on purpose
        return x509.load_der_x509_certificate(made.public_bytes(Encoding.DER))


def points(url: str) -> x509.CRLDistributionPoints:
    place = x509.DistributionPoint([x509.UniformResourceIdentifier(url)], None, None, None)
    return x509.CRLDistributionPoints([place])


def new_person_key(kind: str = "P-256") -> PersonKey:
    """« P-256 », « P-384 », « P-521 », « brainpool » or « RSA-3072 »."""
    if kind.startswith("RSA"):
        return rsa.generate_private_key(65537, int(kind[4:]))
    curves = {"P-256": ec.SECP256R1(), "P-384": ec.SECP384R1(), "P-521": ec.SECP521R1(),
              "brainpool": ec.BrainpoolP256R1()}  # fmt: skip
    return ec.generate_private_key(curves[kind])


def pkcs12_file(
    folder: Path,
    key: PersonKey | None,
    certificates: Sequence[x509.Certificate],
    password: str,
    options: Sequence[str] = (),
) -> bytes:
    """What the `openssl` command exports, with its own options."""
    lines = b"".join(one.public_bytes(Encoding.PEM) for one in certificates)
    if key is not None:
        lines = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + lines
    source, target = folder / "in.pem", folder / "out.p12"
    source.write_bytes(lines)
    words = [
        "openssl",
        "pkcs12",
        "-export",
        "-in",
        str(source),
        "-out",
        str(target),
        "-passout",
        f"pass:{password}",
    ]
    words += ["-nokeys"] if key is None else []
    words += [*options]
    subprocess.run(words, check=True, capture_output=True)
    return target.read_bytes()
