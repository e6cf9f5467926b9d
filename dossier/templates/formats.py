"""How things are written on a French paper. Spaces inside a number, a date or before « : » never break."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

from dossier.catalog import Money
from dossier.organisation import Address

NBSP = "\u00a0"
PARIS = ZoneInfo("Europe/Paris")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre",
    "décembre",
)  # fmt: skip
_SHOWN = 3  # characters of an identity document's number that a paper may print


def day(value: date) -> str:
    """« 21 novembre 2026 », « 1er mars 2027 »."""
    number = "1er" if value.day == 1 else str(value.day)
    return f"{number}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def moment(value: datetime) -> str:
    """« 21 novembre 2026 à 9 h 05 », in Paris."""
    local = value.astimezone(PARIS)
    return f"{day(local.date())} à{NBSP}{local.hour}{NBSP}h{NBSP}{local.minute:02}"


def paris_time(value: datetime) -> str:
    """« 21/11/2026 09:05:07 », in Paris, for a table."""
    return f"{value.astimezone(PARIS):%d/%m/%Y %H:%M:%S}".replace(" ", NBSP)


def utc_time(value: datetime) -> str:
    """« 2026-11-21T08:05:07Z », for a table and for machines."""
    return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def siren(value: str) -> str:
    """« 433 702 479 »; what is not nine digits is printed as it is."""
    return NBSP.join(_threes(value)) if re.fullmatch(r"[0-9]{9}", value) else value


def siret(value: str) -> str:
    """« 433 702 479 00042 »; what is not fourteen digits is printed as it is."""
    if not re.fullmatch(r"[0-9]{14}", value):
        return value
    return f"{siren(value[:9])}{NBSP}{value[9:]}"


def phone(value: str) -> str:
    """« +33 6 39 98 12 34 » from E.164."""
    try:
        number = phonenumbers.parse(value, None)
    except NumberParseException:
        return value
    text = phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    return str(text).replace(" ", NBSP)


def amount(value: Decimal) -> str:
    """« 1 234,50 » (two decimals)."""
    whole, cents = f"{abs(value):.2f}".split(".")
    sign = "–" if value < 0 else ""
    return f"{sign}{NBSP.join(_threes(whole))},{cents}"


def euros(value: Decimal) -> str:
    """« 1 234,50 € »."""
    return f"{amount(value)}{NBSP}€"


def money(value: Money) -> str:
    """« 1 234,50 € HT »: an amount never goes without its tax basis (K-13)."""
    return f"{euros(value.amount)}{NBSP}{value.basis.value}"


def short_money(value: Money) -> str:
    """« 50 € HT »: as `money`, without the cents when there are none."""
    text = money(value)
    return text.replace(",00", "") if value.amount == value.amount.to_integral_value() else text


def percent(value: Decimal) -> str:
    """« 20 % », « 5,5 % » from 0.20 and 0.055."""
    number = f"{(value * 100).normalize():f}".replace(".", ",")
    return f"{number}{NBSP}%"


def count(number: int, one: str, many: str) -> str:
    """« 1 an », « 3 ans »."""
    return f"{number}{NBSP}{one if abs(number) < 2 else many}"


def masked(number: str) -> str:
    """An identity document's number with three characters left at most: never in full, even a short one."""
    shown = min(_SHOWN, len(number) // 3)
    return "•" * 6 + (number[-shown:] if shown else "")


def iban(value: str) -> str:
    """« FR76 9999 7000 … », in groups of four."""
    compact = "".join(value.split())
    return NBSP.join(compact[index : index + 4] for index in range(0, len(compact), 4))


def digest(value: str) -> str:
    """A hexadecimal digest in groups of eight, which may break between groups."""
    return " ".join(value[index : index + 8] for index in range(0, len(value), 8))


def postal_lines(*names: str, address: Address) -> tuple[str, ...]:
    """Names and address, one line each, as on an envelope; what is empty leaves no line."""
    town = f"{address.postcode} {address.town}".strip()
    lines = (*names, address.complement, address.street, address.locality, town, _abroad(address))
    return tuple(line for line in lines if line)


def postal(address: Address) -> str:
    """The same address on one line."""
    return ", ".join(postal_lines(address=address))


def _abroad(address: Address) -> str:
    """The last line of an address is the country, in capitals."""
    return "" if address.country in ("", "FR") else country(address.country).upper()


def country(code: str) -> str:
    """The French name of a country; its code when not listed."""
    return _COUNTRIES.get(code, code)


def typographic(text: str) -> str:
    """A text written with a keyboard, as a French printer sets it: ’ between letters, spaces that hold.

    For words of ours and of a portal, never for what a person typed about himself.
    """
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r"(?<=\S) (?=[:;?!»%€])", NBSP, text)
    return text.replace("« ", f"«{NBSP}")


def _threes(digits: str) -> list[str]:
    first = len(digits) % 3
    groups = [digits[:first]] if first else []
    return groups + [digits[index : index + 3] for index in range(first, len(digits), 3)]


_COUNTRIES = {
    "FR": "France", "DE": "Allemagne", "AT": "Autriche", "BE": "Belgique", "BG": "Bulgarie", "CY": "Chypre",
    "HR": "Croatie", "DK": "Danemark", "ES": "Espagne", "EE": "Estonie", "FI": "Finlande", "GR": "Grèce",
    "HU": "Hongrie", "IE": "Irlande", "IS": "Islande", "IT": "Italie", "LV": "Lettonie", "LI": "Liechtenstein",
    "LT": "Lituanie", "LU": "Luxembourg", "MT": "Malte", "MC": "Monaco", "NO": "Norvège", "NL": "Pays-Bas",
    "PL": "Pologne", "PT": "Portugal", "CZ": "Tchéquie", "RO": "Roumanie", "GB": "Royaume-Uni",
    "SK": "Slovaquie", "SI": "Slovénie", "SE": "Suède", "CH": "Suisse", "US": "États-Unis", "CA": "Canada",
}  # fmt: skip
