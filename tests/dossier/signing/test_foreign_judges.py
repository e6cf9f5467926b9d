"""EU DSS, strict policy, on what this package makes: now, +20 minutes, +1 year, +9 years; veraPDF on the way."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from dossier.signing import SealedBundle
from tests.conformance.judges import judge_pdfa, judge_signatures

from .stage import DEMATERIALISED, Stage
from .test_tampering import third

pytestmark = pytest.mark.conformance
LATER = (timedelta(0), timedelta(minutes=20), timedelta(days=365), timedelta(days=9 * 365))


@pytest.fixture
def root(stage: Stage, tmp_path: Path) -> Path:
    path = tmp_path / "root.pem"
    path.write_bytes(stage.authority.anchor)
    return path


def test_every_signature_is_baseline_lta(stage: Stage, root: Path, tmp_path: Path) -> None:
    files = []
    for number, one in enumerate(stage.signed):
        files.append(tmp_path / f"{number}.pdf")
        files[-1].write_bytes(one.pdf)
    verdicts = judge_signatures(files, [root], [stage.after + later for later in LATER])
    assert len(verdicts) == len(files) * len(LATER)
    for verdict in verdicts:
        assert verdict.passed, verdict
        assert [one.field for one in verdict.signatures] == [role.value for role in DEMATERIALISED]
        assert {one.format for one in verdict.signatures} == {"PAdES-BASELINE-LTA"}


def test_the_bundle_is_baseline_lta(stage: Stage, bundle: SealedBundle, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "bundle.asice"
    file.write_bytes(bundle.data)
    for verdict in judge_signatures([file], [root], [stage.after + later for later in LATER]):
        assert verdict.passed, verdict
        assert [one.format for one in verdict.signatures] == ["CAdES-BASELINE-LTA"]


def test_a_third_signature_fails(stage: Stage, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "third.pdf"
    file.write_bytes(asyncio.run(third(stage, stage.signed[0].pdf, "sig_third")))
    (verdict,) = judge_signatures([file], [root], [stage.after])
    assert not verdict.passed


def test_signed_papers_stay_pdfa_and_pdfua(stage: Stage, tmp_path: Path) -> None:
    files = []
    for step in ("frozen", "sealed", "held", "signed"):
        files.append(tmp_path / f"{step}.pdf")
        files[-1].write_bytes(getattr(stage, step)[0].pdf)
    for verdict in judge_pdfa(files):
        assert verdict.passed, verdict
