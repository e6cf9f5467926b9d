"""What is printed is what was given, or nothing is."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from dossier.blocks import Field, Fields, Paragraph, Span, Title
from dossier.errors import Invalid
from dossier.papers import check_text, page_images, render
from dossier.papers.fonts import covered, face
from dossier.papers.lines import break_lines
from dossier.papers.style import BODY

from .reading import bare, page_texts, whole_text
from .specimens import HOSTILE, HOSTILE_NAMES, LONG_WORD, SENTENCE, paper

PRINTABLE = st.text(st.sampled_from(sorted(covered())), min_size=1, max_size=120)


def test_hostile_names_are_extracted_exactly() -> None:
    text = whole_text(render(HOSTILE).pdf)
    for name in HOSTILE_NAMES:
        assert text.count(bare(name)) >= 5, name


def test_markup_is_words_and_spans_are_styles() -> None:
    drawn = render(paper(Paragraph((Span("<b>"), Span("&amp;", bold=True), Span("</b>", italic=True)))))
    assert "<b>&amp;</b>" in page_texts(drawn.pdf)[0]


def test_decomposed_text_is_printed_in_normal_form_c() -> None:
    drawn = render(paper(Fields((Field("Nom", "Loi\u0308se, E\u0301lodie"),))))
    assert "Loïse, Élodie" in page_texts(drawn.pdf)[0]


@pytest.mark.parametrize(
    ("text", "described"),
    [
        ("\U0001f600", "U+1F600 GRINNING FACE"),
        ("a\u200bb", "U+200B ZERO WIDTH SPACE"),
        ("\u202eevil", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("a\x00", "U+0000 CONTROL CHARACTER"),
        ("a\tb", "U+0009 CONTROL CHARACTER"),
        ("王", "U+738B CJK UNIFIED IDEOGRAPH-738B"),
        ("\u00ad", "U+00AD SOFT HYPHEN"),
        ("\ue000", "U+E000 CONTROL CHARACTER"),
    ],
)
def test_what_no_face_has_is_named(text: str, described: str) -> None:
    assert check_text(text) == (described,)


def test_a_line_feed_is_for_papers_only() -> None:
    assert check_text("a\nb") == ("U+000A CONTROL CHARACTER",)
    assert check_text("a\nb", lines=True) == ()
    assert "a b" in page_texts(render(paper(Paragraph("a\nb"))).pdf)[0]


def test_every_text_refused_is_named_before_drawing() -> None:
    bad = paper(Title("Bon"), Fields((Field("Nom", "\U0001f600"), Field("王", "x"))), issuer="\u202e")
    with pytest.raises(Invalid) as caught:
        render(bad)
    fields = {problem.field: problem.detail for problem in caught.value.problems}
    assert fields == {
        "issuer": "U+202E RIGHT-TO-LEFT OVERRIDE",
        "blocks[1].items[0].value": "U+1F600 GRINNING FACE",
        "blocks[1].items[1].label": "U+738B CJK UNIFIED IDEOGRAPH-738B",
    }


@settings(max_examples=60, deadline=None)
@given(PRINTABLE)
def test_whatever_can_be_printed_is_extracted(text: str) -> None:
    if check_text(text) == ():
        assert bare(text) in whole_text(render(paper(Paragraph(text))).pdf)


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from("aéW .-@\n\u0302"), max_size=400), st.integers(30, 500))
def test_lines_keep_every_character_and_stay_narrow(text: str, width: int) -> None:
    lines = break_lines(text, BODY, width)
    assert "".join(line.text for line in lines).replace(" ", "") == bare(text)
    for line in lines:
        measured = face(BODY.style).measure(line.text.rstrip(" "), BODY.size)
        assert measured <= width + 0.01


def test_a_very_long_word_is_cut_and_whole() -> None:
    lines = break_lines(LONG_WORD, BODY, 100)
    assert len(lines) > 10
    assert "".join(line.text for line in lines) == LONG_WORD


def test_words_are_parted_in_the_structure() -> None:
    """A line ends with its space: a screen reader joins the lines of a paragraph as they are."""
    lines = break_lines(SENTENCE.strip(), BODY, 150)
    assert all(line.text.endswith((" ", "-")) for line in lines[:-1])
    assert "".join(line.text for line in lines) == SENTENCE.strip()


@pytest.mark.parametrize("letter", ["M", "n", "W", "l"])
def test_a_combining_mark_stands_over_the_middle_of_its_letter(letter: str) -> None:
    def ink(text: str) -> Image.Image:
        (drawn,) = page_images(render(paper(Title(text))).pdf, 288)
        with Image.open(io.BytesIO(drawn)) as image:
            return image.convert("L").crop((200, 300, 300, 430))

    alone, marked = ink(letter), ink(letter + "\u0302\u0302")
    body, mark = ImageChops.invert(alone).getbbox(), ImageChops.difference(alone, marked).getbbox()
    assert body is not None
    assert mark is not None
    assert abs((body[0] + body[2]) - (mark[0] + mark[2])) / 2 < 5, "pixels, of about 60"
    assert mark[3] <= body[1] + 2
