"""Raw signatures, taken from a source and checked before anything is made with them."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dossier.errors import Refused
from dossier.signing.source import Source, is_pss

_PSS = padding.PSS(padding.MGF1(hashes.SHA256()), 32)


def signatures(source: Source, attributes: Sequence[bytes]) -> Sequence[bytes]:
    """One raw signature per set of signed attributes; the source is closed whatever happens.

    Raises Refused (`wrong_signature`, `unsupported_key`) and what the source raises."""
    try:
        raw = source.sign(attributes)
    finally:
        source.close()
    return checked(source.chain[0], attributes, raw, pss=is_pss(source))


def checked(
    certificate: bytes, attributes: Sequence[bytes], raw: Sequence[bytes], *, pss: bool = False
) -> Sequence[bytes]:
    """The signatures as a CMS holds them, each one right for its attributes. ECDSA ones may come as DER or, as
    browsers make them, as r and s side by side (IEEE P1363).

    Raises Refused (`wrong_signature`, `unsupported_key`)."""
    public = x509.load_der_x509_certificate(certificate).public_key()
    try:
        return [_right(public, signed, one, pss) for signed, one in zip(attributes, raw, strict=True)]
    except (InvalidSignature, ValueError) as wrong:
        raise Refused("wrong_signature") from wrong


def _right(public: object, data: bytes, signature: bytes, pss: bool) -> bytes:
    if isinstance(public, ec.EllipticCurvePublicKey):
        der = _der(signature, (public.curve.key_size + 7) // 8)
        public.verify(der, data, ec.ECDSA(hashes.SHA256()))
        return der
    if isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, data, _PSS if pss else padding.PKCS1v15(), hashes.SHA256())
        return signature
    raise Refused("unsupported_key", type(public).__name__)


def _der(signature: bytes, size: int) -> bytes:
    if len(signature) != 2 * size or signature.startswith(b"\x30" + bytes([2 * size - 2])):
        return signature
    return encode_dss_signature(
        int.from_bytes(signature[:size], "big"), int.from_bytes(signature[size:], "big")
    )
