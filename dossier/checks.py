"""Numbers and addresses of the trade: each check gives the code of what is wrong, or an empty string.

The codes of `CHECKSUMS` are arithmetic: a portal whose `strict_checksums` is false turns them into warnings,
because its own guide's examples fail them (K-03). The others always block.
"""

from __future__ import annotations

import re

from stdnum.exceptions import ValidationError
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret
from stdnum.fr import tva as fr_tva

CHECKSUMS = frozenset({"siren_checksum", "siret_checksum", "vat_checksum", "phone_unassigned"})

_LABEL = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?")
_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_FRENCH_VAT = re.compile(r"[0-9A-HJ-NP-Z]{2}[0-9]{9}")


def compact(value: str) -> str:
    """The value without spaces (also non-breaking), dots and hyphens."""
    return re.sub(r"[\s.\-\u2010\u2011]", "", value)


def siren(value: str) -> str:
    """9 digits, Luhn."""
    if not _digits(value, 9):
        return "siren_format"
    return "" if fr_siren.is_valid(value) else "siren_checksum"


def nic(value: str) -> str:
    """5 digits."""
    return "" if _digits(value, 5) else "nic_format"


def siret(value: str) -> str:
    """14 digits, Luhn; La Poste's establishments have a rule of their own."""
    if not _digits(value, 14):
        return "siret_format"
    return "" if fr_siret.is_valid(value) else "siret_checksum"


def vat(value: str, country: str) -> str:
    """French number with or without « FR », spaces allowed (GS-17); elsewhere its shape only."""
    number = compact(value).upper()
    if country != "FR":
        return "" if re.fullmatch(r"[A-Z0-9+*]{2,15}", number) else "vat_format"
    number = number.removeprefix("FR")
    if not _FRENCH_VAT.fullmatch(number):
        return "vat_format"
    try:
        fr_tva.validate(number)
    except ValidationError:
        return "vat_checksum"
    return ""


def duns(value: str) -> str:
    """9 digits: a DUNS number has no checksum any more."""
    return "" if _digits(compact(value), 9) else "duns_format"


def email(value: str) -> str:
    """One plain address, no comment, no quotes; the domain may be international."""
    local, _, domain = value.rpartition("@")
    if not local or len(local) > 64 or len(value) > 254 or not _LOCAL.fullmatch(local):
        return "email_format"
    return "email_format" if fqdn(domain) else ""


def fqdn(value: str) -> str:
    """A full domain name (CS-41): two labels or more, no wildcard, no address, no trailing dot."""
    try:
        name = value.encode("idna").decode().lower()
    except UnicodeError:
        return "fqdn_format"
    labels = name.split(".")
    if len(name) > 253 or len(labels) < 2 or not all(_LABEL.fullmatch(label) for label in labels):
        return "fqdn_format"
    return "fqdn_format" if labels[-1].isdigit() or len(labels[-1]) < 2 else ""


def postcode(value: str, country: str) -> str:
    """5 digits of a department in France (a CEDEX too, CG-28); elsewhere its shape only."""
    if country == "FR":
        right = _digits(value, 5) and "01" <= value[:2] <= "98"
    else:
        right = re.fullmatch(r"[A-Za-z0-9 -]{2,10}", value) is not None
    return "" if right else "postcode_format"


def department(value: str) -> str:
    """The department that a French postcode suggests: its prefix, which staff may override.

    Sixteen postcodes serve two departments and CEDEX codes are in no list, so this is never a rule.
    """
    if value[:3] in ("200", "201"):
        return "2A"
    if value[:3] in ("202", "206"):
        return "2B"
    return value[:3] if value[:2] in ("97", "98") else value[:2]


def country(value: str) -> str:
    """ISO 3166-1 alpha-2, by its shape."""
    return "" if re.fullmatch(r"[A-Z]{2}", value) else "country_format"


def csr(value: str) -> str:
    """A PEM certificate request, by its shape; `dossier.signing` reads what it holds."""
    lines = value.strip().splitlines()
    marks = ("-----BEGIN CERTIFICATE REQUEST-----", "-----END CERTIFICATE REQUEST-----")
    if len(value) > 16_384 or len(lines) < 3 or (lines[0], lines[-1]) != marks:
        return "csr_format"
    return "" if re.fullmatch(r"[A-Za-z0-9+/=]+", "".join(lines[1:-1])) else "csr_format"


def _digits(value: str, length: int) -> bool:
    return len(value) == length and value.isascii() and value.isdigit()
