"""Our own checks of a CMS signature, whatever the validator says (rule R7).

One signer, signed attributes, a digest of SHA-256 or better, a signing-certificate-v2 that names the signer's
certificate. And since parts of a CMS are signed by nothing, they must be what they can only be: strict DER,
coherent versions and digests, certificates whose own signatures hold.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import Any

from asn1crypto import cms, core, parser, x509
from cryptography import x509 as certificates
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from dossier.errors import Invalid, Problem

_DIGESTS = {"sha256", "sha384", "sha512", "sha3_256", "sha3_384", "sha3_512"}
_DEEPEST = 40
_VERSIONS = {"data": {"v1", "v3", "v4", "v5"}, "tst_info": {"v3"}}


def load(content: bytes) -> tuple[cms.ContentInfo, bytes]:
    """The CMS at the head of a zero-padded /Contents, and its DER. Raises ValueError or Invalid when there is
    none, or when a part of it is longer than what it holds."""
    der = content[: parser.peek(content)]
    _exact(der)
    return cms.ContentInfo.load(der, strict=True), der


def _exact(der: bytes, start: int = 0, depth: int = 0) -> None:
    """Every constructed value is filled by its parts: a changed length cannot swallow padding."""
    while start < len(der):
        kind, method, tag, header, content, trailer = parser.parse(der[start:])
        if (kind, tag) == (0, 0):  # two zeros of padding read as « end of contents », which DER has not
            raise Invalid(Problem("signature", "malformed_signature"))
        if method and depth < _DEEPEST:
            _exact(content, depth=depth + 1)
        start += len(header) + len(content) + len(trailer)


def problems(info: cms.ContentInfo, known: Iterable[x509.Certificate]) -> list[str]:
    """Codes of what is wrong with a signature or a timestamp token; `known` are certificates beside it."""
    data = info["content"]
    if info["content_type"].native != "signed_data" or len(data["signer_infos"]) != 1:
        return ["not_one_signer"]
    signer = data["signer_infos"][0]
    if not isinstance(signer["signed_attrs"], cms.CMSAttributes):
        return ["no_signed_attributes"]
    found = list(_digest_problems(data, signer))
    if not _names_its_certificate(data, signer):
        found.append("wrong_signing_certificate")
    return found + sorted(set(_certificate_problems(data, known)))


def own_certificate(data: cms.SignedData) -> Any:
    """The signer's x509.Certificate, found by issuer and serial or by key identifier; None when absent."""
    wanted = data["signer_infos"][0]["sid"]
    for certificate in embedded(data):
        if wanted.name == "issuer_and_serial_number":
            serial = wanted.chosen["serial_number"].native
            if (
                certificate.serial_number == serial
                and certificate.issuer.dump() == wanted.chosen["issuer"].dump()
            ):
                return certificate
        elif certificate.key_identifier == wanted.chosen.native:
            return certificate
    return None


def embedded(data: cms.SignedData) -> list[x509.Certificate]:
    """The X.509 certificates carried by a CMS."""
    choices = data["certificates"] if isinstance(data["certificates"], cms.CertificateSet) else []
    return [choice.chosen for choice in choices if choice.name == "certificate"]


def attribute(signer: cms.SignerInfo, name: str) -> Any:
    """The first value of a signed attribute, None when it is absent."""
    for item in signer["signed_attrs"]:
        if item["type"].native == name and len(item["values"]):
            return item["values"][0]
    return None


def message_digest(attributes: bytes) -> bytes:
    """The digest that a set of signed attributes (DER) is about, empty when there is none."""
    for item in cms.CMSAttributes.load(attributes):
        if item["type"].native == "message_digest":
            return bytes(item["values"][0].native)
    return b""


def _digest_problems(data: cms.SignedData, signer: cms.SignerInfo) -> Iterator[str]:
    digest = signer["digest_algorithm"]["algorithm"].native
    declared = {item["algorithm"].native for item in data["digest_algorithms"]}
    algorithms = [*data["digest_algorithms"], signer["digest_algorithm"]]
    if digest not in _DIGESTS or attribute(signer, "message_digest") is None:
        yield "weak_digest"
    kind = data["encap_content_info"]["content_type"].native
    identified = "v1" if signer["sid"].name == "issuer_and_serial_number" else "v3"
    coherent = (
        declared == {digest}
        and data["version"].native in _VERSIONS.get(kind, set())
        and signer["version"].native == identified
        and all(isinstance(item["parameters"], (core.Null, core.Void)) for item in algorithms)
    )
    if not coherent:
        yield "incoherent_signature"


def _names_its_certificate(data: cms.SignedData, signer: cms.SignerInfo) -> bool:
    named, own = attribute(signer, "signing_certificate_v2"), own_certificate(data)
    if named is None or own is None or not len(named["certs"]):
        return False
    first = named["certs"][0]
    algorithm = first["hash_algorithm"]["algorithm"].native
    if algorithm not in _DIGESTS:
        return False
    return bool(hashlib.new(algorithm, own.dump()).digest() == first["cert_hash"].native)


def _certificate_problems(data: cms.SignedData, known: Iterable[x509.Certificate]) -> Iterator[str]:
    """Each one is known, or an issuer signed it and it is no altered copy of a known one."""
    beside = [certificates.load_der_x509_certificate(item.dump()) for item in known]
    carried = [certificates.load_der_x509_certificate(item.dump()) for item in embedded(data)]
    for one in (item for item in carried if item not in beside):
        issuers = [other for other in (*carried, *beside) if other.subject == one.issuer]
        signed = any(_signed_by(one, other) for other in issuers)
        if any(_same_number(one, other) for other in beside) or (issuers and not signed):
            yield "wrong_certificate"
        elif not issuers:
            same_key = any(other.public_key() == one.public_key() for other in beside)
            yield "wrong_certificate" if same_key else "stray_certificate"


def _same_number(one: certificates.Certificate, other: certificates.Certificate) -> bool:
    return one.serial_number == other.serial_number and one.issuer == other.issuer


def _signed_by(one: certificates.Certificate, other: certificates.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(other)
    except (InvalidSignature, ValueError, TypeError, UnsupportedAlgorithm):
        return False
    return True
