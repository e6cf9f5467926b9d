"""How tall cards are at most, so that a page can be ended on purpose.

An over-estimate of the renderer's heights: characters are taken as wide as the widest of their class. Only the
order of sections depends on it, and `tests/dossier/templates` holds it against real pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dossier.templates.cards import Card, Fact

PLAIN, CODED = 690.0, 660.0
"""Height of text on a page, and on one that also carries a code, in points, less a few."""

_WIDTH, _GUTTER = 487.0, 18.0
_SECTION = 18 + 22 + 2
_LINE, _LABEL, _AROUND = 13.5, 10.5, 8.5
_NARROW, _USUAL, _CAPITAL, _WIDEST, _UNKNOWN = 3.25, 5.9, 7.45, 9.6, 14.7


def split(cards: Iterable[Card], room: float) -> tuple[tuple[Card, ...], tuple[Card, ...]]:
    """The cards that surely fit in `room` points, in order, and the others."""
    first: list[Card] = []
    after: list[Card] = []
    left = room
    for card in cards:
        left -= height(card)
        (after if after or left < 0 else first).append(card)
    return tuple(first), tuple(after)


def height(card: Card) -> float:
    """The most a card can take, its title included."""
    remarks = sum(_paragraph(text) for text in (card.remark, card.note) if text)
    warning = _paragraph(card.warning) + 20 if card.warning else 0.0
    return _SECTION + grid(card.facts) + remarks + warning


def grid(facts: Iterable[Fact], columns: int = 2) -> float:
    """The most that facts can take on the grid."""
    width = (_WIDTH - (columns - 1) * _GUTTER) / columns
    return 2 + sum(max(_fact(fact, width) for fact in row) for row in _rows(facts, columns))


def _rows(facts: Iterable[Fact], columns: int) -> Iterator[list[Fact]]:
    row: list[Fact] = []
    for fact in facts:
        if row and (fact.wide or row[-1].wide or len(row) == columns):
            yield row
            row = []
        row.append(fact)
    if row:
        yield row


def _fact(fact: Fact, width: float) -> float:
    whole = _WIDTH if fact.wide else width
    return _LABEL * _lines(fact.label, whole) + _LINE * _lines(fact.value, whole) + _AROUND


def _paragraph(text: str) -> float:
    return 7 + _LINE * _lines(text, _WIDTH - 26)


def _lines(text: str, width: float) -> int:
    """Lines at most: words set one after the other, those longer than a line broken."""
    lines, x = 1, 0.0
    for word in text.split(" "):
        wide = sum(advance(character) for character in word)
        if x and x + wide > width:
            lines, x = lines + 1, 0.0
        lines += int((x + wide) // width)
        x = (x + wide) % width + _NARROW
    return lines


def advance(character: str) -> float:
    """The width of a character at the size of a value, in points, or more."""
    if ord(character) > 0x17F and character not in "’–•":
        return _UNKNOWN
    if character in "ijlI.,:;'’ \u00a0!()-":
        return _NARROW
    if character in "mwMW@%—…ŒœÆæ#&©®¶¼½¾ŴŵµßŉŸ":
        return _WIDEST
    return _CAPITAL if character.isupper() else _USUAL
