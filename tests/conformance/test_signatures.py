"""EU DSS (strict policy), openssl and pdfsig on signed documents and bundles, at several times, offline."""

from __future__ import annotations

import zipfile
from datetime import timedelta
from pathlib import Path

import pytest

from tests.conformance.judges import judge_signatures
from tests.conformance.produced import Produced
from tests.conformance.table import agree
from tests.conformance.tools import lint_certificate, openssl_cms_verify, openssl_ts_verify, pdfsig

pytestmark = pytest.mark.conformance

SHIFTS = {
    "now": timedelta(0),
    "+20 min": timedelta(minutes=20),
    "+1 year": timedelta(days=366),
    "+9 years": timedelta(days=9 * 365 + 3),
}


@pytest.mark.parametrize("shift", SHIFTS)
def test_dss_passes_signed_documents(produced: Produced, shift: str) -> None:
    """Every signature TOTAL-PASSED and PAdES-BASELINE-LTA: the seal's and each signer's."""
    at = produced.at + SHIFTS[shift]
    found = judge_signatures(produced.signed, [produced.root], [at])
    wrong: dict[str, object] = {
        one.file: one for one in found
        if not one.passed or {s.format for s in one.signatures} != {"PAdES-BASELINE-LTA"}
    }  # fmt: skip
    agree("EU DSS 6.4 strict", f"documents, {shift}", "TOTAL-PASSED, PAdES-BASELINE-LTA", wrong, len(found))


@pytest.mark.parametrize("shift", SHIFTS)
def test_dss_passes_bundles(produced: Produced, shift: str) -> None:
    found = judge_signatures(produced.bundles, [produced.root], [produced.at + SHIFTS[shift]])
    wrong: dict[str, object] = {
        one.file: one for one in found
        if not one.passed or {s.format for s in one.signatures} != {"CAdES-BASELINE-LTA"}
    }  # fmt: skip
    agree("EU DSS 6.4 strict", f"bundles, {shift}", "TOTAL-PASSED, CAdES-BASELINE-LTA", wrong, len(found))


def test_dss_sees_every_signer(produced: Produced) -> None:
    """A judge that found fewer signatures than were made would pass in silence."""
    found = {Path(one.file).as_posix(): one for one in judge_signatures(produced.signed, [produced.root])}
    forms = {name: one for name, one in found.items() if "subscription-form" in name}
    assert len(forms) == 5
    counts = {Path(name).parent.name: len(one.signatures) for name, one in forms.items()}
    assert counts.pop("chambersign-holder-is-representative") == 2
    assert set(counts.values()) == {3}


def test_dss_refuses_a_changed_byte(produced: Produced, tmp_path: Path) -> None:
    """The judge can fail."""
    data = bytearray(produced.signed[0].read_bytes())
    data[len(data) // 3] ^= 1
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(data)
    assert not judge_signatures([changed], [produced.root])[0].passed


def test_dss_refuses_a_changed_bundle(produced: Produced, tmp_path: Path) -> None:
    changed = tmp_path / "changed.asice"
    with zipfile.ZipFile(produced.bundles[0]) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name) + (b" " if name == "LISEZMOI.txt" else b""))
    assert not judge_signatures([changed], [produced.root])[0].passed
