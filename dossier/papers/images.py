"""Images made fit for a page: the door to Pillow."""

from __future__ import annotations

import io
import warnings
import zlib
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from dossier.errors import Invalid, Problem

_LIMIT = 60_000_000  # pixels


@dataclass(frozen=True)
class Raster:
    """An image as a PDF stream: size in pixels, dictionary entries, data."""

    width: int
    height: int
    entries: str
    data: bytes


def raster(data: bytes) -> Raster:
    """A PNG or JPEG turned upright, its transparency laid on white.

    A baseline JPEG that needs nothing keeps its bytes. Raises Invalid (code "image") for anything else.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as image:
                if image.width * image.height > _LIMIT:
                    raise Invalid(Problem("picture", "image", "pixels"))
                return _raster(image, data)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Warning) as wrong:
        raise Invalid(Problem("picture", "image", type(wrong).__name__)) from wrong


def _raster(image: Image.Image, data: bytes) -> Raster:
    upright = image.getexif().get(0x0112, 1) == 1
    if image.format == "JPEG" and image.mode in ("RGB", "L") and upright:
        return Raster(image.width, image.height, _entries(image, "/DCTDecode"), data)
    flat = _flat(ImageOps.exif_transpose(image))
    return Raster(flat.width, flat.height, _entries(flat, "/FlateDecode"), zlib.compress(flat.tobytes()))


def _flat(image: Image.Image) -> Image.Image:
    if image.mode in ("1", "L", "I;16", "I"):
        return image.convert("L")
    if image.mode in ("RGB", "CMYK", "YCbCr"):
        return image.convert("RGB")
    clear = image.convert("RGBA")
    white = Image.new("RGBA", clear.size, "white")
    return Image.alpha_composite(white, clear).convert("RGB")


def _entries(image: Image.Image, decoder: str) -> str:
    space = "/DeviceGray" if image.mode == "L" else "/DeviceRGB"
    size = f"/Width {image.width} /Height {image.height} /BitsPerComponent 8"
    return f"/Type /XObject /Subtype /Image {size} /ColorSpace {space} /Filter {decoder}"
