"""Orders as long and as hostile as the rules allow, made from the shipped ones."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from dossier.order import Order
from dossier.people import Contact, Person
from dossier.text_checks import LIMITS, Kind
from dossier.world import folder

T = TypeVar("T")

PLAIN = (
    "number", "client_number", "schema", "revision", "portal", "product", "term", "support", "country", "siren",
    "nic", "postcode", "deposit_office", "pickup_office", "bailiff", "campaign_code", "coupon_code", "version",
    "file", "csr", "phone", "fax", "mobile", "office_phone", "vat", "business_id", "timezone", "category",
)  # fmt: skip
"""Fields whose values are chosen, or have a fixed shape."""
PERSONS = ("first_name", "middle_name", "last_name")
NAMES = ("name", "establishment", "organisation", "recipient")


def limit(field: str) -> int:
    """How many characters a field may hold."""
    if field == "email":
        return 254
    if field == "special_instructions":
        return LIMITS[Kind.NOTE]
    kind = Kind.PERSON if field in PERSONS else Kind.NAME if field in NAMES else Kind.LINE
    return LIMITS[kind]


def filled(value: T, word: str) -> T:
    """The value with every free text replaced by as much of `word` as its field may hold."""
    if not is_dataclass(value):
        return value
    changes: dict[str, Any] = {}
    for field in fields(value):
        old = getattr(value, field.name)
        if isinstance(old, str) and field.name not in PLAIN and not hasattr(old, "value"):
            changes[field.name] = _fill(word, limit(field.name))
        elif is_dataclass(old):
            changes[field.name] = filled(old, word)
    return replace(value, **changes)  # type: ignore[type-var]


def _fill(word: str, length: int) -> str:
    return (word * (length // len(word) + 1))[:length]


def longest(order: Order) -> Order:
    """Every text at its limit, in long words of wide capitals."""
    return _distinct(filled(order, "MONTGERMONT-WATTWILLER-"))


def unbreakable(order: Order) -> Order:
    """Every text at its limit, in one word of the widest letter."""
    return _distinct(filled(order, "W"))


def _distinct(order: Order) -> Order:
    """The delegate is not the holder (Q-7)."""
    delegate = order.delegate
    return replace(order, delegate=replace(delegate, first_name="MW" * 32)) if delegate else order


def hostile_texts() -> tuple[str, ...]:
    """The texts that must be printed exactly, of fixtures/hostile."""
    known = json.loads((folder("orders").parent / "hostile" / "names.json").read_text(encoding="utf-8"))
    return tuple(row["text"] for row in known if row["expected"] == "printed" and "\n" not in row["text"])


def named(order: Order, text: str) -> Order:
    """The order where every person, the organisation and the service are called that."""
    return replace(
        order,
        applicant=_contact(order.applicant, text),
        organisation=replace(order.organisation, name=text, establishment=text),
        holder=_person(order.holder, text),
        representative=_person(order.representative, text) if order.representative else None,
        delegate=_person(order.delegate, text) if order.delegate else None,
        special_instructions=text,
    )


def _contact(contact: Contact, text: str) -> Contact:
    return replace(contact, first_name=text, last_name=text)


def _person(person: Person, text: str) -> Person:
    return replace(person, first_name=text, last_name=text, function=text, service=text)
