"""The invoice as people read it; its XML twin (Factur-X) is made from the same `Invoice`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Address, Block, Colours, Paper, Paragraph, Section, Table, Title
from dossier.templates import cards, formats, spec
from dossier.templates.cards import Fact, fact, present
from dossier.templates.invoice_facts import Invoice, Line, Party

SPEC = spec.Spec("invoice", "1", "Facture")


@dataclass(frozen=True)
class View:
    """Everything the invoice says, already words."""

    title: str
    subtitle: str
    buyer: tuple[str, ...]
    references: tuple[Fact, ...]
    seller: str
    lines: tuple[tuple[str, ...], ...]
    totals: tuple[tuple[str, str], ...]
    due: tuple[str, str]
    payment: tuple[Fact, ...]
    notes: str


def view(invoice: Invoice) -> View:
    """Decides and formats."""
    return View(
        title=f"{SPEC.title} n°{formats.NBSP}{invoice.number}",
        subtitle=f"{invoice.seller.name} — {formats.day(invoice.issued_on)}",
        buyer=formats.postal_lines(invoice.buyer.name, invoice.billed_to, address=invoice.buyer.address),
        references=_references(invoice),
        seller=_seller(invoice.seller),
        lines=tuple(row for line in invoice.lines for row in _rows(line)),
        totals=_totals(invoice),
        due=("Net à payer", formats.euros(invoice.due)),
        payment=_payment(invoice),
        notes=" ".join(note for note in (*invoice.notes, invoice.exemption) if note),
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(v.title, v.subtitle)
    yield Address(v.buyer)
    yield cards.fields(v.references, 3)
    yield Table(
        header=("Désignation", "Quantité", "Prix unitaire HT", "TVA", "Montant HT"),
        rows=v.lines,
        widths=(43, 12, 17, 10, 18),
        right=(1, 2, 3, 4),
    )
    yield Table(("Récapitulatif", "Montant"), v.totals, (75, 25), (1,), total=v.due)
    yield Section("Règlement", numbered=False)
    yield cards.fields(v.payment)
    if v.notes:
        yield Paragraph(v.notes, small=True)
    yield Paragraph(v.seller, small=True)


def paper(invoice: Invoice, *, created: str, colours: Colours | None = None, specimen: bool = False) -> Paper:
    """The invoice's pages. `created` is ISO 8601 with offset."""
    return Paper(
        slug=SPEC.slug,
        title=f"{SPEC.title} {invoice.number}",
        dossier=invoice.dossier,
        issuer=invoice.seller.name,
        reference=f"{SPEC.title} n° {invoice.number} — modèle {SPEC.version}",
        created=created,
        blocks=tuple(layout(view(invoice))),
        colours=colours or Colours(),
        specimen=specimen,
    )


def _references(invoice: Invoice) -> tuple[Fact, ...]:
    buyer = invoice.buyer
    return present(
        fact("Date de facture", formats.day(invoice.issued_on)),
        fact("Échéance", formats.day(invoice.settlement.due_on)),
        fact("Date de la prestation", formats.day(invoice.delivered_on)),
        fact("Numéro de client", invoice.client),
        fact("Bon de commande ou engagement", invoice.order_reference),
        fact("Code service (Chorus Pro)", invoice.buyer_reference),
        fact("Marché ou contrat", invoice.contract),
        fact("SIRET du client" if buyer.siret else "SIREN du client", _number(buyer)),
        fact("TVA du client", buyer.vat),
        fact("Nature de l’opération", invoice.operations),
    )


def _number(party: Party) -> str:
    return formats.siret(party.siret) or formats.siren(party.siren)


def _seller(seller: Party) -> str:
    """Who sells: name, address, numbers, contacts, and the mentions of the law."""
    vat = f"TVA {seller.vat}" if seller.vat else ""
    number = (
        f"SIRET {formats.siret(seller.siret)}" if seller.siret else f"SIREN {formats.siren(seller.siren)}"
    )
    known = (
        seller.name,
        formats.postal(seller.address),
        number,
        vat,
        formats.phone(seller.phone),
        seller.email,
    )
    return f"Vendeur{formats.NBSP}: {', '.join(part for part in known if part)}. {seller.legal}".rstrip()


def _rows(line: Line) -> Iterator[tuple[str, ...]]:
    named = f"{line.reference} — {line.name}" if line.reference else line.name
    quantity = f"{line.quantity.normalize():f}".replace(".", ",")
    rate, price = formats.percent(line.vat_rate), formats.euros(line.price)
    yield named, f"{quantity}{formats.NBSP}{line.unit}".strip(), price, rate, formats.euros(line.amount)
    if line.discount:
        yield line.discount_reason or "Remise", "", "", rate, formats.euros(-line.discount)


def _totals(invoice: Invoice) -> tuple[tuple[str, str], ...]:
    taxes = (
        (f"TVA {formats.percent(part.rate)} sur {formats.euros(part.base)}", formats.euros(part.tax))
        for part in invoice.vat
    )
    rows = (
        ("Total HT", formats.euros(invoice.net)),
        *taxes,
        ("Total TTC", formats.euros(invoice.gross)),
    )
    paid = invoice.settlement.paid
    return (*rows, ("Déjà réglé", formats.euros(-paid))) if paid else rows


def _payment(invoice: Invoice) -> tuple[Fact, ...]:
    pay = invoice.settlement
    return present(
        fact("Mode de paiement", pay.means),
        fact("Conditions", pay.terms),
        fact("Titulaire du compte", pay.account),
        fact("IBAN", formats.iban(pay.iban)),
        fact("BIC", pay.bic),
    )
