"""A PDF piece: measured, opened, described, then rebuilt, or drawn when what was rebuilt would not be PDF/A."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pikepdf

from dossier.errors import Invalid, Problem
from dossier.papers.intake import pictures
from dossier.papers.intake.answer import Made
from dossier.papers.intake.description import described, needs_drawing
from dossier.papers.intake.drawing import Drawn, drawn
from dossier.papers.intake.inflation import check_inflation
from dossier.papers.intake.limits import Limits
from dossier.papers.intake.making import from_pages

_SHOWN_DPI = 150
_MANY = 20
"""Pages drawn at 200 dpi, at most: beyond, one encoding serves twice and the processor's time suffices."""
_BOMB_FILTERS = {"/LZWDecode", "/RunLengthDecode", "/LZW", "/RL"}
_SCRAMBLED = {"/ASCII85Decode", "/ASCIIHexDecode", "/A85", "/AHx"}
_FILTERS = 8


def from_pdf(data: bytes, limits: Limits) -> Made:
    """A PDF made again. Raises Invalid, and what the libraries raise."""
    check_inflation(data, limits)
    pikepdf.settings.set_qpdf_limits(
        flate_max_memory=limits.stream,
        run_length_max_memory=limits.stream,
        png_max_memory=limits.stream,
        tiff_max_memory=limits.stream,
        dct_max_memory=limits.stream,
        max_stream_filters=_FILTERS,
    )
    with _opened(data) as pdf:
        pages = _page_count(pdf, limits)
        _check_streams(pdf, limits)
        signatures, warnings = described(pdf)
        vector = None if needs_drawing(pdf) else _rebuilt(pdf)
    if vector:
        with suppress(Exception):  # a file rebuilt that cannot be drawn is not kept
            return _shown(vector, pages, signatures, warnings)
    return _scanned(data, pages, signatures, warnings)


def _rebuilt(pdf: pikepdf.Pdf) -> bytes | None:
    from dossier.papers.intake.rebuild import rebuilt  # 0.2 s to import, for the pieces that can be PDF/A

    return rebuilt(pdf)


def _opened(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as error:
        raise Invalid(Problem("", "encrypted_piece")) from error


def _page_count(pdf: pikepdf.Pdf, limits: Limits) -> int:
    pages = len(pdf.pages)
    if pages == 0:
        raise Invalid(Problem("", "empty_piece"))
    if pages > limits.pages:
        raise Invalid(Problem("", "too_many_pages", str(limits.pages)))
    return pages


def _check_streams(pdf: pikepdf.Pdf, limits: Limits) -> None:
    """What `check_inflation` could not see: other filters than Flate, and images larger than any sheet."""
    total = 0
    for stream in pdf.objects:
        if isinstance(stream, pikepdf.Stream):
            _check_image(stream, limits)
            if _may_swell(stream):
                total += _decoded_size(stream)
            if total > limits.inflated:
                raise Invalid(Problem("", "inflates_too_much"))


def _check_image(stream: pikepdf.Stream, limits: Limits) -> None:
    """An image may not take more memory than one of the pixels allowed, four bytes each."""
    if stream.get("/Subtype") != pikepdf.Name.Image:
        return
    with suppress(TypeError, ValueError):
        bits = 4 * 8 if stream.get("/BitsPerComponent", 1) > 1 else 1
        if int(stream.get("/Width", 0)) * int(stream.get("/Height", 0)) * bits > limits.pixels * 4 * 8:
            raise Invalid(Problem("", "image_too_large", str(limits.pixels // 1_000_000)))


def _may_swell(stream: pikepdf.Stream) -> bool:
    given = stream.get("/Filter", pikepdf.Array())
    names = {str(name) for name in (given if isinstance(given, pikepdf.Array) else [given])}
    return bool(names & (_BOMB_FILTERS | _SCRAMBLED))


def _decoded_size(stream: pikepdf.Stream) -> int:
    """Bytes of a stream decoded; qpdf itself refuses one over the limits set."""
    try:
        return len(stream.get_stream_buffer(pikepdf.StreamDecodeLevel.specialized))
    except pikepdf.PdfError as error:
        if "limit" in str(error) or "memory" in str(error):
            raise Invalid(Problem("", "inflates_too_much")) from error
        return 0


def _shown(pdf: bytes, pages: int, signatures: tuple[str, ...], warnings: tuple[str, ...]) -> Made:
    found = [pictures.encoded(page.picture) for page in drawn(pdf, pages, _SHOWN_DPI)]
    shown, small = tuple(page.shown for page in found), tuple(page.small for page in found)
    return Made("PDF", "vector", pdf, shown, small, signatures, warnings)


def _scanned(data: bytes, pages: int, signatures: tuple[str, ...], warnings: tuple[str, ...]) -> Made:
    dpi = pictures.DPI if pages <= _MANY else _SHOWN_DPI
    encoded, sizes = [], []
    for page in _drawn_somehow(data, pages, dpi):
        encoded.append(pictures.encoded(page.picture))
        sizes.append((page.width, page.height))
    return from_pages("PDF", encoded, sizes, warnings, signatures)


def _drawn_somehow(data: bytes, pages: int, dpi: int) -> Iterator[Drawn]:
    """pdfium draws the file as given or, when it cannot, as qpdf repaired it."""
    first = _first(data, pages, dpi)
    yield from drawn(data if first else _repaired(data), pages, dpi)


def _first(data: bytes, pages: int, dpi: int) -> Any:
    try:
        return next(drawn(data, pages, dpi))
    except Exception:  # whatever pdfium does not like, qpdf may have repaired
        return None


def _repaired(data: bytes) -> bytes:
    out = io.BytesIO()
    with _opened(data) as pdf:
        pdf.save(out, stream_decode_level=pikepdf.StreamDecodeLevel.none, compress_streams=False)
    return out.getvalue()
