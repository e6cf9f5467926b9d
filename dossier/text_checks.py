"""Which texts can be printed, sent and certified as they are typed.

Markup is not refused: `<SARL>` is a name like another and nothing here interprets it. What is refused deceives
the reader (bidirectional and invisible characters, addresses in a person's name) or has no glyph in the fonts
of the papers (which hold Latin, Greek and Cyrillic). Texts are judged, and to be kept, in NFC.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum


class Kind(StrEnum):
    """What the text is, for the rules that depend on it."""

    PERSON = "person"
    NAME = "name"
    LINE = "line"
    NOTE = "note"


LIMITS = {Kind.PERSON: 64, Kind.NAME: 120, Kind.LINE: 100, Kind.NOTE: 1000}
POSTAL_LINE = 38
"""NF Z 10-011: characters of a line of a postal address; beyond, the line may be cut (a warning)."""

_ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad\u034f\u180e")
_TYPOGRAPHIC = frozenset("‘’‚“”„–—…•€№«»°·¨´`^~|™©®§²³ªº½¼¾×÷±µ¿¡\u00a0\u202f\u2011\u2010")
_ALPHABETS = (
    range(0x250),
    range(0x2B0, 0x300),
    range(0x370, 0x3E2),
    range(0x3F0, 0x530),
    range(0x1E00, 0x2000),
)
"""Latin, modifier letters, Greek and Cyrillic: what the fonts of the papers hold (a test asks them)."""
_ADDRESS = re.compile(r"://|\bwww\.", re.IGNORECASE)
_DOMAIN = re.compile(
    r"[\w-]{2,}\.(com|fr|net|org|io|ru|info|xyz|eu|biz|top|site|online|me|link)\b", re.IGNORECASE
)


def text(value: str, kind: Kind) -> tuple[str, str]:
    """(code, detail) of what is wrong with a text, or two empty strings. An empty text is right."""
    value = unicodedata.normalize("NFC", value)
    if len(value) > LIMITS[kind]:
        return "too_long", str(LIMITS[kind])
    for character in value:
        if code := _character(character, kind):
            return code, f"U+{ord(character):04X}"
    return (_address(value, kind) or _marks(value)), ""


def _character(character: str, kind: Kind) -> str:
    """The code of a refused character, or nothing."""
    if character in "\n\r\t":
        return "" if kind is Kind.NOTE else "control"
    category = unicodedata.category(character)
    if category in ("Cc", "Zl", "Zp"):
        return "control"
    if character in _ZERO_WIDTH:
        return "invisible"
    if category == "Cf" or unicodedata.bidirectional(character) in ("R", "AL", "AN"):
        return "right_to_left"
    return "" if _drawn(character, category) else "no_glyph"


def _drawn(character: str, category: str) -> bool:
    if ord(character) < 0x7F or character in _TYPOGRAPHIC:
        return True
    if category[0] == "L":
        return any(ord(character) in alphabet for alphabet in _ALPHABETS)
    return category == "Mn" and character <= "\u036f"


def _address(value: str, kind: Kind) -> str:
    if kind in (Kind.PERSON, Kind.NAME) and _ADDRESS.search(value):
        return "address_in_name"
    if kind is Kind.PERSON and ("@" in value or _DOMAIN.search(value)):
        return "address_in_name"
    return ""


def _marks(value: str) -> str:
    """Refuses heaps of accents: more than two left on a letter once composed."""
    heap = 0
    for character in value:
        heap = heap + 1 if unicodedata.combining(character) else 0
        if heap > 2:
            return "marks"
    return ""


_LETTERS = str.maketrans(
    {
        "œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
        "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "ı": "i", "ħ": "h", "Ħ": "H",
    }
)  # fmt: skip


def without_accents(value: str) -> str:
    """The text with each accented letter or ligature replaced by plain letters."""
    decomposed = unicodedata.normalize("NFKD", value.translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def alphanumeric(value: str) -> bool:
    """Whether the text holds only A-Z, a-z, 0-9 and spaces (GS-02, K-01)."""
    return all(c == " " or (c.isascii() and c.isalnum()) for c in value)


def transliterated(value: str) -> str:
    """The text as the account form of GS-02 wants it: « Société SA » → « Societe SA » (K-02).

    Only offered, and only for account fields: a name in a certificate keeps its accents.
    """
    plain = "".join(c if alphanumeric(c) else " " for c in without_accents(value))
    return " ".join(plain.split())
