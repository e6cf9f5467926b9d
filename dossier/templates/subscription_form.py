"""The subscription form: the paper that the signers commit to. The list of pieces is on page 2 (CS-89)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import (
    Block,
    Notice,
    Option,
    Options,
    Paper,
    Paragraph,
    Section,
    Signatures,
    SignatureZone,
    Subsection,
    Title,
    Together,
)  # fmt: skip
from dossier.catalog import HolderKind, PaperKind, Portal
from dossier.order import Order, Path
from dossier.templates import (
    cards,
    checklists,
    fitting,
    formats,
    markdown,
    order_cards,
    people_cards,
    signers,
    spec,
)  # fmt: skip
from dossier.templates.cards import Card, Fact
from dossier.templates.checklists import Line

SPEC = spec.Spec("subscription-form", "1", "Formulaire d’abonnement")
_TITLE = 62.0  # height of the title


@dataclass(frozen=True)
class Commitment:
    """What one signer commits to: a heading and the name of a text."""

    title: str
    text: str


@dataclass(frozen=True)
class View:
    """Everything the form says, already words; `first` fits on page 1, `after` follows the list of pieces."""

    subtitle: str
    heading: tuple[Fact, ...]
    first: tuple[Card, ...]
    after: tuple[Card, ...]
    pieces_note: str
    pieces: tuple[Line, ...]
    sending: str
    instructions: str
    commitments: tuple[Commitment, ...]
    terms: str
    terms_accepted: str
    retention: str
    zones: tuple[SignatureZone, ...]
    by_hand: bool
    unsigned: str


def view(order: Order, portal: Portal) -> View:
    """Decides and formats."""
    every = (
        order_cards.organisation(order),
        order_cards.certificate(order, portal),
        *people_cards.people(order, portal),
        *order_cards.offices(order, portal),
        people_cards.billing(order, portal),
    )
    heading = order_cards.heading(order)
    page = fitting.CODED if signers.by_hand(order) else fitting.PLAIN
    first, after = fitting.split(every, page - _TITLE - fitting.grid(heading, 3))
    found = signers.signing(order, portal, PaperKind.FORM)
    lines = checklists.pieces_to_supply(order, portal)
    return View(
        subtitle=f"{portal.product(order.certificate.product).name} — {portal.issuer}",
        heading=heading,
        first=first,
        after=after,
        pieces_note=_pieces_note(lines),
        pieces=lines,
        sending=_sending(order, portal),
        instructions=order.special_instructions,
        commitments=_commitments(order, portal),
        terms=_terms(order, portal),
        terms_accepted=f"Acceptées en ligne le {formats.moment(order.terms.accepted_at)}",
        retention=_retention(portal),
        zones=signers.zones(order, found),
        by_hand=signers.by_hand(order),
        unsigned=_unsigned(order),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield cards.fields(v.heading, 3)
    for card in v.first:
        yield from cards.section(card)
    yield Section("Pièces justificatives à fournir", page_break_before=True)
    yield Paragraph(v.pieces_note)
    if v.pieces:
        yield Options(checklists.options(v.pieces))
    if v.sending:
        yield Notice(v.sending)
    for card in v.after:
        yield from cards.section(card)
    if v.instructions:
        yield Section("Instructions particulières")
        yield Paragraph(v.instructions)
    yield Section("Engagements")
    if v.unsigned:
        yield Paragraph(v.unsigned)
    for commitment in v.commitments:
        yield Together((Subsection(commitment.title), *markdown.clause(commitment.text)))
    yield Together(tuple(_acceptance(v)))


def _acceptance(v: View) -> Iterator[Block]:
    """What is accepted and its signatures, on one page: nobody signs a page that says nothing."""
    yield Section("Conditions générales et données personnelles")
    yield Options((Option(v.terms, ticked=True, detail=v.terms_accepted),))
    for block in markdown.clause("personal_data"):
        yield Paragraph(block.text, small=True) if isinstance(block, Paragraph) else block
    yield Paragraph(v.retention, small=True)
    if v.zones:
        yield Section("Signatures")
        yield Signatures(v.zones, place_and_date=v.by_hand)


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The form of an order."""
    found = signers.signing(order, portal, PaperKind.FORM)
    marks = spec.Marks(
        specimen=specimen,
        coded=signers.by_hand(order),
        initials=order.path is Path.PAPER,
        sealed=signers.electronic(order),
        locked_by=signers.last(order, found),
    )
    return spec.of_order(SPEC, order, portal, layout(view(order, portal)), marks)


def _pieces_note(lines: tuple[Line, ...]) -> str:
    if not lines:
        return "Aucune pièce n’est demandée avec cette commande."
    if all(line.given for line in lines):
        return "Toutes les pièces demandées ont été déposées en ligne."
    return "Une case cochée signale une pièce déposée en ligne. Les autres sont à joindre."


def _sending(order: Order, portal: Portal) -> str:
    office = portal.office(order.deposit_office)
    if order.path is Path.DEMATERIALISED:
        return formats.typographic(
            "Dossier dématérialisé : les pièces sont signées électroniquement avec ce formulaire ; "
            "la mention manuscrite et l'envoi postal n'ont plus lieu d'être."
        )
    if order.path is Path.APPROVAL:
        return ""
    place = f"{office.name}, {formats.postal(office.address)}"
    return formats.typographic(f"À envoyer par la poste, avec ce formulaire en original : {place}.")


def _commitments(order: Order, portal: Portal) -> tuple[Commitment, ...]:
    if order.path is Path.APPROVAL:
        return (Commitment("La personne qui commande", "approval"),)
    person = portal.product(order.certificate.product).holder is HolderKind.PERSON
    capacity = signers.holder_capacity(order, portal)
    holder = Commitment(f"En signant, le {capacity}", "holder" if person else "manager")
    if order.delegate is not None:
        return holder, Commitment("En signant, le délégataire", "delegate")
    return holder, Commitment("En signant, le représentant légal", "representative")


def _terms(order: Order, portal: Portal) -> str:
    authority = portal.product(order.certificate.product).authority
    version = order.terms.version
    return (
        f"Les conditions générales d’utilisation de l’autorité {authority}, "
        f"version{formats.NBSP}{version}, ont été lues et acceptées."
    )


def _retention(portal: Portal) -> str:
    years = formats.count(portal.retention_years, "an", "ans")
    return f"Le dossier est conservé {years} après la fin de validité du certificat, puis détruit."


def _unsigned(order: Order) -> str:
    if order.path is not Path.APPROVAL:
        return ""
    return "Cette commande ne se signe pas. Elle est confirmée quand l’e-mail d’approbation est validé."
