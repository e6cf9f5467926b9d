"""Telephone numbers: read as people write them, kept as E.164, judged before a message is sent.

Trap: the overseas departments write `0690…`, `0692…`, `0694…`, `0696…` like the mainland, but each is a region
with its own country code; a number that is invalid for France is tried there. Numbers kept for fiction by
ARCEP (06 39 98 xx xx) are accepted: the demonstration world uses them.
"""

from __future__ import annotations

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from dossier.errors import Invalid, Problem

OVERSEAS = ("GP", "MQ", "GF", "RE", "YT", "PM", "BL", "MF", "NC", "PF", "WF")
EUROPE = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT",
    "LU", "LV", "MT", "NL", "NO", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
REACHED = ("FR", *OVERSEAS, *EUROPE)
"""Regions where codes are sent unless the settings say otherwise (OTP-14)."""

_FICTION = "+3363998"
_SHORTEST = 8
_MOBILES = (PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE)


def normal(value: str, region: str = "FR", field: str = "phone") -> str:
    """The number as E.164 (`+33…`), whatever its spaces, hyphens and `+33 0…`; Invalid when none can be read."""
    number = None if any(c.isalpha() for c in value) else _parsed(value, region)
    text = str(phonenumbers.format_number(number, PhoneNumberFormat.E164)) if number else ""
    if len(text) < _SHORTEST:
        raise Invalid(Problem(field, "phone_format"))
    return text


def phone(value: str) -> str:
    """The code of what is wrong with an E.164 number, or an empty string."""
    number = _canonical(value)
    if number is None:
        return "phone_format"
    return "" if _fiction(value) or phonenumbers.is_valid_number(number) else "phone_unassigned"


def mobile(value: str, reached: tuple[str, ...] = REACHED) -> str:
    """The code of what forbids sending a code to this E.164 number (OTP-14), or an empty string."""
    number = _canonical(value)
    if number is None:
        return "phone_format"
    if _fiction(value):
        return "" if "FR" in reached else "phone_country"
    if not phonenumbers.is_valid_number(number):
        return "phone_unassigned"
    if phonenumbers.region_code_for_number(number) not in reached:
        return "phone_country"
    return "" if phonenumbers.number_type(number) in _MOBILES else "phone_not_mobile"


def masked(value: str) -> str:
    """The number with only its last two digits shown."""
    return "•" * max(len(value) - 2, 0) + value[-2:]


def national(value: str) -> str:
    """The number as people of France write it, or its international form for another country."""
    number = _parsed(value, None)
    if number is None:
        return value
    form = PhoneNumberFormat.NATIONAL if number.country_code == 33 else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(number, form))


def _parsed(value: str, region: str | None) -> PhoneNumber | None:
    number = _read(value, region)
    if number is None or region != "FR" or phonenumbers.is_valid_number(number):
        return number
    if _fiction(phonenumbers.format_number(number, PhoneNumberFormat.E164)):
        return number
    tried = (_read(value, other) for other in OVERSEAS)
    return next((n for n in tried if n is not None and phonenumbers.is_valid_number(n)), number)


def _canonical(value: str) -> PhoneNumber | None:
    number = _read(value, None)
    if number is None or phonenumbers.format_number(number, PhoneNumberFormat.E164) != value:
        return None
    return number


def _read(value: str, region: str | None) -> PhoneNumber | None:
    try:
        number = phonenumbers.parse(value, region)
    except NumberParseException:
        return None
    return None if number.extension else number


def _fiction(value: str) -> bool:
    return value.startswith(_FICTION) and len(value) == 12
