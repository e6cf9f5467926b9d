"""A model of delegation of signature, filled in from the order, for the representative to sign (CS-52, CS-53)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import (
    Block,
    Notice,
    Paper,
    Paragraph,
    Role,
    Section,
    Signatures,
    SignatureZone,
    Span,
    Text,
    Title,
    Tone,
)  # fmt: skip
from dossier.catalog import Portal
from dossier.order import Order, Path
from dossier.templates import cards, formats, markdown, order_cards, people_cards, spec
from dossier.templates.cards import Fact, fact

SPEC = spec.Spec("delegation", "1", "Délégation de signature")
_GIVEN = formats.typographic("Mention manuscrite : « Bon pour délégation de signature »")
_TAKEN = formats.typographic("Mention manuscrite : « Bon pour acceptation »")


@dataclass(frozen=True)
class View:
    """Everything the delegation says, already words. A name not known yet is left to be written."""

    organisation: tuple[Fact, ...]
    statement: Text
    warning: str
    zones: tuple[SignatureZone, ...]


def view(order: Order) -> View:
    """Decides and formats."""
    giver, taker = order.legal_representative.name, order.delegate.name if order.delegate else ""
    entity = order.organisation
    return View(
        organisation=(
            Fact("Dénomination", entity.name, wide=True),
            fact("SIREN", formats.siren(entity.siren)),
            fact("Établissement (SIRET)", formats.siret(entity.siret)),
            Fact("Adresse", formats.postal(entity.address), wide=True),
        ),
        statement=_statement(order, giver, taker or "…………………………………………"),
        warning=people_cards.delegation_warning(),
        zones=(
            SignatureZone(Role.REPRESENTATIVE, "Le représentant légal", (giver,), _GIVEN, field=False),
            SignatureZone(Role.DELEGATE, "Le délégataire", (taker,) if taker else (), _TAKEN, field=False),
        ),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, "Modèle à compléter, dater et signer de la main du représentant légal")
    yield Section("Organisation", numbered=False)
    yield cards.fields(v.organisation)
    yield Section("Délégation", numbered=False)
    yield Paragraph(v.statement)
    yield from markdown.clause("delegation_scope")
    yield Notice(v.warning, tone=Tone.WARNING)
    yield Signatures(v.zones, place_and_date=True)


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The model for an order."""
    marks = spec.Marks(specimen=specimen, coded=True, initials=order.path is Path.PAPER)
    return spec.of_order(SPEC, order, portal, layout(view(order)), marks)


def _statement(order: Order, giver: str, taker: str) -> Text:
    asked = order_cards.heading(order)[0].value
    return (
        Span("Je soussigné(e), "),
        Span(giver, bold=True),
        Span(", représentant légal de l’organisation désignée ci-dessus, donne délégation de signature à "),
        Span(taker, bold=True),
        Span(f" pour signer en mon nom le dossier n°{formats.NBSP}{asked}. Cette délégation{formats.NBSP}:"),
    )
