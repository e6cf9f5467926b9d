"""Tags, fields, codes and bytes of the files."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from pikepdf import Name
from PIL import Image

from dossier.blocks import Code, Paper, Paragraph, Picture, Role, Section, Signatures, Subsection, Title
from dossier.errors import Invalid
from dossier.papers import render
from dossier.papers.qr import runs

from .reading import elements, fields, opened, tags
from .specimens import HOLDER, SAMPLE, paper, png

ROOT = Path(__file__).parents[3]
PRINT = 4
DIGEST = """
import hashlib
from dossier.papers import appearance, join, render
from dossier.blocks import Colours
from tests.dossier.papers.specimens import LONGEST, SAMPLE
drawn = [render(SAMPLE).pdf, render(LONGEST).pdf]
drawn += [join(drawn, "Jeu", SAMPLE.created), appearance(("A", "b"), 200, 60, Colours(), True, "x")]
print([hashlib.sha256(pdf).hexdigest() for pdf in drawn])
"""


def test_bytes_depend_on_nothing_but_the_paper() -> None:
    def run(seed: str, zone: str) -> str:
        surroundings = os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "LANG": "C"}
        return subprocess.run(
            [sys.executable, "-c", DIGEST],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            text=True,
            check=True,
        ).stdout

    assert run("1", "Pacific/Auckland") == run("2", "America/Lima")


def test_threads_do_not_disturb_each_other() -> None:
    alone = render(SAMPLE).pdf
    with ThreadPoolExecutor(8) as pool:
        assert {drawn.pdf for drawn in pool.map(render, [SAMPLE] * 24)} == {alone}


def test_the_clock_of_a_paper_is_the_only_one() -> None:
    later = replace(SAMPLE, created="2026-11-22T10:30:00+01:00")
    assert render(later).pdf != render(SAMPLE).pdf
    pdf = opened(render(SAMPLE).pdf)
    assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261121103000+01'00'"
    assert b"<xmp:CreateDate>2026-11-21T10:30:00+01:00<" in pdf.Root.Metadata.read_bytes()


def test_catalog_says_what_a_reader_needs() -> None:
    pdf = opened(render(SAMPLE).pdf)
    assert str(pdf.docinfo.Title) == SAMPLE.title
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert str(pdf.Root.Lang) == "fr-FR"
    assert pdf.Root.MarkInfo.Marked
    assert "/NeedAppearances" not in pdf.Root.AcroForm
    assert "/SigFlags" not in pdf.Root.AcroForm
    assert pdf.check_pdf_syntax() == []
    assert b"/ObjStm" not in render(SAMPLE).pdf


def test_every_block_has_its_tags() -> None:
    found = tags(opened(render(SAMPLE).pdf))
    expected = {"Document", "H1", "H2", "H3", "P", "L", "LI", "Lbl", "LBody", "Table", "Caption", "THead", "TBody",
                "TFoot", "TR", "TH", "TD", "Figure", "Form", "Div"}  # fmt: skip
    assert set(found) == expected
    assert found.count("TR") == 62
    assert found.count("TH") == 3, "a repeated header is an artifact"


def test_headings_never_skip_a_level() -> None:
    drawn = render(paper(Subsection("a"), Subsection("b"), Title("c"), Section("d"), Subsection("e")))
    assert tags(opened(drawn.pdf))[1:] == ["H1", "H2", "H1", "H2", "H3"]


def test_figures_have_words_and_a_box() -> None:
    drawn = render(paper(Picture(png(), "Recto"), Code("https://exemple.fr/v", "Scannez")))
    pdf = opened(drawn.pdf)
    figures = [element for element in elements(pdf) if Name.Figure == element.S]
    assert [str(figure.Alt) for figure in figures] == ["Recto", "Code QR : https://exemple.fr/v"]
    for figure in figures:
        left, bottom, right, top = (float(side) for side in figure.A[0].BBox)
        assert 54 <= left < right <= 541.3
        assert 60 < bottom < top < 790


def test_every_mark_belongs_to_the_element_that_claims_it() -> None:
    pdf = opened(render(SAMPLE).pdf)
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for page in pdf.pages:
        stream = page.Contents.read_bytes()
        owners = parents[int(page.StructParents)]
        assert stream.count(b"/MCID") == len(owners)
        assert stream.count(b"BDC") == stream.count(b"EMC")


def test_fields_are_made_tagged_and_ready() -> None:
    drawn = render(SAMPLE)
    pdf = opened(drawn.pdf)
    found = fields(pdf)
    assert set(found) == {"sig_holder", "sig_representative", "sig_delegate", "sig_seal"}
    assert {zone.role.value for zone in drawn.zones} == set(found)
    forms = {element.K.Obj.objgen: element for element in elements(pdf) if Name.Form == element.S}
    numbers = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    parents = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
    for zone in drawn.zones:
        field = found[zone.role.value]
        assert [float(side) for side in field.Rect] == pytest.approx(zone.box, abs=0.01)
        assert field.P.objgen == pdf.pages[zone.page - 1].objgen
        assert field.objgen in {annotation.objgen for annotation in pdf.pages[zone.page - 1].Annots}
        assert parents[int(field.StructParent)].objgen == forms[field.objgen].objgen
        assert int(field.F) & PRINT
        assert str(field.TU)
        assert "/V" not in field
        assert ("/AP" in field) is (zone.box != (0, 0, 0, 0))
        assert list(map(str, field.SV.SubFilter)) == ["/ETSI.CAdES.detached"]
        assert list(map(str, field.SV.DigestMethod)) == ["SHA256", "SHA384", "SHA512"]
        assert int(field.SV.Ff) == 2 + 64


def test_only_the_last_signer_locks() -> None:
    pdf = opened(render(SAMPLE).pdf)
    found = fields(pdf)
    assert [name for name, field in found.items() if "/Lock" in field] == ["sig_representative"]
    lock = found["sig_representative"].Lock
    assert (lock.Action, int(lock.P)) == (Name.All, 1)


def test_a_zone_for_a_hand_has_no_field() -> None:
    drawn = render(paper(Signatures((replace(HOLDER, field=False),))))
    assert drawn.zones == ()
    assert "/AcroForm" not in opened(drawn.pdf).Root


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (paper(Signatures((HOLDER,)), Signatures((HOLDER,))), "role_twice"),
        (paper(Signatures((HOLDER,)), invisible=(Role.HOLDER,)), "role_twice"),
        (paper(Signatures((HOLDER,)), locked_by=Role.DELEGATE), "role_without_field"),
        (paper(Picture(b"%PDF-1.7", "Pas une image")), "image"),
        (paper(Picture(b"GIF89a" + bytes(40), "Pas une image")), "image"),
    ],
)
def test_impossible_papers_are_refused(wrong: Paper, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        render(wrong)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_page_codes_carry_their_page_and_are_drawn_as_encoded() -> None:
    """The code of page 2, read from its pixels module by module."""
    code = "PARAPHE:D/F/2/{page}"
    drawn = render(paper(Section("a"), Section("b", page_break_before=True), page_code=code))
    modules, dark = runs(code.replace("{page}", "2"))
    assert dark != runs(code.replace("{page}", "1"))[1]
    expected = {(x, y) for c, r, w, h in dark for x in range(c, c + w) for y in range(r, r + h)}
    with pypdfium2.PdfDocument(drawn.pdf) as document:
        image = document[1].render(scale=8).to_pil().convert("L")
    side = 44.0 / (modules - 8)
    left, top = 595.28 - 54 - 44 - 4 * side, 841.89 - (30 + 52 - 7) - 4 * side
    seen = {
        (x, y) for x in range(modules) for y in range(modules)
        if image.getpixel((round((left + (x + 0.5) * side) * 8), round((top + (y + 0.5) * side) * 8))) < 128
    }  # fmt: skip
    assert seen == expected
    finder = {(x, y) for x in range(7) for y in range(7) if {x, y} & {0, 6} or (1 < x < 5 and 1 < y < 5)}
    last = modules - 11
    for column, row in ((4, 4), (last, 4), (4, last)):
        assert {(x - column, y - row) for x, y in seen if 0 <= x - column < 7 and 0 <= y - row < 7} == finder


def test_fonts_are_embedded_subsets_with_unicode() -> None:
    pdf = opened(render(SAMPLE).pdf)
    used = pdf.pages[0].Resources.Font
    assert len(used) == 3
    for font in used.values():
        assert str(font.BaseFont)[7] == "+"
        assert "/ToUnicode" in font
        assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor
        assert b"<0000>\n" not in font.ToUnicode.read_bytes().split(b"endcodespacerange")[1]


def test_a_photograph_keeps_its_bytes_and_a_turned_one_is_turned() -> None:
    image, plain, turned = Image.new("RGB", (40, 20), "red"), io.BytesIO(), io.BytesIO()
    image.save(plain, "JPEG")
    exif = Image.Exif()
    exif[0x0112] = 6
    image.save(turned, "JPEG", exif=exif)
    drawn = render(paper(Picture(plain.getvalue(), "a"), Paragraph("x"), Picture(turned.getvalue(), "b")))
    pdf = opened(drawn.pdf)
    first, second = pdf.pages[0].Resources.XObject.values()
    assert first.read_raw_bytes() == plain.getvalue()
    assert (int(second.Width), int(second.Height)) == (20, 40)
    assert isinstance(second, pikepdf.Stream)
