"""One grid, one type scale, one palette. Lengths in points."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.papers.fonts import Style

PAGE_WIDTH, PAGE_HEIGHT = 595.28, 841.89  # ISO 216 A4
MARGIN = 54.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
GUTTER = 18.0

INK = "#161b22"
GREY = "#57606a"  # 6.4:1 on white, 5.6:1 on the tint
RULE = "#d5dbe1"
FRAME = "#9aa5b1"
WARNING, WARNING_TINT = "#9a5b00", "#fdf5e6"
SPECIMEN = "#f6e6e6"
SPECIMEN_INK = "#a61b1b"


@dataclass(frozen=True)
class Type:
    """A size, its line height, its face and its colour."""

    size: float
    leading: float
    style: Style = Style.REGULAR
    colour: str = INK

    def baseline(self, top: float) -> float:
        """Where the text stands in a line whose top is given: capitals (714/1000 em) centred."""
        return top - (self.leading + 0.714 * self.size) / 2


TITLE = Type(20, 25, Style.BOLD)
SUBTITLE = Type(11, 15, colour=GREY)
SECTION = Type(10.5, 14, Style.BOLD)
SUBSECTION = Type(9.5, 13, Style.BOLD)
BODY = Type(9.5, 13.5)
STRONG = Type(9.5, 13.5, Style.BOLD)
SMALL = Type(8, 11, colour=GREY)
LABEL = Type(7.8, 10.5, colour=GREY)
CELL = Type(9, 12)
CELL_HEAD = Type(8, 11, Style.BOLD)
RUNNING = Type(7.5, 10, colour=GREY)
RUNNING_BOLD = Type(8.5, 11, Style.BOLD)
