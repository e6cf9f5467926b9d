"""What an order costs: price, discounts, value added tax, and the estimate of a face-to-face."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from math import asin, cos, radians, sin, sqrt

from dossier.catalog import Discount, DiscountKind, Money, Offer, Portal, TaxBasis, next_by_id
from dossier.errors import Invalid, Problem
from dossier.order import CertificateChoice, Travel

CENT = Decimal("0.01")
VAT_RATE = Decimal("0.20")
EARTH_KM = 6371.0088


@dataclass(frozen=True)
class Amounts:
    """An amount without tax, the tax, and with it."""

    net: Decimal
    tax: Decimal
    gross: Decimal


def offer(choice: CertificateChoice, portal: Portal) -> Offer:
    """The offer chosen; Invalid when the product or its term is not in the catalogue (CS-21)."""
    try:
        product = portal.product(choice.product)
    except KeyError as error:
        raise Invalid(Problem("certificate.product", "unknown_product")) from error
    try:
        return next_by_id(product.offers, choice.term)
    except KeyError as error:
        raise Invalid(Problem("certificate.term", "unknown_term")) from error


def total(choice: CertificateChoice, portal: Portal) -> Money | None:
    """The price of the certificates chosen, discounts taken off, on the product's tax basis (GS-35, K-13).

    None where the catalogue shows no price. The bailiff's fee is never in it (CG-17).
    """
    price = offer(choice, portal).price
    if price is None:
        return None
    amount = price.amount * choice.quantity
    for percent in (campaign(choice, portal), coupon(choice, portal)):
        amount -= amount * percent / 100
    return Money(_cents(amount), price.basis)


def campaign(choice: CertificateChoice, portal: Portal) -> int:
    """The percentage that the campaign code takes off (GS-30); 0 without one, Invalid if unknown."""
    return _percent(choice.campaign_code, DiscountKind.CAMPAIGN, portal, "certificate.campaign_code")


def coupon(choice: CertificateChoice, portal: Portal) -> int:
    """The percentage that the one-off coupon takes off (GS-31); 0 without one, Invalid if unknown."""
    return _percent(choice.coupon_code, DiscountKind.COUPON, portal, "certificate.coupon_code")


def taxed(money: Money, rate: Decimal = VAT_RATE) -> Amounts:
    """Net, tax and gross of an amount, whichever of the two it is given in."""
    if money.basis is TaxBasis.HT:
        tax = _cents(money.amount * rate)
        return Amounts(_cents(money.amount), tax, _cents(money.amount) + tax)
    net = _cents(money.amount / (1 + rate))
    return Amounts(net, _cents(money.amount) - net, _cents(money.amount))


def face_to_face(travel: Travel, portal: Portal) -> Money | None:
    """The bailiff's estimated fee (CG-20…22); None when he must be asked, or none is due."""
    if portal.fees is None or travel is Travel.BAILIFF_FAR:
        return None
    return portal.fees.at_office if travel is Travel.HOLDER else portal.fees.near


def travel(kilometres: float, portal: Portal) -> Travel:
    """Whether a bailiff who comes is within the radius of the flat fee. An estimate: he bills road distance."""
    radius = portal.fees.radius_km if portal.fees else 0
    return Travel.BAILIFF_NEAR if kilometres <= radius else Travel.BAILIFF_FAR


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle distance between two (latitude, longitude) in degrees."""
    (lat1, lon1), (lat2, lon2) = (tuple(map(radians, place)) for place in (one, other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * asin(sqrt(min(half, 1.0)))


def _percent(code: str, kind: DiscountKind, portal: Portal, field: str) -> int:
    if not code:
        return 0
    found = _discount(code, kind, portal)
    if found is None:
        raise Invalid(Problem(field, "unknown_code"))
    return found.percent


def _discount(code: str, kind: DiscountKind, portal: Portal) -> Discount | None:
    wanted = code.strip().casefold()
    return next((d for d in portal.discounts if d.kind is kind and d.code.casefold() == wanted), None)


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
