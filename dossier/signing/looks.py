# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Whether two states of a file look the same everywhere but in one signature's rectangle (rule R5).

Pages come as images from whoever can draw them, in a process that may be killed: nothing is drawn here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

DPI = 100
_EDGE = 2
"""Pixels around the rectangle that its border may touch."""


@dataclass(frozen=True)
class PageImage:
    """A drawn page: RGB, three bytes per pixel, rows from the top."""

    width: int
    height: int
    pixels: bytes


Pages = Callable[[bytes, int], Iterable[PageImage]]
"""Draws every page of a PDF at so many dots per inch."""


@dataclass(frozen=True)
class Place:
    """A field's page (0 = first) and rectangle in points from the bottom left of the page's box."""

    page: int
    left: float
    bottom: float
    right: float
    top: float
    width: float


def differing_page(before: bytes, after: bytes, field: str, pages: Pages) -> int | None:
    """The number (1 = first) of the first page that looks different outside `field`, None when all look the same."""
    place = place_of(before, field)
    drawn = zip_longest(pages(before, DPI), pages(after, DPI))
    for number, (one, other) in enumerate(drawn):
        if one is None or other is None:
            return number + 1
        mask = place if place is not None and place.page == number else None
        if not _same(one, other, mask):
            return number + 1
    return None


def place_of(pdf: bytes, field: str) -> Place | None:
    """Where a field is shown, None when it is invisible or absent."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    form = reader.root["/AcroForm"]["/Fields"] if "/AcroForm" in reader.root else ()
    found = next((one.get_object() for one in form if one.get_object()["/T"] == field), None)
    if found is None or "/P" not in found:
        return None
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0]
        if page.idnum == found.raw_get("/P").idnum:
            return _placed(number, page.get_object(), [float(side) for side in found["/Rect"]])
    return None


def _placed(number: int, page: Any, rectangle: list[float]) -> Place | None:
    box = [float(side) for side in page["/CropBox" if "/CropBox" in page else "/MediaBox"]]
    left, right = sorted(side - box[0] for side in rectangle[::2])
    bottom, top = sorted(side - box[1] for side in rectangle[1::2])
    visible = right > left and top > bottom
    return Place(number, left, bottom, right, top, box[2] - box[0]) if visible else None


def _same(one: PageImage, other: PageImage, mask: Place | None) -> bool:
    if (one.width, one.height) != (other.width, other.height):
        return False
    if mask is None:
        return one.pixels == other.pixels
    scale, row = one.width / mask.width, 3 * one.width
    start = 3 * max(0, int(mask.left * scale) - _EDGE)
    stop = 3 * min(one.width, int(mask.right * scale) + 1 + _EDGE)
    first = max(0, int(one.height - mask.top * scale) - _EDGE) * row
    last = min(one.height, int(one.height - mask.bottom * scale) + 1 + _EDGE) * row
    rows = range(first, last, row)
    return (
        one.pixels[:first] == other.pixels[:first]
        and one.pixels[last:] == other.pixels[last:]
        and all(one.pixels[at : at + start] == other.pixels[at : at + start] for at in rows)
        and all(one.pixels[at + stop : at + row] == other.pixels[at + stop : at + row] for at in rows)
    )
