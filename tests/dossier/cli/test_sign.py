"""`paraphe sign`, then `paraphe verify`: every case of the small world."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from dossier import world
from dossier.order import Path as Way
from tests.dossier.cli.conftest import Paraphe

ORDERS = world.orders()
SIGNED = sorted(name for name, order in ORDERS.items() if order.path is Way.DEMATERIALISED)
OTHERS = sorted(set(ORDERS) - set(SIGNED))
REASONS = {Way.PAPER: "papier", Way.BAILIFF: "commissaire de justice", Way.APPROVAL: "confirm"}


def order_file(case: str) -> Path:
    return world.folder("orders") / f"{case}.json"


def manifest_of(bundle: Path) -> dict[str, object]:
    with zipfile.ZipFile(bundle) as archive:
        value: dict[str, object] = json.loads(archive.read("manifest.json"))
    return value


def test_the_world_holds_the_cases() -> None:
    assert len(ORDERS) >= 8
    assert len(SIGNED) >= 5
    assert len(OTHERS) >= 3


@pytest.mark.parametrize("case", SIGNED)
def test_a_dematerialised_case_is_signed_and_verified(
    case: str, paraphe: Paraphe, bundles: Callable[[str], Path]
) -> None:
    said = paraphe("verify", bundles(case))
    assert said.code == 0, said.out
    assert "NON VALIDE" not in said.out
    assert "B-LTA" in said.out


@pytest.mark.parametrize("case", OTHERS)
def test_a_case_that_is_not_signed_electronically_says_why(
    case: str, paraphe: Paraphe, tmp_path: Path
) -> None:
    said = paraphe("sign", order_file(case), "-o", tmp_path / "x.asice")
    assert said.code == 1
    assert REASONS[ORDERS[case].path] in said.err
    assert not (tmp_path / "x.asice").exists()


@pytest.mark.rows("CS-111")
def test_the_holder_signs_first_then_the_delegate(bundles: Callable[[str], Path]) -> None:
    signers = manifest_of(bundles("chambersign-delegate"))["signers"]
    assert isinstance(signers, list)
    assert [one["capacity"] for one in signers] == ["titulaire", "délégataire"]
    assert all(one["asked"] == one["obtained"] == "B-LTA" for one in signers)


@pytest.mark.rows("CS-36")
def test_holder_and_representative_sign_once_in_both_capacities(
    paraphe: Paraphe, bundles: Callable[[str], Path]
) -> None:
    bundle = bundles("chambersign-holder-is-representative")
    signers = manifest_of(bundle)["signers"]
    assert isinstance(signers, list)
    assert [one["capacity"] for one in signers] == ["titulaire et représentant légal"]
    assert "titulaire et représentant légal" in paraphe("verify", bundle).out


def test_a_missing_piece_is_an_error(paraphe: Paraphe, tmp_path: Path) -> None:
    pieces = shutil.copytree(world.pieces(), tmp_path / "pieces")
    lost = pieces / ORDERS["chambersign-person"].pieces[0].file
    lost.unlink()
    said = paraphe("sign", order_file("chambersign-person"), "--pieces", pieces, "-o", tmp_path / "x.asice")
    assert said.code == 1
    assert str(lost) in said.err
    assert not (tmp_path / "x.asice").exists()


@pytest.mark.rows("CS-68", "CS-69")
def test_a_piece_not_handed_in_is_an_error(paraphe: Paraphe, tmp_path: Path) -> None:
    value = json.loads(order_file("chambersign-person").read_text(encoding="utf-8"))
    value["pieces"] = [one for one in value["pieces"] if not one["kind"].endswith("identity")]
    path = tmp_path / "order.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    said = paraphe("sign", path, "-o", tmp_path / "x.asice")
    assert said.code == 1
    assert "ièce d’identité du titulaire" in said.err
    assert "ièce d’identité du représentant légal" in said.err


def test_an_unreadable_piece_names_its_file(paraphe: Paraphe, tmp_path: Path) -> None:
    pieces = shutil.copytree(world.pieces(), tmp_path / "pieces")
    file = ORDERS["chambersign-person"].pieces[0].file
    (pieces / file).write_bytes(b"%PDF-1.7\nnothing")
    said = paraphe("sign", order_file("chambersign-person"), "--pieces", pieces, "-o", tmp_path / "x.asice")
    assert said.code == 1
    assert file in said.err


def test_identity_numbers_stay_out_of_the_bundle(bundles: Callable[[str], Path]) -> None:
    order = ORDERS["chambersign-person"]
    assert order.holder.identity is not None
    number = order.holder.identity.number.encode()
    with zipfile.ZipFile(bundles("chambersign-person")) as archive:
        for name in archive.namelist():
            assert number not in archive.read(name), name
