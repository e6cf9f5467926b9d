"""A card: a titled group of facts, already words. Papers lay it out as a section; a screen may recap it too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.blocks import Block, Field, Fields, Notice, Paragraph, Section, Tone

WIDE = 48
"""Beyond this many characters, a value takes the whole row."""


@dataclass(frozen=True)
class Fact:
    """A label and its value. An empty value that a hand may complete is `fillable`."""

    label: str
    value: str
    wide: bool = False
    fillable: bool = False


@dataclass(frozen=True)
class Card:
    """A title, its facts, and what must be said under them: a remark, a warning, small notes."""

    title: str
    facts: tuple[Fact, ...]
    remark: str = ""
    warning: str = ""
    note: str = ""


def fact(label: str, value: str, *, fillable: bool = False) -> Fact:
    """A fact on one column, or on the whole row when it is long."""
    return Fact(label, value, wide=len(value) > WIDE, fillable=fillable)


def present(*facts: Fact) -> tuple[Fact, ...]:
    """The facts that say something."""
    return tuple(fact for fact in facts if fact.value)


def fields(facts: tuple[Fact, ...], columns: int = 2) -> Fields:
    """Facts on the grid."""
    items = (Field(f.label, f.value, wide=f.wide, fillable=f.fillable) for f in facts)
    return Fields(tuple(items), columns)


def section(card: Card) -> Iterator[Block]:
    """A card as a section of a paper."""
    yield Section(card.title)
    yield from body(card)


def body(card: Card) -> Iterator[Block]:
    """What a card says under its title."""
    if card.remark:
        yield Paragraph(card.remark)
    if card.facts:
        yield fields(card.facts)
    if card.warning:
        yield Notice(card.warning, tone=Tone.WARNING)
    if card.note:
        yield Paragraph(card.note, small=True)
