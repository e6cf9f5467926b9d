"""Raw signatures, taken from a source and checked before anything is made with them."""

from __future__ import annotations

from collections.abc import Sequence

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from dossier.errors import Refused
from dossier.signing.source import Source


def signatures(source: Source, attributes: Sequence[bytes]) -> Sequence[bytes]:
    """One raw signature per set of signed attributes; the source is closed whatever happens.

    Raises Refused (`wrong_signature`, `unsupported_key`) and what the source raises."""
    try:
        raw = source.sign(attributes)
    finally:
        source.close()
    public = x509.load_der_x509_certificate(source.chain[0]).public_key()
    try:
        for signed, one in zip(attributes, raw, strict=True):
            _check(public, signed, one)
    except (InvalidSignature, ValueError) as wrong:
        raise Refused("wrong_signature") from wrong
    return raw


def _check(public: object, data: bytes, signature: bytes) -> None:
    if isinstance(public, ec.EllipticCurvePublicKey):
        public.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    elif isinstance(public, rsa.RSAPublicKey):
        public.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
    else:
        raise Refused("unsupported_key", type(public).__name__)
