"""Where raw signatures come from. One authorisation of a source signs every document of a dossier."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

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


class KeySource:
    """A P-256 key in memory. `close` drops it: Python cannot promise zeroed memory, but nothing else holds it."""

    def __init__(self, chain: tuple[bytes, ...], key: Key, proofs: Callable[[datetime], Proofs]) -> None:
        self._chain, self._proofs = chain, proofs
        self._key: Key | None = key

    @property
    def chain(self) -> tuple[bytes, ...]:
        """See Source."""
        return self._chain

    def sign(self, attributes: Sequence[bytes]) -> Sequence[bytes]:
        """See Source. Raises NotAllowed (`key-destroyed`) after close."""
        if self._key is None:
            raise NotAllowed("key-destroyed")
        key = self._key
        return [key.sign(item, ec.ECDSA(hashes.SHA256())) for item in attributes]

    def close(self) -> None:
        """See Source."""
        self._key = None

    def proofs(self, at: datetime) -> Proofs:
        """See Source."""
        return self._proofs(at)
