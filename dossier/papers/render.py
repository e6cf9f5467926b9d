"""Papers drawn: blocks → strips → pages → file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from dossier import blocks
from dossier.blocks import Block, Paper, Rendered, Role, Zone
from dossier.errors import Invalid, Problem
from dossier.papers import figures, form, prose, signature_zones, table
from dossier.papers.attachment import Attachment
from dossier.papers.composer import Composer, Place
from dossier.papers.flow import Pages, Strip, kept
from dossier.papers.furniture import Furniture
from dossier.papers.glyphs import require_printable
from dossier.papers.pen import Inks, Pen
from dossier.papers.sheets import Sheets, tagged_file
from dossier.papers.tree import Widget

_NOWHERE = (0.0, 0.0, 0.0, 0.0)
_INVISIBLE = "Signature sans emplacement visible"
_SEAL = "Cachet électronique du service"


def render(paper: Paper, attachment: Attachment | None = None) -> Rendered:
    """Draws a paper. The same paper always gives the same bytes; with an attachment they are PDF/A-3a.

    Raises Invalid, before anything is drawn: « glyph » for a character no face has (the field is a path in
    the paper), « role_twice » for a role with two fields, « role_without_field » for an unknown `locked_by`,
    « image » for a picture that is none, « too_long » for what cannot be cut and is taller than a page.
    """
    require_printable(paper)
    _require_fields(paper)
    furniture = Furniture(paper)
    composer = Composer(paper.colours, furniture.top - furniture.bottom)
    pages = Pages(furniture.top, furniture.bottom).fill(_strips(paper.blocks, composer))
    inks = Inks()
    pens = [Pen(index, inks) for index in range(len(pages))]
    for number, (pen, strips) in enumerate(zip(pens, pages, strict=True), 1):
        furniture.draw(pen, number, len(pages))
        for strip, top in strips:
            strip.paint(pen, top)
    _add_invisible(paper.invisible, composer)
    pdf = tagged_file(replace(_sheets(paper, composer, pens, inks), attachment=attachment))
    zones = tuple(Zone(place.role, place.page + 1, place.box) for place in composer.places)
    return Rendered(paper.slug, paper.title, pdf, zones, len(pages))


def _sheets(paper: Paper, composer: Composer, pens: Sequence[Pen], inks: Inks) -> Sheets:
    return Sheets(
        title=paper.title,
        author=paper.issuer,
        created=paper.created,
        language=paper.language,
        pens=pens,
        inks=inks,
        top=composer.top,
        images=composer.images,
        places=composer.places,
        headings=composer.headings,
        locked_by=paper.locked_by,
    )


_COMPOSERS: dict[type[Any], Callable[[Any, Composer], Iterator[Strip]]] = {
    blocks.Title: prose.title,
    blocks.Section: prose.section,
    blocks.Subsection: prose.subsection,
    blocks.Paragraph: prose.paragraph,
    blocks.Bullets: prose.bullets,
    blocks.Fields: form.fields,
    blocks.Options: form.options,
    blocks.Table: table.table,
    blocks.Notice: prose.notice,
    blocks.Address: figures.address,
    blocks.Signatures: signature_zones.signatures,
    blocks.Picture: figures.picture,
    blocks.Code: figures.code,
    blocks.WritingLines: form.writing_lines,
    blocks.Space: figures.space,
    blocks.PageBreak: figures.page_break,
}


def _strips(every: Iterable[Block], to: Composer) -> Iterator[Strip]:
    for block in every:
        if isinstance(block, blocks.Together):
            yield from _together(block, to)
        else:
            yield from _COMPOSERS[type(block)](block, to)


def _together(block: blocks.Together, to: Composer) -> list[Strip]:
    return kept(_strips(block.blocks, to), to.height)


def _require_fields(paper: Paper) -> None:
    roles = Counter([*paper.invisible, *_roles(paper.blocks)])
    problems = [Problem("blocks", "role_twice", role.value) for role, count in roles.items() if count > 1]
    if paper.locked_by and paper.locked_by not in roles:
        problems.append(Problem("locked_by", "role_without_field", paper.locked_by.value))
    if problems:
        raise Invalid(*problems)


def _roles(every: Iterable[Block]) -> Iterator[Role]:
    for block in every:
        if isinstance(block, blocks.Together):
            yield from _roles(block.blocks)
        elif isinstance(block, blocks.Signatures):
            yield from (zone.role for zone in block.zones if zone.field)


def _add_invisible(roles: Iterable[Role], composer: Composer) -> None:
    for role in roles:
        composer.top.add("Form").kids.append(Widget(len(composer.places)))
        spoken = _SEAL if role is Role.SEAL else _INVISIBLE
        composer.places.append(Place(role, spoken, 0, _NOWHERE))
