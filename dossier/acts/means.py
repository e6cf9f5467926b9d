"""A signer's own certificate, opened and judged before anything is drawn: from a PKCS#12 file or from a token."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from dossier.blocks import Role
from dossier.people import Person
from dossier.signing import Proofs, Source
from dossier.signing.own_certificates import Judgement, judge, proved
from dossier.signing.pkcs11 import find, unlock
from dossier.signing.pkcs12 import open_pkcs12
from dossier.signing.subject_names import named, refusals

ONE_SHOT, PKCS12, PKCS11 = "one-shot", "pkcs12", "pkcs11"
"""Means of signing, as manifests and journals write them."""


@dataclass(frozen=True)
class Confidence:
    """What own certificates are judged by: anchors (PEM or DER), and what is known of revocation."""

    trust: tuple[bytes, ...]
    proofs: Proofs


@dataclass(frozen=True)
class Own:
    """A certificate ready to sign, and what was thought of it."""

    means: str
    source: Source
    judgement: Judgement


Owned = Mapping[Role, Own]
NOBODY: Owned = MappingProxyType({})
Ask = Callable[[str], str]
"""The title of a secret in, the secret out."""


def from_file(
    data: bytes, password: str, person: Person, by: Confidence, at: datetime, certificate: str = ""
) -> tuple[Judgement, Source]:
    """The judgement on a PKCS#12 file's certificate, and its source. Raises what `open_pkcs12` raises."""
    source = open_pkcs12(data, password, at, certificate)
    return judge(source.chain, person, by.trust, by.proofs, at), source


def from_token(
    module: str,
    ask: Ask,
    person: Person,
    by: Confidence,
    at: datetime,
    token: str = "",
    certificate: str = "",
) -> tuple[Judgement, Source]:
    """The judgement on a token's certificate, and its source: the one named, else the one in the person's name.

    `ask` is asked for the PIN once the certificate is found. Raises what `find` and `unlock` raise."""
    own = find(module, at, token, certificate, lambda one: not refusals(named(one.chain[0]), person))
    source = unlock(module, own, None if own.keypad else ask(own.token))
    return judge(source.chain, person, by.trust, by.proofs, at), source


def accepted(means: str, judgement: Judgement, source: Source, by: Confidence) -> Own:
    """The means ready for `sign`. Raises Refused with the first refusal; the key is closed."""
    known = Proofs(judgement.chain) + by.proofs
    return Own(means, proved(source, judgement, lambda at: known), judgement)
