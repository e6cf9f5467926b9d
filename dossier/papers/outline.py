"""The outline (bookmarks) of a file, from its titles and sections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dossier.papers.composer import Heading
from dossier.papers.writer import Objects, text


@dataclass(frozen=True)
class _Entry:
    heading: Heading
    number: int
    kids: list[_Entry] = field(default_factory=list)


def outline(headings: Sequence[Heading], pages: Sequence[int], objects: Objects) -> int:
    """Writes the outline; the answer is its object number."""
    root = objects.reserve()
    tops: list[_Entry] = []
    for heading in headings:
        entry = _Entry(heading, objects.reserve())
        under = tops[-1].kids if tops and heading.depth > tops[0].heading.depth else tops
        under.append(entry)
    _write(tops, root, pages, objects)
    total = len(headings)
    return objects.put(root, f"<</Type /Outlines {_ends(tops)} /Count {total}>>")


def _write(entries: list[_Entry], parent: int, pages: Sequence[int], objects: Objects) -> None:
    for index, entry in enumerate(entries):
        heading = entry.heading
        parts = [f"/Title {text(heading.text)} /Parent {parent} 0 R"]
        parts.append(f"/Dest [{pages[heading.page]} 0 R /XYZ 0 {heading.top + 12:.2f} null]")
        if index:
            parts.append(f"/Prev {entries[index - 1].number} 0 R")
        if index + 1 < len(entries):
            parts.append(f"/Next {entries[index + 1].number} 0 R")
        if entry.kids:
            parts.append(f"{_ends(entry.kids)} /Count {len(entry.kids)}")
            _write(entry.kids, entry.number, pages, objects)
        objects.put(entry.number, f"<<{' '.join(parts)}>>")


def _ends(entries: list[_Entry]) -> str:
    return f"/First {entries[0].number} 0 R /Last {entries[-1].number} 0 R"
