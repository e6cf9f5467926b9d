"""`paraphe return`: a file signed elsewhere, judged on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dossier.cli.returned import person_named
from tests.dossier.cli.conftest import Paraphe
from tests.dossier.signing.attacks.world import World, made


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("returned"))


@pytest.fixture
def words(world: World, tmp_path: Path) -> list[str]:
    """The arguments for the file given back, revocation proofs included."""
    known = world.known(world.holder.chain)
    files = {
        "issued.pdf": world.issued, "returned.pdf": world.returned, "root.pem": world.trust[0],
        "people.pem": world.trust[1], "answer.der": known.ocsps[0], "list.crl": known.crls[0],
    }  # fmt: skip
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    named = ["--role", "holder", "--name", "Loïc MÜLLER D’ARC"]
    trust = ["--trust", str(tmp_path / "root.pem"), "--trust", str(tmp_path / "people.pem")]
    proofs = ["--revocation", str(tmp_path / "answer.der"), "--revocation", str(tmp_path / "list.crl")]
    return ["return", str(tmp_path / "issued.pdf"), str(tmp_path / "returned.pdf"), *named, *trust, *proofs]


@pytest.fixture(autouse=True)
def _then(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dossier.cli.returned.now", world.desk.clock)


def test_accepted(paraphe: Paraphe, words: list[str]) -> None:
    said = paraphe(*words)
    assert said.code == 0, said.out + said.err
    assert "returned.pdf : VALIDE" in said.out
    assert "Ce fichier est accepté." in said.out
    assert "niveau B-B" in said.out


def test_a_person_must_look_without_news_of_revocation(paraphe: Paraphe, words: list[str]) -> None:
    said = paraphe(*words[: words.index("--revocation")])
    assert said.code == 3
    assert "À EXAMINER" in said.out


def test_refused_with_a_reason(paraphe: Paraphe, words: list[str]) -> None:
    words[2] = words[1]
    said = paraphe(*words)
    assert said.code == 1
    assert "Ce fichier n’est pas signé" in said.out
    assert "[R3]" in said.out


def test_as_json(paraphe: Paraphe, words: list[str]) -> None:
    words[words.index("--name") + 1] = "Jean MARTIN"
    value = json.loads(paraphe(*words, "--json").out)
    assert value["verdict"] == "invalid"
    assert {one["code"] for one in value["reasons"]} == {
        "certificate_other_first_name",
        "certificate_other_last_name",
    }
    assert value["signature"]["role"] == "holder"


def test_unreadable(paraphe: Paraphe, words: list[str], tmp_path: Path) -> None:
    (tmp_path / "answer.der").write_bytes(b"x")
    assert paraphe(*words).code == 2
    words[2] = str(tmp_path / "absent.pdf")
    assert paraphe(*words).code == 2


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Anne DURAND", "Anne", "DURAND"),
        ("Jean-René DE LA TOUR", "Jean-René", "DE LA TOUR"),
        ("Anne Marie DURAND", "Anne Marie", "DURAND"),
        ("anne durand martin", "anne", "durand martin"),
        ("ANNE DURAND", "ANNE", "DURAND"),
    ],
)
def test_names_as_people_write_them(text: str, first: str, last: str) -> None:
    found = person_named(text)
    assert (found.first_name, found.last_name) == (first, last)
