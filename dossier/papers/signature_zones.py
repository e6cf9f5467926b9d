"""Places to sign: by an electronic field, by hand, or by either."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier import blocks
from dossier.papers import style
from dossier.papers.composer import Composer, Place, paint_lines, wrapped
from dossier.papers.flow import Strip
from dossier.papers.fonts import Style
from dossier.papers.lines import Line
from dossier.papers.pen import Pen
from dossier.papers.style import Type
from dossier.papers.tree import Element, Widget

_PAD = 9.0
_GUTTER = 14.0
_FIELD = 66.0  # height of the place of the signature itself
_BLANK = 17.0  # a line to write on
_MENTION = Type(8, 11, Style.ITALIC, style.GREY)
_NAME = Type(9, 12)


@dataclass(frozen=True)
class _Zone:
    block: blocks.SignatureZone
    x: float
    width: float
    label: list[Line]
    lines: list[Line]
    mention: list[Line]
    dated: bool

    @property
    def head(self) -> float:
        """Height of the band that names the zone."""
        return len(self.label) * style.SUBSECTION.leading + 7

    @property
    def text(self) -> float:
        """Height of what is printed or written between the band and the signature."""
        mention = len(self.mention) * _MENTION.leading + (_BLANK + 7 if self.mention else 0)
        return 6 + len(self.lines) * _NAME.leading + (2 * _BLANK if self.dated else 0) + mention


def signatures(block: blocks.Signatures, to: Composer) -> Iterator[Strip]:
    """The zones in one strip; under each other when side by side they would not fit on a page."""
    if not block.zones:
        return
    count = max(len(block.zones), 2)
    width = (to.width - (count - 1) * _GUTTER) / count
    start = to.left if len(block.zones) > 1 else to.left + width + _GUTTER
    zones = [
        _zone(zone, start + index * (width + _GUTTER), width, block.place_and_date)
        for index, zone in enumerate(block.zones)
    ]
    strip = _strip(zones, to)
    if strip.height <= to.height or len(zones) == 1:
        yield strip
        return
    for zone in block.zones:
        yield _strip([_zone(zone, to.left, to.width, block.place_and_date)], to)


def _zone(block: blocks.SignatureZone, x: float, width: float, dated: bool) -> _Zone:
    inner = width - 2 * _PAD
    lines = [line for text in block.lines for line in wrapped(text, _NAME, inner)]
    mention = wrapped(block.mention, _MENTION, inner) if block.mention else []
    return _Zone(block, x, width, wrapped(block.label, style.SUBSECTION, inner), lines, mention, dated)


def _strip(zones: list[_Zone], to: Composer) -> Strip:
    head = max(zone.head for zone in zones)
    text = max(zone.text for zone in zones)
    height = head + text + _FIELD + 12
    elements = [_elements(zone, to.top) for zone in zones]

    def paint(pen: Pen, top: float) -> None:
        for zone, parts in zip(zones, elements, strict=True):
            _frame(pen, zone, top, head, height, to)
            _words(pen, zone, parts, top, head, to)
            box = (zone.x + 6, top - height + 6, zone.x + zone.width - 6, top - height + 6 + _FIELD)
            _field(pen, zone, parts, box, to)

    return Strip(height, paint, gap=11)


def _elements(zone: _Zone, top: Element) -> dict[str, Element]:
    group = top.add("Div")
    parts = {"label": group.add("P")}
    for name, present in (("lines", zone.lines), ("date", zone.dated), ("mention", zone.mention)):
        if present:
            parts[name] = group.add("P")
    if zone.block.field:
        parts["field"] = group.add("Form")
    return parts


def _frame(pen: Pen, zone: _Zone, top: float, head: float, height: float, to: Composer) -> None:
    pen.fill(zone.x, top - head, zone.width, head, to.colours.tint)
    pen.frame(zone.x, top - height, zone.width, height, style.FRAME)
    pen.rule(zone.x, top - head, zone.width, style.FRAME)


def _words(pen: Pen, zone: _Zone, parts: dict[str, Element], top: float, head: float, to: Composer) -> None:
    x, width = zone.x + _PAD, zone.width - 2 * _PAD
    paint_lines(pen, parts["label"], x, top - 3.5, zone.label, style.SUBSECTION, to.colours.primary)
    y = top - head - 5
    if zone.lines:
        y = paint_lines(pen, parts["lines"], x, y, zone.lines, _NAME)
    if zone.dated:
        y = _to_complete(pen, parts["date"], x, y, width, "Fait à ")
        y = _to_complete(pen, parts["date"], x, y, width, "le ")
    if zone.mention:
        y = paint_lines(pen, parts["mention"], x, y - 7, zone.mention, _MENTION)
        pen.dots(x, y - _BLANK + 6, width, style.GREY)


def _to_complete(pen: Pen, target: Element, x: float, y: float, width: float, text: str) -> float:
    (line,) = wrapped(text, _NAME, width)
    baseline = _NAME.baseline(y - 4)
    pen.line(target, x, baseline, line, _NAME)
    pen.dots(x + line.width + 4, baseline - 1.5, width - line.width - 4, style.GREY)
    return y - _BLANK


def _field(
    pen: Pen, zone: _Zone, parts: dict[str, Element], box: tuple[float, float, float, float], to: Composer
) -> None:
    if zone.block.field:
        parts["field"].kids.append(Widget(len(to.places)))
        parts["field"].box = box
        to.places.append(Place(zone.block.role, f"Signature : {zone.block.label}", pen.page, box))
