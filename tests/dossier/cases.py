"""The shipped orders and portals, and how to change one field of an order."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TypeVar

from dossier import world
from dossier.catalog import Portal
from dossier.errors import Problem
from dossier.order import Order
from dossier.problems import problems, warnings

PERSON = "chambersign-person"
NAMES = tuple(sorted(path.stem for path in world.folder("orders").glob("*.json")))
T = TypeVar("T")


@cache
def order(name: str = PERSON) -> Order:
    return world.order(name)


@cache
def portal(slug: str = "chambersign") -> Portal:
    return world.portal(slug)


def portal_of(value: Order) -> Portal:
    return portal(value.portal)


def change(value: T, path: str, new: object) -> T:
    """The value with one dotted field changed: `change(order, "holder.email", "x")`."""
    head, _, rest = path.partition(".")
    inner = change(getattr(value, head), rest, new) if rest else new
    return replace(value, **{head: inner})  # type: ignore[type-var]


def codes(found: tuple[Problem, ...]) -> set[tuple[str, str]]:
    return {(problem.field, problem.code) for problem in found}


def blocking(value: Order, *, validating: bool = True) -> set[tuple[str, str]]:
    return codes(problems(value, portal_of(value), validating=validating))


def shown(value: Order) -> set[tuple[str, str]]:
    return codes(warnings(value, portal_of(value)))
