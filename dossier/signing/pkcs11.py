"""Certificates on a USB key, a card or a module (PKCS#11): listed without a PIN, signing with one.

The library comes with the extra « pkcs11 » and is imported when it is used. Only the raw mechanisms that every token
has are asked for: CKM_ECDSA over the digest, CKM_RSA_PKCS over its DigestInfo (RFC 8017 §9.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from types import ModuleType
from typing import TYPE_CHECKING, Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from dossier.errors import NotAllowed, NotFound, Refused
from dossier.signing.proofs import Proofs
from dossier.signing.usable import choose, faults, ordered

if TYPE_CHECKING:
    import pkcs11

_SHA256_INFO = bytes.fromhex("3031300d060960864801650304020105000420")
_REMOVED = ("DeviceRemoved", "TokenNotPresent", "SessionHandleInvalid", "SessionClosed", "TokenNotRecognised")


@dataclass(frozen=True)
class OnToken:
    """A person's certificate on a token: the token's label and serial, whether the PIN is typed on the reader, the
    certificate's own label, its chain (DER) as far as the token holds it, and the identifier of its key."""

    token: str
    serial: str
    keypad: bool
    label: str
    chain: tuple[bytes, ...]
    identifier: bytes


@dataclass(frozen=True)
class TokenFound:
    """A token plugged in. `trouble` is the code of what is the matter with its PIN, often empty."""

    label: str
    serial: str
    model: str
    trouble: str
    certificates: tuple[OnToken, ...]


class TokenSource:
    """The private key of a token's certificate, in an open session."""

    def __init__(self, chain: tuple[bytes, ...], session: pkcs11.Session, key: Any, pin: str | None) -> None:
        self._chain, self._key = chain, key
        self._pin = pin if _always_asks(key) else None
        self._session: pkcs11.Session | None = session

    @property
    def chain(self) -> tuple[bytes, ...]:
        """See Source."""
        return self._chain

    def sign(self, attributes: Sequence[bytes]) -> Sequence[bytes]:
        """See Source. Raises NotAllowed (`key_destroyed`) after close, Refused (`pkcs11_removed`,
        `pkcs11_failed`, `pkcs11_pin`)."""
        if self._session is None:
            raise NotAllowed("key_destroyed")
        with _explained():
            return [self._one(hashlib.sha256(item).digest()) for item in attributes]

    def close(self) -> None:
        """See Source: the session ends, and the token asks for the PIN again."""
        session, self._session, self._key, self._pin = self._session, None, None, None
        if session is not None:
            try:
                session.close()
            except RuntimeError:  # a token already removed has no session to end
                return

    def proofs(self, at: datetime) -> Proofs:
        """None: see `proved`."""
        return Proofs()

    def _one(self, digest: bytes) -> bytes:
        library = _library()
        own = x509.load_der_x509_certificate(self._chain[0]).public_key()
        if isinstance(own, rsa.RSAPublicKey):
            made = self._key.sign(_SHA256_INFO + digest, mechanism=library.Mechanism.RSA_PKCS, pin=self._pin)
            return bytes(made)
        made = self._key.sign(digest, mechanism=library.Mechanism.ECDSA, pin=self._pin)
        half = len(made) // 2
        return encode_dss_signature(int.from_bytes(made[:half]), int.from_bytes(made[half:]))


def tokens(module: str) -> tuple[TokenFound, ...]:
    """Every token in use that the PKCS#11 module (path of its shared library) sees, and the certificates on it.

    Raises Refused (`pkcs11_library`) without the extra, NotFound (`pkcs11_module`) when it is no such module."""
    return tuple(_found(one) for one in _initialised(_plugged(module)))


def open_pkcs11(
    module: str, pin: str | None, at: datetime, token: str = "", certificate: str = ""
) -> TokenSource:
    """`find`, then `unlock`: the source of a certificate to sign with at `at` (aware)."""
    return unlock(module, find(module, at, token, certificate), pin)


def find(
    module: str,
    at: datetime,
    token: str = "",
    certificate: str = "",
    preferred: Callable[[OnToken], bool] = lambda _: False,
) -> OnToken:
    """The certificate to sign with, before any PIN. `token` is a part of the label, or the serial, of one of several;
    `certificate` what `choose` takes; without one, the only usable certificate that is `preferred` is taken.

    Raises what `tokens` and `choose` raise, and Refused: `pkcs11_no_token`, `pkcs11_several_tokens`,
    `pkcs11_no_certificate`, `pkcs11_pin_locked`, `pkcs11_pin_not_set`."""
    found = _named(_plugged(module), token)
    if not certificate:
        every = [own for one in found for own in _found(one).certificates]
        mine = [own for own in every if preferred(own) and not faults(own.chain, at)]
        if len(mine) == 1:
            return mine[0]
    if len(found) > 1:
        raise Refused("pkcs11_several_tokens", " ; ".join(f"{one.label} ({_serial(one)})" for one in found))
    only = _found(found[0])
    if only.trouble in ("pkcs11_pin_locked", "pkcs11_pin_not_set"):
        raise Refused(only.trouble)
    if not only.certificates:
        raise Refused("pkcs11_no_certificate")
    return choose(only.certificates, at, certificate)


