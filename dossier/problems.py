"""What is wrong with an order, all at once: the rules of the rows, per portal and product.

`problems` block; `warnings` are shown and kept for the office, and never block. Equality of what is typed twice
(passwords, CS-39, CS-42) is a matter of the form, before there is an order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dossier import pieces, rules_certificate, rules_organisation, rules_people, trail
from dossier.catalog import HolderKind, Portal
from dossier.checks import CHECKSUMS
from dossier.errors import Problem
from dossier.order import Order, Path

WARNINGS = frozenset(
    {
        "registry_to_check", "vat_other_siren", "postal_line_long", "not_alphanumeric", "delegate_is_holder",
        "same_phone", "same_email", "piece_not_needed", "issue_date_unknown", "perhaps_too_old",
        "perhaps_prolonged", "document_number_unusual", "document_date_unusual", "no_bailiff",
    }
)  # fmt: skip
"""Codes that never block; those of `CHECKSUMS` join them where the portal is not strict (K-03)."""


def problems(
    order: Order,
    portal: Portal,
    step: str | None = None,
    *,
    validating: bool = False,
    today: date | None = None,
) -> tuple[Problem, ...]:
    """What must be put right: in one step of the trail, or in the whole order before it is validated.

    `today` is the order's date unless given. NotFound when the portal has no such step.
    """
    found = _findings(order, portal, validating, today or order.placed_at.date())
    return tuple(p for p in _of_step(found, portal, step) if not is_warning(p, portal))


def warnings(
    order: Order, portal: Portal, step: str | None = None, *, today: date | None = None
) -> tuple[Problem, ...]:
    """What a person should look at again, and the office at review."""
    found = _findings(order, portal, True, today or order.placed_at.date())
    return tuple(p for p in _of_step(found, portal, step) if is_warning(p, portal))


def is_warning(problem: Problem, portal: Portal) -> bool:
    """Whether that problem is only shown, in this portal."""
    return problem.code in WARNINGS or (problem.code in CHECKSUMS and not portal.strict_checksums)


def required_fields(order: Order, portal: Portal) -> tuple[str, ...]:
    """The dotted fields that may not stay empty in this portal, for what this order says so far."""
    offered = [block for step in portal.steps for block in step.blocks]
    fields = (
        field for block in offered if _asked(block, order, portal) for field in trail.BLOCKS[block].required
    )
    return tuple(dict.fromkeys(fields))


def _findings(order: Order, portal: Portal, validating: bool, today: date) -> Iterator[Problem]:
    for field in required_fields(order, portal):
        if not _value(order, field):
            yield Problem(field, "required")
    yield from rules_organisation.findings(order, portal)
    yield from rules_certificate.findings(order, portal)
    yield from rules_people.findings(order, portal)
    yield from pieces.findings(order, portal, today)
    if validating:
        yield from rules_people.identities(order, portal)
        yield from _missing_pieces(order, portal)
        yield from rules_certificate.at_validation(order, portal)


def _missing_pieces(order: Order, portal: Portal) -> Iterator[Problem]:
    """K-15: facultative on paper; a dematerialised dossier is signed with its pieces, so it must hold them."""
    if order.path is Path.DEMATERIALISED:
        for kind in pieces.missing(order, portal):
            yield Problem("pieces", "missing_piece", kind.value)


def _of_step(found: Iterator[Problem], portal: Portal, step: str | None) -> Iterator[Problem]:
    if step is None:
        yield from found
        return
    here = trail.step_of(portal, step).id
    yield from (p for p in found if trail.step_for(portal, p.field) == here)


def _asked(block: str, order: Order, portal: Portal) -> bool:
    """Whether that block's required fields are required of this order."""
    if block in trail.preset_blocks(portal):
        return False
    conditions = {
        "representative": not order.holder_is_representative,
        "delegate": order.delegate is not None,
        "service": _holder_kind(order, portal) is not HolderKind.PERSON,
        "billing": order.billing.address is not None,
        "system": portal.systems,
        "face_to_face": order.path is Path.BAILIFF,
    }
    return conditions.get(block, True)


def _holder_kind(order: Order, portal: Portal) -> HolderKind:
    kinds = {product.id: product.holder for product in portal.products}
    return kinds.get(order.certificate.product, HolderKind.PERSON)


def _value(order: Order, field: str) -> object:
    """The value at a dotted field; None when something on the way is absent; spaces are nothing."""
    value: object = order
    for name in field.split("."):
        value = getattr(value, name, None)
    return value.strip() if isinstance(value, str) else value
