"""An invoice as values, with the fields EN 16931 (Factur-X) needs. Amounts are in euros; totals are computed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from dossier.organisation import Address

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Party:
    """Seller or buyer. `legal` are the mentions of the law (form, capital, register); `vat` with its country."""

    name: str
    address: Address
    siren: str
    siret: str
    vat: str
    email: str
    phone: str
    legal: str


@dataclass(frozen=True)
class Line:
    """What is billed: `price` is one unit's, without tax; `discount` is taken off the line, without tax."""

    reference: str
    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    vat_rate: Decimal
    discount: Decimal = Decimal(0)
    discount_reason: str = ""

    @property
    def amount(self) -> Decimal:
        """Quantity × price, rounded, before the discount."""
        return _cents(self.quantity * self.price)

    @property
    def net(self) -> Decimal:
        """The line without tax (BT-131)."""
        return self.amount - _cents(self.discount)


@dataclass(frozen=True)
class Vat:
    """The tax of one rate, on the sum of its lines (BG-23)."""

    rate: Decimal
    base: Decimal

    @property
    def tax(self) -> Decimal:
        """Rounded once per rate."""
        return _cents(self.base * self.rate)


@dataclass(frozen=True)
class Settlement:
    """How and when it is paid. `means` is in French; `iban` and `bic` are empty unless it is a transfer."""

    means: str
    due_on: date
    terms: str
    iban: str
    bic: str
    account: str
    paid: Decimal = Decimal(0)


@dataclass(frozen=True)
class Invoice:
    """One invoice. `order_reference` is the purchase order or « engagement juridique » (BT-13), `buyer_reference`
    Chorus' service code (BT-10). `operations` is the category that French law wants: « Prestation de services ».
    `notes` are the mentions on late payment. `exemption` says why a rate is zero, or is empty."""

    number: str
    issued_on: date
    dossier: str
    client: str
    seller: Party
    buyer: Party
    delivered_on: date
    lines: tuple[Line, ...]
    settlement: Settlement
    order_reference: str
    buyer_reference: str
    contract: str
    operations: str
    notes: tuple[str, ...]
    exemption: str = ""
    billed_to: str = ""

    @property
    def vat(self) -> tuple[Vat, ...]:
        """One per rate, lowest first."""
        rates = sorted({line.vat_rate for line in self.lines})
        return tuple(
            Vat(rate, sum((line.net for line in self.lines if line.vat_rate == rate), Decimal(0)))
            for rate in rates
        )

    @property
    def net(self) -> Decimal:
        """Total without tax."""
        return sum((line.net for line in self.lines), Decimal(0))

    @property
    def tax(self) -> Decimal:
        """Total tax."""
        return sum((part.tax for part in self.vat), Decimal(0))

    @property
    def gross(self) -> Decimal:
        """Total with tax."""
        return self.net + self.tax

    @property
    def due(self) -> Decimal:
        """What is left to pay."""
        return self.gross - self.settlement.paid


LATE_PAYMENT = (
    "En cas de retard de paiement, des pénalités sont exigibles sans rappel au taux de trois fois l’intérêt légal.",
    "Indemnité forfaitaire pour frais de recouvrement, entre professionnels : 40 €.",
    "Pas d’escompte pour paiement anticipé.",
)
"""Mentions of articles L. 441-9 and L. 441-10 of the Code de commerce, for sellers who keep the default."""


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
