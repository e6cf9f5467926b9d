"""Every paper says, page by page, what fixtures/golden says, and is signed where it says.

`make golden` writes the files again.
"""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tests.dossier.templates.drawn import pages, zones
from tests.dossier.templates.variants import CASES, VARIANTS
from tests.house.code import ROOT

GOLDEN = ROOT / "fixtures" / "golden"


def _golden(slug: str, variant: str) -> str:
    found = [f"--- page {number}\n{text}" for number, text in enumerate(pages(slug, variant), 1)]
    return "\n".join([*found, "--- zones", zones(slug, variant)]).rstrip() + "\n"


def _file(slug: str, variant: str) -> Path:
    return GOLDEN / slug / f"{variant}.txt"


@pytest.mark.parametrize(("slug", "variant"), CASES, ids=map("-".join, CASES))
def test_paper_says_what_is_expected(slug: str, variant: str, rewrite: bool) -> None:
    file, text = _file(slug, variant), unicodedata.normalize("NFC", _golden(slug, variant))
    if rewrite:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == text


def test_no_golden_file_is_forgotten() -> None:
    known = {_file(*case) for case in CASES}
    assert set(GOLDEN.glob("*/*.txt")) == known


@pytest.mark.parametrize("slug", sorted(VARIANTS))
def test_every_paper_has_a_sample_a_longest_and_a_hostile_variant(slug: str) -> None:
    assert {"sample", "longest", "hostile"} <= set(VARIANTS[slug])
