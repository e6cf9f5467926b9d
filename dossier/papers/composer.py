"""What a block needs to know to become strips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Colours, Role, Text
from dossier.papers.flow import Strip
from dossier.papers.images import Raster
from dossier.papers.lines import Line, break_lines
from dossier.papers.pen import Pen
from dossier.papers.style import MARGIN, WIDTH, Type
from dossier.papers.tree import Box, Element


@dataclass(frozen=True)
class Place:
    """Where a signature field goes: role, what it is called aloud, page (0 = first) and box."""

    role: Role
    spoken: str
    page: int
    box: Box


@dataclass(frozen=True)
class Heading:
    """An entry of the outline: depth (1 = title), text, page (0 = first) and top."""

    depth: int
    text: str
    page: int
    top: float


class Composer:
    """The state of one composition: where the next block goes in the structure and on the grid.

    `height` is that of the text area; `images` are filled while blocks are composed, `places` and `headings`
    while pages are painted.
    """

    left = MARGIN
    width = WIDTH

    def __init__(self, colours: Colours, height: float) -> None:
        self.colours, self.height = colours, height
        self.top = Element("Document")
        self.sections = self.depth = 0
        self.places: list[Place] = []
        self.headings: list[Heading] = []
        self.images: list[Raster] = []

    def heading_tag(self, wanted: int) -> str:
        """H1, H2 or H3, never skipping a level (PDF/UA-1 §7.4.2)."""
        self.depth = min(wanted, self.depth + 1)
        return f"H{self.depth}"

    def note_heading(self, depth: int, text: str, pen: Pen, top: float) -> None:
        """Adds an entry to the outline."""
        self.headings.append(Heading(depth, text, pen.page, top))


def text_strips(
    lines: list[Line], target: Element, x: float, kind: Type, *, gap: float = 0.0, colour: str = ""
) -> Iterator[Strip]:
    """One strip per line, the first two together and the last two together."""
    last = len(lines) - 1
    for index, line in enumerate(lines):

        def paint(pen: Pen, top: float, line: Line = line) -> None:
            pen.line(target, x, kind.baseline(top), line, kind, colour)

        yield Strip(
            kind.leading, paint, gap=0.0 if index else gap, glue=index < last and index in (0, last - 1)
        )


def wrapped(text: Text, kind: Type, width: float) -> list[Line]:
    """The lines of a text, at least one."""
    return break_lines(text, kind, width) or [Line((), 0.0)]


def paint_lines(
    pen: Pen, target: Element | str, x: float, top: float, lines: list[Line], kind: Type, colour: str = ""
) -> float:
    """Draws lines under each other; the answer is the bottom of the last one."""
    for line in lines:
        if line.pieces:
            pen.line(target, x, kind.baseline(top), line, kind, colour)
        top -= kind.leading
    return top
