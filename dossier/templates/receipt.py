"""The receipt of an order: what was recorded, what comes next, whom to ask (X-08, GS-52…54)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Block, Paper, Paragraph, Section, Span, Text, Title
from dossier.catalog import Portal
from dossier.order import Order, Path
from dossier.templates import cards, formats, markdown, order_cards, spec
from dossier.templates.cards import Card, Fact, fact, present

SPEC = spec.Spec("receipt", "1", "Récépissé de demande")
_NEXT = {
    Path.DEMATERIALISED: "next_dematerialised",
    Path.PAPER: "next_paper",
    Path.BAILIFF: "next_bailiff",
    Path.APPROVAL: "next_approval",
}


@dataclass(frozen=True)
class View:
    """Everything the receipt says, already words; `following` names the text of what comes next."""

    subtitle: str
    statement: Text
    facts: tuple[Fact, ...]
    following: str
    help: Card


def view(order: Order, portal: Portal) -> View:
    """Decides and formats."""
    name = portal.product(order.certificate.product).name
    return View(
        subtitle=portal.issuer,
        statement=(
            Span(f"La demande de certificat «{formats.NBSP}"),
            Span(name, bold=True),
            Span(f"{formats.NBSP}» faite par {order.applicant.name} a été enregistrée le "),
            Span(formats.moment(order.placed_at), bold=True),
            Span(". Les numéros ci-dessous sont à rappeler dans chaque échange."),
        ),
        facts=_facts(order, portal),
        following=_NEXT[order.path],
        help=order_cards.assistance(portal),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield Paragraph(v.statement)
    yield cards.fields(v.facts)
    yield Section("Et maintenant", numbered=False)
    yield from markdown.clause(v.following)
    yield Section("Besoin d’aide", numbered=False)
    yield from cards.body(v.help)


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The receipt of an order."""
    return spec.of_order(SPEC, order, portal, layout(view(order, portal)), spec.Marks(specimen=specimen))


def _facts(order: Order, portal: Portal) -> tuple[Fact, ...]:
    entity = order.organisation
    return present(
        fact("Numéro de dossier", order.number),
        fact("Numéro de client", order.client_number),
        fact("Titulaire", order.holder.name),
        fact("Organisation", entity.name),
        fact("Certificat", order_cards.certificate(order, portal).facts[0].value),
        fact("Prix convenu", order_cards.price(order, portal)),
        fact("Conditions générales acceptées", f"Version{formats.NBSP}{order.terms.version}"),
        fact("Bureau", formats.typographic(portal.office(order.deposit_office).name)),
    )
