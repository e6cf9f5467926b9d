"""Bytes → a piece made again. Runs in the child, where a decoder may fail as it likes."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.errors import Invalid, Problem
from dossier.papers.intake import pictures, scans
from dossier.papers.intake.answer import Made
from dossier.papers.intake.limits import Limits

_POINTS = 72 / pictures.DPI


def made(data: bytes, limits: Limits) -> Made:
    """A piece made again, its kind told by how it begins and by decoding it as that kind alone."""
    kind = pictures.image_kind(data)
    if kind:
        return _from_image(data, kind, limits)
    if b"%PDF-" in data or b"endobj" in data:
        from dossier.papers.intake.documents import from_pdf  # 0.2 s to import

        return from_pdf(data, limits)
    raise Invalid(Problem("", "not_a_piece"))


def _from_image(data: bytes, kind: str, limits: Limits) -> Made:
    pages = [pictures.encoded(picture) for picture in pictures.images(data, kind, limits)]
    warnings = ("first_image_only",) if pictures.several(data, kind) else ()
    return from_pages(
        kind, pages, [(page.width * _POINTS, page.height * _POINTS) for page in pages], warnings
    )


def from_pages(
    kind: str,
    pages: Sequence[pictures.Encoded],
    sizes: Sequence[tuple[float, float]],
    warnings: tuple[str, ...] = (),
    signatures: tuple[str, ...] = (),
) -> Made:
    """Pages as images, and the file of them; `sizes` are in points."""
    file = scans.scanned_file(
        [
            scans.Scan(page.page, (page.width, page.height), page.grey, scans.fitting(*size))
            for page, size in zip(pages, sizes, strict=True)
        ]
    )
    shown, small = tuple(page.shown for page in pages), tuple(page.small for page in pages)
    return Made(kind, "raster", file, shown, small, signatures, warnings)
