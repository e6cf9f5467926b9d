"""The words of the codes, in French first and in English: fields, problems, states, roles, documents…

The texts are in `words/fr*.toml` and `words/en*.toml`, one table per vocabulary, the same codes in both. A file
may add codes to a table of another (`fr-signing.toml`); none may be given twice.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path as FilePath
from types import MappingProxyType

from dossier.catalog import PaperKind
from dossier.errors import Problem
from dossier.pieces import Requirement
from dossier.states import State

LANGUAGES = ("fr", "en")
_FOLDER = FilePath(__file__).resolve().parent / "words"


def word(vocabulary: str, code: str, language: str = "fr", detail: str = "") -> str:
    """The words of a code, `{detail}` completed; the code itself when it has none, which a test forbids."""
    text = words(language).get(vocabulary, {}).get(code, code)
    return text.replace("{detail}", detail)


def field(path: str, language: str = "fr") -> str:
    """A field's label from its dotted path: its own, or its last part's (`holder.email` → « Adresse e-mail »)."""
    bare = re.sub(r"\[\d+\]", "", path)
    exact = words(language)["field.exact"].get(bare)
    return exact or word("field", bare.rsplit(".", 1)[-1], language)


def field_of(path: str, language: str = "fr") -> str:
    """A field's label with whose it is: « Adresse e-mail (titulaire) »."""
    owners = words(language)["field.owner"]
    owner = next((name for prefix, name in owners.items() if path.startswith(f"{prefix}.")), "")
    return f"{field(path, language)} ({owner})" if owner else field(path, language)


def problem(value: Problem, language: str = "fr") -> str:
    """What a problem says to whoever can put it right."""
    detail = value.detail
    if value.code in ("missing_piece", "piece_not_needed"):
        detail = word("paper", detail, language)
    return word("problem", value.code, language, detail)


def state(value: State, language: str = "fr", *, delegate: bool = False) -> str:
    """A dossier's state; with a delegate, whose turn it is is said."""
    own = words(language)["state_delegate"].get(value.value) if delegate else None
    return own or word("state", value.value, language)


def piece(requirement: Requirement, language: str = "fr") -> str:
    """One line of the list of pieces, with the portal's own words for it when it has some."""
    text = word("piece", requirement.kind.value, language)
    if requirement.what:
        return (
            f"{text} : {requirement.what}".replace(" :", "\u00a0:")
            if language == "fr"
            else f"{text}: {requirement.what}"
        )
    return text


def guidance(requirement: Requirement, language: str = "fr") -> str:
    """What to know about a piece before handing it in."""
    text = word("piece_guidance", requirement.kind.value, language)
    if not requirement.fresh_months:
        return text
    return f"{text} {word('piece_guidance', 'fresh', language, str(requirement.fresh_months))}"


def paper(kind: PaperKind, language: str = "fr") -> str:
    """A document's name."""
    return word("paper", kind.value, language)


@cache
def words(language: str) -> Mapping[str, Mapping[str, str]]:
    """Every vocabulary of a language."""
    spaced = french_spaces if language == "fr" else str
    merged: dict[str, dict[str, str]] = {}
    for path in sorted(_FOLDER.glob(f"{language}*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            merged.setdefault(name, {}).update({code: spaced(text) for code, text in table.items()})
    return MappingProxyType({name: MappingProxyType(table) for name, table in merged.items()})


def french_spaces(text: str) -> str:
    """The text with the non-breaking spaces that French typography wants."""
    return re.sub(r" (?=[:;!?»€%])|(?<=«) ", "\u00a0", text)
