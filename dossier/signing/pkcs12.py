"""Certificates kept in a PKCS#12 file (RFC 7292), of any age: PBES2, 3DES, RC2, RC4.

The file is opened by `cryptography`, whose OpenSSL carries the old algorithms. When it cannot, the structure of
the file and its own integrity code say why: not such a file, password, algorithm.
"""

from __future__ import annotations

import hashlib
import hmac
import unicodedata
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from asn1crypto import pkcs12 as structure
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs12 import PKCS12KeyAndCertificates, load_pkcs12

from dossier.errors import Refused
from dossier.signing.proofs import Proofs
from dossier.signing.source import KeySource
from dossier.signing.usable import choose, ordered

LARGEST = 1 << 20
"""Bytes: a file of certificates is far smaller."""

_KEYS = ("key_bag", "pkcs8_shrouded_key_bag")
_MOST_ITERATIONS = 10_000_000
_DIGESTS = ("sha1", "sha224", "sha256", "sha384", "sha512")


def open_pkcs12(data: bytes, password: str, at: datetime, wanted: str = "") -> KeySource:
    """The source of the certificate to sign with at `at` (aware); `wanted` chooses among several.

    Raises Refused: what `read` and `choose` raise. It proves nothing of revocation by itself: see `proved`."""
    return choose(read(data, password), at, wanted)


def read(data: bytes, password: str) -> tuple[KeySource, ...]:
    """Every key of the file that has its certificate.

    Raises Refused: `not_pkcs12`, `pkcs12_password`, `pkcs12_algorithm`, `pkcs12_no_key`,
    `pkcs12_no_certificate`, `pkcs12_mismatch`, `unsupported_key`."""
    pfx = _structure(data)
    opened, secret = _opened(pfx, data, password)
    parts = list(_one_key_each(pfx))
    every = [_loaded(part, secret) for part in parts] if len(parts) > 1 else [opened]
    found = [source for one in every if one and (source := _source(one))]
    if not found:
        raise Refused(_missing(opened))
    return tuple(found)


def _structure(data: bytes) -> structure.Pfx:
    """The outer structure, read enough to be sure that it is one."""
    try:
        if len(data) > LARGEST:
            raise ValueError
        pfx = structure.Pfx.load(data)
        _ = pfx["version"].native, list(_contents(pfx)), pfx["mac_data"].native
    except (ValueError, TypeError, KeyError) as wrong:
        raise Refused("not_pkcs12") from wrong
    return pfx


def _opened(pfx: structure.Pfx, data: bytes, password: str) -> tuple[PKCS12KeyAndCertificates, bytes]:
    if any(_iterations(one) > _MOST_ITERATIONS for one in (*_algorithms(pfx), *_mac(pfx))):
        raise Refused("pkcs12_algorithm", "iterations")
    spellings = _spellings(password)
    for secret in spellings:
        if (found := _loaded(data, secret)) is not None:
            return found, secret
    names = [_name(one) for one in _algorithms(pfx)]
    unknown = [name for name in names if name[0].isdigit() or name == "enveloped_data"]
    if unknown or any(_authentic(pfx, secret.decode()) for secret in spellings):
        raise Refused("pkcs12_algorithm", ", ".join(dict.fromkeys(unknown or names)))
    raise Refused("pkcs12_password")


def _spellings(password: str) -> list[bytes]:
    """The password as people type it and, when it has accents, as old programs misread it (UTF-8 as Latin-1)."""
    typed = unicodedata.normalize("NFC", password).encode()
    return [typed] if typed.isascii() else [typed, typed.decode("latin-1").encode()]


def _loaded(data: bytes, secret: bytes) -> PKCS12KeyAndCertificates | None:
    try:
        return load_pkcs12(data, secret)
    except (ValueError, UnsupportedAlgorithm):
        return None


def _source(opened: PKCS12KeyAndCertificates) -> KeySource | None:
    key, own = opened.key, opened.cert
    if key is None or own is None:
        return None
    if not isinstance(key, ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey):
        raise Refused("unsupported_key", type(key).__name__.removesuffix("PrivateKey"))
    others = [one.certificate.public_bytes(Encoding.DER) for one in opened.additional_certs]
    chain = ordered(own.certificate.public_bytes(Encoding.DER), others)
    return KeySource(chain, key, lambda at: Proofs())


