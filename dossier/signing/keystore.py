"""Keys and certificates on disk: a folder 0700, PKCS#8 and X.509 PEM files, written so that a power cut
leaves either nothing or everything."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Mapping
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from dossier.errors import Conflict, NotFound, Refused

Key = ec.EllipticCurvePrivateKey
Pair = tuple[Key, x509.Certificate]


def new_key() -> Key:
    """A fresh P-256 key from the operating system's generator."""
    return ec.generate_private_key(ec.SECP256R1())


def write_all(folder: Path, pairs: Mapping[str, Pair]) -> None:
    """Write `name.key.pem` and `name.pem` for each pair into a new `folder`, all or nothing.

    Raises Conflict (`authority_exists`) when the folder already holds something.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Conflict("authority_exists", str(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    draft.mkdir(mode=0o700)
    try:
        _fill(draft, pairs)
        _replace(draft, folder)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def read_pair(folder: Path, name: str) -> Pair:
    """The key and certificate `name`. Raises NotFound (`authority_missing`) when a file is absent, Refused
    (`authority_unreadable`) when it is not a P-256 key with its own certificate."""
    try:
        key = load_pem_private_key((folder / f"{name}.key.pem").read_bytes(), None)
        certificate = x509.load_pem_x509_certificate((folder / f"{name}.pem").read_bytes())
    except FileNotFoundError as missing:
        raise NotFound("authority_missing", str(missing.filename)) from missing
    except (ValueError, TypeError, UnsupportedAlgorithm) as broken:
        raise Refused("authority_unreadable", name) from broken
    if not isinstance(key, Key) or key.public_key() != certificate.public_key():
        raise Refused("authority_unreadable", name)
    return key, certificate


def _fill(folder: Path, pairs: Mapping[str, Pair]) -> None:
    for name, (key, certificate) in pairs.items():
        _write(folder / f"{name}.key.pem", _pkcs8(key))
        _write(folder / f"{name}.pem", certificate.public_bytes(Encoding.PEM))
    _sync(folder)


def _pkcs8(key: Key) -> bytes:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def _write(path: Path, data: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _replace(draft: Path, folder: Path) -> None:
    try:
        os.rename(draft, folder)
    except OSError as refused:
        raise Conflict("authority_exists", str(folder)) from refused
    _sync(folder.parent)


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
