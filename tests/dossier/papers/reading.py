"""What a reader finds in a file, by programs that did not write it: pdfium for the marks, pikepdf for objects."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterator

import pikepdf
import pypdfium2
from pikepdf import Name, Object, Pdf

Box = tuple[float, float, float, float]


def opened(pdf: bytes) -> Pdf:
    """The file's objects."""
    return Pdf.open(io.BytesIO(pdf))


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, spaces and line ends made single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in document]


def whole_text(pdf: bytes) -> str:
    """The text of the file without any space: long words may be cut anywhere."""
    return "".join("".join(page_texts(pdf)).split())


def bare(text: str) -> str:
    """A text in normal form C without any space."""
    return "".join(unicodedata.normalize("NFC", text).split())


def text_boxes(pdf: bytes) -> Iterator[tuple[int, list[Box]]]:
    """The boxes of the text runs of each page (0 = first)."""
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document):
            text = page.get_textpage()
            yield number, [text.get_rect(index) for index in range(text.count_rects())]


def elements(pdf: Pdf) -> Iterator[Object]:
    """Every structure element, in reading order."""
    yield from _below(pdf.Root.StructTreeRoot.K)


def _below(kids: object) -> Iterator[Object]:
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == Name.StructElem:
            yield kid
            yield from _below(kid.get("/K", pikepdf.Array()))


def tags(pdf: Pdf) -> list[str]:
    """The tag of every element, in reading order."""
    return [str(element.S)[1:] for element in elements(pdf)]


def fields(pdf: Pdf) -> dict[str, Object]:
    """The signature fields by name."""
    form = pdf.Root.get("/AcroForm", pikepdf.Dictionary(Fields=pikepdf.Array()))
    return {str(field.T): field for field in form.Fields}