def _missing(opened: PKCS12KeyAndCertificates) -> str:
    """What keeps an opened file from signing; OpenSSL pairs certificate and key by the key itself."""
    if opened.key is None:
        return "pkcs12_no_key"
    return "pkcs12_mismatch" if opened.additional_certs else "pkcs12_no_certificate"


def _contents(pfx: structure.Pfx) -> Iterator[Any]:
    """The parts of the authenticated safe; those in clear with their bags already read."""
    safe = pfx["auth_safe"]
    if safe["content_type"].native != "data":
        raise ValueError(safe["content_type"].native)
    for part in structure.AuthenticatedSafe.load(safe["content"].native):
        bags = None
        if part["content_type"].native == "data":
            bags = list(structure.SafeContents.load(part["content"].native))
        yield part, bags


def _algorithms(pfx: structure.Pfx) -> Iterator[Any]:
    """What protects each part and key: an EncryptionAlgorithm, or a word when there is no password."""
    for part, bags in _contents(pfx):
        kind = part["content_type"].native
        if kind == "encrypted_data":
            yield part["content"]["encrypted_content_info"]["content_encryption_algorithm"]
        elif bags is None:
            yield kind
        for bag in bags or ():
            if bag["bag_id"].native == "pkcs8_shrouded_key_bag":
                yield bag["bag_value"]["encryption_algorithm"]


def _name(algorithm: Any) -> str:
    """« pkcs12_sha1_rc2_40 », « pbes2/aes256_cbc »; dotted numbers for what nobody knows here."""
    if isinstance(algorithm, str):
        return algorithm
    name = str(algorithm["algorithm"].native)
    if name != "pbes2":
        return name
    return f"{name}/{algorithm['parameters']['encryption_scheme']['algorithm'].native}"


def _iterations(algorithm: Any) -> int:
    try:
        return int(algorithm if isinstance(algorithm, int) else algorithm.kdf_iterations)
    except (ValueError, TypeError, KeyError, AttributeError):
        return 0


def _mac(pfx: structure.Pfx) -> Iterator[int]:
    if pfx["mac_data"].native:
        yield int(pfx["mac_data"]["iterations"].native)


def _authentic(pfx: structure.Pfx, password: str) -> bool:
    """Whether the file's integrity code agrees with the password: then the password is not what is wrong."""
    if not pfx["mac_data"].native:
        return False
    code = pfx["mac_data"]["mac"]
    digest = code["digest_algorithm"]["algorithm"].native
    if digest not in _DIGESTS:
        return False
    salt, rounds = pfx["mac_data"]["mac_salt"].native, int(pfx["mac_data"]["iterations"].native)
    key = _derived(password, salt, rounds, digest)
    content = pfx["auth_safe"]["content"].native
    return hmac.compare_digest(hmac.digest(key, content, digest), code["digest"].native)


def _derived(password: str, salt: bytes, rounds: int, digest: str) -> bytes:
    """The integrity key (RFC 7292 appendix B.2, ID 3), one digest long."""
    size = hashlib.new(digest).block_size
    text = (password + "\0").encode("utf-16-be")
    found = bytes([3]) * size + _filled(salt, size) + _filled(text, size)
    for _ in range(rounds):
        found = hashlib.new(digest, found).digest()
    return found


def _filled(value: bytes, size: int) -> bytes:
    """`value` repeated up to a multiple of `size` bytes."""
    wanted = -(-len(value) // size) * size
    return (value * (wanted // len(value) + 1))[:wanted] if value else b""


def _one_key_each(pfx: structure.Pfx) -> Iterator[bytes]:
    """As many files as there are keys in sight, each with one key and every certificate (no integrity code:
    it was checked on the whole)."""
    parts = list(_contents(pfx))
    keys = [bag for _, bags in parts for bag in bags or () if bag["bag_id"].native in _KEYS]
    shared = [part for part, bags in parts if bags is None]
    clear = [bag for _, bags in parts for bag in bags or () if bag["bag_id"].native not in _KEYS]
    for key in keys:
        safe = structure.SafeContents([*clear, key]).dump()
        own = structure.ContentInfo({"content_type": "data", "content": safe})
        whole = structure.AuthenticatedSafe([*shared, own]).dump()
        content = structure.ContentInfo({"content_type": "data", "content": whole})
        yield structure.Pfx({"version": "v3", "auth_safe": content}).dump()
