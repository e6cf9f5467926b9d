"""The three faces that papers are set in, and their subsets: the door to ReportLab's font reader."""

from __future__ import annotations

import struct
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from pathlib import Path

from reportlab.pdfbase.ttfonts import TTFontFile

FOLDER = Path(__file__).with_name("fonts")
_LOCK = threading.Lock()  # TTFontFile keeps its reading position in itself


class Style(IntEnum):
    """Which face; a span both bold and italic is set in bold."""

    REGULAR = 0
    BOLD = 1
    ITALIC = 2


@dataclass(frozen=True, eq=False)
class Face:
    """One font file. `widths` maps a character to its advance in thousandths of the size."""

    style: Style
    name: str
    widths: dict[str, float]
    metrics: dict[str, float]
    glyphs: dict[str, int]
    _file: TTFontFile
    _outlines: bytes

    def measure(self, text: str, size: float) -> float:
        """Width of a text in points; every character must be in the face."""
        widths = self.widths
        return sum(widths[character] for character in text) * size / 1000

    def bounds(self, character: str) -> tuple[int, int, int, int]:
        """Left, bottom, right and top of a glyph, in thousandths; zeros for an empty one."""
        glyph = self.glyphs[character]
        start, end = self._file.glyphPos[glyph : glyph + 2]
        return struct.unpack(">4h", self._outlines[start + 2 : start + 10]) if end > start else (0, 0, 0, 0)

    def subset(self, characters: Iterable[str]) -> tuple[bytes, list[int]]:
        """A font file with these characters only, and the glyph number of each one there."""
        order = list(characters)
        numbers: dict[int, int] = {}
        places = [numbers.setdefault(self.glyphs[character], len(numbers) + 1) for character in order]
        with _LOCK:
            return self._file.makeSubset([ord(character) for character in order]), places


@cache
def face(style: Style) -> Face:
    """The face of a style, read once."""
    file = TTFontFile(str(FOLDER / f"{style.name.capitalize()}.ttf"))
    glyphs = {chr(code): glyph for code, glyph in file.charToGlyph.items() if glyph}
    name = file.name.decode() if isinstance(file.name, bytes) else str(file.name)
    metrics = {
        "Ascent": file.ascent,
        "Descent": file.descent,
        "CapHeight": file.capHeight,
        "ItalicAngle": file.italicAngle,
        "StemV": file.stemV,
        "Flags": 4 | (64 if style is Style.ITALIC else 0),
    }
    widths = {character: float(file.charWidths[ord(character)]) for character in glyphs}
    bounds = dict(zip(("left", "bottom", "right", "top"), file.bbox, strict=True))
    return Face(style, name, widths, metrics | bounds, glyphs, file, file.get_table("glyf"))


@cache
def covered() -> frozenset[str]:
    """Every character that all three faces can print."""
    regular, bold, italic = (set(face(style).glyphs) for style in Style)
    return frozenset(regular & bold & italic)
