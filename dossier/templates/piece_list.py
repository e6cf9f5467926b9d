"""The list of justificatifs: what goes in the envelope, and where it is sent (CG-33, CG-37…41, CS-77)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Address, Block, Options, Paper, Paragraph, Section, Title
from dossier.catalog import Portal
from dossier.order import Order, Path
from dossier.templates import cards, checklists, order_cards, spec
from dossier.templates.cards import Card, Fact
from dossier.templates.checklists import Line

SPEC = spec.Spec("piece-list", "1", "Liste des justificatifs")
_ORIGINALS = (
    "Les documents qui portent une signature sont envoyés en original, sur papier. "
    "Cochez chaque case avant de fermer l’enveloppe."
)


@dataclass(frozen=True)
class View:
    """Everything the list says, already words."""

    subtitle: str
    address: tuple[str, ...]
    heading: tuple[Fact, ...]
    lines: tuple[Line, ...]
    online: str
    office: Card
    help: str


def view(order: Order, portal: Portal) -> View:
    """Decides and formats. Boxes are empty: they are ticked when the envelope is filled."""
    office = portal.office(order.deposit_office)
    lines = checklists.envelope(order, portal)
    known = any(line.given for line in lines)
    return View(
        subtitle=f"{portal.product(order.certificate.product).name} — {portal.issuer}",
        address=order_cards.envelope(office, portal),
        heading=(
            *order_cards.heading(order)[:3],
            Fact("Titulaire", order.holder.name),
            Fact("Organisation", order.organisation.name),
        ),
        lines=tuple(Line(line.text, _with_state(line)) for line in lines),
        online=_ONLINE if known and order.path is not Path.DEMATERIALISED else "",
        office=Card("Bureau qui reçoit le dossier", order_cards.contact(office)),
        help=order_cards.help_line(portal),
    )


_ONLINE = "Une pièce déposée en ligne est déjà examinée, mais elle est tout de même jointe à l’envoi."


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield Address(v.address, "À envoyer par la poste à")
    yield cards.fields(v.heading, 3)
    yield Section("Justificatifs à envoyer")
    yield Paragraph(_ORIGINALS)
    yield Options(checklists.options(v.lines))
    if v.online:
        yield Paragraph(v.online, small=True)
    yield from cards.section(v.office)
    yield Paragraph(v.help, small=True)


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The list of an order."""
    marks = spec.Marks(specimen=specimen, coded=True, initials=order.path is Path.PAPER)
    return spec.of_order(SPEC, order, portal, layout(view(order, portal)), marks)


def _with_state(line: Line) -> str:
    return f"{line.detail} Déposée en ligne." if line.given else line.detail
