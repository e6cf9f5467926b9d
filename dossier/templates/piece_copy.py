"""The signed copy of a piece: what it is, its pages as images, the declaration, and where it is signed (CS-95).

« Copie conforme à l'original » is the signer's own declaration, never a certification by an authority.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier import labels
from dossier.blocks import (
    Block,
    Paper,
    Paragraph,
    Picture,
    Role,
    Signatures,
    SignatureZone,
    Span,
    Title,
    Together,
)
from dossier.catalog import PaperKind, Portal
from dossier.order import Order, Path, Piece
from dossier.pieces import IDENTITIES
from dossier.templates import cards, formats, markdown, signers, spec
from dossier.templates.cards import Fact, fact, present

SPEC = spec.Spec("piece", "1", "Copie de pièce")
CONFORMING = "Copie conforme à l’original"
_FIRST, _STRIP, _CERTIFIED = 135.0, 180.0, 72.0
"""Heights taken on a page: by the title and facts; by the declaration and signatures; by a hand's strip."""
_PAGE = 655.0


@dataclass(frozen=True)
class Copy:
    """A piece and the images (PNG or JPEG) of its pages; `number` tells apart pieces of one kind, from 1."""

    piece: Piece
    images: tuple[bytes, ...]
    number: int = 1


@dataclass(frozen=True)
class Page:
    """One page of the piece: its image, what it shows in words, and how tall it may be."""

    image: bytes
    alt: str
    max_height: float


@dataclass(frozen=True)
class View:
    """Everything the copy says, already words, and its pictures."""

    title: str
    subtitle: str
    facts: tuple[Fact, ...]
    pages: tuple[Page, ...]
    declared: bool
    zones: tuple[SignatureZone, ...]


def view(order: Order, portal: Portal, copy: Copy) -> View:
    """Decides and formats."""
    title = _title(order, portal, copy)
    zones = _zones(order, portal, copy)
    issued = formats.day(copy.piece.issued_on) if copy.piece.issued_on else ""
    return View(
        title=title,
        subtitle=f"Copie jointe à la demande n°{formats.NBSP}{order.number}",
        facts=present(
            fact("Concerne", _whose(order, copy)),
            fact("Organisation", order.organisation.name),
            fact("Date du document", issued),
        ),
        pages=tuple(_pages(copy, title, strip=_STRIP if zones else _strip(order, copy))),
        declared=bool(zones),
        zones=zones,
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(v.title, v.subtitle)
    yield cards.fields(v.facts)
    *others, last = v.pages
    for page in others:
        yield Picture(page.image, page.alt, page.max_height)
    yield Together((Picture(last.image, last.alt, last.max_height), *_signed(v)))


def _signed(v: View) -> Iterator[Block]:
    if v.declared:
        yield Paragraph((Span(CONFORMING, bold=True),))
        for block in markdown.clause("certified_copy"):
            yield Paragraph(block.text, small=True) if isinstance(block, Paragraph) else block
        yield Signatures(v.zones)


def paper(order: Order, portal: Portal, copy: Copy, *, specimen: bool = False) -> Paper:
    """The copy of a piece, to be signed by those whom the portal's matrix names."""
    slug = f"piece-{copy.piece.kind.value.replace('_', '-')}{f'-{copy.number}' if copy.number > 1 else ''}"
    roles = _roles(order, portal, copy)
    marks = spec.Marks(
        specimen=specimen,
        coded=signers.by_hand(order),
        initials=order.path is Path.PAPER,
        certified_copy=_by_hand(order, copy),
        sealed=signers.electronic(order),
        locked_by=roles[-1] if roles else None,
    )
    named = spec.Spec(slug, SPEC.version, _title(order, portal, copy))
    return spec.of_order(named, order, portal, layout(view(order, portal, copy)), marks)


def _title(order: Order, portal: Portal, copy: Copy) -> str:
    name = labels.paper(PaperKind(copy.piece.kind.value))
    return name.replace("du titulaire", f"du {signers.holder_capacity(order, portal)}")


def _whose(order: Order, copy: Copy) -> str:
    people = {
        "holder": order.holder,
        "representative": order.legal_representative,
        "delegate": order.delegate,
    }
    person = people.get(IDENTITIES.get(copy.piece.kind, ""))
    return person.name if person else ""


def _by_hand(order: Order, copy: Copy) -> bool:
    """Where paper is posted, identity copies are dated and signed by hand on each page (CS-87)."""
    return signers.by_hand(order) and copy.piece.kind in IDENTITIES


def _strip(order: Order, copy: Copy) -> float:
    return _CERTIFIED if _by_hand(order, copy) else 0.0


def _roles(order: Order, portal: Portal, copy: Copy) -> tuple[Role, ...]:
    return tuple(zone.role for zone in _zones(order, portal, copy))


def _zones(order: Order, portal: Portal, copy: Copy) -> tuple[SignatureZone, ...]:
    """One field per signer of this kind of piece; a hand signs in the strip at the foot of the page instead."""
    if not signers.electronic(order):
        return ()
    found = signers.signing(order, portal, PaperKind(copy.piece.kind.value))
    return tuple(SignatureZone(signer.role, signer.label, (signer.person.name,)) for signer in found)


def _pages(copy: Copy, title: str, strip: float) -> Iterator[Page]:
    """The first page leaves room for the title, the last one for the signatures."""
    total = len(copy.images)
    for number, image in enumerate(copy.images, 1):
        above = _FIRST if number == 1 else 0.0
        below = strip if number == total or strip == _CERTIFIED else 0.0
        yield Page(image, f"{title}, page {number} sur {total}", _PAGE - above - below)
