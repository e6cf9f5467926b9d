"""French words and formats of the pages, as Jinja filters."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from flask import Flask

_PARIS = ZoneInfo("Europe/Paris")
_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre",
    "novembre", "décembre",
)  # fmt: skip
_WORDS = {"valid": "Valide", "invalid": "Non valide", "person": "À examiner", "unreadable": "Illisible"}
_COLOURS = {"valid": "govuk-tag--green", "invalid": "govuk-tag--red", "person": "govuk-tag--yellow"}
_SENTENCES = {
    ("valid", "bundle"): "Le dossier est complet et toutes ses signatures sont valides.",
    ("valid", "pdf"): "Toutes les signatures de ce document sont valides.",
    ("invalid", "bundle"): "Ce dossier n’est pas valide : ne vous y fiez pas.",
    ("invalid", "pdf"): "Ce document n’est pas valide : ne vous y fiez pas.",
    ("person", "bundle"): "Ce dossier doit être examiné par une personne.",
    ("person", "pdf"): "Ce document doit être examiné par une personne.",
}


def moment(value: str) -> str:
    """« 21 novembre 2026 à 11 h 05 (heure de Paris) » from ISO 8601 with an offset."""
    at = datetime.fromisoformat(value).astimezone(_PARIS)
    day = "1er" if at.day == 1 else str(at.day)
    return f"{day} {_MONTHS[at.month - 1]} {at.year} à {at:%H} h {at:%M} (heure de Paris)"


def verdict_word(verdict: str) -> str:
    """One or two words for a verdict."""
    return _WORDS.get(verdict, verdict)


def verdict_sentence(verdict: str, kind: str) -> str:
    """One sentence for a verdict on a bundle or a PDF."""
    return _SENTENCES.get((verdict, kind), "Ce fichier n’a pas pu être lu.")


def tag_colour(verdict: str) -> str:
    """The class of a verdict's tag."""
    return _COLOURS.get(verdict, "govuk-tag--grey")


def install(app: Flask) -> None:
    """Make them filters of every page."""
    for function in (moment, verdict_word, verdict_sentence, tag_colour):
        app.add_template_filter(function)
