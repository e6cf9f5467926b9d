"""What an invoice says in French, in the codes of EN 16931 (lists of UNTDID, UN/ECE and VATEX)."""

from __future__ import annotations

from decimal import Decimal

RATES = tuple(map(Decimal, ("0", ".009", ".0105", ".0175", ".021", ".055", ".085", ".1", ".13", ".2")))
"""Rates of French VAT, overseas and Corsica included (CGI art. 278 to 281 nonies, 296 to 297)."""

MENTIONS = {"PMD": "pénalité", "PMT": "recouvrement", "AAB": "escompte"}
"""Notes between professionals (C. com. L. 441-9 and L. 441-10) and the word that each must have."""

OPERATIONS = ("Livraison de biens", "Prestation de services", "Livraison de biens et prestation de services")
"""« Catégorie de l'opération » (CGI, annexe II, art. 242 nonies A)."""

_PROCESSES = dict(zip(map(str.casefold, OPERATIONS), "BSM", strict=True))
_UNITS = {
    "heure": "HUR", "h": "HUR", "minute": "MIN", "min": "MIN", "jour": "DAY", "j": "DAY", "mois": "MON",
    "an": "ANN", "année": "ANN", "km": "KMT", "kilomètre": "KMT", "kg": "KGM", "page": "ZP",
}  # fmt: skip
_TRANSFER, _OTHER = "30", "ZZZ"
_MEANS = {
    "virement": _TRANSFER, "mandat": _TRANSFER, "carte": "48", "chèque": "20", "prélèvement": "49", "espèces": "10",
}  # fmt: skip


def process(operations: str, *, settled: bool) -> str:
    """BT-23, French frame: S1 for services, B1 for goods, M1 for both; S2… when already paid. Empty if unknown."""
    letter = _PROCESSES.get(_plain(operations), "")
    return f"{letter}{2 if settled else 1}" if letter else ""


def subject(note: str) -> str:
    """BT-21 of a note: PMD, PMT, AAB, or AAI (general) for any other."""
    plain = _plain(note)
    return next((code for code, word in MENTIONS.items() if word in plain), "AAI")


def unit(name: str) -> str:
    """BT-130 from a unit in French, singular or plural; C62 (one) when it is empty or unknown."""
    plain = _plain(name)
    return _UNITS.get(plain) or _UNITS.get(plain.rstrip("s"), "C62")


def means(name: str, iban: str) -> str:
    """BT-81 from a means of payment in French; an account to pay into makes it a transfer."""
    plain = _plain(name)
    return _TRANSFER if iban else next((code for word, code in _MEANS.items() if word in plain), _OTHER)


def is_transfer(code: str) -> bool:
    """Whether an account must be named (BR-61)."""
    return code == _TRANSFER


def category(rate: Decimal, exemption: str) -> tuple[str, str]:
    """BT-118 and BT-121: standard, reverse charge, or exempt with the reason's code where there is one."""
    if rate:
        return "S", ""
    if "autoliquidation" in _plain(exemption):
        return "AE", "VATEX-EU-AE"
    return "E", "VATEX-FR-FRANCHISE" if is_small_business(exemption) else ""


def is_small_business(exemption: str) -> bool:
    """« TVA non applicable, art. 293 B du CGI »: such a seller may have no VAT number."""
    return "293 b" in _plain(exemption)


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
