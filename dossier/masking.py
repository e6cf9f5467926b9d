"""What of an order may leave the service: identity document numbers never do in full (Q-6)."""

from __future__ import annotations

from dataclasses import replace

from dossier.order import Order
from dossier.people import Person

_SHOWN = 3


def without_numbers(order: Order) -> Order:
    """The order with only the last three characters of each identity document's number, and no password hash."""
    return replace(
        order,
        certificate=replace(order.certificate, pickup_hash=""),
        holder=_masked(order.holder),
        representative=_masked(order.representative) if order.representative else None,
        delegate=_masked(order.delegate) if order.delegate else None,
    )


def _masked(person: Person) -> Person:
    if person.identity is None:
        return person
    number = person.identity.number
    shown = number[-_SHOWN:] if len(number) > 2 * _SHOWN else ""
    return replace(person, identity=replace(person.identity, number="•" * (len(number) - len(shown)) + shown))
