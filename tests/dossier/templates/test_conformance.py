"""Every paper is PDF/A-2a and PDF/UA-1, by a judge not written here."""

from __future__ import annotations

import page
import pytest

from tests.dossier.templates.drawn import drawn
from tests.dossier.templates.variants import VARIANTS


@pytest.mark.parametrize("profile", ["2a", "ua1"])
@pytest.mark.parametrize("slug", sorted(VARIANTS))
def test_page_finds_nothing_wrong(slug: str, profile: str) -> None:
    report = page.validate_pdf_bytes(drawn(slug, "sample").pdf, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []
    assert report.is_compliant
