"""Elements of the XML: texts in normal form C, and nothing where there is nothing to say."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element

Part = Element | None


def leaf(name: str, text: str, **attributes: str) -> Part:
    """An element with a text; nothing when it is empty, for the profile allows no empty element."""
    if not text.strip():
        return None
    element = Element(name, attributes)
    element.text = unicodedata.normalize("NFC", text)
    return element


def group(name: str, *parts: Part) -> Part:
    """An element with those parts that there are; nothing when there are none."""
    element = Element(name)
    element.extend(part for part in parts if part is not None)
    return element if len(element) else None


def reference(name: str, number: str) -> Part:
    """A document by its number."""
    return group(name, leaf("ram:IssuerAssignedID", number))


def day(name: str, value: date) -> Part:
    """A date as CII writes it (UNTDID 2379, format 102)."""
    return group(name, leaf("udt:DateTimeString", f"{value:%Y%m%d}", format="102"))


def money(amount: Decimal) -> str:
    """Two decimals (BR-DEC)."""
    return f"{amount:.2f}"


def price(amount: Decimal) -> str:
    """Two decimals, or as many as it has."""
    return money(amount) if amount == round(amount, 2) else bare(amount)


def bare(number: Decimal) -> str:
    """No more decimals than it has."""
    return f"{number.normalize():f}"
