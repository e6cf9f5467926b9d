"""The cover of a paper dossier: the office's address for the window of the envelope, and what to do (CS-87)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Address, Block, Bullets, Paper, Paragraph, Section, Title
from dossier.catalog import Portal
from dossier.order import Order
from dossier.templates import cards, formats, markdown, order_cards, spec
from dossier.templates.cards import Fact, fact, present

SPEC = spec.Spec("cover", "1", "Dossier à envoyer")


@dataclass(frozen=True)
class View:
    """Everything the cover says, already words."""

    subtitle: str
    address: tuple[str, ...]
    facts: tuple[Fact, ...]
    contents: tuple[str, ...]
    help: str


def view(order: Order, portal: Portal, contents: tuple[str, ...]) -> View:
    """Decides and formats. `contents` are the titles of the papers that follow."""
    entity, sender = order.organisation, order.applicant
    return View(
        subtitle=f"{portal.product(order.certificate.product).name} — {portal.issuer}",
        address=order_cards.envelope(portal.office(order.deposit_office), portal),
        facts=(
            *order_cards.heading(order)[:3],
            Fact("Titulaire", order.holder.name),
            Fact("Expéditeur", sender.name),
            Fact("Téléphone de l’expéditeur", formats.phone(sender.phone)),
            *present(fact("Organisation", entity.name), fact("SIRET", formats.siret(entity.siret))),
        ),
        contents=contents,
        help=order_cards.help_line(portal),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield Address(v.address)
    yield cards.fields(v.facts, 3)
    yield Section("À faire avant l’envoi", numbered=False)
    yield from markdown.clause("paper_steps")
    yield Section("Contenu de l’envoi", numbered=False)
    yield Bullets(v.contents, ordered=True)
    yield Paragraph(v.help, small=True)


def paper(order: Order, portal: Portal, contents: tuple[str, ...], *, specimen: bool = False) -> Paper:
    """The cover of an order's paper set."""
    blocks = layout(view(order, portal, contents))
    return spec.of_order(SPEC, order, portal, blocks, spec.Marks(specimen=specimen, coded=True))
