"""Tables: a header row repeated on each page, rows parted by hairlines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from dossier import blocks
from dossier.papers import style
from dossier.papers.composer import Composer, paint_lines, text_strips, wrapped
from dossier.papers.flow import Strip, spaced
from dossier.papers.grid import Segment, line_segments, row
from dossier.papers.lines import Line
from dossier.papers.pen import LAYOUT, Pen
from dossier.papers.style import Type
from dossier.papers.tree import Element

_PAD = 6.0
_COLUMN = "/O /Table /Scope /Column"


@dataclass(frozen=True)
class _Column:
    x: float
    width: float
    right: bool

    def place(self, line: Line) -> float:
        return self.x + self.width - line.width if self.right else self.x


def table(block: blocks.Table, to: Composer) -> Iterator[Strip]:
    """The caption, the header, the rows and the total."""
    whole = to.top.add("Table")
    if block.caption:
        caption = text_strips(
            wrapped(block.caption, style.SUBSECTION, to.width),
            whole.add("Caption"),
            to.left,
            style.SUBSECTION,
        )
        yield from (replace(strip, glue=True) for strip in spaced(caption, 10))
    columns = _columns(block, to)
    header = _header(block.header, columns, whole.add("THead").add("TR"), to)
    yield replace(header, gap=4 if block.caption else 9, glue=True)
    repeated = _header(block.header, columns, None, to) if header.height < to.height / 4 else None
    body = whole.add("TBody")
    last = len(block.rows) - 1
    glued = {0, last - 1} - {last} | ({last} if block.total else set())
    for index, cells in enumerate(block.rows):
        for strip in _row(cells, columns, body.add("TR"), style.CELL, to, style.RULE):
            yield replace(strip, header=repeated, glue=strip.glue or index in glued)
    if block.total:
        strong = replace(style.CELL, style=style.STRONG.style)
        foot = whole.add("TFoot").add("TR")
        yield from _row(block.total, columns, foot, strong, to, to.colours.primary)


def _columns(block: blocks.Table, to: Composer) -> list[_Column]:
    unit = to.width / sum(block.widths)
    columns, x = [], to.left
    for index, share in enumerate(block.widths):
        columns.append(_Column(x + _PAD, share * unit - 2 * _PAD, index in block.right))
        x += share * unit
    return columns


def _header(texts: tuple[str, ...], columns: list[_Column], line: Element | None, to: Composer) -> Strip:
    """The header row; an artifact when it has no element, because it repeats."""
    kind = style.CELL_HEAD
    cells = [wrapped(text, kind, column.width) for text, column in zip(texts, columns, strict=True)]
    targets = [line.add("TH", attributes=_COLUMN) if line else LAYOUT for _ in texts]
    height = max(len(cell) for cell in cells) * kind.leading + 9

    def paint(pen: Pen, top: float) -> None:
        pen.fill(to.left, top - height, to.width, height, to.colours.tint)
        pen.rule(to.left, top - height, to.width, to.colours.primary, 0.8)
        for cell, column, target in zip(cells, columns, targets, strict=True):
            y = top - 4.5
            for text in cell:
                y = paint_lines(pen, target, column.place(text), y, [text], kind, to.colours.primary)

    return Strip(height, paint)


def _row(
    texts: tuple[str, ...], columns: list[_Column], line: Element, kind: Type, to: Composer, rule: str
) -> Iterator[Strip]:
    def cell(text: str, column: _Column) -> list[Segment]:
        return line_segments(wrapped(text, kind, column.width), line.add("TD"), column.place, kind)

    def decor(pen: Pen, _top: float, bottom: float) -> None:
        pen.rule(to.left, bottom, to.width, rule)

    cells = [cell(text, column) for text, column in zip(texts, columns, strict=True)]
    return row(cells, to, 4, 4, decor)
