"""What a person reads when an order, a file or a word of the command is wrong."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dossier import world
from tests.dossier.cli.conftest import Paraphe

Change = Callable[[dict[str, Any]], None]


def order_with(change: Change, tmp_path: Path) -> Path:
    value = json.loads((world.folder("orders") / "chambersign-person.json").read_text(encoding="utf-8"))
    change(value)
    path = tmp_path / "order.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def rename_email(value: dict[str, Any]) -> None:
    value["holder"]["mail"] = value["holder"].pop("email")


CASES: dict[str, tuple[Change, str, str]] = {
    "emoji": (lambda v: v["holder"].update(first_name="Ana😀"), "Prénom (titulaire)", "U+1F600"),
    "unknown key": (rename_email, "holder.mail", "inconnue"),
    "missing key": (rename_email, "holder.email", "manque"),
    "siren": (lambda v: v["organisation"].update(siren="433702478"), "SIREN", "vérifiez"),
    "landline": (
        lambda v: v["representative"].update(mobile="+33199004210"),
        "Téléphone portable",
        "portable",
    ),
    "portal changed": (lambda v: v.update(portal_digest="0" * 64), "portail", "chambersign"),
}


@pytest.mark.parametrize("case", CASES)
def test_each_problem_names_its_field_and_what_to_do(case: str, paraphe: Paraphe, tmp_path: Path) -> None:
    change, field, remedy = CASES[case]
    said = paraphe("render", order_with(change, tmp_path), "-o", tmp_path / "out")
    assert said.code == 1
    assert field in said.err
    assert remedy in said.err
    assert not (tmp_path / "out").exists()


def test_every_problem_is_said_at_once(paraphe: Paraphe, tmp_path: Path) -> None:
    def change(value: dict[str, Any]) -> None:
        value["holder"]["email"] = "nobody"
        value["organisation"]["siren"] = "1"

    said = paraphe("render", order_with(change, tmp_path), "-o", tmp_path / "out")
    assert said.err.count("\n  - ") >= 2


@pytest.mark.parametrize("content", ["{", "[]", '{"schema": 99}', ""])
def test_what_is_no_order_is_unreadable(content: str, paraphe: Paraphe, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(content, encoding="utf-8")
    assert paraphe("render", path, "-o", tmp_path / "out").code in {1, 2}


def test_an_absent_file_is_named(paraphe: Paraphe, tmp_path: Path) -> None:
    said = paraphe("render", tmp_path / "absent.json", "-o", tmp_path)
    assert said.code == 2
    assert "absent.json" in said.err
    assert "introuvable" in said.err


@pytest.mark.parametrize("words", [(), ("sign",), ("verifier", "x"), ("render", "x.json")])
def test_wrong_usage_is_said_in_french(words: tuple[str, ...], paraphe: Paraphe,
                                       capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    with pytest.raises(SystemExit) as stop:
        paraphe(*words)
    assert stop.value.code == 2
    said = capsys.readouterr().err
    assert "usage :" in said
    assert "required" not in said
    assert "invalid" not in said


def test_the_same_order_gives_the_same_bytes(paraphe: Paraphe, tmp_path: Path) -> None:
    order = world.folder("orders") / "certigna-bailiff.json"
    for name in ("one", "other"):
        assert paraphe("render", order, "-o", tmp_path / name).code == 0
    made = sorted((tmp_path / "one").iterdir())
    assert len(made) >= 3
    for path in made:
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_the_print_set_is_one_file_with_its_parts(paraphe: Paraphe, tmp_path: Path) -> None:
    order = world.folder("orders") / "chambersign-paper.json"
    said = paraphe("paper", order, "-o", tmp_path / "set.pdf")
    assert said.code == 0
    titles = [line.split(" p.  ")[1] for line in said.out.splitlines()[1:]]
    assert titles.index("Formulaire d’abonnement") < titles.index("Conditions générales d’utilisation")
    assert (tmp_path / "set.pdf").read_bytes().startswith(b"%PDF-")
