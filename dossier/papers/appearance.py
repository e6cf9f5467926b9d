"""What a visible electronic signature looks like on a paper."""

from __future__ import annotations

from dataclasses import replace

from dossier.blocks import Colours
from dossier.errors import Invalid, Problem
from dossier.papers import style
from dossier.papers.fonts import Style
from dossier.papers.glyphs import check_text
from dossier.papers.lines import Line, break_lines, one_line
from dossier.papers.pen import LAYOUT, Inks, Pen
from dossier.papers.sheets import plain_file
from dossier.papers.style import Type

_LARGEST, _SMALLEST, _STEP = 9.0, 4.5, 0.25
_BAR = 2.5
_SPECIMEN = "SPECIMEN — sans valeur"

_Row = tuple[Line, Type]


def appearance(
    lines: tuple[str, ...],
    width: float,
    height: float,
    colours: Colours,
    specimen: bool = False,
    code: str = "",
) -> bytes:
    """One page of exactly this size, in points, to be used as the appearance of a signature.

    The first line is the name, in bold; the text is as large as fits. `code` is a text for a QR code on the
    right, `specimen` adds a mention. Raises Invalid (code "glyph") for a character that cannot be printed.
    """
    missing = [
        Problem(f"lines[{index}]", "glyph", ", ".join(bad))
        for index, line in enumerate(lines)
        if (bad := check_text(line))
    ]
    if missing:
        raise Invalid(*missing)
    side = min(height - 4, width * 0.3) if code else 0.0
    inks = Inks()
    pen = Pen(0, inks, width, height)
    pen.fill(0, 0, _BAR, height, colours.primary)
    if code:
        pen.code(LAYOUT, width - side - 2, (height - side) / 2, side, code)
    every = (*lines, _SPECIMEN) if specimen else lines
    _draw(pen, _fitted(every, specimen, width - _BAR - 10 - side, height - 4), height)
    return plain_file(pen, inks)


def _draw(pen: Pen, rows: list[_Row], height: float) -> None:
    top = (height + sum(kind.leading for _, kind in rows)) / 2
    for line, kind in rows:
        pen.line(LAYOUT, _BAR + 6, kind.baseline(top), line, kind)
        top -= kind.leading


def _fitted(lines: tuple[str, ...], specimen: bool, width: float, height: float) -> list[_Row]:
    """The rows in the largest size that fits; in the smallest size, each line is cut to one row."""
    size = _LARGEST
    while size >= _SMALLEST:
        kinds = _kinds(len(lines), size, specimen)
        rows = [
            (row, kind)
            for text, kind in zip(lines, kinds, strict=True)
            for row in break_lines(text, kind, width)
        ]
        if sum(kind.leading for _, kind in rows) <= height:
            return rows
        size -= _STEP
    kinds = _kinds(len(lines), _SMALLEST, specimen)
    kept = max(1, int(height // kinds[-1].leading))
    return [(one_line(text, kind, width), kind) for text, kind in zip(lines, kinds, strict=True)][:kept]


def _kinds(count: int, size: float, specimen: bool) -> list[Type]:
    name = Type(size, size * 1.3, Style.BOLD)
    kinds = [name, *[Type(size * 0.83, size * 1.12)] * (count - 1)][:count]
    if specimen:
        kinds[-1] = replace(kinds[-1], style=Style.BOLD, colour=style.SPECIMEN_INK)
    return kinds
