"""`paraphe trust`: what a folder of anchors gains and loses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dossier.signing.chains import anchors
from tests.dossier.cli.conftest import Paraphe
from tests.dossier.signing.foreign import ForeignPki
from tests.dossier.signing.lists import Operator, Service, national

NEXT = datetime.now(UTC) + timedelta(days=30)


@pytest.fixture(scope="module")
def operator() -> Operator:
    return Operator("Opérateur")


def certified(name: str) -> ForeignPki:
    return ForeignPki(lambda: datetime.now(UTC), name)


def test_the_folder_follows_the_lists(paraphe: Paraphe, operator: Operator, tmp_path: Path) -> None:
    one, two = certified("Une"), certified("Deux")
    file, signer, roots = tmp_path / "fr.xml", tmp_path / "signer.pem", tmp_path / "roots"
    signer.write_bytes(operator.pem)
    file.write_bytes(
        operator.signed(national([Service(one.ca, "Première"), Service(two.ca, "Seconde")], until=NEXT))
    )
    said = paraphe("trust", file, "-o", roots, "--trust", signer)
    assert said.code == 0, said.err
    assert "FR n° 42" in said.out
    assert "signature vérifiée" in said.out
    assert said.out.count("  + FR-") == 2
    assert "Seconde" in said.out
    file.write_bytes(national([Service(two.ca, "Seconde")], until=NEXT))
    said = paraphe("trust", file, "-o", roots)
    assert said.code == 0
    assert "signature non vérifiée" in said.out
    assert said.out.count("  - FR-") == 1
    assert "0 ajoutées, 1 retirées, 1 inchangées" in said.out
    (left,) = anchors([path.read_bytes() for path in roots.iterdir()])
    assert left.subject.native["common_name"] == "Deux"


def test_nothing_changes_when_a_list_is_wrong(paraphe: Paraphe, operator: Operator, tmp_path: Path) -> None:
    good, bad, signer, roots = (tmp_path / name for name in ("good.xml", "bad.xml", "signer.pem", "roots"))
    good.write_bytes(national([Service(certified("Une").ca)], until=NEXT))
    signer.write_bytes(operator.pem)
    bad.write_bytes(b"<html/>")
    assert paraphe("trust", good, bad, "-o", roots).code == 1
    said = paraphe("trust", good, "-o", roots, "--trust", signer)
    assert said.code == 1
    assert "signature" in said.err
    bad.write_bytes(national([], until=datetime(2025, 1, 1, tzinfo=UTC)))
    assert "2025-01-01" in paraphe("trust", bad, "-o", roots).err
    assert not roots.exists()
    assert paraphe("trust", tmp_path / "none.xml", "-o", roots).code == 2
    assert paraphe("trust", good, "-o", signer).code == 2
