"""Pages as images: the door to pdfium."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2
import pypdfium2.raw

_LOCK = threading.Lock()  # pdfium is not thread-safe, whatever the document
_POINTS_PER_INCH = 72
_LONGEST_SIDE = 6000  # pixels: a page may claim to be five metres high


class Unreadable(Exception):
    """A file that pdfium cannot open or draw; `code` is "encrypted_piece" or "unreadable_piece"."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def page_count(pdf: bytes) -> int:
    """How many pages a file has. Raises Unreadable."""
    with _opened(pdf) as document:
        return len(document)


def page_images(pdf: bytes, dpi: int) -> Iterator[bytes]:
    """Each page as a PNG image, drawn when it is asked for. Raises Unreadable."""
    for index in range(page_count(pdf)):
        yield page_image(pdf, index, dpi)


def page_image(pdf: bytes, index: int, dpi: int) -> bytes:
    """One page (0 = first) as a PNG image. Raises Unreadable."""
    out = io.BytesIO()
    with _opened(pdf) as document:
        _drawn(document, index, dpi).save(out, "PNG")
    return out.getvalue()


def page_texts(pdf: bytes) -> Iterator[str]:
    """The text of each page, in reading order, for those who do not see its image. Raises Unreadable."""
    for index in range(page_count(pdf)):
        with _opened(pdf) as document:
            text = document[index].get_textpage().get_text_range()
        yield text.replace("\r\n", "\n")


def page_pictures(pdf: bytes, dpi: int) -> Iterator[Any]:
    """Each page as a Pillow image in RGB, drawn when it is asked for. Raises Unreadable."""
    for index in range(page_count(pdf)):
        with _opened(pdf) as document:
            picture = _drawn(document, index, dpi)
        yield picture


def _drawn(document: Any, index: int, dpi: int) -> Any:
    """A page with its signature fields and annotations as they look, on white."""
    page = document[index]
    scale = min(dpi / _POINTS_PER_INCH, _LONGEST_SIDE / max(page.get_size()))
    return page.render(scale=scale).to_pil().convert("RGB")


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    with _LOCK:
        try:
            with pypdfium2.PdfDocument(pdf) as document:
                document.init_forms()
                yield document
        except pypdfium2.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pypdfium2.raw.FPDF_ERR_PASSWORD
            raise Unreadable("encrypted_piece" if locked else "unreadable_piece") from error
