"""The terms of use of a portal, in the version it publishes (X-07, GS-27, CG-31)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Block, Paper, Paragraph, Title
from dossier.catalog import Portal
from dossier.order import Order, Path
from dossier.templates import formats, markdown, signers, spec

SPEC = spec.Spec("terms", "1", "Conditions générales d’utilisation")
_ENGLISH = re.compile(r"\b(the|and|of|you|your)\b", re.IGNORECASE)
_FRENCH = re.compile(r"\b(le|la|les|des|et|du|vous)\b", re.IGNORECASE)


@dataclass(frozen=True)
class View:
    """The title, the rest of the text as blocks, and the sentence that ties it to the order."""

    title: str
    subtitle: str
    text: tuple[Block, ...]
    accepted: str
    language: str


def view(order: Order, portal: Portal) -> View:
    """Decides and formats. The portal's words are kept; a text in English is marked as such."""
    french = len(_FRENCH.findall(portal.terms_text)) >= len(_ENGLISH.findall(portal.terms_text))
    title, *text = markdown.read(portal.terms_text, french=french)
    named = title.text if isinstance(title, Title) else SPEC.title
    rest = text if isinstance(title, Title) else [title, *text]
    return View(
        title=named,
        subtitle=f"{portal.issuer} — version{formats.NBSP}{portal.terms_version}",
        text=tuple(rest),
        accepted=_accepted(order) if french else "",
        language="fr-FR" if french else "en-GB",
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(v.title, v.subtitle)
    yield from v.text
    if v.accepted:
        yield Paragraph(v.accepted, small=True)


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The terms, as they go with an order."""
    seen = view(order, portal)
    marks = spec.Marks(
        specimen=specimen,
        coded=signers.by_hand(order),
        initials=order.path is Path.PAPER,
        language=seen.language,
    )
    return spec.of_order(SPEC, order, portal, layout(seen), marks)


def _accepted(order: Order) -> str:
    at, version = formats.moment(order.terms.accepted_at), order.terms.version
    return f"Version {version} acceptée en ligne le {at}, pour le dossier n°{formats.NBSP}{order.number}."
