"""How much a file inflates to, measured before any PDF library reads it.

Every place where a stream may begin is tried, whatever the file's own tables say; a stream deflated several
times over is followed to its end. Nothing inflated is kept.
"""

from __future__ import annotations

import re
import zlib

from dossier.errors import Invalid, Problem
from dossier.papers.intake.limits import Limits

_BEGINNING = re.compile(rb"stream[ \t]*\r?\n?")
_CHUNK = 64 * 1024
_DEEPEST = 8  # a stream deflated more often is hiding something


def check_inflation(data: bytes, limits: Limits) -> None:
    """Raises Invalid (`inflates_too_much`) when one stream, or all of them, pass the limits."""
    total = 0
    for match in _BEGINNING.finditer(data):
        total += _inflated(data, match.end(), min(limits.stream, limits.inflated - total))


def _inflated(data: bytes, start: int, most: int) -> int:
    """Bytes that come out of the stream at `start`, all its layers counted."""
    layers: list[_Layer] = []
    chunk = data[start : start + _CHUNK]
    if not _deflated(chunk):
        return 0
    first = _Layer(layers, most)
    while chunk and not first.ended:
        first.feed(chunk)
        start += len(chunk)
        chunk = data[start : start + _CHUNK]
    return sum(layer.size for layer in layers)


class _Layer:
    """One inflation; what comes out and looks deflated goes into the next."""

    def __init__(self, layers: list[_Layer], most: int) -> None:
        self.size = 0
        self.ended = False
        self._inflate = zlib.decompressobj()
        self._layers = layers
        self._most = most
        self._next: _Layer | None = None
        layers.append(self)

    def feed(self, chunk: bytes) -> None:
        while chunk and not self.ended:
            try:
                out = self._inflate.decompress(chunk, _CHUNK)
            except zlib.error:
                out, self.ended = b"", True
            chunk = self._inflate.unconsumed_tail
            self.ended = self.ended or self._inflate.eof
            self._count(out)

    def _count(self, out: bytes) -> None:
        if not self.size and _deflated(out):
            if len(self._layers) > _DEEPEST:
                raise Invalid(Problem("", "inflates_too_much"))
            self._next = _Layer(self._layers, self._most)
        self.size += len(out)
        if sum(layer.size for layer in self._layers) > self._most:
            raise Invalid(Problem("", "inflates_too_much"))
        if self._next:
            self._next.feed(out)


def _deflated(head: bytes) -> bool:
    """Whether it begins as a zlib stream does (RFC 1950 §2.2)."""
    return len(head) > 1 and head[0] & 0x0F == 8 and int.from_bytes(head[:2], "big") % 31 == 0
