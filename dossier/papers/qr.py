"""QR codes as rectangles: the door to ReportLab's encoder (its drawing widget is five times slower)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby

from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

from dossier.errors import Invalid, Problem

_CAPACITY = 2331  # bytes at level M, ISO/IEC 18004 table 7
QUIET_ZONE = 4  # modules, ISO/IEC 18004 §6.3.8

Run = tuple[int, int, int, int]


@lru_cache(maxsize=256)
def runs(text: str) -> tuple[int, tuple[Run, ...]]:
    """The side of the code in modules, quiet zone included, and its dark runs.

    A run is (column, row, width, height), row 0 at the top; rows that repeat are merged downwards.
    Error correction is level M. Raises Invalid (code "too_long") beyond the capacity of version 40.
    """
    if len(text.encode()) > _CAPACITY:
        raise Invalid(Problem("code", "too_long", str(_CAPACITY)))
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    return len(code.modules) + 2 * QUIET_ZONE, tuple(_merged(code.modules))


def _merged(modules: list[list[bool]]) -> Iterator[Run]:
    growing: dict[tuple[int, int], int] = {}
    for row, line in enumerate([*modules, []], QUIET_ZONE):
        here = set(_horizontal(line))
        for run in [run for run in growing if run not in here]:
            start = growing.pop(run)
            yield run[0], start, run[1], row - start
        for run in sorted(here):
            growing.setdefault(run, row)


def _horizontal(line: list[bool]) -> Iterator[tuple[int, int]]:
    column = QUIET_ZONE
    for dark, cells in groupby(bool(cell) for cell in line):
        width = len(list(cells))
        if dark:
            yield column, width
        column += width
