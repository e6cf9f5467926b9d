"""The built-in authority: root, one-shot CA, service CA, seal, timestamps, OCSP responders.

It signs for demonstration unless it is created without the SPECIMEN mark. It remembers nothing: whom it
certified and what was revoked is the caller's to store and to give back.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import Expired
from dossier.signing import profiles, revocation
from dossier.signing.identities import SPECIMEN, Signer, organisation_name, subject_of
from dossier.signing.keystore import Pair, new_key, read_pair, write_all
from dossier.signing.profiles import Issuer
from dossier.signing.proofs import Proofs
from dossier.signing.revocation import Status, whole
from dossier.signing.source import KeySource
from dossier.signing.tsa import OwnTimeStamps

ROOT, ONE_SHOT_CA, SERVICE_CA = "root", "one-shot-ca", "service-ca"
"""Slugs of the three authorities: names of their published certificate and CRL, and of their OCSP address."""

_SEAL, TSA = "seal", "tsa"
_RESPONDERS = {ONE_SHOT_CA: "one-shot-ocsp", SERVICE_CA: "service-ocsp"}
_NAMES = (ROOT, ONE_SHOT_CA, SERVICE_CA, _SEAL, TSA, *_RESPONDERS.values())
DEFAULT_BASE_URL = "http://127.0.0.1:5000/pki"


@dataclass(frozen=True)
class OneShot:
    """A certificate made for one act of signing: `source` holds its key; `serial` and `not_after` are to
    be stored before the key is used."""

    source: KeySource
    serial: int
    not_after: datetime


@dataclass(frozen=True)
class Authority:
    """Every key of the service. Build it with `create` or `load`, never directly."""

    pairs: Mapping[str, Pair]
    base_url: str
    _root_crls: dict[datetime, bytes] = field(default_factory=dict, repr=False, compare=False)

    @staticmethod
    def create(
        folder: Path,
        now: datetime,
        common_name: str = "Paraphe",
        *,
        specimen: bool = True,
        base_url: str = DEFAULT_BASE_URL,
    ) -> Authority:
        """Make every key and certificate, valid from `now`, and write them durably to the new `folder` (0700,
        keys PKCS#8 PEM 0600). `common_name` is the organisation (at most 40 characters) that the subjects
        carry, with SPECIMEN when it is a demonstration. Raises Conflict when the folder is not empty."""
        name = f"{common_name} {SPECIMEN}" if specimen else common_name
        pairs = _make(name, now, base_url.rstrip("/"))
        write_all(folder, pairs)
        return Authority(pairs, base_url.rstrip("/"))

    @staticmethod
    def load(folder: Path, *, base_url: str = DEFAULT_BASE_URL) -> Authority:
        """Read what `create` wrote. Raises NotFound or Refused when a file is missing or wrong."""
        return Authority({name: read_pair(folder, name) for name in _NAMES}, base_url.rstrip("/"))

    @property
    def anchor(self) -> bytes:
        """The root certificate, PEM: what verification is asked to trust."""
        return self.pairs[ROOT][1].public_bytes(Encoding.PEM)

    @property
    def certificates(self) -> Mapping[str, bytes]:
        """Every certificate, DER, by slug: what the pages under `base_url` publish as `<slug>.cer`."""
        return {name: self._der(name) for name in _NAMES}

    def one_shot(self, signer: Signer, now: datetime) -> OneShot:
        """A new key and its 10-minute certificate in the signer's name. Raises Invalid for a bad name."""
        key = new_key()
        ca = self._issuer(ONE_SHOT_CA)
        certificate = profiles.one_shot(key.public_key(), subject_of(signer), ca, now)
        end = certificate.not_valid_after_utc

        def proofs(at: datetime) -> Proofs:
            if at >= end:
                raise Expired("one_shot_expired")
            return self._proofs(certificate, ONE_SHOT_CA, at)

        chain = (certificate.public_bytes(Encoding.DER), self._der(ONE_SHOT_CA))
        return OneShot(KeySource(chain, key, proofs), certificate.serial_number, end)

    def seal(self) -> KeySource:
        """The service's seal. Its proofs include the one-shot CA and its responder, so that a timestamp
        vouches for them before any one-shot certificate exists."""
        key, certificate = self.pairs[_SEAL]
        early = Proofs((self._der(ONE_SHOT_CA), self._der(_RESPONDERS[ONE_SHOT_CA])))

        def proofs(at: datetime) -> Proofs:
            return self._proofs(certificate, SERVICE_CA, at) + early

        return KeySource((self._der(_SEAL), self._der(SERVICE_CA)), key, proofs)

    def stamps(self, clock: Callable[[], datetime]) -> OwnTimeStamps:
        """The timestamp authority, telling the time of `clock`."""
        pair = self.pairs[TSA]
        return OwnTimeStamps(
            pair, (self._der(SERVICE_CA),), clock, lambda at: self._proofs(pair[1], SERVICE_CA, at)
        )

    def crl(self, slug: str, now: datetime, revoked: Mapping[int, datetime] | None = None) -> bytes:
        """The CRL (DER) of ROOT, ONE_SHOT_CA or SERVICE_CA at `now`; `revoked` maps serials to instants.

        It holds to the end of the authority: the root's must outlive the timestamp certificate. Only the
        root's is ever embedded in a signed file (signing.md §5.3)."""
        ca = self._issuer(slug)
        return revocation.crl(ca, now, ca.certificate.not_valid_after_utc, revoked or {})

    def ocsp(self, slug: str, request: bytes, now: datetime, known: Mapping[int, Status]) -> bytes:
        """Answer an OCSP request (DER) for ONE_SHOT_CA or SERVICE_CA; `known` tells what was issued."""
        return revocation.answer(request, self._issuer(slug), self.pairs[_RESPONDERS[slug]], now, known)

    def _proofs(self, certificate: x509.Certificate, slug: str, at: datetime) -> Proofs:
        responder = self.pairs[_RESPONDERS[slug]]
        end = certificate.not_valid_after_utc
        own = revocation.ocsp_for(certificate, self._issuer(slug), responder, at, end)
        return Proofs(
            (certificate.public_bytes(Encoding.DER), self._der(slug), self._der(_RESPONDERS[slug])),
            (own,),
            (self._root_crl(at),),
        )

    def _root_crl(self, at: datetime) -> bytes:
        """The root's CRL of the day: one per file, however many signatures."""
        day = max(whole(at).replace(hour=0, minute=0, second=0), self.pairs[ROOT][1].not_valid_before_utc)
        if day not in self._root_crls:
            self._root_crls[day] = self.crl(ROOT, day)
        return self._root_crls[day]

    def _issuer(self, slug: str) -> Issuer:
        key, certificate = self.pairs[slug]
        return Issuer(slug, key, certificate, self.base_url)

    def _der(self, name: str) -> bytes:
        return self.pairs[name][1].public_bytes(Encoding.DER)


def _make(organisation: str, now: datetime, base_url: str) -> dict[str, Pair]:
    def name(title: str) -> x509.Name:
        return organisation_name(organisation, f"{organisation} {title}")

    keys = {slug: new_key() for slug in _NAMES}
    public = {slug: key.public_key() for slug, key in keys.items()}
    made = {ROOT: profiles.root(keys[ROOT], name("Root CA"), now)}
    top = Issuer(ROOT, keys[ROOT], made[ROOT], base_url)
    for slug, title in ((ONE_SHOT_CA, "One-shot CA"), (SERVICE_CA, "Service CA")):
        made[slug] = profiles.authority(slug, public[slug], name(title), top, now)
    one_shot = Issuer(ONE_SHOT_CA, keys[ONE_SHOT_CA], made[ONE_SHOT_CA], base_url)
    service = Issuer(SERVICE_CA, keys[SERVICE_CA], made[SERVICE_CA], base_url)
    made[_SEAL] = profiles.seal(public[_SEAL], name("Seal"), service, now)
    made[TSA] = profiles.stamper(public[TSA], name("TSA"), service, now)
    for ca, title in ((one_shot, "One-shot OCSP"), (service, "Service OCSP")):
        slug = _RESPONDERS[ca.slug]
        made[slug] = profiles.responder(public[slug], name(title), ca, now)
    return {slug: (keys[slug], made[slug]) for slug in _NAMES}
