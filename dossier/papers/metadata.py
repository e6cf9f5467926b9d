"""What a file says of itself: XMP, information dictionary, colour intent (ISO 19005-2 §6.6, ISO 14289-1 §5)."""

from __future__ import annotations

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
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description>
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
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(title: str, author: str, created: str, language: str) -> bytes:
    """The XMP packet; `created` is ISO 8601 with offset."""
    words = {"title": title, "author": author, "language": language}
    escaped = {name: escape(word) for name, word in words.items()}
    return _XMP.format(created=_moment(created).isoformat(), producer=PRODUCER, **escaped).encode()


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
