"""Titles, headings, paragraphs, lists and notices."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dossier import blocks
from dossier.blocks import Tone
from dossier.papers import style
from dossier.papers.composer import Composer, paint_lines, text_strips, wrapped
from dossier.papers.flow import Strip, kept, spaced
from dossier.papers.pen import Pen
from dossier.papers.tree import Element

_BAND = 4.0  # above and below the text of a section's band
_INDENT = 15.0
_PAD = 9.0


def title(block: blocks.Title, to: Composer) -> Iterator[Strip]:
    """The title, its subtitle and a rule."""
    heading = to.top.add(to.heading_tag(1))
    lines = wrapped(block.text, style.TITLE, to.width)
    under = to.top.add("P") if block.subtitle else heading
    small = wrapped(block.subtitle, style.SUBTITLE, to.width) if block.subtitle else []

    def paint(pen: Pen, top: float) -> None:
        to.note_heading(1, block.text, pen, top)
        bottom = paint_lines(pen, heading, to.left, top, lines, style.TITLE, to.colours.primary)
        bottom = paint_lines(pen, under, to.left, bottom - 1, small, style.SUBTITLE)
        pen.rule(to.left, bottom - 8, to.width, to.colours.primary, 1.2)

    height = len(lines) * style.TITLE.leading + len(small) * style.SUBTITLE.leading + 10
    yield Strip(height, paint, gap=6, glue=True)
    yield Strip(4, glue=True)


def section(block: blocks.Section, to: Composer) -> Iterator[Strip]:
    """A tinted band with the section's number and text."""
    heading = to.top.add(to.heading_tag(2))
    to.sections += block.numbered
    number = f"{to.sections}.  " if block.numbered else ""
    lines = wrapped(number + block.text, style.SECTION, to.width - 22)
    height = len(lines) * style.SECTION.leading + 2 * _BAND

    def paint(pen: Pen, top: float) -> None:
        to.note_heading(2, number + block.text, pen, top)
        pen.fill(to.left, top - height, to.width, height, to.colours.tint)
        pen.fill(to.left, top - height, 3, height, to.colours.primary)
        paint_lines(pen, heading, to.left + 12, top - _BAND, lines, style.SECTION, to.colours.primary)

    if block.page_break_before:
        yield Strip(0, fresh=True)
    yield Strip(height, paint, gap=18, glue=True)
    yield Strip(2, glue=True)


def subsection(block: blocks.Subsection, to: Composer) -> Iterator[Strip]:
    """A bold line."""
    heading = to.top.add(to.heading_tag(3))
    lines = wrapped(block.text, style.SUBSECTION, to.width)
    for strip in text_strips(lines, heading, to.left, style.SUBSECTION, gap=11, colour=to.colours.primary):
        yield replace(strip, glue=True)


def paragraph(block: blocks.Paragraph, to: Composer) -> Iterator[Strip]:
    """Lines set flush left."""
    kind = style.SMALL if block.small else style.BODY
    lines = wrapped(block.text, kind, to.width)
    yield from text_strips(lines, to.top.add("P"), to.left, kind, gap=5 if block.small else 7)


def bullets(block: blocks.Bullets, to: Composer) -> Iterator[Strip]:
    """A list; each label hangs in the margin of its text."""
    numbering = "/Decimal" if block.ordered else "/Disc"
    items = to.top.add("L", attributes=f"/O /List /ListNumbering {numbering}")
    for index, text in enumerate(block.items, 1):
        label = f"{index}." if block.ordered else "•"
        yield from spaced(_item(text, label, items.add("LI"), to), 3 if index > 1 else 6)


def _item(text: blocks.Text, label: str, item: Element, to: Composer) -> Iterator[Strip]:
    mark, body = item.add("Lbl"), item.add("LBody")
    indent = _INDENT if len(label) < 3 else _INDENT + 5
    (sign,) = wrapped(label, style.BODY, indent)
    first, *others = text_strips(
        wrapped(text, style.BODY, to.width - indent), body, to.left + indent, style.BODY
    )

    def paint(pen: Pen, top: float) -> None:
        pen.line(mark, to.left + 3, style.BODY.baseline(top), sign, style.BODY, to.colours.primary)
        first.paint(pen, top)

    yield replace(first, paint=paint)
    yield from others


def notice(block: blocks.Notice, to: Composer) -> Iterator[Strip]:
    """A tinted frame with a bar on its left."""
    warning = block.tone is Tone.WARNING
    bar, tint = (style.WARNING, style.WARNING_TINT) if warning else (to.colours.primary, to.colours.tint)
    group, x, width = to.top.add("Div"), to.left + 14, to.width - 26
    strips = [Strip(_PAD, glue=True)]
    if block.title:
        head = text_strips(
            wrapped(block.title, style.STRONG, width), group.add("P"), x, style.STRONG, colour=bar
        )
        strips += [replace(strip, glue=True) for strip in head] + [Strip(1.5, glue=True)]
    text = list(text_strips(wrapped(block.text, style.BODY, width), group.add("P"), x, style.BODY))
    text[-1] = replace(text[-1], glue=True)
    strips += [*text, Strip(_PAD)]
    yield from spaced((_tinted(strip, to, bar, tint) for strip in kept(strips, to.height / 3)), 9)


def _tinted(strip: Strip, to: Composer, bar: str, tint: str) -> Strip:
    def paint(pen: Pen, top: float) -> None:
        pen.fill(to.left, top - strip.height - 0.3, to.width, strip.height + 0.3, tint)
        pen.fill(to.left, top - strip.height - 0.3, 3, strip.height + 0.3, bar)
        strip.paint(pen, top)

    return replace(strip, paint=paint)
