"""European trusted lists (ETSI TS 119 612, XML files given): the authorities that issue qualified certificates.

A list is believed when a certificate given, or one that a list of the lists already believed names for its territory,
signed it as a whole; without any certificate, on the word of whoever gave the file. Nothing is fetched, no entity
is resolved.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from lxml import etree
from signxml.exceptions import SignXMLException
from signxml.verifier import SignatureConfiguration, XMLVerifier

from dossier.errors import Refused

LARGEST = 64 << 20
"""Bytes: the largest national lists are near 10 MB."""

_NS = "{http://uri.etsi.org/02231/v2#}"
_ROOT = f"{_NS}TrustServiceStatusList"
_ISSUER = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC"
_GRANTED = "http://uri.etsi.org/TrstSvc/TrustedList/Svcstatus/granted"
_FOR = "http://uri.etsi.org/TrstSvc/TrustedList/SvcInfoExt/For"
_SIGNATURES = f"{_FOR}eSignatures"
_LISTS = "http://uri.etsi.org/TrstSvc/TrustedList/TSLType/EUlistofthelists"
_COUNTRY = re.compile(r"[A-Z]{2}")
_WHOLE = SignatureConfiguration(location="./", expect_references=True)


@dataclass(frozen=True)
class ListedAuthority:
    """An authority granted for qualified certificates for signatures: its certificate (DER), the country code of
    the list, who runs it, the name of the service, and since when it is granted."""

    territory: str
    provider: str
    service: str
    since: datetime
    certificate: bytes


@dataclass(frozen=True)
class TrustedList:
    """What one file says. `signed` is False when its signature was not checked; `signers` are the certificates (DER)
    that a list of lists names, by territory."""

    territory: str
    sequence: int
    until: datetime | None
    signed: bool
    authorities: tuple[ListedAuthority, ...]
    signers: tuple[tuple[str, bytes], ...]


def read_lists(
    files: Sequence[bytes], at: datetime, signers: Sequence[bytes] = ()
) -> tuple[TrustedList, ...]:
    """The lists of these XML files, as they stand at `at` (aware), lists of lists first. `signers` are DER or PEM
    certificates of scheme operators; with one, every list must be signed.

    Raises Refused: `not_a_trusted_list`, `trusted_list_signature`, `trusted_list_old`."""
    roots = sorted((_parsed(data) for data in files), key=lambda root: not _of_lists(root))
    found: list[TrustedList] = []
    for root in roots:
        named = [der for one in found for territory, der in one.signers if territory == _territory(root)]
        trusted = [*(_certificate(data) for data in signers), *(_certificate(der) for der in named)]
        content = _authentic(root, trusted, at) if signers else root
        found.append(replace(_read(content, at), signed=bool(signers)))
    return tuple(found)


def _parsed(data: bytes) -> etree._Element:
    """The document of a file: no document type, so no entity."""
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
    try:
        if len(data) > LARGEST:
            raise ValueError
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise Refused("not_a_trusted_list") from wrong
    if root.tag != _ROOT or root.getroottree().docinfo.doctype:
        raise Refused("not_a_trusted_list")
    return root


def _certificate(data: bytes) -> x509.Certificate:
    try:
        if data.lstrip().startswith(b"-----"):
            return x509.load_pem_x509_certificate(data)
        return x509.load_der_x509_certificate(data)
    except ValueError as wrong:
        raise Refused("certificate_unreadable") from wrong


def _authentic(root: etree._Element, signers: Sequence[x509.Certificate], at: datetime) -> etree._Element:
    """What one of these certificates signed: the whole list, and nothing else is read."""
    config = replace(_WHOLE, verification_time=at)
    for signer in signers:
        try:
            results = XMLVerifier().verify(root, x509_cert=signer, expect_config=config)
        except (SignXMLException, UnsupportedAlgorithm, ValueError, TypeError, AttributeError, KeyError):
            continue
        for one in results if isinstance(results, list) else [results]:
            if one.signed_xml is not None and one.signed_xml.tag == _ROOT:
                return one.signed_xml
    raise Refused("trusted_list_signature")


def _read(root: etree._Element, at: datetime) -> TrustedList:
    try:
        until = _instant(root.findtext(f"{_NS}SchemeInformation/{_NS}NextUpdate/{_NS}dateTime"))
        sequence = int(root.findtext(f"{_NS}SchemeInformation/{_NS}TSLSequenceNumber") or "0")
        listed = tuple(dict.fromkeys(_authorities(root, at)))
        signers = tuple(_pointers(root)) if _of_lists(root) else ()
        if not _COUNTRY.fullmatch(_territory(root)):
            raise ValueError(_territory(root))
    except (ValueError, TypeError) as wrong:
        raise Refused("not_a_trusted_list") from wrong
    if until is not None and until < at:
        raise Refused("trusted_list_old", until.date().isoformat())
    return TrustedList(_territory(root), sequence, until, False, listed, signers)


def _territory(root: etree._Element) -> str:
    return (root.findtext(f"{_NS}SchemeInformation/{_NS}SchemeTerritory") or "").strip()


def _of_lists(root: etree._Element) -> bool:
    return (root.findtext(f"{_NS}SchemeInformation/{_NS}TSLType") or "").strip() == _LISTS


def _pointers(root: etree._Element) -> list[tuple[str, bytes]]:
    """Territory and certificate of whoever signs each list that a list of lists points to."""
    found = []
    for pointer in root.iter(f"{_NS}OtherTSLPointer"):
        territory = next((one.text or "" for one in pointer.iter(f"{_NS}SchemeTerritory")), "").strip()
        found += [(territory, der) for der in _certificates(pointer)]
    return found


def _authorities(root: etree._Element, at: datetime) -> Iterator[ListedAuthority]:
    territory = _territory(root)
    for provider in root.iter(f"{_NS}TrustServiceProvider"):
        name = _named(provider.find(f"{_NS}TSPInformation/{_NS}TSPName"))
        for service in provider.iter(f"{_NS}TSPService"):
            state = _state(service, at)
            if state is None or not _issues(state):
                continue
            since = _instant(state.findtext(f"{_NS}StatusStartingTime"))
            title = _named(state.find(f"{_NS}ServiceName"))
            identity = service.find(f"{_NS}ServiceInformation/{_NS}ServiceDigitalIdentity")
            for der in _certificates(identity) if identity is not None and since else ():
                yield ListedAuthority(territory, name, title, since or at, der)


def _state(service: etree._Element, at: datetime) -> etree._Element | None:
    """What the list says of a service at an instant: the last description that began before it."""
    told = [service.find(f"{_NS}ServiceInformation"), *service.iter(f"{_NS}ServiceHistoryInstance")]
    begun = [
        (start, one)
        for one in told
        if one is not None and (start := _instant(one.findtext(f"{_NS}StatusStartingTime"))) and start <= at
    ]
    return max(begun, key=lambda item: item[0])[1] if begun else None


def _issues(state: etree._Element) -> bool:
    """Whether it is granted to issue qualified certificates, for signatures if it says for what."""
    kind = (state.findtext(f"{_NS}ServiceTypeIdentifier") or "").strip()
    status = (state.findtext(f"{_NS}ServiceStatus") or "").strip()
    said = [(one.text or "").strip() for one in state.iter(f"{_NS}URI")]
    purposes = [uri for uri in said if uri.startswith(_FOR)]
    return (kind, status) == (_ISSUER, _GRANTED) and (not purposes or _SIGNATURES in purposes)


def _certificates(within: etree._Element) -> Iterator[bytes]:
    for one in within.iter(f"{_NS}X509Certificate"):
        der = base64.b64decode("".join((one.text or "").split()), validate=True)
        try:
            x509.load_der_x509_certificate(der)
        except ValueError:  # a few lists hold certificates that are no longer readable
            continue
        yield der


def _named(names: etree._Element | None) -> str:
    """The English name, else the first."""
    every = list(names.iter(f"{_NS}Name")) if names is not None else []
    english = "{http://www.w3.org/XML/1998/namespace}lang"
    best = next((one for one in every if one.get(english) == "en"), every[0] if every else None)
    text = " ".join((best.text or "").split()) if best is not None else ""
    return "".join(c for c in text if c.isprintable())


def _instant(text: str | None) -> datetime | None:
    """An xsd:dateTime with its offset; ValueError for one without."""
    if not text or not text.strip():
        return None
    found = datetime.fromisoformat(text.strip())
    if found.tzinfo is None:
        raise ValueError(text)
    return found
