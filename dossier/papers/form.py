"""Fields, boxes to tick and lines to write on."""

from __future__ import annotations

from collections.abc import Iterator

from dossier import blocks
from dossier.papers import style
from dossier.papers.composer import Composer, text_strips, wrapped
from dossier.papers.flow import Strip, kept, spaced
from dossier.papers.grid import Segment, line_segments, row
from dossier.papers.lines import Line
from dossier.papers.pen import Pen
from dossier.papers.tree import Element

_BOX = 8.6
_HANG = 15.0
_FEW = 0.3  # part of a page
_WRITING = 21.0  # between two lines to write on


def fields(block: blocks.Fields, to: Composer) -> Iterator[Strip]:
    """Labels above values, on the grid, a hairline under each; on one page when they are few."""
    yield from kept(_fields(block, to), to.height * _FEW)


def _fields(block: blocks.Fields, to: Composer) -> Iterator[Strip]:
    items = to.top.add("L", attributes="/O /List /ListNumbering /None")
    columns = min(max(block.columns, 1), 3)
    width = (to.width - (columns - 1) * style.GUTTER) / columns
    for index, cells in enumerate(_rows(block.items, columns)):
        widths = [to.width if cell.wide else width for cell in cells]
        places = [to.left + number * (width + style.GUTTER) for number in range(len(cells))]
        yield from spaced(_field_row(cells, places, widths, items, to), 4 if index else 6)


def _rows(items: tuple[blocks.Field, ...], columns: int) -> Iterator[list[blocks.Field]]:
    cells: list[blocks.Field] = []
    for item in items:
        if cells and (item.wide or len(cells) == columns):
            yield cells
            cells = []
        cells.append(item)
        if item.wide:
            yield cells
            cells = []
    if cells:
        yield cells


def _field_row(
    cells: list[blocks.Field], places: list[float], widths: list[float], items: Element, to: Composer
) -> Iterator[Strip]:
    def underline(pen: Pen, _top: float, bottom: float) -> None:
        for cell, x, width in zip(cells, places, widths, strict=True):
            if cell.value or not cell.fillable:
                pen.rule(x, bottom, width, style.RULE)
            else:
                pen.dots(x, bottom, width, style.GREY)

    ladders = [_field(*cell, items) for cell in zip(cells, places, widths, strict=True)]
    return row(ladders, to, 2, 2.5, underline)


def _field(cell: blocks.Field, x: float, width: float, items: Element) -> list[Segment]:
    item = items.add("LI")
    label, body = item.add("Lbl"), item.add("LBody")
    value = cell.value or ("" if cell.fillable else "—")
    head = line_segments(wrapped(cell.label, style.LABEL, width), label, lambda _line: x, style.LABEL)
    lines = line_segments(wrapped(value, style.BODY, width), body, lambda _line: x, style.BODY)
    return [*head, *lines]


def options(block: blocks.Options, to: Composer) -> Iterator[Strip]:
    """Boxes with their texts, after an optional label; on one page when they are few."""
    yield from kept(_options(block, to), to.height * _FEW)


def _options(block: blocks.Options, to: Composer) -> Iterator[Strip]:
    if block.label:
        lines = wrapped(block.label, style.LABEL, to.width)
        for strip in text_strips(lines, to.top.add("P"), to.left, style.LABEL, gap=7):
            yield Strip(strip.height, strip.paint, gap=strip.gap, glue=True)
    items = to.top.add("L", attributes="/O /List /ListNumbering /None")
    gap = 2.0 if block.label else 7.0
    if block.inline:
        yield from spaced(_inline(block.items, items, to), gap)
        return
    for index, option in enumerate(block.items):
        yield from spaced(_stacked(option, items, to), 3.5 if index else gap)


def _option(option: blocks.Option, items: Element) -> tuple[Element, Element]:
    item = items.add("LI")
    mark = item.add("Lbl", actual_text="coché" if option.ticked else "non coché")
    return mark, item.add("LBody")


def _stacked(option: blocks.Option, items: Element, to: Composer) -> Iterator[Strip]:
    mark, body = _option(option, items)
    x, width = to.left + _HANG, to.width - _HANG
    segments = line_segments(wrapped(option.text, style.BODY, width), body, lambda _line: x, style.BODY)
    if option.detail:
        detail = wrapped(option.detail, style.SMALL, width)
        segments += line_segments(detail, body.add("P"), lambda _line: x, style.SMALL)

    def box(pen: Pen, top: float) -> None:
        _tick(pen, mark, to.left, style.BODY.baseline(top), option.ticked, to)

    return row([[Segment(0, box)], segments], to, 0, 0, lambda *_: None)


def _tick(pen: Pen, mark: Element, x: float, baseline: float, ticked: bool, to: Composer) -> None:
    pen.tick_box(mark, x + 0.5, baseline - 1.0, _BOX, ticked, to.colours.primary)


def _inline(choices: tuple[blocks.Option, ...], items: Element, to: Composer) -> Iterator[Strip]:
    line: list[Segment] = []
    x = to.left
    for option in choices:
        texts = wrapped(_whole(option), style.BODY, to.width - _HANG)
        wide = _HANG + max(text.width for text in texts)
        if line and x + wide > to.left + to.width:
            yield from row([[segment] for segment in line], to, 0, 2, lambda *_: None)
            line, x = [], to.left
        line.append(_choice(option, texts, x, items, to))
        x += wide + 20
    if line:
        yield from row([[segment] for segment in line], to, 0, 0, lambda *_: None)


def _whole(option: blocks.Option) -> str:
    return f"{option.text} ({option.detail})" if option.detail else option.text


def _choice(option: blocks.Option, texts: list[Line], x: float, items: Element, to: Composer) -> Segment:
    mark, body = _option(option, items)
    kind = style.BODY

    def paint(pen: Pen, top: float) -> None:
        _tick(pen, mark, x, kind.baseline(top), option.ticked, to)
        for number, text in enumerate(texts):
            pen.line(body, x + _HANG, kind.baseline(top - number * kind.leading), text, kind)

    return Segment(len(texts) * kind.leading, paint)


def writing_lines(block: blocks.WritingLines, to: Composer) -> Iterator[Strip]:
    """A label, then dotted lines; the first one follows the label when there is room."""
    lines = wrapped(block.label, style.BODY, to.width)
    target = to.top.add("P")
    *_, last = text_strips(lines, target, to.left, style.BODY)
    start = to.left + lines[-1].width + 5
    for strip in list(text_strips(lines, target, to.left, style.BODY, gap=9))[:-1]:
        yield Strip(strip.height, strip.paint, gap=strip.gap, glue=True)
    beside = to.left + to.width - start > to.width / 3

    def paint(pen: Pen, top: float) -> None:
        last.paint(pen, top)
        if beside:
            pen.dots(start, style.BODY.baseline(top) - 1.5, to.left + to.width - start, style.GREY)

    yield Strip(last.height, paint, gap=9 if len(lines) == 1 else 0, glue=block.count > beside)
    for _ in range(block.count - beside):
        yield Strip(_WRITING, lambda pen, top: pen.dots(to.left, top - _WRITING + 1.5, to.width, style.GREY))
