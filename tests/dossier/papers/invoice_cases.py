"""Invoices of every kind, all acceptable, from one invented invoice."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

from dossier.blocks import Rendered
from dossier.papers.facturx import render_invoice
from dossier.templates.invoice_facts import Invoice, Line, Party, Settlement
from tests.dossier.templates.evidence_case import invoice
from tests.dossier.templates.variants import HOSTILE

CREATED = "2026-11-21T10:00:00+01:00"
SAMPLE = invoice()
CARD = Settlement("Carte bancaire", date(2026, 11, 20), "Payée à la commande", "", "", "")


def _named(text: str) -> Invoice:
    lines = tuple(replace(line, name=text, discount_reason=text) for line in SAMPLE.lines)
    buyer = replace(SAMPLE.buyer, name=text)
    return replace(
        SAMPLE, buyer=buyer, lines=lines, order_reference=text[:50], billed_to=text[:30], contract="M-1"
    )


def _free(exemption: str, **changes: object) -> Invoice:
    lines = tuple(replace(line, vat_rate=Decimal(0)) for line in SAMPLE.lines)
    return replace(SAMPLE, lines=lines, exemption=exemption, **changes)  # type: ignore[arg-type]


def _overseas() -> Invoice:
    rates = ("0.021", "0.085", "0.0105", "0.1", "0.13")
    lines = tuple(
        Line(f"R{n}", "Déplacement", Decimal("1.3333"), "km", Decimal("0.123457"), Decimal(rate))
        for n, rate in enumerate(rates)
    )
    return replace(SAMPLE, lines=lines, operations="Livraison de biens et prestation de services")


def _private() -> Invoice:
    """A person pays by card: no number, no mention between professionals, no code of Chorus."""
    buyer = Party("Anaïs L’HÔPITAL", SAMPLE.buyer.address, "", "", "", "anais@example.fr", "+33639981234", "")
    settlement = replace(CARD, paid=SAMPLE.gross)
    return replace(SAMPLE, buyer=buyer, settlement=settlement, notes=(), order_reference="", buyer_reference="",
                   billed_to="", operations="Livraison de biens")  # fmt: skip


def _foreign() -> Invoice:
    address = replace(SAMPLE.buyer.address, postcode="1000", town="BRUXELLES", country="BE")
    buyer = Party("Fictie NV", address, "", "", "BE0999999922", "factuur@example.be", "", "")
    return _free("Autoliquidation, article 283-2 du CGI", buyer=buyer)


CASES: Mapping[str, Invoice] = {
    "sample": SAMPLE,
    "hostile": _named(HOSTILE),
    "longest": _named("MONTGERMONT-WATTWILLER " * 6),
    "overseas": _overseas(),
    "private": _private(),
    "foreign": _foreign(),
    "exempt": _free("Exonération de TVA, article 261-4-4° a du CGI"),
    "small-business": _free(
        "TVA non applicable, art.\u00a0293\u00a0B du CGI", seller=replace(SAMPLE.seller, vat="", siret="")
    ),
    "deposit": replace(SAMPLE, settlement=replace(SAMPLE.settlement, paid=Decimal("1000.00"))),
    "nothing": replace(SAMPLE, lines=(replace(SAMPLE.lines[1], price=Decimal(0)),)),
}


@cache
def drawn(name: str) -> Rendered:
    """A case made."""
    return render_invoice(CASES[name], created=CREATED)
