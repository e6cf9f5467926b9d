"""Where raw signatures come from. One authorisation of a source signs every document of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa

from dossier.errors import NotAllowed
from dossier.signing.keystore import Key
from dossier.signing.proofs import Proofs


class Source(Protocol):
    """Who turns signed attributes into raw signatures: a one-shot key, a card, a browser, a provider."""

    @property
    def chain(self) -> tuple[bytes, ...]:
        """DER certificates, the signer's first, up to but without the root."""

    def sign(self, attributes: Sequence[bytes]) -> Sequence[bytes]:
        """One raw signature per DER-encoded set of signed attributes, over its SHA-256, in order.

        ECDSA signatures are DER (r, s) as in CMS; RSA ones are PKCS#1 v1.5."""

    def close(self) -> None:
        """No signature is possible afterwards; a one-shot key is destroyed."""

    def proofs(self, at: datetime) -> Proofs:
        """What proves, at `at`, that the chain is not revoked. Called once, after the last timestamp."""


def is_pss(source: Source) -> bool:
    """Whether its RSA signatures are RSASSA-PSS (SHA-256, MGF1 with SHA-256, salt of 32 bytes): a source that has
    a true attribute `pss` says so."""
    return bool(getattr(source, "pss", False))


class KeySource:
    """A key in memory: P-256 for those made here, EC or RSA for those people own.

    `close` drops it: Python cannot promise zeroed memory, but nothing else holds it."""

    def __init__(
        self, chain: tuple[bytes, ...], key: Key | rsa.RSAPrivateKey, proofs: Callable[[datetime], Proofs]
    ) -> None:
        self._chain, self._proofs = chain, proofs
        self._key: Key | rsa.RSAPrivateKey | None = key

    @property
    def chain(self) -> tuple[bytes, ...]:
        """See Source."""
        return self._chain

    def sign(self, attributes: Sequence[bytes]) -> Sequence[bytes]:
        """See Source. Raises NotAllowed (`key_destroyed`) after close."""
        if self._key is None:
            raise NotAllowed("key_destroyed")
        key = self._key
        if isinstance(key, rsa.RSAPrivateKey):
            return [key.sign(item, padding.PKCS1v15(), hashes.SHA256()) for item in attributes]
        return [key.sign(item, ec.ECDSA(hashes.SHA256())) for item in attributes]

    def close(self) -> None:
        """See Source."""
        self._key = None

    def proofs(self, at: datetime) -> Proofs:
        """See Source."""
        return self._proofs(at)


class ProvedSource:
    """Another source, with proofs that somebody else gathered: revocation asked of the certificate's issuer."""

    def __init__(
        self, source: Source, chain: tuple[bytes, ...], proofs: Callable[[datetime], Proofs]
    ) -> None:
        self._source, self._chain, self._proofs = source, chain, proofs

    @property
    def chain(self) -> tuple[bytes, ...]:
        """See Source: the source's own, completed up to an anchor."""
        return self._chain

    def sign(self, attributes: Sequence[bytes]) -> Sequence[bytes]:
        """See Source."""
        return self._source.sign(attributes)

    def close(self) -> None:
        """See Source."""
        self._source.close()

    def proofs(self, at: datetime) -> Proofs:
        """See Source."""
        return self._proofs(at)
