"""Freeze a revision: an order and its pieces → the documents to sign, drawn once and never again."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dossier import papers, pieces
from dossier.acts.given import Original, read_pieces
from dossier.blocks import Paper, Role
from dossier.catalog import Portal
from dossier.errors import Invalid, NotAllowed, Problem
from dossier.order import Order
from dossier.order import Path as Way
from dossier.templates.dossier_papers import papers_for

_NOT_SIGNED = {Way.PAPER: "path_paper", Way.BAILIFF: "path_bailiff", Way.APPROVAL: "path_approval"}


@dataclass(frozen=True)
class FrozenDocument:
    """A document of the dossier: `file` is its own name, `name` its place in a bundle; `signers` the roles
    that sign it, the service's seal apart."""

    slug: str
    title: str
    file: str
    pdf: bytes
    signers: tuple[Role, ...]

    @property
    def name(self) -> str:
        """Where it is in a bundle."""
        return f"documents/{self.file}"


@dataclass(frozen=True)
class Frozen:
    """A frozen revision: what was drawn, when, from what."""

    order: Order
    portal: Portal
    at: datetime
    specimen: bool
    documents: tuple[FrozenDocument, ...]
    originals: tuple[Original, ...]


def freeze(order: Order, portal: Portal, folder: Path, at: datetime, *, specimen: bool) -> Frozen:
    """The documents of a dematerialised order, pieces read from `folder`.

    Raises NotAllowed (`path_paper`, `path_bailiff`, `path_approval`) for an order that is not signed
    electronically, Invalid (`missing_piece`…) when a required piece is absent or unreadable."""
    if order.path in _NOT_SIGNED:
        raise NotAllowed(_NOT_SIGNED[order.path], portal.name)
    absent = pieces.missing(order, portal)
    if absent:
        raise Invalid(*(Problem("pieces", "missing_piece", kind.value) for kind in absent))
    given = read_pieces(order, folder)
    drawn = papers_for(order, portal, specimen=specimen, images=given.images)
    documents = tuple(_frozen(number, paper) for number, paper in enumerate(drawn, 1))
    return Frozen(order, portal, at, specimen, documents, given.originals)


def _frozen(number: int, paper: Paper) -> FrozenDocument:
    """Every document is sealed, signed by people or not."""
    made = papers.render(paper if paper.invisible else replace(paper, invisible=(Role.SEAL,)))
    roles = tuple(zone.role for zone in made.zones if zone.role is not Role.SEAL)
    return FrozenDocument(
        paper.slug, paper.title, f"{number:02}-{ascii_name(paper.title)}.pdf", made.pdf, roles
    )


def ascii_name(title: str) -> str:
    """A title as a file name that every system accepts: lower-case letters, digits and hyphens."""
    plain = unicodedata.normalize("NFKD", title.lower().replace("’", "-")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "-")).strip("-")[:60].rstrip("-")
