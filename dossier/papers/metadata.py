"""What a file says of itself: XMP, information dictionary, colour intent (ISO 19005-2 §6.6, ISO 14289-1 §5).

A file is PDF/A part 2, or part 3 when another file is attached to it (ISO 19005-3 §6.6.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from xml.sax.saxutils import escape

from dossier.papers.writer import Objects, text

PRODUCER = "Paraphe"
_ICC = Path(__file__).with_name("fonts") / "srgb.icc"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{created}</xmp:CreateDate>
<xmp:ModifyDate>{created}</xmp:ModifyDate>
<xmp:MetadataDate>{created}</xmp:MetadataDate>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>{part}</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>{properties}
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
  xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>{schemas}</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""

_SCHEMA = """
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>{name}</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{namespace}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{described}
</rdf:Seq></pdfaSchema:property>
</rdf:li>"""

_DESCRIBED = """
<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>external</pdfaProperty:category>
<pdfaProperty:description>{description}</pdfaProperty:description>
</rdf:li>"""


@dataclass(frozen=True)
class Property:
    """One text of a schema: its name, what it says here, what it is for."""

    name: str
    value: str
    description: str


@dataclass(frozen=True)
class Schema:
    """Properties that PDF/A does not know; the packet describes them (ISO 19005-3 §6.6.2.3)."""

    name: str
    namespace: str
    prefix: str
    properties: tuple[Property, ...]


def xmp(
    title: str, author: str, created: str, language: str, *, part: int = 2, schema: Schema | None = None
) -> bytes:
    """The XMP packet; `created` is ISO 8601 with offset, `part` that of PDF/A."""
    words = {"title": title, "author": author, "language": language}
    escaped = {name: escape(word) for name, word in words.items()}
    more = {"schemas": _schema(schema) if schema else "", "properties": _said(schema) if schema else ""}
    clock = _moment(created).isoformat()
    return _XMP.format(created=clock, producer=PRODUCER, part=part, **more, **escaped).encode()


def information(title: str, author: str, created: str) -> str:
    """The information dictionary, in agreement with the XMP packet."""
    date = text(pdf_date(created))
    names = f"/Title {text(title)} /Author {text(author)} /Creator ({PRODUCER}) /Producer ({PRODUCER})"
    return f"<<{names} /CreationDate {date} /ModDate {date}>>"


def pdf_date(created: str) -> str:
    """A moment as PDF writes it (ISO 32000-1 §7.9.4)."""
    moment = _moment(created)
    offset = moment.strftime("%z") or "+0000"
    return f"D:{moment:%Y%m%d%H%M%S}{offset[:3]}'{offset[3:5]}'"


def colour_intent(objects: Objects) -> str:
    """The array of the one output intent, sRGB."""
    profile = objects.stream(_ICC.read_bytes(), "/N 3 /Alternate /DeviceRGB")
    names = "/OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
    return f"[<</Type /OutputIntent /S /GTS_PDFA1 {names} /DestOutputProfile {profile} 0 R>>]"


def _moment(created: str) -> datetime:
    """The clock of a paper, to the second."""
    return datetime.fromisoformat(created).replace(microsecond=0)


def _schema(schema: Schema) -> str:
    described = "".join(
        _DESCRIBED.format(name=one.name, description=escape(one.description)) for one in schema.properties
    )
    names = {"name": escape(schema.name), "namespace": schema.namespace, "prefix": schema.prefix}
    return _SCHEMA.format(described=described, **names)


def _said(schema: Schema) -> str:
    values = "".join(
        f"<{schema.prefix}:{one.name}>{escape(one.value)}</{schema.prefix}:{one.name}>\n"
        for one in schema.properties
    )
    head = f'<rdf:Description rdf:about="" xmlns:{schema.prefix}="{schema.namespace}">'
    return f"\n{head}\n{values}</rdf:Description>"
