"""The identity check before signing: are these the answers that the order holds? (CS-98…104, IDV-02, IDV-03)

Both sides are normalised alike, then every field is compared whatever the others gave, and one answer comes out.

    names       accents, ligatures, case, apostrophes, hyphens, spaces and dots do not count:
                « Jean-René » = « JEAN RENE », « N'Guyen » = « nguyen », « Œuvrard » = « OEUVRARD »;
                the first name may be given with or without the middle names
    number      case, spaces, hyphens and dots do not count
    dates       12/05/2023, 12-5-2023, 12.05.2023, 12052023, 2023-05-12 and 12 mai 2023 are one day
    phone       0612…, 06 12…, +33 6…, +33 06…, 0033 6… are one number (E.164)

This is a confirmation of data, not a proof of identity; it is never a factor on its own.
"""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import date

from dossier import phones
from dossier.catalog import IdentityFields
from dossier.errors import Invalid
from dossier.people import DocumentType, IdentityDocument, Person
from dossier.text_checks import without_accents

_MONTHS = (
    "janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre",
    "decembre",
)  # fmt: skip
_NUMBERS = {
    DocumentType.CNI: re.compile(r"\d{4}[0-9A-Z]{3}\d{5}|[0-9A-Z]{9}"),
    DocumentType.PASSPORT: re.compile(r"\d{2}[A-Z]{2}\d{5}"),
    DocumentType.RESIDENCE_PERMIT: re.compile(r"[0-9A-Z]{9}|\d{10}"),
}
"""Usual shapes: a number of another shape is flagged, never refused."""


@dataclass(frozen=True)
class Answers:
    """What a signer typed, as typed. A date not asked for is empty."""

    number: str
    issued_on: str
    expires_on: str
    first_name: str
    last_name: str
    phone: str


def matches(answers: Answers, person: Person, fields: IdentityFields) -> bool:
    """Whether every answer asked for is the order's. One answer, the same work whichever field is wrong."""
    document = person.identity
    number = document.number if document else ""
    issued = _day(document.issued_on) if document else ""
    expires = _day(document.expires_on) if document else ""
    right = _same(document_number(answers.number), document_number(number))
    right &= _same(_day(read_date(answers.issued_on)), issued) | (not fields.issued_on)
    right &= _same(_day(read_date(answers.expires_on)), expires) | (not fields.expires_on)
    right &= _same_first_name(answers.first_name, person)
    right &= _same(name(answers.last_name), name(person.last_name))
    right &= _same(_phone(answers.phone), _phone(person.mobile))
    return right


def name(value: str) -> str:
    """A name as it is compared: plain letters and digits in upper case, nothing else."""
    return "".join(c for c in without_accents(value).upper() if c.isalnum())


def document_number(value: str) -> str:
    """A document's number as it is compared."""
    return "".join(c for c in value.upper() if c.isalnum())


def read_date(value: str) -> date | None:
    """The day that was typed, in one of the usual French ways, or None."""
    text = without_accents(value).casefold().replace("1er", "1")
    for number, month in enumerate(_MONTHS, 1):
        text = re.sub(rf"\b{month}\b", str(number), text)
    digits = re.findall(r"\d+", text)
    if len(digits) == 1 and len(digits[0]) == 8:
        digits = [digits[0][:2], digits[0][2:4], digits[0][4:]]
    return _date(digits) if len(digits) == 3 else None


def same_person(one: Person, other: Person) -> bool:
    """Whether two people of an order look like one (Q-7, IDV-07): names, and e-mail."""
    names = name(one.first_name + one.last_name) == name(other.first_name + other.last_name)
    return names and one.email.casefold() == other.email.casefold()


def usual_number(document: IdentityDocument) -> bool:
    """Whether the number has a usual shape for its type."""
    return _NUMBERS[document.type].fullmatch(document_number(document.number)) is not None


def number_agrees_with_date(document: IdentityDocument) -> bool:
    """The first four digits of an old card's number are the year and month of its making: a soft cross-check."""
    number = document_number(document.number)
    if document.type is not DocumentType.CNI or len(number) != 12 or document.issued_on is None:
        return True
    return number[:4] == document.issued_on.strftime("%y%m")


def masked(value: str) -> str:
    """A document's number with only its last three characters shown (IDV-06)."""
    return "•" * max(len(value) - 3, 0) + value[-3:]


def _date(digits: list[str]) -> date | None:
    year_first = len(digits[0]) == 4
    year, month, day = digits if year_first else reversed(digits)
    if len(year) != 4 or len(month) > 2 or len(day) > 2:
        return None
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _phone(value: str) -> str:
    try:
        return phones.normal(value)
    except Invalid:
        return ""


def _same_first_name(given: str, person: Person) -> bool:
    short = _same(name(given), name(person.first_name))
    long = _same(name(given), name(person.first_name + person.middle_name))
    return short | long


def _same(given: str, expected: str) -> bool:
    """Equality of two texts in a time that depends on neither; an empty text equals nothing."""
    one = hashlib.sha256(given.encode(errors="replace")).digest()
    other = hashlib.sha256(expected.encode(errors="replace")).digest()
    return hmac.compare_digest(one, other) & bool(expected)
