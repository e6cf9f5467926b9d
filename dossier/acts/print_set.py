"""The paper dossier in one file: cover, checklist, form, terms, sheet, pieces (CS-87…89)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from dossier import papers
from dossier.acts.given import read_pieces
from dossier.catalog import Portal
from dossier.order import Order
from dossier.order import Path as Way
from dossier.templates.dossier_papers import papers_for


@dataclass(frozen=True)
class PrintSet:
    """The file, its number of pages, and its parts: title and pages, in order."""

    pdf: bytes
    pages: int
    parts: tuple[tuple[str, int], ...]


def print_set(order: Order, portal: Portal, folder: Path, say: Callable[[str], None]) -> PrintSet:
    """The set of an order; a dematerialised order is printed as if paper had been chosen.

    Each part keeps its own page numbers and codes. Raises Invalid when a piece handed in cannot be read;
    pieces not handed in are listed on the form, for the applicant to add."""
    if order.path is Way.DEMATERIALISED:
        order = replace(order, path=Way.PAPER)
    given = read_pieces(order, folder)
    drawn = []
    for paper in papers_for(order, portal, specimen=True, images=given.images):
        say(paper.title)
        drawn.append(papers.render(paper))
    title = f"Dossier n° {order.number}"
    whole = papers.join([one.pdf for one in drawn], title, order.placed_at.isoformat(), author=portal.issuer)
    parts = tuple((one.title, one.pages) for one in drawn)
    return PrintSet(whole, sum(one.pages for one in drawn), parts)
