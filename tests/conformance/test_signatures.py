"""EU DSS under a strict policy on signed documents and bundles, at several times, offline."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conformance.judges import judge_signatures
from tests.conformance.produced import Produced
from tests.conformance.table import agree
from tests.conformance.verdicts import Verdict

pytestmark = pytest.mark.conformance

LATER = {
    "+20 min": timedelta(minutes=20),
    "+1 year": timedelta(days=366),
    "+9 years": timedelta(days=9 * 365 + 3),
}
PADES, CADES = "PAdES-BASELINE-LTA", "CAdES-BASELINE-LTA"


def _table(found: list[Verdict], level: str, output: str) -> None:
    """TOTAL-PASSED with every timestamp passed, and that level for every signature: the seal's and each signer's."""
    wrong: dict[str, object] = {
        f"{one.file.parent.name}/{one.file.name}": [
            (s.field, s.format, s.indication, s.errors) for s in one.signatures
        ]
        for one in found
        if not one.passed or {s.format for s in one.signatures} != {level}
    }
    agree("EU DSS, strict", output, f"TOTAL-PASSED, {level}", wrong, len(found))


def test_dss_passes_every_document_now(produced: Produced) -> None:
    found = judge_signatures(produced.signed, [produced.root], [produced.at])
    _table(found, PADES, "signed documents, now")
    forms = {one.file.parent.name: len(one.signatures) for one in found if "formulaire" in one.file.name}
    assert forms.pop("chambersign-holder-is-representative") == 2
    assert len(forms) == 4
    assert set(forms.values()) == {3}, "the seal and both signers"


@pytest.mark.parametrize("shift", LATER)
def test_dss_passes_documents_later(produced: Produced, shift: str) -> None:
    found = judge_signatures(
        produced.signed_in("chambersign-delegate"), [produced.root], [produced.at + LATER[shift]]
    )
    _table(found, PADES, f"signed documents, {shift}")


@pytest.mark.parametrize("shift", ["now", *LATER])
def test_dss_passes_bundles(produced: Produced, shift: str) -> None:
    at = produced.at + LATER.get(shift, timedelta(0))
    _table(judge_signatures(produced.bundles, [produced.root], [at]), CADES, f"bundles, {shift}")


def test_dss_refuses_a_changed_byte(produced: Produced, tmp_path: Path) -> None:
    """The judge can fail."""
    content = bytearray(produced.signed[0].read_bytes())
    content[len(content) // 3] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(content)
    assert not judge_signatures([changed], [produced.root])[0].passed


def test_dss_refuses_a_changed_bundle(produced: Produced, tmp_path: Path) -> None:
    changed = tmp_path / "changed.asice"
    with zipfile.ZipFile(produced.bundles[0]) as old, zipfile.ZipFile(changed, "w") as new:
        for info in old.infolist():
            new.writestr(info, old.read(info) + (b" " if info.filename == "LISEZMOI.txt" else b""))
    assert not judge_signatures([changed], [produced.root])[0].passed
