"""Images of pieces: the door to Pillow. Decoded, turned upright, laid on white, reduced and encoded anew.

Nothing of the file's metadata goes further: what is encoded are pixels.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import cast

from PIL import Image, ImageChops

from dossier.errors import Invalid, Problem
from dossier.papers.intake.limits import Limits

DPI = 200
_LARGEST = 2339
"""Pixels, the longest side of an image piece: A4 at DPI."""
_SHOWN = 1754
"""Pixels, the longest side of a page image: A4 at 150 dpi."""
_SMALL = 320
_HEADS = (
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"II+\0", "TIFF"),
    (0, b"MM\0+", "TIFF"),
    (8, b"WEBP", "WEBP"),
    (4, b"ftyp", "HEIF"),
)
_ORIENTATION, _SUBFILE = 0x0112, 0x00FE
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Encoded:
    """One page, as JPEG bytes: for the file, to be shown, and small. `width` and `height` are the file's."""

    page: bytes
    shown: bytes
    small: bytes
    width: int
    height: int
    grey: bool


def image_kind(data: bytes) -> str:
    """JPEG, PNG, TIFF, WEBP or HEIF from how a file begins; empty for anything else."""
    return next((kind for start, head, kind in _HEADS if data[start:].startswith(head)), "")


def images(data: bytes, kind: str, limits: Limits) -> Iterator[Image.Image]:
    """The images of a file of that kind and no other, upright, in grey or RGB.

    Raises Invalid (`image_too_large`, `too_many_pages`) and whatever the decoder raises."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        Image.MAX_IMAGE_PIXELS = None  # checked below, before anything is decoded
        if kind == "HEIF":
            _add_heif()
        with Image.open(io.BytesIO(data), formats=_formats(kind)) as image:
            yield from _frames(image, kind, limits)


def _formats(kind: str) -> tuple[str, ...]:
    """A JPEG may hold others after it (MPO: a depth map, a brighter one); Pillow names it differently."""
    return (kind, "MPO") if kind == "JPEG" else (kind,)


def several(data: bytes, kind: str) -> bool:
    """Whether a file that shows one image holds others: a film, a depth map, a burst."""
    with Image.open(io.BytesIO(data), formats=_formats(kind)) as image:
        return kind != "TIFF" and getattr(image, "n_frames", 1) > 1


def encoded(picture: Image.Image) -> Encoded:
    """A page as JPEG, in grey when it has no colour; one encoding serves twice when small enough to be shown."""
    if picture.mode == "RGB" and _is_grey(picture):
        picture = picture.convert("L")
    page = _jpeg(picture)
    shown = page if max(picture.size) <= _SHOWN else _jpeg(_reduced(picture, _SHOWN))
    small = _jpeg(_reduced(picture, _SMALL))
    return Encoded(page, shown, small, picture.width, picture.height, picture.mode == "L")


def _frames(image: Image.Image, kind: str, limits: Limits) -> Iterator[Image.Image]:
    """Those of a TIFF are pages; any other file shows one image."""
    number = image.tell()
    while True:
        if image.width * image.height > limits.pixels:
            raise Invalid(Problem("", "image_too_large", str(limits.pixels // 1_000_000)))
        if number == 0 or not _is_preview(image):
            yield _upright(image)
        if kind != "TIFF":
            return
        try:
            number += 1
            image.seek(number)
        except EOFError:
            return
        if number == limits.frames:
            raise Invalid(Problem("", "too_many_pages", str(limits.frames)))


def _is_preview(image: Image.Image) -> bool:
    """A TIFF may hold its own image again, reduced."""
    return bool(int(getattr(image, "tag_v2", {}).get(_SUBFILE, 0)) & 1)


def _upright(image: Image.Image) -> Image.Image:
    image.draft(None, (_LARGEST, _LARGEST))  # a JPEG is decoded at a half or a quarter when that is enough
    image.load()
    turn = _TURNS.get(_orientation(image))
    small = _reduced(_eight_bits(image), _LARGEST)
    flat = _on_white(small)
    return flat.transpose(turn) if turn is not None else flat


def _orientation(image: Image.Image) -> int:
    with suppress(Exception):  # what is not readable turns nothing
        return int(image.getexif().get(_ORIENTATION, 1))
    return 1


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey, RGB or RGBA: in one conversion, and none when it is one already, to save memory."""
    if image.mode in {"RGBA", "LA", "PA", "La", "RGBa"} or "transparency" in image.info:
        return _as(image, "RGBA")
    if image.mode[0] in "IF":
        return _scaled(image)
    return _as(image, "L" if image.mode in {"1", "L"} else "RGB")


def _as(image: Image.Image, mode: str) -> Image.Image:
    return image if image.mode == mode else image.convert(mode)


def _scaled(image: Image.Image) -> Image.Image:
    """Deep grey: sixteen bits as they are, any other by its own range."""
    plain = image.convert("F")
    low, high = cast(tuple[float, float], plain.getextrema())
    if image.mode.startswith("I") and low >= 0 and 255 < high <= 65535:
        low, high = 0.0, 65535.0
    scale = 255 / (high - low) if high > low else 0.0
    return plain.point(lambda value: value * scale - low * scale).convert("L")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode != "RGBA":
        return image
    white = Image.new("RGB", image.size, "white")
    white.paste(image, mask=image.getchannel("A"))
    return white


def _reduced(image: Image.Image, longest: int) -> Image.Image:
    scale = longest / max(image.size)
    if scale >= 1:
        return image
    size = max(1, round(image.width * scale)), max(1, round(image.height * scale))
    return image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)


def _is_grey(image: Image.Image) -> bool:
    red, green, blue = image.split()
    differences = (ImageChops.difference(red, green), ImageChops.difference(green, blue))
    return all(difference.getextrema()[1] == 0 for difference in differences)


def _jpeg(image: Image.Image) -> bytes:
    image.info = {}  # the encoder would copy a comment from it
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, subsampling=0)
    return out.getvalue()


def _add_heif() -> None:
    import pillow_heif  # 60 ms, for the few who need it

    pillow_heif.options.DECODE_THREADS = 1
    pillow_heif.register_heif_opener(thumbnails=False)
