# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""How a file that does not begin with what was issued came to be: said to whoever returned it, decides nothing."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields

_PRINTERS = re.compile(
    r"print|quartz|skia|cairo|ghostscript|distiller|pdfcreator|bullzip|dopdf|novapdf|cups|foxit reader pdf|chrom",
    re.IGNORECASE,
)
_SEAL_DIGITS = 96


def origin(issued: bytes, returned: bytes) -> str:
    """A code: `truncated`, `unreadable`, `resaved` (the same document, written again), `printed` (its pages, without
    its form) or `other_file`."""
    if issued.startswith(returned):
        return "truncated" if returned.startswith(b"%PDF-") else "unreadable"
    if b"%PDF-" not in returned[:1024]:
        return "unreadable"
    if _seal(issued) and _seal(issued) in returned:
        return "resaved"
    try:
        return _compared(_reader(issued), _reader(returned))
    except Exception:  # R6: whatever the file makes a parser do
        return "other_file"


def _compared(ours: PdfFileReader, theirs: PdfFileReader) -> str:
    if _identifier(ours) == _identifier(theirs) != "":
        return "resaved"
    if any(True for _ in enumerate_sig_fields(theirs)):
        return "other_file"
    same = _pages(ours) == _pages(theirs)
    printed = _text(ours, "/Title") == _text(theirs, "/Title") != "" or bool(
        _PRINTERS.search(_text(theirs, "/Producer"))
    )
    return "printed" if same and printed else "other_file"


def _reader(pdf: bytes) -> PdfFileReader:
    return PdfFileReader(BytesIO(pdf), strict=False)


def _seal(pdf: bytes) -> bytes:
    """The last digits of the first signature's value, which programs that write a file again copy as they are."""
    found = re.search(rb"/Contents ?<([0-9a-fA-F]*?)0*>", pdf)
    return found[1][-_SEAL_DIGITS:] if found else b""


def _identifier(reader: PdfFileReader) -> str:
    """The permanent part of the file's identifier (ISO 32000-1 §14.4)."""
    found = reader.trailer["/ID"] if "/ID" in reader.trailer else [""]  # noqa: SIM401  idem
    return str(bytes(found[0]).hex() if isinstance(found[0], bytes) else found[0])


def _pages(reader: PdfFileReader) -> int:
    return int(reader.root["/Pages"]["/Count"])


def _text(reader: PdfFileReader, key: str) -> str:
    info: Any = reader.trailer["/Info"] if "/Info" in reader.trailer else {}  # noqa: SIM401  `get` does not resolve
    return str(info[key]) if key in info else ""