def unlock(module: str, own: OnToken, pin: str | None) -> TokenSource:
    """The source of a certificate that was found. `pin` is None for a reader with a keypad.

    Raises Refused: `pkcs11_no_token`, `pkcs11_no_key`, `pkcs11_pin` and `pkcs11_pin_…` as the token says."""
    (token, *_) = _named(_plugged(module), own.serial)
    session = _session(token, pin)
    key = _key(session, own.identifier)
    if key is None:
        session.close()
        raise Refused("pkcs11_no_key")
    return TokenSource(own.chain, session, key, pin)


def _library() -> ModuleType:
    try:
        import pkcs11
    except ImportError as missing:
        raise Refused("pkcs11_library") from missing
    return pkcs11


def _plugged(module: str) -> list[pkcs11.Token]:
    library = _library()
    try:
        return [slot.get_token() for slot in library.lib(module).get_slots(token_present=True)]
    except RuntimeError as wrong:
        raise NotFound("pkcs11_module", f"{module} {wrong}".strip()) from wrong


def _initialised(found: list[pkcs11.Token]) -> list[pkcs11.Token]:
    return [one for one in found if one.flags & _library().TokenFlag.TOKEN_INITIALIZED]


def _named(found: list[pkcs11.Token], wanted: str) -> list[pkcs11.Token]:
    """The tokens initialised that bear a name: their whole label or serial, else a part of their label."""
    made = _initialised(found)
    whole = [one for one in made if wanted and wanted in (one.label, _serial(one))]
    named = whole or [one for one in made if wanted in one.label]
    if not named:
        raise Refused("pkcs11_no_token", wanted or "PKCS#11")
    return named


def _serial(token: pkcs11.Token) -> str:
    return token.serial.decode("ascii", "replace").strip()


def _found(token: pkcs11.Token) -> TokenFound:
    own = tuple(_certificates(token))
    return TokenFound(token.label, _serial(token), token.model, _trouble(token), own)


def _trouble(token: pkcs11.Token) -> str:
    flags, known = token.flags, _library().TokenFlag
    if flags & known.USER_PIN_LOCKED:
        return "pkcs11_pin_locked"
    if not flags & known.USER_PIN_INITIALIZED:
        return "pkcs11_pin_not_set"
    if flags & known.USER_PIN_FINAL_TRY:
        return "pkcs11_pin_last"
    return "pkcs11_pin_low" if flags & known.USER_PIN_COUNT_LOW else ""


def _certificates(token: pkcs11.Token) -> Iterator[OnToken]:
    """The certificates of people; those of authorities complete their chains."""
    library = _library()
    names = library.Attribute
    with _explained(), token.open() as session:
        every = session.get_objects({names.CLASS: library.ObjectClass.CERTIFICATE})
        read = [(_text(one, names.LABEL), bytes(one[names.VALUE]), _bytes(one, names.ID)) for one in every]
    keypad = bool(token.flags & library.TokenFlag.PROTECTED_AUTHENTICATION_PATH)
    good = [one for one in read if _readable(one[1])]
    for label, der, identifier in good:
        if not _of_authority(der):
            chain = ordered(der, [other for _, other, _ in good])
            yield OnToken(token.label, _serial(token), keypad, label, chain, identifier)


def _bytes(one: Any, name: Any) -> bytes:
    try:
        return bytes(one[name])
    except RuntimeError:  # a token may not have the attribute
        return b""


def _text(one: Any, name: Any) -> str:
    try:
        return str(one[name])
    except RuntimeError:
        return ""


def _readable(der: bytes) -> bool:
    try:
        x509.load_der_x509_certificate(der)
    except ValueError:
        return False
    return True


def _of_authority(der: bytes) -> bool:
    try:
        found = x509.load_der_x509_certificate(der).extensions.get_extension_for_class(x509.BasicConstraints)
    except (x509.ExtensionNotFound, ValueError):
        return False
    return found.value.ca


def _session(token: pkcs11.Token, pin: str | None) -> pkcs11.Session:
    library = _library()
    try:
        return token.open(user_pin=library.PROTECTED_AUTH if pin is None else pin)
    except library.PinLocked as wrong:
        raise Refused("pkcs11_pin_locked") from wrong
    except (library.PinIncorrect, library.PinLenRange, library.PinInvalid, library.ArgumentsBad) as wrong:
        raise Refused(_trouble(token.slot.get_token()) or "pkcs11_pin") from wrong
    except library.PKCS11Error as wrong:
        raise _refusal(wrong) from wrong


def _key(session: pkcs11.Session, identifier: bytes) -> Any:
    library = _library()
    wanted = {library.Attribute.CLASS: library.ObjectClass.PRIVATE_KEY, library.Attribute.ID: identifier}
    with _explained():
        return next((one for one in list(session.get_objects(wanted)) if hasattr(one, "sign")), None)


def _always_asks(key: Any) -> bool:
    """Whether the token wants the PIN before each signature (CKA_ALWAYS_AUTHENTICATE)."""
    try:
        return bool(key[_library().Attribute.ALWAYS_AUTHENTICATE])
    except RuntimeError:
        return False


@contextmanager
def _explained() -> Iterator[None]:
    """Errors of the module as refusals."""
    try:
        yield
    except _library().PKCS11Error as wrong:
        raise _refusal(wrong) from wrong


def _refusal(wrong: Exception) -> Refused:
    name = type(wrong).__name__
    if name in _REMOVED:
        return Refused("pkcs11_removed")
    return Refused("pkcs11_pin" if name == "PinIncorrect" else "pkcs11_failed", name)
