"""Pictures, codes and the address in the window of an envelope."""

from __future__ import annotations

from collections.abc import Iterator

from dossier import blocks
from dossier.papers import style
from dossier.papers.composer import Composer, paint_lines, text_strips, wrapped
from dossier.papers.flow import Strip
from dossier.papers.images import Raster, raster
from dossier.papers.pen import Pen
from dossier.papers.tree import Element

_MILLIMETRE = 72 / 25.4
_WINDOW_LEFT = 110 * _MILLIMETRE  # AFNOR NF Z 10-011: A4 folded in three, DL envelope, window on the right
_WINDOW_TOP = style.PAGE_HEIGHT - 52 * _MILLIMETRE
_NATURAL = 72 / 110  # points per pixel: an image is not blown up beyond 110 dots per inch
_ADDRESS = style.Type(10.5, 13)
_AROUND = 2.0  # points between a picture and its frame, so that no viewer paints over the frame


def picture(block: blocks.Picture, to: Composer) -> Iterator[Strip]:
    """An image, centred, as large as it can be within the text area and its resolution."""
    image = raster(block.data)
    to.images.append(image)
    figure = to.top.add("Figure", alt=block.alt)
    limit = min(block.max_height or to.height, to.height) - 2 * _AROUND
    yield _picture(image, len(to.images) - 1, figure, limit, block.framed, to)


def _picture(image: Raster, number: int, figure: Element, limit: float, framed: bool, to: Composer) -> Strip:
    scale = min(_NATURAL, (to.width - 2 * _AROUND) / image.width, limit / image.height)
    width, height = image.width * scale, image.height * scale
    x = to.left + (to.width - width) / 2

    def paint(pen: Pen, top: float) -> None:
        bottom = top - height - _AROUND
        figure.box = (x, bottom, x + width, bottom + height)
        pen.image(figure, x, bottom, width, height, number)
        if framed:
            pen.frame(x - _AROUND, bottom - _AROUND, width + 2 * _AROUND, height + 2 * _AROUND, style.FRAME)

    def shrink(height: float) -> Strip:
        return _picture(image, number, figure, height - 2 * _AROUND, framed, to)

    return Strip(height + 2 * _AROUND, paint, gap=9, shrink=shrink)


def code(block: blocks.Code, to: Composer) -> Iterator[Strip]:
    """A QR code with its caption on its right."""
    size = min(block.size, to.width / 2)
    figure = to.top.add("Figure", alt=f"Code QR : {block.text}")
    lines = wrapped(block.caption, style.BODY, to.width - size - 16)
    caption = to.top.add("P") if block.caption else figure
    tall = len(lines) * style.BODY.leading

    def paint(pen: Pen, top: float) -> None:
        figure.box = (to.left, top - size, to.left + size, top)
        pen.code(figure, to.left, top - size, size, block.text)
        paint_lines(pen, caption, to.left + size + 16, top - max(0.0, (size - tall) / 2), lines, style.BODY)

    yield Strip(max(size, tall), paint, gap=9)


def address(block: blocks.Address, to: Composer) -> Iterator[Strip]:
    """Lines where the window of the envelope is, when the page is still empty there; else on the right."""
    width = to.left + to.width - _WINDOW_LEFT
    floor = _WINDOW_TOP
    if block.caption:
        lines = wrapped(block.caption, style.LABEL, width)
        floor += len(lines) * style.LABEL.leading + 4
        for strip in text_strips(lines, to.top.add("P"), _WINDOW_LEFT, style.LABEL):
            yield Strip(strip.height, strip.paint, glue=True, floor=floor)
            floor = 0.0
        yield Strip(4, glue=True)
    target = to.top.add("P")
    every = [line for text in block.lines for line in wrapped(text + "\n", _ADDRESS, width)]
    for index, strip in enumerate(text_strips(every, target, _WINDOW_LEFT, _ADDRESS)):
        last = index == len(every) - 1
        yield Strip(strip.height, strip.paint, floor=0.0 if index else floor, glue=not last)
    yield Strip(14)


def space(block: blocks.Space, _to: Composer) -> Iterator[Strip]:
    """Empty height, lost at the top of a page."""
    yield Strip(0, gap=block.height, glue=True)


def page_break(_block: blocks.PageBreak, _to: Composer) -> Iterator[Strip]:
    """What follows starts a page."""
    yield Strip(0, fresh=True)
