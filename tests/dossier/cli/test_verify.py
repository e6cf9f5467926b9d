"""`paraphe verify` refuses what was changed, and says why; its JSON keeps its shape."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.dossier.cli.conftest import Paraphe

CASE = "chambersign-person"
Bundles = Callable[[str], Path]
ROOT = Path(__file__).resolve().parents[3]


def rewritten(bundle: Path, target: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle packed again after a change of its entries, `mimetype` still first and everything stored."""
    with zipfile.ZipFile(bundle) as archive:
        infos = {info.filename: info for info in archive.infolist()}
        files = {name: archive.read(name) for name in infos}
    change(files)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in files.items():
            archive.writestr(infos.get(name, zipfile.ZipInfo(name)), content)
    return target


def pdf_of(bundle: Path, part: str, target: Path) -> Path:
    with zipfile.ZipFile(bundle) as archive:
        name = next(name for name in archive.namelist() if part in name and name.endswith(".pdf"))
        target.write_bytes(archive.read(name))
    return target


@pytest.mark.parametrize("place", [0.02, 0.1, 0.35, 0.5, 0.77, 0.93, 0.999])
def test_a_changed_byte(place: float, paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    content = bytearray(bundles(CASE).read_bytes())
    content[int(len(content) * place)] ^= 0x20
    changed = tmp_path / "changed.asice"
    changed.write_bytes(content)
    said = paraphe("verify", changed)
    assert said.code in {1, 2}
    assert "✗" in said.out


def test_a_changed_byte_in_a_document_names_it(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        name = next(n for n in files if "formulaire" in n and n.endswith(".pdf"))
        files[name] = files[name].replace(b"/Title", b"/Titre", 1)

    said = paraphe("verify", rewritten(bundles(CASE), tmp_path / "x.asice", change))
    assert said.code == 1
    assert re.search(r"✗ documents/01-formulaire-d-abonnement\.pdf : .*modifi", said.out)


def test_a_removed_file(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    def change(files: dict[str, bytes]) -> None:
        del files["evidence/journal.jsonl"]

    said = paraphe("verify", rewritten(bundles(CASE), tmp_path / "x.asice", change))
    assert said.code == 1
    assert "manque" in said.out


def test_an_added_file(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    said = paraphe(
        "verify",
        rewritten(bundles(CASE), tmp_path / "x.asice", lambda files: files.update({"note.txt": b"x"})),
    )
    assert said.code == 1


def test_a_swapped_piece(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    """Two documents signed by the same people, exchanged: each is valid alone, the bundle is not."""

    def change(files: dict[str, bytes]) -> None:
        one, other = sorted(n for n in files if "piece-d-identite" in n and n.endswith(".pdf"))[:2]
        files[one], files[other] = files[other], files[one]

    said = paraphe("verify", rewritten(bundles(CASE), tmp_path / "x.asice", change))
    assert said.code == 1
    assert "piece-d-identite" in said.out


def test_a_piece_of_another_dossier(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    with zipfile.ZipFile(bundles("chambersign-delegate")) as archive:
        name = next(n for n in archive.namelist() if "formulaire" in n and n.endswith(".pdf"))
        foreign = archive.read(name)
    said = paraphe(
        "verify", rewritten(bundles(CASE), tmp_path / "x.asice", lambda files: files.update({name: foreign}))
    )
    assert said.code == 1
    assert "formulaire" in said.out


def test_a_missing_signature(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    """The form cut back to what the holder signed: every signature left is valid, the representative's lacks."""
    pdf = pdf_of(bundles(CASE), "formulaire", tmp_path / "form.pdf")
    content = pdf.read_bytes()
    ends = [found.end() for found in re.finditer(rb"%%EOF\r?\n?", content)]
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(content[: ends[-3]])
    assert paraphe("verify", pdf).code == 0
    said = paraphe("verify", cut)
    assert said.code == 1
    assert "représentant" in said.out


def test_appended_bytes(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    pdf = pdf_of(bundles(CASE), "formulaire", tmp_path / "form.pdf")
    pdf.write_bytes(pdf.read_bytes() + b"% rien\n")
    assert paraphe("verify", pdf).code == 1


def test_another_authority_is_not_trusted(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    from datetime import UTC, datetime

    from dossier.acts.authority import open_authority, root_file

    open_authority(tmp_path / "other", datetime.now(UTC), lambda _: None)
    said = paraphe("verify", bundles(CASE), "--trust", root_file(tmp_path / "other"))
    assert said.code == 1
    assert "non reconnue" in said.out


def test_without_a_trust_anchor(paraphe: Paraphe, bundles: Bundles, tmp_path: Path,
                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    bundle = bundles(CASE)
    monkeypatch.setenv("PARAPHE_DATA", str(tmp_path / "empty"))
    said = paraphe("verify", bundle)
    assert said.code == 2
    assert "--trust" in said.err


@pytest.mark.parametrize("content", [b"", b"bonjour", b"%PDF-1.7\n", b"PK\x03\x04 nothing", b"\x00" * 4096])
def test_what_is_not_a_signed_file_is_unreadable(content: bytes, paraphe: Paraphe, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert paraphe("verify", path).code == 2


def test_several_files_give_the_worst(paraphe: Paraphe, bundles: Bundles, tmp_path: Path) -> None:
    bad = tmp_path / "x"
    bad.write_bytes(b"")
    assert paraphe("verify", bundles(CASE), bad).code == 2


def test_json_has_the_documented_shape(paraphe: Paraphe, bundles: Bundles) -> None:
    value = json.loads(paraphe("verify", bundles(CASE), "--json").out)["files"][0]
    documented = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for part in (value, value["documents"][0], value["seal"], value["documents"][0]["timestamps"][0]):
        for key in part:
            assert f"`{key}`" in documented, key
    assert value["verdict"] == "valid"
    assert value["specimen"] is True
    assert {one["level"] for d in value["documents"] for one in d["signatures"]} == {"B-LTA"}
