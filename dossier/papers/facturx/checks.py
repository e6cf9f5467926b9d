"""What is refused before an invoice is made: sums that differ, and what the law or EN 16931 wants and is not there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import ROUND_HALF_UP, Decimal

from stdnum import iban as bank

from dossier.errors import Invalid, Problem
from dossier.papers.facturx import codes
from dossier.papers.glyphs import check_text
from dossier.templates.invoice_facts import CENT, Invoice, Line, Party

_LARGEST = Decimal(10) ** 9  # so that a product is exact in 28 digits
_MENTIONS = {"PMD": "late_penalties_missing", "PMT": "recovery_fee_missing", "AAB": "early_discount_missing"}


def require_invoice(invoice: Invoice) -> None:
    """Raises Invalid with every problem at once; totals are judged when each number of the lines is right."""
    problems = [problem for check in _CHECKS for problem in check(invoice)]
    numbers = [problem for line in _numbered(invoice) for problem in line]
    problems += numbers or [*_totals(invoice), *_due(invoice)]
    if problems:
        raise Invalid(*problems)


def _identity(invoice: Invoice) -> Iterator[Problem]:
    """BR-2 (number) as BR-FR-01 and 02 write it, and the category of CGI annexe II art. 242 nonies A."""
    if not re.fullmatch(r"[A-Za-z0-9+_/-]{1,35}", invoice.number):
        yield Problem("number", "invoice_number")
    if not codes.process(invoice.operations, settled=False):
        yield Problem("operations", "unknown_value", " / ".join(codes.OPERATIONS))


def _seller(invoice: Invoice) -> Iterator[Problem]:
    """BR-6, BR-8, BR-CO-26 and BR-FR-10; no VAT number only under « franchise en base » (BR-S-02, BR-E-02)."""
    seller = invoice.seller
    yield from _party("seller", seller)
    if not seller.siren:
        yield Problem("seller.siren", "required")
    if not seller.vat and not codes.is_small_business(invoice.exemption):
        yield Problem("seller.vat", "required")


def _buyer(invoice: Invoice) -> Iterator[Problem]:
    """BR-7, BR-10, BR-11."""
    yield from _party("buyer", invoice.buyer)


def _party(path: str, party: Party) -> Iterator[Problem]:
    address = party.address
    wanted = {"name": party.name, "address.town": address.town, "address.postcode": address.postcode}
    for name, value in wanted.items():
        if not value.strip() and not (name == "address.postcode" and address.country not in ("", "FR")):
            yield Problem(f"{path}.{name}", "required")
    yield from _numbers(path, party)
    for name, value in (("email", party.email), ("phone", party.phone)):
        if missing := check_text(value):
            yield Problem(f"{path}.{name}", "glyph", ", ".join(missing))


def _numbers(path: str, party: Party) -> Iterator[Problem]:
    """Forms only (BR-CO-9, BR-FR-09 and 32): who typed them was told of their checksums."""
    forms = (
        ("siren", party.siren, r"[0-9]{9}", "siren_format"),
        ("siret", party.siret, r"[0-9]{14}", "siret_format"),
        ("vat", party.vat, r"[A-Z]{2}[A-Z0-9+*]{2,13}", "vat_prefix"),
        ("address.country", party.address.country, r"[A-Z]{2}", "country_format"),
    )
    for name, value, form, code in forms:
        if value and not re.fullmatch(form, value):
            yield Problem(f"{path}.{name}", code)
    if party.siret and not party.siret.startswith(party.siren):
        yield Problem(f"{path}.siret", "siret_other_siren")


def _notes(invoice: Invoice) -> Iterator[Problem]:
    """C. com. L. 441-9, between professionals: penalties, recovery fee and early payment (BR-FR-05 and 06).

    A note for each of them. Whoever has neither SIREN nor VAT number buys as a private person.
    """
    if not (invoice.buyer.siren or invoice.buyer.vat):
        return
    said = [codes.subject(note) for note in invoice.notes]
    for subject, code in _MENTIONS.items():
        if said.count(subject) != 1:
            yield Problem("notes", code)


def _payment(invoice: Invoice) -> Iterator[Problem]:
    """BR-61: the account of a transfer."""
    pay = invoice.settlement
    if pay.iban and not bank.is_valid(pay.iban):
        yield Problem("settlement.iban", "iban")
    if not pay.iban and codes.is_transfer(codes.means(pay.means, pay.iban)):
        yield Problem("settlement.iban", "required")


def _taxes(invoice: Invoice) -> Iterator[Problem]:
    """Rates of the country (BR-FR-16); a rate of zero says why (BR-E-10, BR-AE-10), and BR-AE-02."""
    rates = ", ".join(f"{100 * rate:.2f}" for rate in codes.RATES)
    for index, line in enumerate(invoice.lines):
        if line.vat_rate not in codes.RATES:
            yield Problem(f"lines[{index}].vat_rate", "unknown_value", rates)
    free = any(not line.vat_rate for line in invoice.lines)
    if free and not invoice.exemption.strip():
        yield Problem("exemption", "required")
    reverse = free and codes.category(Decimal(0), invoice.exemption)[0] == "AE"
    if reverse and not (invoice.buyer.vat or invoice.buyer.siren):
        yield Problem("buyer.vat", "required")


_CHECKS: tuple[Callable[[Invoice], Iterator[Problem]], ...] = (
    _identity, _seller, _buyer, _notes, _payment, _taxes,
)  # fmt: skip


def _numbered(invoice: Invoice) -> Iterator[Iterator[Problem]]:
    """BR-16 (a line at least), then the lines, then what was paid."""
    if not invoice.lines:
        yield iter((Problem("lines", "required"),))
    for index, line in enumerate(invoice.lines):
        yield _line(f"lines[{index}]", line)
    if not _within(invoice.settlement.paid, 2):
        yield iter((Problem("settlement.paid", "range"),))


def _line(path: str, line: Line) -> Iterator[Problem]:
    """BR-25 (name), BR-27 (price), decimals of BR-FR-DEC-01 to 03; a discount is not more than what it is on."""
    if not line.name.strip():
        yield Problem(f"{path}.name", "required")
    numbers = (("quantity", line.quantity, 4), ("price", line.price, 6), ("discount", line.discount, 2))
    wrong = [name for name, value, places in numbers if not _within(value, places)]
    yield from (Problem(f"{path}.{name}", "range") for name in wrong)
    if not wrong and _cents(line.quantity * line.price) < line.discount:
        yield Problem(f"{path}.discount", "range")
    if not line.vat_rate.is_finite():
        yield Problem(f"{path}.vat_rate", "range")


def _within(value: Decimal, places: int) -> bool:
    """Whether a number is finite, not negative, below the largest, with that many decimals at most."""
    return value.is_finite() and 0 <= value < _LARGEST and value == value.quantize(Decimal(1).scaleb(-places))


def _totals(invoice: Invoice) -> Iterator[Problem]:
    """BR-CO-10, 14, 15, 16 and 17, computed here again from the lines alone."""
    bases: dict[Decimal, Decimal] = {}
    for line in invoice.lines:
        own = _cents(line.quantity * line.price) - line.discount
        bases[line.vat_rate] = bases.get(line.vat_rate, Decimal(0)) + own
    taxes = {rate: _cents(base * rate) for rate, base in bases.items()}
    net, tax, paid = sum(bases.values()), sum(taxes.values()), invoice.settlement.paid
    found = {part.rate: (part.base, part.tax) for part in invoice.vat}
    if found != {rate: (bases[rate], taxes[rate]) for rate in bases}:
        yield Problem("vat", "totals", f"{tax:.2f}")
    stated = {"net": invoice.net, "tax": invoice.tax, "gross": invoice.gross, "due": invoice.due}
    right = {"net": net, "tax": tax, "gross": net + tax, "due": net + tax - paid}
    yield from (
        Problem(name, "totals", f"{right[name]:.2f}") for name in stated if stated[name] != right[name]
    )


def _due(invoice: Invoice) -> Iterator[Problem]:
    """Nobody pays more than the total; due on or after the invoice's day, unless paid (BR-FR-CO-07)."""
    pay = invoice.settlement
    if pay.paid > invoice.gross:
        yield Problem("settlement.paid", "range")
    if pay.due_on < invoice.issued_on and pay.paid != invoice.gross:
        yield Problem("settlement.due_on", "due_before_issue")


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
