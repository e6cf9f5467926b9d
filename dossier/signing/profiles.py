"""What each certificate of the built-in authority says (RFC 5280, EN 319 412-2/-3, RFC 3161 §2.3, RFC 6960).

All times are aware datetimes; certificates are P-256 with SHA-256. Policies are under the enterprise number kept
for documentation (RFC 5612): nothing here claims a real certification policy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import AuthorityInformationAccessOID, ExtendedKeyUsageOID

from dossier.signing.keystore import Key

BACKDATE = timedelta(seconds=60)
"""How far before now a certificate begins, so that a slow clock elsewhere accepts it."""

ONE_SHOT_LIFE = timedelta(minutes=10)
_YEAR = timedelta(days=365)
ROOT_LIFE = 20 * _YEAR
CA_LIFE = 18 * _YEAR
LONG_LIFE = 15 * _YEAR  # TSA and OCSP responders: +9 years are verified without renewal
SEAL_LIFE = 3 * _YEAR
_LAST_UTC_TIME = datetime(2049, 12, 31, tzinfo=UTC)  # RFC 5280 §4.1.2.5: UTCTime through 2049

ONE_SHOT_POLICY = x509.ObjectIdentifier("1.3.6.1.4.1.32473.1.1")
SEAL_POLICY = x509.ObjectIdentifier("1.3.6.1.4.1.32473.1.2")
STAMP_POLICY = x509.ObjectIdentifier("1.3.6.1.4.1.32473.1.3")
_POLICIES = {"one-shot-ca": (ONE_SHOT_POLICY,), "service-ca": (SEAL_POLICY, STAMP_POLICY)}


@dataclass(frozen=True)
class Issuer:
    """A certificate authority able to sign: `slug` names its published files under `base_url`."""

    slug: str
    key: Key
    certificate: x509.Certificate
    base_url: str


def root(key: Key, subject: x509.Name, now: datetime) -> x509.Certificate:
    """The self-signed root."""
    builder = _begin(subject, subject, key.public_key(), now, ROOT_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=1), critical=True)
    builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    return _signed(builder, key)


def authority(
    slug: str, public: ec.EllipticCurvePublicKey, subject: x509.Name, top: Issuer, now: datetime
) -> x509.Certificate:
    """An issuing authority under the root, able to issue only end certificates."""
    builder = _under(top, subject, public, now, CA_LIFE)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), critical=True)
    builder = _with_crl(_with_policies(builder, *_POLICIES[slug]), top)
    return _signed(builder, top.key)


def one_shot(
    public: ec.EllipticCurvePublicKey, subject: x509.Name, ca: Issuer, now: datetime
) -> x509.Certificate:
    """A 10-minute certificate in a person's name: nonRepudiation only, revocation by OCSP only."""
    builder = _under(ca, subject, public, now, ONE_SHOT_LIFE, ocsp=True)
    builder = builder.add_extension(_usage("content_commitment"), critical=True)
    return _signed(_with_policies(builder, ONE_SHOT_POLICY), ca.key)


def seal(
    public: ec.EllipticCurvePublicKey, subject: x509.Name, ca: Issuer, now: datetime
) -> x509.Certificate:
    """The service's seal."""
    builder = _under(ca, subject, public, now, SEAL_LIFE, ocsp=True)
    builder = builder.add_extension(_usage("content_commitment"), critical=True)
    return _signed(_with_policies(builder, SEAL_POLICY), ca.key)


def stamper(
    public: ec.EllipticCurvePublicKey, subject: x509.Name, ca: Issuer, now: datetime
) -> x509.Certificate:
    """The timestamp unit: one extended usage, timeStamping, critical (RFC 3161 §2.3)."""
    builder = _under(ca, subject, public, now, LONG_LIFE, ocsp=True)
    builder = builder.add_extension(_usage("digital_signature"), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return _signed(_with_policies(builder, STAMP_POLICY), ca.key)


def responder(
    public: ec.EllipticCurvePublicKey, subject: x509.Name, ca: Issuer, now: datetime
) -> x509.Certificate:
    """An OCSP responder of `ca`, itself not to be checked (RFC 6960 §4.2.2.2)."""
    builder = _under(ca, subject, public, now, LONG_LIFE)
    builder = builder.add_extension(_usage("digital_signature"), critical=True)
    builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.OCSP_SIGNING]), critical=False)
    return _signed(builder.add_extension(x509.OCSPNoCheck(), critical=False), ca.key)


def embeddable(make: Callable[[], bytes]) -> bytes:
    """Sign again until the last byte is no line end: such DER, as a raw PDF stream, would be read one byte
    short (signing.md §3.4, about one signature in 128)."""
    while (der := make())[-1] in b"\r\n":
        pass
    return der


def _signed(builder: x509.CertificateBuilder, key: Key) -> x509.Certificate:
    return x509.load_der_x509_certificate(
        embeddable(lambda: builder.sign(key, hashes.SHA256()).public_bytes(Encoding.DER))
    )


def _begin(
    subject: x509.Name, issuer: x509.Name, public: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    begin = now.astimezone(UTC).replace(microsecond=0)
    return (
        x509.CertificateBuilder(issuer, subject, public, x509.random_serial_number())
        .not_valid_before(begin - BACKDATE)
        .not_valid_after(min(begin + life, _LAST_UTC_TIME))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )


def _under(
    ca: Issuer,
    subject: x509.Name,
    public: ec.EllipticCurvePublicKey,
    now: datetime,
    life: timedelta,
    *,
    ocsp: bool = False,
) -> x509.CertificateBuilder:
    builder = _begin(subject, ca.certificate.subject, public, now, life)
    identifier = ca.certificate.extensions.get_extension_for_class(x509.SubjectKeyIdentifier).value
    builder = builder.add_extension(
        x509.AuthorityKeyIdentifier.from_issuer_subject_key_identifier(identifier), critical=False
    )
    return builder.add_extension(_access(ca, ocsp), critical=False)


def _access(ca: Issuer, ocsp: bool) -> x509.AuthorityInformationAccess:
    entries = [(AuthorityInformationAccessOID.CA_ISSUERS, f"{ca.base_url}/{ca.slug}.cer")]
    if ocsp:
        entries.insert(0, (AuthorityInformationAccessOID.OCSP, f"{ca.base_url}/ocsp/{ca.slug}"))
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(method, x509.UniformResourceIdentifier(url)) for method, url in entries]
    )


def _with_crl(builder: x509.CertificateBuilder, ca: Issuer) -> x509.CertificateBuilder:
    url = x509.UniformResourceIdentifier(f"{ca.base_url}/{ca.slug}.crl")
    point = x509.DistributionPoint([url], relative_name=None, reasons=None, crl_issuer=None)
    return builder.add_extension(x509.CRLDistributionPoints([point]), critical=False)


def _with_policies(
    builder: x509.CertificateBuilder, *policies: x509.ObjectIdentifier
) -> x509.CertificateBuilder:
    found = [x509.PolicyInformation(policy, None) for policy in policies]
    return builder.add_extension(x509.CertificatePolicies(found), critical=False)


def _usage(*names: str) -> x509.KeyUsage:
    every = (
        "digital_signature",
        "content_commitment",
        "key_encipherment",
        "data_encipherment",
        "key_agreement",
        "key_cert_sign",
        "crl_sign",
        "encipher_only",
        "decipher_only",
    )
    return x509.KeyUsage(**{name: name in names for name in every})
