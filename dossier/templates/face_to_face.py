"""The face-to-face sheet: shown at the appointment, completed and signed there (CG-33…36)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier import labels, prices
from dossier.blocks import (
    Block,
    Bullets,
    Field,
    Fields,
    Option,
    Options,
    Paper,
    Paragraph,
    Role,
    Section,
    Signatures,
    SignatureZone,
    Title,
    Together,
)  # fmt: skip
from dossier.catalog import PaperKind, Portal
from dossier.order import FaceToFace, Order, Path, Travel
from dossier.templates import cards, formats, markdown, order_cards, signers, spec
from dossier.templates.cards import Card, Fact, fact, present

SPEC = spec.Spec("face-to-face", "1", "Fiche d’intervention de face-à-face")


@dataclass(frozen=True)
class Journey:
    """One way to meet, what it is estimated to cost, and whether it was chosen."""

    text: str
    estimate: str
    chosen: bool


@dataclass(frozen=True)
class View:
    """Everything the sheet says, already words."""

    subtitle: str
    heading: tuple[Fact, ...]
    operator: Card
    holder: Card
    documents: tuple[str, ...]
    support: str
    journeys: tuple[Journey, ...]
    fees_note: str
    steps: str
    zones: tuple[SignatureZone, ...]


def view(order: Order, portal: Portal) -> View:
    """Decides and formats."""
    product = portal.product(order.certificate.product)
    holder = signers.holder_capacity(order, portal)
    return View(
        subtitle=f"{product.name} — {portal.issuer}",
        heading=order_cards.heading(order)[:3],
        operator=_operator(order, portal),
        holder=Card(f"{holder[:1].upper()}{holder[1:]}", _holder(order)),
        documents=tuple(labels.word("document", kind) for kind in product.identity_documents),
        support=formats.typographic(order.certificate.support),
        journeys=_journeys(order.face_to_face, portal) if order.path is Path.BAILIFF else (),
        fees_note=_FEES if order.path is Path.BAILIFF and portal.fees else "",
        steps="bailiff_steps" if order.path is Path.BAILIFF else "office_steps",
        zones=_zones(order, portal),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield cards.fields(v.heading, 3)
    yield from markdown.clause(v.steps)
    yield from cards.section(v.operator)
    yield from cards.section(v.holder)
    yield Section("Pièce d’identité présentée, en original")
    yield Options(tuple(Option(text) for text in v.documents), inline=True)
    yield _blank("Numéro", "Autorité de délivrance")
    yield _blank("Délivrée le", "Valable jusqu’au")
    yield from _findings(v)
    yield Together(
        (
            Section("Signatures"),
            _blank("Fait en (nombre d’exemplaires originaux)", "Nom de l’opérateur"),
            Signatures(v.zones, place_and_date=False),
        )
    )


def _findings(v: View) -> Iterator[Block]:
    yield Section("Constatations de l’opérateur")
    yield Options(tuple(_checks()))
    yield Fields((Field("Support remis", v.support), Field("Numéro de série relevé", "", fillable=True)))
    yield Section("Lieu et frais de l’intervention" if v.journeys else "Lieu de l’intervention")
    yield _blank("Lieu", "Date", "Heure")
    if v.journeys:
        journeys = (Option(j.text, ticked=j.chosen, detail=j.estimate) for j in v.journeys)
        yield Options(tuple(journeys), label="Déplacement")
    if v.fees_note:
        yield Paragraph(v.fees_note, small=True)


def _checks() -> Iterator[Option]:
    for block in markdown.clause("operator_checks"):
        if isinstance(block, Bullets):
            yield from (Option(str(item)) for item in block.items)


def _blank(*labels: str) -> Fields:
    return Fields(tuple(Field(label, "", fillable=True) for label in labels), len(labels))


def paper(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The sheet of an order."""
    roles = [zone.role for zone in _zones(order, portal) if zone.field]
    marks = spec.Marks(
        specimen=specimen,
        coded=True,
        initials=order.path is Path.PAPER,
        sealed=bool(roles),
        locked_by=roles[-1] if roles else None,
    )
    return spec.of_order(SPEC, order, portal, layout(view(order, portal)), marks)


