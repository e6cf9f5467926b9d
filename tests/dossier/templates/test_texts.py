"""The Markdown reader, the stored texts, and how things are written."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest

from dossier import templates
from dossier.blocks import Bullets, Paragraph, Section, Span, Subsection, Title, texts
from dossier.catalog import Money, TaxBasis
from dossier.errors import Invalid
from dossier.organisation import Address
from dossier.templates import formats, markdown
from tests.dossier.templates.variants import VARIANTS

TEXTS = sorted(Path(next(iter(templates.__path__))).glob("text/*.md"))


def test_language() -> None:
    source = "# T\n\n## S\n\n### U\n\na **b** *c*\nd\n\n- e\n  f\n- g\n\n1. h\n2. i"
    assert markdown.read(source) == (
        Title("T"),
        Section("S"),
        Subsection("U"),
        Paragraph((Span("a "), Span("b", bold=True), Span(" "), Span("c", italic=True), Span(" d"))),
        Bullets(("e f", "g")),
        Bullets(("h", "i"), ordered=True),
    )


def test_a_products_asterisks_are_only_asterisks() -> None:
    assert markdown.read("Pack ID RGS** et RGS***") == (Paragraph("Pack ID RGS** et RGS***"),)
    assert markdown.read("# AUTORITÉ RGS**") == (Title("AUTORITÉ RGS**"),)


def test_a_number_of_its_own_is_not_numbered_again() -> None:
    assert markdown.read("## 1. Terms") == (Section("1. Terms", numbered=False),)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\nb **c", 3), ("[a](b)", 1), ("<b>a</b>", 1), ("`a`", 1), ("> a", 1), ("* a", 1), ("+ a", 1),
        ("#### a", 1), ("#a", 1), ("| a |", 1), ("a\n- b", 2), ("- a\nb", 2), ("# a\nb", 2), ("![a](b)", 1),
        ("a\n===", 2), ("__a__", 1),
    ],
)  # fmt: skip
def test_anything_else_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(Invalid) as caught:
        markdown.read(text)
    assert [(p.field, p.code) for p in caught.value.problems] == [(f"line {line}", "markdown")]


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)
def test_stored_text_is_readable_and_well_set(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert markdown.clause(path.stem)
    assert formats.typographic(text) == text
    assert "'" not in text
    assert "qualifié" not in text


@pytest.mark.parametrize("slug", sorted(VARIANTS))
def test_no_line_can_break_before_french_punctuation(slug: str) -> None:
    for variant in set(VARIANTS[slug]) - {"longest", "hostile", "globalsign"}:  # whose terms are in English
        said = [text for block in VARIANTS[slug][variant]().blocks for text in texts(block)]
        assert [text for text in said if re.search(r"\S [:;?!»%€]|« ", text)] == []


def test_there_are_texts() -> None:
    assert {"holder", "representative", "delegate", "manager", "operator_checks"} <= {p.stem for p in TEXTS}


def test_dates() -> None:
    assert formats.day(date(2026, 11, 21)) == "21\u00a0novembre\u00a02026"
    assert formats.day(date(2027, 3, 1)) == "1er\u00a0mars\u00a02027"
    assert formats.moment(datetime(2026, 7, 21, 22, 5, tzinfo=UTC)) == (
        "22\u00a0juillet\u00a02026 à\u00a00\u00a0h\u00a005"
    )


def test_numbers() -> None:
    assert formats.siren("433702479") == "433\u00a0702\u00a0479"
    assert formats.siret("43370247900042") == "433\u00a0702\u00a0479\u00a000042"
    assert formats.siret("not a number") == "not a number"
    assert formats.phone("+33639981234") == "+33\u00a06\u00a039\u00a098\u00a012\u00a034"
    assert formats.phone("") == ""


def test_amounts() -> None:
    assert formats.money(Money(Decimal("1234.5"), TaxBasis.HT)) == "1\u00a0234,50\u00a0€\u00a0HT"
    assert formats.short_money(Money(Decimal("50.00"), TaxBasis.HT)) == "50\u00a0€\u00a0HT"
    assert formats.short_money(Money(Decimal("50.10"), TaxBasis.TTC)) == "50,10\u00a0€\u00a0TTC"
    assert formats.euros(Decimal("-246.9")) == "–246,90\u00a0€"
    assert formats.percent(Decimal("0.055")) == "5,5\u00a0%"
    assert formats.percent(Decimal("0.20")) == "20\u00a0%"


@pytest.mark.parametrize(
    ("number", "shown"), [("T7X2K9LM4", "LM4"), ("160169301234", "234"), ("ABC", "C"), ("AB", ""), ("", "")]
)
def test_identity_numbers_keep_three_characters_at_most(number: str, shown: str) -> None:
    assert formats.masked(number) == "••••••" + shown


def test_addresses() -> None:
    abroad = Address("5 Main Street", "", "", "SW1A", "LONDON", "", "GB")
    assert formats.postal_lines("A", "", address=abroad) == (
        "A",
        "5 Main Street",
        "SW1A LONDON",
        "ROYAUME-UNI",
    )


def test_typography() -> None:
    assert formats.typographic("l'an : « a » ; 5 % ?") == (
        "l’an\u00a0: «\u00a0a\u00a0»\u00a0; 5\u00a0%\u00a0?"
    )
