"""ASiCManifest and ASiCArchiveManifest: which files a signature or a timestamp covers (EN 319 162-1 §A.4, §A.7)."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote

from lxml import etree

from dossier.errors import Invalid, Problem

_ASIC = "http://uri.etsi.org/02918/v1.2.1#"
_DS = "http://www.w3.org/2000/09/xmldsig#"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"


@dataclass(frozen=True)
class Reference:
    """One covered file: its name in the container, media type and SHA-256 digest."""

    name: str
    media_type: str
    digest: bytes


@dataclass(frozen=True)
class Manifest:
    """The name of the signature or timestamp file, its media type, and every file that it covers."""

    target: str
    target_type: str
    references: tuple[Reference, ...]

    def differences(self, files: Mapping[str, bytes]) -> list[str]:
        """Names of files that are listed but absent or different, or present but not listed, sorted."""
        listed = {reference.name: reference.digest for reference in self.references}
        actual = {name: hashlib.sha256(data).digest() for name, data in files.items()}
        return sorted(name for name in listed.keys() | actual.keys() if listed.get(name) != actual.get(name))


def reference(name: str, media_type: str, data: bytes) -> Reference:
    """The reference to a file."""
    return Reference(name, media_type, hashlib.sha256(data).digest())


def write(manifest: Manifest) -> bytes:
    """The XML of a manifest, the same bytes for the same content."""
    root = etree.Element(f"{{{_ASIC}}}ASiCManifest", nsmap={"asic": _ASIC, "ds": _DS})
    etree.SubElement(
        root, f"{{{_ASIC}}}SigReference", URI=quote(manifest.target), MimeType=manifest.target_type
    )
    for item in manifest.references:
        found = etree.SubElement(
            root, f"{{{_ASIC}}}DataObjectReference", URI=quote(item.name), MimeType=item.media_type
        )
        etree.SubElement(found, f"{{{_DS}}}DigestMethod", Algorithm=_SHA256)
        etree.SubElement(found, f"{{{_DS}}}DigestValue").text = base64.b64encode(item.digest).decode()
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return written


def read(data: bytes) -> Manifest:
    """The manifest of an XML file. Raises Invalid (`bad_manifest`): no DTD, no entity, no unknown digest, no
    file listed twice."""
    try:
        parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)
        root = etree.fromstring(data, parser)
        manifest = _parsed(root)
        known = not root.getroottree().docinfo.doctype and root.tag == f"{{{_ASIC}}}ASiCManifest"
    except (etree.XMLSyntaxError, ValueError, TypeError) as wrong:
        raise Invalid(Problem("manifest", "bad_manifest")) from wrong
    names = {item.name for item in manifest.references}
    if not known or len(names) != len(manifest.references):
        raise Invalid(Problem("manifest", "bad_manifest"))
    return manifest


def _parsed(root: etree._Element) -> Manifest:
    (target,) = root.findall(f"{{{_ASIC}}}SigReference")
    found = tuple(_reference(item) for item in root.findall(f"{{{_ASIC}}}DataObjectReference"))
    return Manifest(unquote(str(target.get("URI"))), str(target.get("MimeType")), found)


def _reference(item: etree._Element) -> Reference:
    (method,) = item.findall(f"{{{_DS}}}DigestMethod")
    (value,) = item.findall(f"{{{_DS}}}DigestValue")
    known = method.get("Algorithm") == _SHA256
    digest = base64.b64decode(value.text or "", validate=True) if known else b""  # equal to no file's
    return Reference(unquote(str(item.get("URI"))), str(item.get("MimeType")), digest)
