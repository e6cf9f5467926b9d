"""Combining marks set over or under their letter: Unicode has no precomposed form for every pair.

The faces draw a mark for a lower-case letter of ordinary width; here it is moved to the middle of its own letter,
and up when that letter is tall.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from dossier.papers.fonts import Face, Style, face

_X_HEIGHT = 536  # of the three faces, in thousandths
_ABOVE = 230  # canonical combining class of marks above (Unicode Standard, §4.3)

Encode = Callable[[Style, str], str]


def has_marks(text: str) -> bool:
    """Whether a text, in normal form C, keeps marks apart from their letters."""
    return not text.isascii() and any(map(unicodedata.combining, text))


def show(style: Style, text: str, size: float, encode: Encode) -> str:
    """The operators that show a text whose marks are to be placed; /ActualText keeps it whole for extraction."""
    which, base, rise, parts = face(style), " ", 0.0, []
    for character in text:
        kind = unicodedata.combining(character)
        if not kind:
            base, rise = character, max(0.0, which.bounds(character)[3] - _X_HEIGHT)
            parts.append(f"<{encode(style, character)}> Tj")
            continue
        lift = rise if kind == _ABOVE else 0.0
        parts.append(_mark(which, base, character, lift * size / 1000, encode))
        if kind == _ABOVE:
            _, bottom, _, top = which.bounds(character)
            rise += top - bottom + 40
    said = text.encode("utf-16-be").hex().upper()
    return f"/Span <</ActualText <FEFF{said}>>> BDC {' '.join(parts)} EMC"


def _mark(which: Face, base: str, mark: str, lift: float, encode: Encode) -> str:
    left, _, right, _ = which.bounds(mark)
    shift = -which.widths[base] / 2 - (left + right) / 2
    back = shift + which.widths[mark]
    code = encode(which.style, mark)
    return f"{lift:.2f} Ts [{-shift:.0f} <{code}> {back:.0f}] TJ 0 Ts"
