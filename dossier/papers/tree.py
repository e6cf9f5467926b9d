"""The logical structure of a paper: what a screen reader walks through (ISO 32000-1 §14.7, PDF/UA-1 §7)."""

from __future__ import annotations

from dataclasses import dataclass

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Mark:
    """A marked content sequence: page (0 = first) and number on that page."""

    page: int
    number: int


@dataclass(frozen=True)
class Widget:
    """The place of a signature field in the structure, by its index among the fields."""

    index: int


class Element:
    """A structure element, built while a paper is composed and painted.

    `attributes` are written as they are (PDF syntax) in its /A dictionary; `box` is set once it is drawn.
    """

    def __init__(self, tag: str, *, attributes: str = "", alt: str = "", actual_text: str = "") -> None:
        self.tag, self.attributes, self.alt, self.actual_text = tag, attributes, alt, actual_text
        self.kids: list[Element | Mark | Widget] = []
        self.box: Box | None = None

    def add(self, tag: str, *, attributes: str = "", alt: str = "", actual_text: str = "") -> Element:
        """A new last child."""
        child = Element(tag, attributes=attributes, alt=alt, actual_text=actual_text)
        self.kids.append(child)
        return child
