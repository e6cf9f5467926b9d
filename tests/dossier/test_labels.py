"""Every code has its words, in both languages."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path as FilePath

import pytest

from dossier import labels, trail, workflow
from dossier.blocks import Role
from dossier.catalog import HolderKind, PaperKind, TaxBasis
from dossier.checks import CHECKSUMS
from dossier.errors import Problem
from dossier.order import KeySource, Path, PaymentMeans, System, Travel
from dossier.organisation import BusinessId, OrganisationType
from dossier.people import DocumentType
from dossier.problems import WARNINGS
from dossier.states import Action, Actor, Guard, State

VOCABULARIES: dict[str, type[StrEnum]] = {
    "state": State, "action": Action, "actor": Actor, "role": Role, "document": DocumentType,
    "document_number": DocumentType, "document_hint": DocumentType, "organisation_type": OrganisationType,
    "path": Path, "key": KeySource, "system": System, "travel": Travel, "payment": PaymentMeans, "tax": TaxBasis,
    "holder_kind": HolderKind, "business_id": BusinessId, "paper": PaperKind, "piece": PaperKind,
    "piece_guidance": PaperKind,
}  # fmt: skip
RAISED = {"NotAllowed", "Conflict", "Expired", "Locked", "Refused"}
WORDS = (
    "access", "checks", "codec", "evidence", "otp", "passwords", "phones", "pieces", "portal_checks", "prices",
    "problems", "rules_certificate", "rules_organisation", "rules_people", "text_checks", "trail", "workflow",
)  # fmt: skip


def calls() -> Iterator[tuple[str, list[ast.expr]]]:
    folder = FilePath(labels.__file__).parent
    for name in WORDS:
        for node in ast.walk(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                yield node.func.id, node.args


def literals(value: ast.expr) -> Iterator[str]:
    for node in ast.walk(value):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value:
            yield node.value


@pytest.mark.parametrize("name", sorted(VOCABULARIES))
@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_every_member_has_its_words(name: str, language: str) -> None:
    assert {member.value for member in VOCABULARIES[name]} <= set(labels.words(language)[name])


def test_both_languages_say_the_same_codes() -> None:
    french, english = (labels.words(language) for language in labels.LANGUAGES)
    assert {name: set(table) for name, table in french.items()} == {n: set(t) for n, t in english.items()}
    for name, table in french.items():
        for code, text in table.items():
            assert ("{detail}" in text) == ("{detail}" in english[name][code]), code


def returned(module: str) -> set[str]:
    """Codes that a check returns: words of small letters with an underscore."""
    tree = ast.parse((FilePath(labels.__file__).parent / f"{module}.py").read_text(encoding="utf-8"))
    found = {
        code
        for node in ast.walk(tree)
        if isinstance(node, ast.Return) and node.value
        for code in literals(node.value)
    }
    return {code for code in found if re.fullmatch(r"[a-z]+(_[a-z]+)+", code)}


@pytest.mark.parametrize("module", ["checks", "phones", "passwords", "text_checks"])
def test_every_code_that_a_check_returns_has_its_words(module: str) -> None:
    assert returned(module)
    assert returned(module) - set(labels.words("fr")["problem"]) == set()


def test_every_limit_of_sending_has_its_words() -> None:
    limits = {code for code in returned("otp") if code.startswith("send_")}
    assert len(limits) == 5
    assert limits - set(labels.words("fr")["error"]) == set()


def test_no_code_is_given_twice() -> None:
    folder = FilePath(labels.__file__).parent / "words"
    for language in labels.LANGUAGES:
        seen: set[tuple[str, str]] = set()
        for path in sorted(folder.glob(f"{language}*.toml")):
            tables = tomllib.loads(path.read_text(encoding="utf-8"))
            given = {(name, code) for name, table in tables.items() for code in table}
            assert not seen & given
            seen |= given


def test_every_problem_that_the_code_names_has_its_words() -> None:
    named = {
        code for name, args in calls() if name == "Problem" and len(args) > 1 for code in literals(args[1])
    }
    assert len(named) > 50
    codes = named | WARNINGS | CHECKSUMS
    assert codes - set(labels.words("fr")["problem"]) == set()


def test_every_refusal_that_the_code_names_has_its_words() -> None:
    named = {code for name, args in calls() if name in RAISED and args for code in literals(args[0])}
    assert {"paper_is_final", "code_refused"} <= named
    guards = {guard.value for guard in Guard} - {"none"}
    assert (named | guards) - set(labels.words("fr")["error"]) == set()


def test_every_required_field_has_a_label() -> None:
    for part in trail.BLOCKS.values():
        for path in part.required:
            assert labels.field(path) != path.rsplit(".", 1)[-1], path


def test_fields_say_whose_they_are() -> None:
    assert labels.field_of("holder.email") == "Adresse e-mail (titulaire)"
    assert labels.field_of("pieces[2].issued_on") == "Date de délivrance"
    assert labels.field_of("organisation.name", "en") == "Organization name"


def test_messages_are_completed() -> None:
    missing = Problem("pieces", "missing_piece", "representative_proof")
    assert labels.problem(missing) == "Il manque une pièce\u00a0: Justificatif du représentant légal."
    assert (
        labels.problem(Problem("x", "too_long", "64"), "en")
        == "This text is too long: 64 characters at most."
    )


def test_french_has_its_spaces_and_apostrophes() -> None:
    for table in labels.words("fr").values():
        for text in table.values():
            assert not re.search(r" [:;!?»]|« |'", text), text


@pytest.mark.rows("CS-93")
def test_the_guides_status_is_verbatim() -> None:
    assert labels.state(State.AWAITING_HOLDER) == "En attente de signature titulaire"


def test_the_guides_buttons_are_verbatim() -> None:
    offered = {labels.word("action", a.value) for a in workflow.actions(State.AWAITING_POST, Actor.APPLICANT)}
    assert {"Modifier", "Supprimer ma demande"} <= offered
