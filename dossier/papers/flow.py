"""Strips of content put on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from dossier.errors import Invalid, Problem
from dossier.papers.pen import Pen

Paint = Callable[[Pen, float], None]

_ENOUGH = 0.35  # part of a page worth starting on, for what is longer than a page


def _nothing(_pen: Pen, _top: float) -> None:
    pass


@dataclass(frozen=True)
class Strip:
    """A horizontal slice as wide as the text, never cut. Lengths in points.

    `paint` is called with the pen of its page and its top. `gap` is left above unless it starts a page;
    `glue` keeps it on the page of the next strip; `fresh` starts a page; `header` is repeated above when it
    starts a page; `floor` is the least distance of its top from the top of the paper; `shrink` gives the same
    in a smaller height.
    """

    height: float
    paint: Paint = _nothing
    gap: float = 0.0
    glue: bool = False
    fresh: bool = False
    header: Strip | None = None
    floor: float = 0.0
    shrink: Callable[[float], Strip] | None = None


Placed = tuple[Strip, float]


class Pages:
    """Pages being filled, between `top` and `bottom`."""

    def __init__(self, top: float, bottom: float) -> None:
        self.top, self.bottom = top, bottom
        self.pages: list[list[Placed]] = [[]]
        self._y = top

    def fill(self, strips: Iterable[Strip]) -> list[list[Placed]]:
        """The strips of each page, with their tops.

        Raises Invalid (code "too_long") for a strip taller than a page: nothing ever leaves the page.
        """
        for cluster in _clusters(strips):
            if cluster[0].fresh:
                self._turn()
                cluster = cluster[1:]
            for part in self._fitted(cluster):
                self._put(part)
        if len(self.pages) > 1 and not self.pages[-1]:
            self.pages.pop()
        return self.pages

    def _put(self, part: list[Strip]) -> None:
        """Places strips that share a page, on the next one when there is not enough room on this one."""
        if self._height(part, self._starting) > self._y - self.bottom:
            self._turn()
        if part[0].floor and self._height(part, True) > part[0].floor - self.bottom:
            part = [replace(part[0], floor=0.0), *part[1:]]
        for strip in part:
            self._place(strip)

    @property
    def _starting(self) -> bool:
        return not self.pages[-1]

    def _fitted(self, cluster: list[Strip]) -> list[list[Strip]]:
        whole = self.top - self.bottom
        if not cluster or self._height(cluster, True) <= whole:
            return [cluster] if cluster else []
        last = cluster[-1]
        left = whole - self._height(cluster[:-1], True) - last.gap
        if last.shrink and left > whole * _ENOUGH:
            return [[*cluster[:-1], last.shrink(left)]]
        if max(strip.height for strip in cluster) > whole:
            raise Invalid(Problem("blocks", "too_long"))
        if self._y - self.bottom < whole * _ENOUGH:
            self._turn()
        return [[strip] for strip in cluster]

    def _height(self, cluster: list[Strip], starting: bool) -> float:
        if not cluster:
            return 0.0
        first = cluster[0]
        above = (first.header.height if first.header else 0.0) if starting else first.gap
        return above + first.height + sum(strip.gap + strip.height for strip in cluster[1:])

    def _turn(self) -> None:
        if not self._starting:
            self.pages.append([])
            self._y = self.top

    def _place(self, strip: Strip) -> None:
        if not self._starting:
            self._y -= strip.gap
        elif strip.header:
            self._place(replace(strip.header, gap=0.0))
        if strip.floor:
            self._y = min(self._y, strip.floor)
        self.pages[-1].append((strip, self._y))
        self._y -= strip.height


def _clusters(strips: Iterable[Strip]) -> Iterator[list[Strip]]:
    """Strips that must share a page."""
    cluster: list[Strip] = []
    for strip in strips:
        if strip.fresh and cluster:
            yield cluster
            cluster = []
        cluster.append(strip)
        if not strip.glue:
            yield cluster
            cluster = []
    if cluster:
        yield cluster


def spaced(strips: Iterable[Strip], gap: float) -> Iterator[Strip]:
    """The same strips with a gap of at least this above the first."""
    for index, strip in enumerate(strips):
        yield strip if index else replace(strip, gap=max(gap, strip.gap))


def kept(strips: Iterable[Strip], height: float) -> list[Strip]:
    """The same strips, on one page when they are no taller than this."""
    every = list(strips)
    tall = sum(strip.gap + strip.height for strip in every) > height
    return every if tall else together(every)


def together(strips: Iterable[Strip]) -> list[Strip]:
    """The same strips, glued to each other (and the last one as it was)."""
    every = list(strips)
    return [replace(strip, glue=True) for strip in every[:-1]] + every[-1:]
