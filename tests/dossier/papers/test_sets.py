"""Papers joined to be printed, signature appearances, page images."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from pikepdf import Name
from PIL import Image

from dossier.blocks import Colours, Picture, Title
from dossier.errors import Invalid
from dossier.papers import appearance, join, page_count, page_images, render
from dossier.papers.pages import Unreadable

from .reading import elements, fields, opened, page_texts, tags, text_boxes
from .real_form import form
from .specimens import LONG_WORD, SAMPLE, paper, png

CREATED = "2026-11-21T10:30:00+01:00"
PIECE = paper(Title("Carte d’identité"), Picture(png(900, 1300), "Recto"), title="Pièce", certified_copy=True)


def test_joined_papers_keep_their_pages_numbers_and_structure() -> None:
    parts = [render(PIECE), render(form()), render(SAMPLE)]
    whole = join([part.pdf for part in parts], "Jeu à imprimer", CREATED)
    pdf = opened(whole)
    assert page_texts(whole) == [text for part in parts for text in page_texts(part.pdf)]
    expected = [tag for part in parts for tag in tags(opened(part.pdf))[1:] if tag != "Form"]
    assert [tag for tag in tags(pdf)[1:] if tag != "Part"] == expected
    assert [tag for tag in tags(pdf) if tag == "Part"] == ["Part"] * 3
    assert fields(pdf) == {}
    assert str(pdf.docinfo.Title) == "Jeu à imprimer"


def test_joined_marks_lead_to_elements_of_the_same_tree() -> None:
    pdf = opened(join([render(PIECE).pdf, render(SAMPLE).pdf], "Jeu", CREATED))
    known = {element.objgen for element in elements(pdf)}
    pages = {page.objgen for page in pdf.pages}
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    for index, page in enumerate(pdf.pages):
        assert int(page.StructParents) == int(numbers[2 * index]) == index
        assert page.Contents.read_bytes().count(b"/MCID") == len(numbers[2 * index + 1])
        assert all(owner.objgen in known for owner in numbers[2 * index + 1])
        assert "/Annots" not in page
    assert all(element.Pg.objgen in pages for element in elements(pdf) if "/Pg" in element)
    assert all(Name.Form != element.S for element in elements(pdf))


@pytest.mark.parametrize("size", [(224.6, 66), (141, 66), (60, 20)])
def test_an_appearance_has_the_size_asked_and_its_words(size: tuple[float, float]) -> None:
    lines = (
        "Loïse MÜLLER-DUPONT",
        "Responsable administrative",
        "Signé électroniquement le 21/11/2026 à 10:30",
    )
    drawn = appearance(lines, *size, Colours(), True, "https://exemple.fr/v")
    pdf = opened(drawn)
    (page,) = pdf.pages
    assert [float(side) for side in page.MediaBox] == pytest.approx([0, 0, *size], abs=0.01)
    assert "Loïse" in page_texts(drawn)[0]
    assert "SPECIMEN" in page_texts(drawn)[0] or size[0] == 60


def test_an_appearance_is_as_large_as_fits() -> None:
    def height(*lines: str) -> float:
        ((_, boxes),) = text_boxes(appearance(lines, 141, 66, Colours()))
        return max(top - bottom for _, bottom, _, top in boxes)

    one, five, cut = (
        height("Loïse"),
        height("Loïse", *["abc def " * 5] * 4),
        height("Loïse", *["abc def " * 99] * 4),
    )
    assert one > five > cut > 2.5


def test_an_appearance_never_overflows() -> None:
    drawn = appearance((LONG_WORD, LONG_WORD, "x"), 141, 66, Colours())
    (png_image,) = page_images(drawn, 144)
    with Image.open(io.BytesIO(png_image)) as image:
        edge = image.convert("L").crop((image.width - 4, 0, image.width, image.height))
        assert edge.getextrema() == (255, 255)


def test_an_appearance_refuses_what_it_cannot_print() -> None:
    with pytest.raises(Invalid, match=r"lines\[0\]: glyph U\+738B"):
        appearance(("王",), 100, 40, Colours())


def test_page_images_are_pages_and_show_no_page_twice() -> None:
    drawn = render(replace(SAMPLE, specimen=False))
    images = list(page_images(drawn.pdf, 40))
    assert page_count(drawn.pdf) == len(images) == drawn.pages == len(set(images))
    with Image.open(io.BytesIO(images[0])) as image:
        assert image.size == (331, 468)


def test_what_is_no_pdf_is_unreadable() -> None:
    with pytest.raises(Unreadable, match="unreadable_piece"):
        page_count(b"%PDF-1.7\nnothing")
