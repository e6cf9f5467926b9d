"""Page images put into one PDF/A-2b file: ISO 19005-2 with nothing in it but images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.papers.writer import Objects

PRODUCER = "Paraphe"
PROFILE = Path(__file__).resolve().parents[1] / "fonts" / "srgb.icc"
SHORTEST, LONGEST = 3.0, 14400.0
"""Points: the sides that a page may have (ISO 19005-2 §6.1.13)."""
XMP = f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
  xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdf:Producer>{PRODUCER}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()
"""What a piece made again says of itself: no title, no name, no date of the original."""


@dataclass(frozen=True)
class Scan:
    """One page: a JPEG, its pixels, and the size of the page in points."""

    jpeg: bytes
    pixels: tuple[int, int]
    grey: bool
    size: tuple[float, float]


def scanned_file(scans: Sequence[Scan]) -> bytes:
    """The file. The same pages always give the same bytes."""
    objects = Objects()
    catalog, tree = objects.reserve(), objects.reserve()
    pages = [_page(scan, tree, objects) for scan in scans]
    kids = " ".join(f"{page} 0 R" for page in pages)
    objects.put(tree, f"<</Type /Pages /Count {len(pages)} /Kids [{kids}]>>")
    metadata = objects.stream(XMP, "/Type /Metadata /Subtype /XML", compress=False)
    intent = _intent(objects)
    objects.put(
        catalog, f"<</Type /Catalog /Pages {tree} 0 R /Metadata {metadata} 0 R /OutputIntents {intent}>>"
    )
    return objects.file(catalog, objects.add(f"<</Producer ({PRODUCER})>>"))


def fitting(width: float, height: float) -> tuple[float, float]:
    """A page size within what PDF/A allows, of the same shape as nearly as possible."""
    scale = min(1.0, LONGEST / max(width, height))
    scale = max(scale, SHORTEST / min(width, height))
    return min(width * scale, LONGEST), min(height * scale, LONGEST)


def _intent(objects: Objects) -> str:
    """sRGB, as in `metadata.py`, which takes longer to import than a page to encode."""
    profile = objects.stream(PROFILE.read_bytes(), "/N 3 /Alternate /DeviceRGB")
    names = "/OutputConditionIdentifier (sRGB) /Info (sRGB IEC61966-2.1)"
    return f"[<</Type /OutputIntent /S /GTS_PDFA1 {names} /DestOutputProfile {profile} 0 R>>]"


def _page(scan: Scan, tree: int, objects: Objects) -> int:
    width, height = scan.size
    space = "/DeviceGray" if scan.grey else "/DeviceRGB"
    entries = f"/Width {scan.pixels[0]} /Height {scan.pixels[1]} /BitsPerComponent 8 /ColorSpace {space}"
    image = objects.stream(
        scan.jpeg, f"/Type /XObject /Subtype /Image {entries} /Filter /DCTDecode", compress=False
    )
    contents = objects.stream(f"q {width:.3f} 0 0 {height:.3f} 0 0 cm /I Do Q".encode())
    return objects.add(
        f"<</Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:.3f} {height:.3f}]"
        f" /Resources <</XObject <</I {image} 0 R>>>> /Contents {contents} 0 R>>"
    )
