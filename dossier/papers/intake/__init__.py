"""A piece taken in: whatever was uploaded → a file made again, that shows the same and can do nothing.

The bytes given are opened by a child process alone (`child.py`), which has no network, no secrets and little
time. What it answers is a PDF/A-2b of one revision: rebuilt from an allow-list when that conforms, else drawn.
"""

from __future__ import annotations

import hashlib
import json
import logging
import signal
import sys
import threading
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath

from dossier.errors import Invalid, Problem
from dossier.papers.intake.answer import Made, Refusal, Unbelievable, unpacked
from dossier.papers.intake.limits import Limits
from dossier.papers.intake.sandbox import Ended, run

__all__ = ["Limits", "Taken", "examine", "piece_pages", "take_in"]

_CHILD = str(Path(__file__).with_name("child.py"))
_AT_ONCE = threading.BoundedSemaphore(2)
_SUFFIXES = {
    "PDF": {".pdf"},
    "JPEG": {".jpg", ".jpeg", ".jpe", ".jfif"},
    "PNG": {".png"},
    "HEIF": {".heic", ".heif", ".hif"},
    "TIFF": {".tif", ".tiff"},
    "WEBP": {".webp"},
}
# Out of memory or of processor's time, whoever noticed: the system, pdfium (abort), or us.
_HEAVY = {signal.SIGKILL, signal.SIGXCPU, signal.SIGABRT, signal.SIGALRM, signal.SIGXFSZ}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Taken:
    """A piece taken in.

    `pdf` is PDF/A-2b; `way` how it was made: "vector" (fonts and text kept) or "raster" (pages drawn at
    200 dpi). `images` are its pages, JPEG at most 1754 pixels high or wide, `thumbnails` the same, small.
    `sha256` is the original's, `kind` what it was, `signatures` who had signed it. `warnings` are codes with
    words in `labels.problem`. `apart` says what kept the child apart: "bubblewrap", "unshare" or "process".
    """

    kind: str
    way: str
    pdf: bytes
    images: tuple[bytes, ...]
    thumbnails: tuple[bytes, ...]
    sha256: str
    signatures: tuple[str, ...]
    warnings: tuple[str, ...]
    apart: str

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return len(self.images)


def take_in(data: bytes, name: str, limits: Limits | None = None) -> Taken:
    """Takes a piece in; two at most at the same time, the others wait.

    Raises Invalid naming the file: `empty_piece`, `piece_too_large`, `not_a_piece`, `too_many_pages`,
    `image_too_large`, `encrypted_piece`, `inflates_too_much`, `too_heavy`, `unreadable_piece`.
    """
    bounds = limits or Limits()
    if not data:
        raise Invalid(Problem(name, "empty_piece"))
    if len(data) > bounds.size:
        raise Invalid(Problem(name, "piece_too_large", str(bounds.size // 1024**2)))
    answer, ended = examine(data, bounds)
    if isinstance(answer, Refusal):
        raise Invalid(Problem(name, answer.code, answer.detail))
    return _taken(answer, data, name, ended.apart)


def piece_pages(data: bytes, name: str) -> tuple[bytes, ...]:
    """The pages of a piece, as JPEG bytes. Raises Invalid as `take_in` does."""
    return take_in(data, name).images


def examine(data: bytes, limits: Limits) -> tuple[Made | Refusal, Ended]:
    """What the child answers, and how it ended."""
    command = [sys.executable, "-I", "-B", "-X", "utf8", _CHILD, json.dumps(asdict(limits))]
    with _AT_ONCE:
        ended = run(command, data, limits)
    if ended.late or ended.signal:
        _log.warning("intake ended by signal %d, late: %s, apart: %s", ended.signal, ended.late, ended.apart)
        heavy = ended.late or ended.signal in _HEAVY
        return Refusal("too_heavy" if heavy else "unreadable_piece"), ended
    try:
        return unpacked(ended.output, limits), ended
    except Unbelievable:
        _log.warning("intake gave an answer of %d bytes that is none", len(ended.output))
        return Refusal("unreadable_piece"), ended


def _taken(made: Made, data: bytes, name: str, apart: str) -> Taken:
    suffix = PurePath(name).suffix.lower()
    differs = ("name_differs",) if suffix not in _SUFFIXES[made.kind] else ()
    return Taken(
        kind=made.kind,
        way=made.way,
        pdf=made.pdf,
        images=made.images,
        thumbnails=made.thumbnails,
        sha256=hashlib.sha256(data).hexdigest(),
        signatures=made.signatures,
        warnings=(*made.warnings, *differs),
        apart=apart,
    )
