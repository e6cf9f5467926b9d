"""A piece as it was given → its pages as plain images, upright, without metadata.

Nothing of the given file travels further: each page is decoded, drawn and encoded anew.
Formats: PDF, JPEG, PNG, TIFF and WEBP, told by decoding and never by the name.
"""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from dossier.errors import Invalid, Problem
from dossier.papers.pages import Unreadable, page_count, page_pictures

FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
LARGEST_FILE = 10 * 1024**2
"""Bytes of one piece."""
LARGEST_IMAGE = 40_000_000
"""Pixels of one image."""
MOST_PAGES = 50
DPI = 150
LONGEST_SIDE = 1754
"""Pixels: A4 at DPI. A larger image is reduced to it."""


def piece_pages(data: bytes, name: str) -> tuple[bytes, ...]:
    """The pages of a piece, as JPEG bytes at most LONGEST_SIDE pixels high or wide.

    Raises Invalid naming the file: `empty`, `too_large`, `too_many_pages`, `encrypted`, `unreadable_piece`.
    """
    if not data:
        raise Invalid(Problem(name, "empty_piece"))
    if len(data) > LARGEST_FILE:
        raise Invalid(Problem(name, "piece_too_large", str(LARGEST_FILE // 1024**2)))
    if b"%PDF-" in data[:1024]:
        return _pdf_pages(data, name)
    return _image_pages(data, name)


def _pdf_pages(data: bytes, name: str) -> tuple[bytes, ...]:
    try:
        _check_count(page_count(data), name)
        return tuple(_encoded(picture) for picture in page_pictures(data, DPI))
    except Unreadable as error:
        raise Invalid(Problem(name, error.code)) from error


def _image_pages(data: bytes, name: str) -> tuple[bytes, ...]:
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            frames = getattr(image, "n_frames", 1)
            _check_count(frames, name)
            return tuple(_frame(image, number, name) for number in range(frames))
    except Invalid:
        raise
    except Exception as error:  # a decoder may raise anything on a hostile file
        raise Invalid(Problem(name, "unreadable_piece")) from error


def _frame(image: Image.Image, number: int, name: str) -> bytes:
    if image.width * image.height > LARGEST_IMAGE:
        raise Invalid(Problem(name, "image_too_large", str(LARGEST_IMAGE // 1_000_000)))
    image.seek(number)
    return _encoded(ImageOps.exif_transpose(image))


def _check_count(pages: int, name: str) -> None:
    if not 1 <= pages <= MOST_PAGES:
        raise Invalid(Problem(name, "piece_page_count", str(MOST_PAGES)))


def _encoded(image: Image.Image) -> bytes:
    flat = _on_white(image)
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    out = io.BytesIO()
    flat.save(out, "JPEG", quality=85, subsampling=0)
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")
