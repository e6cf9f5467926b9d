"""Fonts inside a file: composite fonts with two-byte codes, so that each character extracts as itself."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from dossier.papers.fonts import Face, Style, face
from dossier.papers.pen import Inks
from dossier.papers.writer import Objects

_BLOCK = 100  # entries of one bfchar block, at most (Adobe Technical Note 5014)
_CMAP = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


def fonts(inks: Inks, objects: Objects) -> str:
    """The font resources of what was drawn: « /F0 5 0 R … »."""
    used = ((style, inks.codes[style]) for style in Style)
    return " ".join(f"/F{style:d} {_font(face(style), codes, objects)} 0 R" for style, codes in used if codes)


def _font(which: Face, codes: Mapping[str, str], objects: Objects) -> int:
    program, glyphs = which.subset(codes)
    name = f"{_prefix(codes)}+{which.name}"
    file = objects.stream(program, f"/Length1 {len(program)}")
    numbers = {key: round(value) for key, value in which.metrics.items()}
    box = " ".join(str(numbers.pop(side)) for side in ("left", "bottom", "right", "top"))
    entries = " ".join(f"/{key} {value}" for key, value in numbers.items())
    descriptor = objects.add(
        f"<</Type /FontDescriptor /FontName /{name} {entries} /FontBBox [{box}] /FontFile2 {file} 0 R>>"
    )
    to_glyphs = objects.stream(struct.pack(f">{len(glyphs) + 1}H", 0, *glyphs))
    widths = " ".join(f"{which.widths[character]:g}" for character in codes)
    system = "/CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>>"
    descendant = objects.add(
        f"<</Type /Font /Subtype /CIDFontType2 /BaseFont /{name} {system} /FontDescriptor {descriptor} 0 R"
        f" /W [1 [{widths}]] /CIDToGIDMap {to_glyphs} 0 R>>"
    )
    unicode = objects.stream(_to_unicode(codes))
    return objects.add(
        f"<</Type /Font /Subtype /Type0 /BaseFont /{name} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant} 0 R] /ToUnicode {unicode} 0 R>>"
    )


def _to_unicode(codes: Mapping[str, str]) -> bytes:
    entries = [
        f"<{code}> <{character.encode('utf-16-be').hex().upper()}>" for character, code in codes.items()
    ]
    blocks = []
    for start in range(0, len(entries), _BLOCK):
        part = entries[start : start + _BLOCK]
        blocks.append("\n".join([f"{len(part)} beginbfchar", *part, "endbfchar"]))
    return _CMAP.format(blocks="\n".join(blocks)).encode("ascii")


def _prefix(codes: Mapping[str, str]) -> str:
    """Six letters that depend on the characters (ISO 32000-1 §9.6.4)."""
    number = sum(index * ord(character) for index, character in enumerate(codes, 1))
    letters = []
    for _ in range(6):
        number, letter = divmod(number * 7 + 11, 26)
        letters.append(chr(65 + letter))
    return "".join(letters)
