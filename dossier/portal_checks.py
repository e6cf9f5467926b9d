"""What can be wrong in a portal's file beyond its types: references to nothing, doubles, unreadable colours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stdnum import iban
from stdnum.exceptions import ValidationError

from dossier.catalog import AccessKind, Portal, Product
from dossier.errors import Problem
from dossier.order import Path, PaymentMeans
from dossier.trail import BLOCKS

CONTRAST = 4.5


def faults(portal: Portal) -> tuple[Problem, ...]:
    """Every fault of the portal; none when it can be opened to the public."""
    checks = (_doubles, _steps, _products, _access, _offices, _payment, _numbers, _colours)
    return tuple(problem for check in checks for problem in check(portal))


def _doubles(portal: Portal) -> Iterator[Problem]:
    for field in ("products", "offices", "bailiffs", "steps"):
        yield from _twice(field, (item.id for item in getattr(portal, field)))
    yield from _twice("discounts", (discount.code.casefold() for discount in portal.discounts))
    yield from _twice("signing", (signing.role for signing in portal.signing))


def _twice(field: str, ids: Iterable[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for item in ids:
        if item in seen:
            yield Problem(field, "duplicate", item)
        seen.add(item)


def _steps(portal: Portal) -> Iterator[Problem]:
    if not portal.steps:
        yield Problem("steps", "required")
    for number, step in enumerate(portal.steps):
        for block in step.blocks:
            if block not in BLOCKS:
                yield Problem(f"steps[{number}].blocks", "unknown_block", block)


def _products(portal: Portal) -> Iterator[Problem]:
    if not portal.products:
        yield Problem("products", "required")
    for number, product in enumerate(portal.products):
        yield from _product(portal, product, f"products[{number}]")


def _product(portal: Portal, product: Product, path: str) -> Iterator[Problem]:
    if not product.offers:
        yield Problem(f"{path}.offers", "required")
    if not product.keys:
        yield Problem(f"{path}.keys", "required")
    yield from _twice(f"{path}.offers", (offer.id for offer in product.offers))
    asked = {rule.document for rule in portal.identity_fields}
    for document in product.identity_documents:
        if document not in asked:
            yield Problem(f"{path}.identity_documents", "no_identity_fields", document)


def _access(portal: Portal) -> Iterator[Problem]:
    if portal.access.kind is not AccessKind.OPEN and not portal.access.codes:
        yield Problem("access.codes", "required")
    if portal.access.kind is AccessKind.PARTNER and not portal.access.partner:
        yield Problem("access.partner", "required")


def _offices(portal: Portal) -> Iterator[Problem]:
    known = {office.id for office in portal.offices}
    if not known:
        yield Problem("offices", "required")
    for field in ("deposit_office", "pickup_office"):
        if (wanted := getattr(portal.presets, field)) and wanted not in known:
            yield Problem(f"presets.{field}", "unknown_office", wanted)


def _payment(portal: Portal) -> Iterator[Problem]:
    if not portal.payment_means:
        yield Problem("payment_means", "required")
    if PaymentMeans.TRANSFER in portal.payment_means and portal.bank is None:
        yield Problem("bank", "required")
    if Path.BAILIFF in portal.paths and portal.fees is None:
        yield Problem("fees", "required")
    if portal.bank is not None:
        try:
            iban.validate(portal.bank.iban)
        except ValidationError:
            yield Problem("bank.iban", "iban")


def _numbers(portal: Portal) -> Iterator[Problem]:
    if not portal.paths:
        yield Problem("paths", "required")
    if not 1 <= portal.password.minimum <= portal.password.maximum:
        yield Problem("password", "range")
    for field in ("link_days", "retention_years"):
        if getattr(portal, field) < 1:
            yield Problem(field, "range")
    if min(portal.reminder_days) < 1:
        yield Problem("reminder_days", "range")


def _colours(portal: Portal) -> Iterator[Problem]:
    primary = portal.colours.primary
    if len(primary) != 7 or not primary.startswith("#"):
        yield Problem("colours.primary", "colour")
    elif contrast_with_white(primary) < CONTRAST:
        yield Problem("colours.primary", "contrast", str(CONTRAST))


def contrast_with_white(colour: str) -> float:
    """WCAG's contrast ratio between `#rrggbb` and white."""
    red, green, blue = (_linear(int(colour[i : i + 2], 16) / 255) for i in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(channel: float) -> float:
    if channel <= 0.04045:
        return channel / 12.92
    return float(((channel + 0.055) / 1.055) ** 2.4)
