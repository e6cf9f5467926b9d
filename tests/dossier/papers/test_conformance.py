"""PDF/A-2a and PDF/UA-1, by judges not written here."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import page
import pytest

from dossier.papers import join, render
from tests.conformance.judges import judge_pdfa

from .real_form import form
from .specimens import HOSTILE, LONGEST, SAMPLE, paper


@cache
def files() -> dict[str, bytes]:
    """Every kind of file that papers are."""
    shown = {"sample": SAMPLE, "hostile": HOSTILE, "longest": LONGEST, "form": form(), "empty": paper()}
    drawn = {name: render(one).pdf for name, one in shown.items()}
    return drawn | {"joined": join([drawn["sample"], drawn["longest"]], "Jeu & <co>", SAMPLE.created)}


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("name", ["sample", "hostile", "longest", "form", "empty", "joined"])
def test_page_finds_nothing_wrong(name: str, profile: str) -> None:
    report = page.validate_pdf_bytes(files()[name], profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant


@pytest.mark.conformance
def test_verapdf_finds_nothing_wrong(tmp_path: Path) -> None:
    paths = []
    for name, pdf in files().items():
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(pdf)
    for verdict in judge_pdfa(paths):
        assert verdict.error is None
        assert [(flavour.flavour, flavour.compliant, flavour.failures) for flavour in verdict.verdicts] == [
            ("2a", True, ()), ("ua1", True, ())
        ], verdict.file  # fmt: skip
