"""The little DER and PDF reading that openssl needs done for it, apart from the library that wrote the file."""

from __future__ import annotations

import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pikepdf

SIGNATURE_TIMESTAMP = bytes.fromhex("060b2a864886f70d010910020e")  # 1.2.840.113549.1.9.16.2.14
OCTET_STRING, SEQUENCE, CONTEXT_0, CONTEXT_1 = 0x04, 0x30, 0xA0, 0xA1


@dataclass(frozen=True)
class Element:
    """One DER element: its tag, all its bytes, and where its content begins."""

    tag: int
    whole: bytes
    header: int

    @property
    def content(self) -> bytes:
        return self.whole[self.header :]

    def children(self) -> Iterator[Element]:
        rest = self.content
        while rest:
            child = first(rest)
            yield child
            rest = rest[len(child.whole) :]


@dataclass(frozen=True)
class Signed:
    """A signature or document timestamp of a PDF: its field, its CMS without padding, and the bytes it covers."""

    field: str
    document_timestamp: bool
    cms: bytes
    covered: bytes


def first(data: bytes) -> Element:
    """The element that data begins with; what follows (zero padding) is left."""
    header, size = 2, data[1]
    if size > 0x80:
        header += size - 0x80
        size = int.from_bytes(data[2:header], "big")
    return Element(data[0], data[: header + size], header)


def signed_parts(pdf: Path) -> list[Signed]:
    """In the order of their revisions."""
    data = pdf.read_bytes()
    with pikepdf.open(pdf) as document:
        values = list(_values(document.Root.get("/AcroForm", pikepdf.Dictionary()).get("/Fields", [])))
        found = [_signed(name, value, data) for name, value in values]
    return sorted(found, key=lambda part: len(part.covered))


def signature_timestamp(cms: bytes) -> tuple[bytes, bytes] | None:
    """The timestamp token inside a CMS, and the raw signature it stamps."""
    parts = list(_signer_info(cms).children())
    signature = next(part for part in parts if part.tag == OCTET_STRING)
    for attribute in (child for part in parts if part.tag == CONTEXT_1 for child in part.children()):
        kind, values = attribute.children()
        if kind.whole == SIGNATURE_TIMESTAMP:
            return first(values.content).whole, signature.content
    return None


def certificates(cms: bytes) -> bytes:
    """Every certificate of a CMS, as PEM."""
    parts = (part for part in _signed_data(cms).children() if part.tag == CONTEXT_0)
    found = (child.whole for part in parts for child in part.children() if child.tag == SEQUENCE)
    return "".join(map(ssl.DER_cert_to_PEM_cert, found)).encode()


def _signed_data(cms: bytes) -> Element:
    _, explicit = first(cms).children()
    return first(explicit.content)


def _signer_info(cms: bytes) -> Element:
    return first(list(_signed_data(cms).children())[-1].content)


def _values(fields: object, prefix: str = "") -> Iterator[tuple[str, pikepdf.Object]]:
    """Qualified name and value of each filled signature field."""
    assert isinstance(fields, pikepdf.Array | list)
    for field in fields:
        name = ".".join(filter(None, (prefix, str(field.get("/T", "")))))
        if field.get("/FT") == "/Sig" and "/V" in field:
            yield name, field["/V"]
        else:
            yield from _values(field.get("/Kids", []), name)


def _signed(name: str, value: pikepdf.Object, data: bytes) -> Signed:
    start, size, resume, rest = (int(number) for number in value.ByteRange.as_list())
    return Signed(
        field=name,
        document_timestamp=value.get("/Type") == "/DocTimeStamp",
        cms=first(bytes.fromhex(data[start + size + 1 : resume - 1].decode("ascii"))).whole,
        covered=data[start : start + size] + data[resume : resume + rest],
    )
