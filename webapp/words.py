"""French words and formats of the pages, as Jinja filters."""

from __future__ import annotations

from datetime import datetime

from flask import Flask
from markupsafe import Markup

from dossier.labels import french_spaces
from dossier.templates import formats
from webapp import verdicts

_WORDS = {"valid": "Valide", "invalid": "Non valide", "person": "À examiner", "unreadable": "Illisible"}
_COLOURS = {"valid": "govuk-tag--green", "invalid": "govuk-tag--red", "person": "govuk-tag--yellow"}
_AGAIN = "Demandez à qui vous l’a remis de vous renvoyer l’original, sans l’ouvrir ni le réenregistrer"
_SENTENCES = {
    ("valid", "bundle"): "Ce dossier est complet et ses signatures sont valides",
    ("valid", "pdf"): "Toutes les signatures de ce document sont valides",
    ("invalid", "bundle"): "Ce dossier n’est pas valide : ne vous y fiez pas",
    ("invalid", "pdf"): "Ce document n’est pas valide : ne vous y fiez pas",
    ("unsigned", "pdf"): "Ce document ne porte aucune signature électronique",
    ("person", "bundle"): "Ce dossier doit être examiné par une personne",
    ("person", "pdf"): "Ce document doit être examiné par une personne",
    ("foreign", "bundle"): "Ce fichier n’est pas un dossier scellé",
    ("damaged", "bundle"): "Ce dossier a été abîmé ou modifié : ne vous y fiez pas",
}
_RIGHT_FILE = "Vérifiez que vous avez choisi le bon fichier : un PDF signé, ou un dossier scellé (.asice)."
_ADVICE = {
    "invalid": f"{_AGAIN} : un PDF imprimé, réenregistré ou converti perd ses signatures. "
    "S’il reste refusé, prévenez le service qui l’a produit et ne l’utilisez pas.",
    "unsigned": f"Si vous attendiez un document signé, la signature a pu se perdre en route. {_AGAIN}.",
    "person": "Rien ne prouve une falsification, mais un point ne peut être tranché ici. "
    "Transmettez ce résultat et le fichier au service qui a produit le document.",
    "damaged": f"{_AGAIN}. Un téléchargement interrompu abîme aussi un fichier : téléchargez-le à nouveau.",
    "foreign": _RIGHT_FILE,
    "unreadable": f"{_RIGHT_FILE} S’il est protégé par un mot de passe, demandez une copie qui ne l’est pas.",
}
_LEVELS = {
    "B-LTA": "B-LTA, protégée à long terme",
    "B-LT": "B-LT, avec ses preuves",
    "B-T": "B-T, datée",
    "B-B": "B-B, sans date prouvée",
    "none": "aucun",
}


def moment(value: str) -> str:
    """« 21 novembre 2026 à 11 h 05 », in Paris, from ISO 8601 with an offset."""
    return formats.moment(datetime.fromisoformat(value))


def verdict_word(verdict: str) -> str:
    """One or two words for a verdict."""
    return _WORDS.get(verdict, verdict)


def verdict_sentence(case: str, kind: str) -> str:
    """One sentence, without its full stop, for a case (`verdicts.case`) of a bundle or a PDF."""
    return _SENTENCES.get((case, kind), "Ce fichier n’a pas pu être lu")


def advice(case: str) -> str:
    """What to do now; nothing when all is well."""
    return _ADVICE.get(case, "")


def level_word(level: str) -> str:
    """A level with what it means."""
    return _LEVELS.get(level, level)


def tag_colour(verdict: str) -> str:
    """The class of a verdict's tag."""
    return _COLOURS.get(verdict, "govuk-tag--grey")


def typeset(text: str) -> Markup:
    """A piece of a page with the non-breaking spaces of French; already escaped, since it is a page."""
    return Markup(french_spaces(text))  # noqa: S704 # the template has escaped what it was given


def install(app: Flask) -> None:
    """Make them filters of every page."""
    for function in (moment, verdict_word, verdict_sentence, advice, level_word, tag_colour, typeset,
                     verdicts.wrongs, verdicts.messages, verdicts.parties):  # fmt: skip
        app.add_template_filter(function)
    app.add_template_filter(verdicts.case, "verdict_case")
