"""A PDF rebuilt from an allow-list, kept only when it is then PDF/A-2b: ISO 19005-2, judged by pikepdf.pdfa.

That judge approves only what it knows and forgives nothing; what it does not approve is drawn instead.
"""

from __future__ import annotations

import io
import re
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pikepdf
from pikepdf import Name, Pdf, Stream, pdfa

from dossier.papers.intake.scans import PROFILE, XMP

_PAGE = frozenset({"/Type", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents", "/Group"})
_STRIPPED = (
    Name.OC,
    Name.Metadata,
    Name.PieceInfo,
    Name.StructParent,
    Name.StructParents,
    Name.AF,
    Name.LastModified,
    Name.OPI,
    Name.Ref,
    Name.Alternates,
    Name.Measure,
    Name.PtData,
    Name.ID,
)
_SECONDS = 4.0
"""Of the processor's time, for rebuilding and judging: drawing must still have its own."""
_FOREIGN = re.compile(rb"PK\x03\x04|PK\x05\x06|<script|<html|<\?php|\n#!", re.IGNORECASE)
_SAVED: dict[str, Any] = {
    "recompress_flate": True,
    "deterministic_id": True,
    "object_stream_mode": pikepdf.ObjectStreamMode.disable,
    "force_version": "1.7",
}


class _Overdue(Exception):
    """Judging takes too long."""


class NotSegments(Exception):
    """A stream that is said to be JPEG and is not."""


def rebuilt(pdf: Pdf) -> bytes | None:
    """The file rebuilt, or None when it would not be PDF/A-2b. `pdf` is spent."""
    try:
        with _hurried(), Pdf.new() as target:
            _copy_pages(pdf, target)
            return _judged(target)
    except Exception:  # what cannot be rebuilt is drawn
        return None


def _copy_pages(pdf: Pdf, target: Pdf) -> None:
    for page in pdf.pages:
        for key in set(page.obj.keys()) - _PAGE:
            del page.obj[key]
        target.pages.append(page)
    for found in target.objects:
        if isinstance(found, Stream):
            _strip(found)


def _strip(stream: Stream) -> None:
    """Drops what an image or a form XObject says besides its look, and what a JPEG says besides its pixels."""
    if stream.get(Name.Subtype) in (Name.Form, Name.Image):
        for key in _STRIPPED:
            if key in stream:
                del stream[key]
    if stream.get(Name.Filter) == Name.DCTDecode:
        stream.write(without_metadata(stream.read_raw_bytes()), filter=Name.DCTDecode)


def _judged(target: Pdf) -> bytes | None:
    pdfa.prepare(target, "2b", output_intent=PROFILE.read_bytes())
    target.Root.Metadata = target.make_stream(XMP, Type=Name.Metadata, Subtype=Name.XML)
    if "/Info" in target.trailer:
        del target.trailer[Name.Info]
    out = io.BytesIO()
    target.save(out, **pdfa.resolve_save_kwargs("2b", **_SAVED))
    file = out.getvalue()
    approved = not _FOREIGN.search(file) and pdfa.validate_written(io.BytesIO(file), "2b").passed
    return file if approved else None


def without_metadata(jpeg: bytes) -> bytes:
    """A JPEG without comments nor applications' segments (EXIF, thumbnails), Adobe's colour transform apart.

    Raises NotSegments, IndexError or ValueError when it is not made of segments. Nothing stays after its end."""
    kept, place = [b"\xff\xd8"], 2
    while jpeg[place : place + 2] != b"\xff\xda":
        marker, size = jpeg[place + 1], int.from_bytes(jpeg[place + 2 : place + 4], "big")
        if jpeg[place] != 0xFF or size < 2:
            raise NotSegments
        if not (0xE0 <= marker <= 0xED or marker in (0xEF, 0xFE)):
            kept.append(jpeg[place : place + 2 + size])
        place += 2 + size
    end = jpeg.rindex(b"\xff\xd9")
    return b"".join([*kept, jpeg[place:end], b"\xff\xd9"])


@contextmanager
def _hurried() -> Iterator[None]:
    def stop(*_: object) -> None:
        raise _Overdue

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, _SECONDS, 0.2)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, signal.SIG_IGN)
