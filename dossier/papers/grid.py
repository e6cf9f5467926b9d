"""Cells side by side, each a ladder of segments; a row too tall for comfort can be cut between segments."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dossier.papers.composer import Composer
from dossier.papers.flow import Strip
from dossier.papers.lines import Line
from dossier.papers.pen import Pen
from dossier.papers.style import Type
from dossier.papers.tree import Element

Decor = Callable[[Pen, float, float], None]


@dataclass(frozen=True)
class Segment:
    """A piece of a cell that is never cut: its height, and how it is drawn at its top."""

    height: float
    paint: Callable[[Pen, float], None]


def line_segments(
    lines: list[Line], target: Element, place: Callable[[Line], float], kind: Type
) -> list[Segment]:
    """One segment per line; `place` answers the abscissa of a line."""

    def segment(line: Line) -> Segment:
        def paint(pen: Pen, top: float) -> None:
            if line.pieces:
                pen.line(target, place(line), kind.baseline(top), line, kind)

        return Segment(kind.leading, paint)

    return [segment(line) for line in lines]


def row(
    cells: list[list[Segment]], to: Composer, above: float, below: float, decor: Decor
) -> Iterator[Strip]:
    """The strips of one row: a single one, unless it is taller than a third of a page.

    `above` and `below` are the empty heights around the cells; `decor` is called with the top and the bottom.
    """
    height = max(sum(segment.height for segment in cell) for cell in cells)
    if height <= to.height / 3:
        yield _whole(cells, height, above, below, decor)
        return
    rungs = max(len(cell) for cell in cells)
    for index in range(rungs):
        here = [cell[index] for cell in cells if index < len(cell)]
        first, last = index == 0, index == rungs - 1
        yield _rung(here, above if first else 0.0, below if last else 0.0, decor, glue=first and not last)


def _whole(cells: list[list[Segment]], height: float, above: float, below: float, decor: Decor) -> Strip:
    def paint(pen: Pen, top: float) -> None:
        decor(pen, top, top - above - height - below)
        for cell in cells:
            y = top - above
            for segment in cell:
                segment.paint(pen, y)
                y -= segment.height

    return Strip(above + height + below, paint)


def _rung(here: list[Segment], above: float, below: float, decor: Decor, *, glue: bool) -> Strip:
    height = max(segment.height for segment in here)

    def paint(pen: Pen, top: float) -> None:
        if below:
            decor(pen, top, top - above - height - below)
        for segment in here:
            segment.paint(pen, top - above)

    return Strip(above + height + below, paint, glue=glue)
