"""What every page carries around its text: header, footer, code, initials, certified copy, specimen mark."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from dossier.blocks import Paper
from dossier.papers import qr, style
from dossier.papers.composer import wrapped
from dossier.papers.fonts import Style
from dossier.papers.lines import Line, one_line
from dossier.papers.pen import FOOTER, HEADER, WATERMARK, Pen
from dossier.papers.style import (
    GREY,
    MARGIN,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    RULE,
    RUNNING,
    RUNNING_BOLD,
    WIDTH,
    Type,
)

_HEAD = PAGE_HEIGHT - 34  # top of the header
_TOP = PAGE_HEIGHT - 80  # top of the text
_FOOT = 30.0  # bottom of the footer
_CODE = 44.0  # 15.5 mm without its quiet zone, which may stand in the margin
_INITIALS = (104.0, 44.0)
_COPY = 62.0
_SPECIMEN = "SPECIMEN — document sans valeur"


@dataclass(frozen=True)
class Furniture:
    """The furniture of one paper; `top` and `bottom` bound its text area, in points."""

    paper: Paper

    @property
    def top(self) -> float:
        """The top of the text area."""
        return _TOP

    @property
    def bottom(self) -> float:
        """The bottom of the text area."""
        return _FOOT + self._band + 16 + (_COPY + 10 if self.paper.certified_copy else 0)

    @property
    def _band(self) -> float:
        """Height of the footer, under its rule."""
        return 52.0 if self.paper.page_code or self.paper.initials else 22.0

    @property
    def _boxes(self) -> float:
        """Bottom of the code and of the box for initials."""
        return _FOOT + self._band - 7 - _CODE

    def draw(self, pen: Pen, page: int, pages: int) -> None:
        """Draws it all on a page (1 = first)."""
        if self.paper.specimen:
            _specimen(pen)
        self._header(pen)
        self._footer(pen, f"Page {page} / {pages}")
        if self.paper.initials:
            self._initials(pen)
        if self.paper.page_code:
            text = self.paper.page_code.replace("{page}", str(page))
            modules, _ = qr.runs(text)
            quiet = _CODE / (modules / qr.QUIET_ZONE - 2)
            side = _CODE + 2 * quiet
            pen.code(FOOTER, MARGIN + WIDTH + quiet - side, self._boxes - quiet, side, text)
        if self.paper.certified_copy:
            _certified_copy(pen, _FOOT + self._band + 8)

    def _header(self, pen: Pen) -> None:
        pen.fill(MARGIN, _HEAD - 24, 3, 24, self.paper.colours.primary)
        left = WIDTH * 0.68
        pen.line(
            HEADER, MARGIN + 11, _HEAD - 9, one_line(self.paper.issuer, RUNNING_BOLD, left), RUNNING_BOLD
        )
        pen.line(HEADER, MARGIN + 11, _HEAD - 21, one_line(self.paper.title, RUNNING, left), RUNNING)
        _right(pen, HEADER, _HEAD - 9, one_line("Dossier", RUNNING, 120), RUNNING)
        _right(pen, HEADER, _HEAD - 21, one_line(self.paper.dossier, RUNNING_BOLD, WIDTH * 0.3), RUNNING_BOLD)

    def _footer(self, pen: Pen, number: str) -> None:
        top = _FOOT + self._band
        pen.rule(MARGIN, top, WIDTH, RULE)
        taken = (_CODE + 14 if self.paper.page_code else 0) + (
            _INITIALS[0] + 14 if self.paper.initials else 0
        )
        room = WIDTH - taken
        page = one_line(number, RUNNING, 90)
        stacked = bool(taken)
        lines = wrapped(self.paper.reference, RUNNING, room if stacked else room - page.width - 16)[:3]
        y = top - 13
        if stacked:
            pen.line(FOOTER, MARGIN, y, page, RUNNING, style.INK)
            y -= 11
        else:
            _right(pen, FOOTER, y, page, RUNNING, style.INK)
        for line in lines:
            pen.line(FOOTER, MARGIN, y, line, RUNNING)
            y -= RUNNING.leading

    def _initials(self, pen: Pen) -> None:
        width, height = _INITIALS
        x, y = MARGIN + WIDTH - width - (_CODE + 14 if self.paper.page_code else 0), self._boxes
        pen.frame(x, y, width, height, style.FRAME)
        pen.line(FOOTER, x + 5, y + height - 9, one_line("Paraphe", _TINY, width), _TINY)


_TINY = Type(6.8, 9, colour=GREY)
_COPY_HEAD = Type(9, 12, Style.BOLD)


def _right(pen: Pen, target: str, y: float, line: Line, kind: Type, colour: str = "") -> None:
    pen.line(target, MARGIN + WIDTH - line.width, y, line, kind, colour)


def _certified_copy(pen: Pen, bottom: float) -> None:
    pen.fill(MARGIN, bottom, WIDTH, _COPY, "#ffffff")
    pen.frame(MARGIN, bottom, WIDTH, _COPY, style.FRAME, 0.8)
    x, y = MARGIN + 10, bottom + _COPY - 17
    pen.line(FOOTER, x, y, one_line("Copie conforme à l’original,", _COPY_HEAD, WIDTH), _COPY_HEAD)
    date = one_line("le ", style.CELL, WIDTH)
    pen.line(FOOTER, x, y - 24, date, style.CELL)
    pen.dots(x + date.width + 4, y - 25.5, WIDTH / 2 - 40, GREY)
    pen.line(FOOTER, MARGIN + WIDTH / 2 + 8, y, one_line("Signature :", style.CELL, 90), style.CELL)


def _specimen(pen: Pen) -> None:
    kind = Type(46, 50, Style.BOLD, style.SPECIMEN)
    line = one_line("SPECIMEN — sans valeur", kind, 2000)
    angle = math.atan2(PAGE_HEIGHT, PAGE_WIDTH)
    cos, sin = math.cos(angle), math.sin(angle)
    x = PAGE_WIDTH / 2 - cos * line.width / 2 + sin * 16
    y = PAGE_HEIGHT / 2 - sin * line.width / 2 - cos * 16
    pen.turned(WATERMARK, x, y, line, kind, _matrix((cos, sin, -sin, cos)))
    small = Type(7.5, 10, Style.BOLD, style.SPECIMEN_INK)
    margin = one_line(_SPECIMEN, small, 2000)
    y = PAGE_HEIGHT / 2 - margin.width / 2
    pen.turned(WATERMARK, MARGIN / 2, y, margin, small, _matrix((0, 1, -1, 0)))


def _matrix(numbers: Iterable[float]) -> str:
    return " ".join(f"{number:.5f}" for number in numbers)