def _operator(order: Order, portal: Portal) -> Card:
    if order.path is Path.BAILIFF:
        card = order_cards.bailiff(order, portal)
        meeting = order.face_to_face
        open_ = order_cards.hours(portal.bailiff(meeting.bailiff)) if meeting and meeting.bailiff else ()
        return Card(card.title, (*card.facts, *open_) or _unknown(), card.remark)
    office = portal.office(order.pickup_office)
    facts = (*order_cards.whereabouts(office), *order_cards.hours(office))
    return Card("Bureau de retrait", facts)


def _unknown() -> tuple[Fact, ...]:
    """What a hand writes once the bailiff is chosen."""
    return tuple(Fact(label, "", fillable=True) for label in ("Étude", "Téléphone", "Adresse", "E-mail"))


def _holder(order: Order) -> tuple[Fact, ...]:
    person, entity = order.holder, order.organisation
    return present(
        fact("Prénom et nom", person.name),
        fact("Fonction", person.function),
        fact("Organisation", entity.name),
        fact("SIRET", formats.siret(entity.siret)),
        fact("Adresse e-mail", person.email),
        fact("Téléphone", formats.phone(person.mobile or person.office_phone)),
    )


_FEES = formats.typographic(
    "Estimations données à titre indicatif. L’intervention est facturée par le commissaire de justice, après devis ; "
    "des taxes propres à sa profession peuvent s’y ajouter. La distance est celle de la route."
)


def _journeys(meeting: FaceToFace | None, portal: Portal) -> tuple[Journey, ...]:
    """The three ways of CG-20…22; the one chosen is ticked."""
    return tuple(
        Journey(
            _way(travel, portal), _estimate(travel, portal), meeting is not None and meeting.travel is travel
        )
        for travel in Travel
    )


def _way(travel: Travel, portal: Portal) -> str:
    radius = f"{portal.fees.radius_km}{formats.NBSP}km" if portal.fees else ""
    return {
        Travel.HOLDER: "Le titulaire se rend à l’étude",
        Travel.BAILIFF_NEAR: f"Le commissaire de justice se déplace dans un rayon de {radius}",
        Travel.BAILIFF_FAR: f"Le commissaire de justice se déplace au-delà de {radius}",
    }[travel]


def _estimate(travel: Travel, portal: Portal) -> str:
    fee = prices.face_to_face(travel, portal)
    return (
        f"Estimation{formats.NBSP}: {formats.short_money(fee)}"
        if fee
        else "Sur devis du commissaire de justice"
    )


def _zones(order: Order, portal: Portal) -> tuple[SignatureZone, ...]:
    """The holder's and the operator's; fields when the portal has them sign electronically."""
    signed = {role for role in Role if PaperKind.FACE_TO_FACE in portal.signs(role)}
    live = signers.electronic(order)
    bailiff = order.path is Path.BAILIFF
    holder = signers.holder_capacity(order, portal)
    whose = "Le commissaire de justice" if bailiff else "L’agent du bureau"
    return (
        SignatureZone(
            Role.HOLDER, f"Le {holder}", (order.holder.name,), field=live and Role.HOLDER in signed
        ),
        SignatureZone(
            Role.BAILIFF, whose, (_place(order, portal), "Signature et cachet"),
            field=live and Role.BAILIFF in signed,
        ),
    )  # fmt: skip


def _place(order: Order, portal: Portal) -> str:
    if order.path is not Path.BAILIFF:
        return formats.typographic(portal.office(order.pickup_office).name)
    chosen = order.face_to_face.bailiff if order.face_to_face else ""
    return formats.typographic(portal.bailiff(chosen).name) if chosen else "Étude à choisir"
