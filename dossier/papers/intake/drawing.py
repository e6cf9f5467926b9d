"""Pages drawn as they look on a screen, forms and annotations with them: the door to pdfium of the intake.

One process, one file, one thread: no lock.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pypdfium2

_POINTS_PER_INCH = 72
_LONGEST_SIDE = 4000
"""Pixels: a page may claim to be five metres high. A2 at 200 dpi is more."""


class OtherCount(Exception):
    """pdfium does not find as many pages as were counted."""


@dataclass(frozen=True)
class Drawn:
    """A page: a Pillow image in RGB, and the size of the page in points."""

    picture: Any
    width: float
    height: float


def drawn(pdf: bytes, pages: int, dpi: int) -> Iterator[Drawn]:
    """Each page of a file that has so many; one at a time, to save memory. Raises PdfiumError, OtherCount."""
    with pypdfium2.PdfDocument(pdf) as document:
        document.init_forms()
        if len(document) != pages:
            raise OtherCount(len(document), pages)
        for index in range(pages):
            yield _drawn(document[index], dpi)


def _drawn(page: Any, dpi: int) -> Drawn:
    width, height = (max(side, 1.0) for side in page.get_size())
    scale = min(dpi / _POINTS_PER_INCH, _LONGEST_SIDE / max(width, height))
    picture = page.render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
    page.close()
    return Drawn(picture, width, height)
