"""Which characters can be printed: asked before anything is drawn."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from enum import Enum

from dossier.blocks import Paper
from dossier.errors import Invalid, Problem
from dossier.papers.fonts import covered

LINE_BREAK = "\n"


def check_text(text: str, *, lines: bool = False) -> tuple[str, ...]:
    """The characters of a text that no paper can print, as « U+1F600 GRINNING FACE »; empty when all can.

    The text is judged in normal form C, which is how it is printed. Controls, bidirectional marks and
    zero-width characters are never printable; a line feed is, where `lines` are allowed.
    """
    allowed = covered()
    if text.isascii() and text.isprintable():
        return ()
    missing = dict.fromkeys(c for c in unicodedata.normalize("NFC", text) if c not in allowed)
    return tuple(_described(c) for c in missing if not (lines and c == LINE_BREAK))


def require_printable(paper: Paper) -> None:
    """Raises Invalid with one problem (field, "glyph", "U+XXXX NAME") for each text that cannot be printed."""
    problems = [
        Problem(path, "glyph", ", ".join(missing))
        for path, text in _texts("", paper)
        if (missing := check_text(text, lines=True))
    ]
    if problems:
        raise Invalid(*problems)


def _described(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'CONTROL CHARACTER')}"


def _texts(path: str, value: object) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and not isinstance(value, Enum):
        yield path, value
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _texts(f"{path}[{index}]", item)
    elif hasattr(value, "__dataclass_fields__"):
        for name, item in vars(value).items():
            yield from _texts(f"{path}.{name}" if path else name, item)
