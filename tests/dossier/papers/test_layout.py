"""Nothing overlaps, nothing leaves the page, and each page says where it belongs."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest

from dossier.blocks import (
    Address,
    Block,
    Field,
    Fields,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Role,
    Section,
    Signatures,
    Space,
    Subsection,
    Table,
    Title,
    Together,
)
from dossier.errors import Invalid
from dossier.papers import render
from dossier.papers.style import MARGIN, PAGE_HEIGHT, PAGE_WIDTH

from .reading import Box, page_texts, text_boxes
from .real_form import form
from .specimens import HOLDER, HOSTILE, LONG_WORD, LONGEST, SAMPLE, SENTENCE, paper, png, zone

ALL = {"sample": SAMPLE, "hostile": HOSTILE, "longest": LONGEST, "form": form()}
MILLIMETRE = 72 / 25.4


def unmarked(shown: Paper) -> bytes:
    """A paper without its watermark, which lies under the text on purpose."""
    return render(replace(shown, specimen=False)).pdf


@pytest.mark.parametrize("shown", ALL.values(), ids=ALL)
def test_no_text_leaves_the_margins(shown: Paper) -> None:
    for page, boxes in text_boxes(unmarked(shown)):
        for left, bottom, right, top in boxes:
            assert left > MARGIN - 2, page
            assert right < PAGE_WIDTH - MARGIN + 2, page
            assert 20 < bottom < top < 820, page


@pytest.mark.parametrize("shown", ALL.values(), ids=ALL)
def test_no_text_overlaps_another(shown: Paper) -> None:
    for page, boxes in text_boxes(unmarked(shown)):
        assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == [], page


def overlap(one: Box, two: Box) -> bool:
    """Whether two boxes share more than a point each way."""
    across = min(one[2], two[2]) - max(one[0], two[0])
    down = min(one[3], two[3]) - max(one[1], two[1])
    return across > 1 and down > 1.2


@pytest.mark.parametrize("shown", ALL.values(), ids=ALL)
def test_zones_are_on_their_page_and_free_of_text(shown: Paper) -> None:
    drawn = render(replace(shown, specimen=False))
    boxes = dict(text_boxes(drawn.pdf))
    visible = [zone for zone in drawn.zones if zone.box != (0, 0, 0, 0)]
    assert visible
    for place in visible:
        left, bottom, right, top = place.box
        assert MARGIN <= left < right <= PAGE_WIDTH - MARGIN
        assert 60 < bottom < top < 790
        assert top - bottom >= 60
        assert right - left >= 120
        assert not [box for box in boxes[place.page - 1] if overlap(box, place.box)]


def test_each_page_is_numbered_and_names_the_dossier() -> None:
    drawn = render(form())
    texts = page_texts(drawn.pdf)
    assert len(texts) == drawn.pages >= 6
    for number, text in enumerate(texts, 1):
        assert f"Page {number} / {drawn.pages}" in text
        assert "CS-2026-000123" in text
        assert "ChamberSign France" in text
        assert "Formulaire d’abonnement · v4.2 · révision 2" in text
        assert "Paraphe" in text


def test_a_table_repeats_its_header_on_each_page() -> None:
    rows = tuple((f"Ligne {n}", "x") for n in range(1, 101))
    texts = page_texts(
        render(paper(Table(("Désignation", "Prix"), rows, (3, 1), total=("Total", "100")))).pdf
    )
    assert len(texts) >= 3
    assert all(text.count("Désignation Prix") == 1 for text in texts)
    assert "Ligne 99" in texts[-1], "the total never stands without two rows"


def test_a_heading_stays_with_what_follows() -> None:
    for count in range(30, 60):
        filler = tuple(Paragraph("x") for _ in range(count))
        texts = page_texts(
            render(paper(*filler, Section("Titre seul"), Subsection("Article"), Paragraph("Suite"))).pdf
        )
        (page,) = [text for text in texts if "Titre seul" in text]
        assert "Suite" in page


def test_blocks_together_and_signatures_share_a_page() -> None:
    for count in range(20, 60, 3):
        filler = tuple(Paragraph("x") for _ in range(count))
        block = Together(
            (Paragraph("Début"), Paragraph(SENTENCE * 10), Signatures((HOLDER,)), Paragraph("Terme"))
        )
        (page,) = [text for text in page_texts(render(paper(*filler, block)).pdf) if "Début" in text]
        assert "Terme" in page
        assert "« Lu et approuvé »" in page


def test_a_section_starting_a_page_stands_at_its_top() -> None:
    def highest(*blocks: Block) -> float:
        boxes = dict(text_boxes(render(paper(*blocks)).pdf))
        return max(top for _, _, _, top in boxes[len(boxes) - 1] if top < 780)

    assert highest(Section("Haut")) == highest(Paragraph("x"), Section("Haut", page_break_before=True))
    assert highest(Paragraph("x")) == highest(Paragraph("x"), PageBreak(), Paragraph("x"))


def test_page_breaks_make_no_empty_page() -> None:
    assert render(paper(PageBreak(), Paragraph("x"), PageBreak(), PageBreak())).pages == 1
    assert render(paper(Paragraph("x"), PageBreak(), PageBreak(), Paragraph("y"), Space(9))).pages == 2
    assert render(paper()).pages == 1


def test_a_tall_picture_stays_under_its_heading() -> None:
    assert render(paper(Title("Pièce"), Section("Recto"), Picture(png(900, 2000), "Recto"))).pages == 1


def test_an_address_shows_in_the_window() -> None:
    """AFNOR NF Z 10-011: A4 folded in three in a DL envelope; millimetres from the top and the left."""
    address = Address(("MAIRIE DE LYON", "B", "C", "D", "E", "69205 LYON CEDEX 01"), "Expédié à")
    boxes = dict(text_boxes(render(paper(address, Title("Bordereau"))).pdf))[0]
    inside = [box for box in boxes if box[0] > 300 and 600 < box[1] < 690]
    assert len(inside) == 6
    for _, bottom, _, top in inside:
        assert 52 < (PAGE_HEIGHT - top) / MILLIMETRE < (PAGE_HEIGHT - bottom) / MILLIMETRE < 80


def test_a_long_value_wraps_in_its_column() -> None:
    drawn = render(paper(Fields((Field("Un", LONG_WORD), Field("Deux", "court")))))
    boxes = dict(text_boxes(drawn.pdf))[0]
    assert [box for box in boxes if box[0] < 290 < box[2]] == []


def test_what_cannot_be_cut_nor_fit_is_refused() -> None:
    with pytest.raises(Invalid, match="too_long"):
        render(paper(Signatures((zone(Role.HOLDER, "x", SENTENCE * 200),))))


def test_the_copy_area_code_and_specimen_mark_are_on_every_page() -> None:
    texts = page_texts(render(replace(LONGEST, certified_copy=True)).pdf)
    assert all("Copie conforme à l’original" in text and "Signature :" in text for text in texts)
    assert all("SPECIMEN — document sans valeur" in text for text in texts)
