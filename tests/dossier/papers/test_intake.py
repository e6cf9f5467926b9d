"""What people send is made again: same look, nothing else."""

from __future__ import annotations

import io
import json

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from dossier import labels
from dossier.errors import Invalid
from dossier.papers import page_image, page_texts
from dossier.papers.intake import Limits, piece_pages, take_in
from dossier.papers.intake.answer import PROBLEMS, WARNINGS, Made, Refusal, Unbelievable, packed, unpacked
from dossier.papers.intake.rebuild import NotSegments, without_metadata
from tests.bench.intake import active
from tests.dossier.papers import pieces_given as given
from tests.dossier.papers.pieces_judged import BLUE, RED, WHITE, code, judged, near, opened


@pytest.mark.checks("UPL-01")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF"])
def test_images_are_told_by_decoding_and_shown_on_a_page(kind: str) -> None:
    data = given.saved(given.picture(), kind, quality=95)
    taken = judged(take_in(data, "photo.pdf"), data)
    assert (taken.kind, taken.way, taken.warnings) == (kind, "raster", ("name_differs",))
    for shown in (opened(taken.images[0]), opened(page_image(taken.pdf, 0, 200))):
        assert near(shown, 0.2, 0.5, RED)
        assert near(shown, 0.8, 0.5, BLUE)


@pytest.mark.checks("UPL-01")
@pytest.mark.parametrize("data", [b"PK\x03\x04" + bytes(60), b"GIF89a" + bytes(60), b"bonjour", bytes(200)])
def test_what_is_no_piece_is_refused_whatever_its_name(data: bytes) -> None:
    assert code(data, "piece.pdf") == "not_a_piece"


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "I;16", "RGB"])
def test_every_mode_of_an_image_is_shown(mode: str) -> None:
    data = given.saved(given.picture(mode), "TIFF")
    shown = opened(take_in(data, "scan.tif").images[0]).convert("L")
    left, right = (shown.getpixel((int(shown.width * x), 40)) for x in (0.2, 0.8))
    assert isinstance(left, int)
    assert isinstance(right, int)
    assert 0 < left - right < 120 or mode == "1"


def test_sixteen_bits_of_grey_are_not_burnt() -> None:
    ramp = given.deep(Image.linear_gradient("L"))
    shown = opened(take_in(given.saved(ramp, "PNG"), "scan.png").images[0])
    levels = [shown.getpixel((100, y)) for y in (10, 128, 245)]
    assert levels == pytest.approx([10, 128, 245], abs=6)


def test_transparency_is_laid_on_white() -> None:
    image = given.picture("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size).point(lambda value: 255 * (value > 128)))
    shown = opened(take_in(given.saved(image, "PNG"), "tampon.png").images[0])
    assert near(shown, 0.2, 0.1, WHITE)
    assert near(shown, 0.2, 0.9, RED)


@pytest.mark.checks("UPL-05")
def test_a_photograph_forgets_where_it_was_taken_and_stands_upright() -> None:
    data = given.located(orientation=6)
    assert b"Exif" in data
    taken = judged(take_in(data, "photo.jpg"), data)
    for part in (taken.pdf, *taken.images, *taken.thumbnails):
        assert not any(word in part for word in (b"Exif", b"Fabricant", b"Marseille", b"GPS"))
    shown = opened(taken.images[0])
    assert shown.getexif() == {}
    assert shown.size == (80, 120)
    assert near(shown, 0.5, 0.2, RED)
    assert near(shown, 0.5, 0.8, BLUE)


@pytest.mark.checks("UPL-05")
def test_a_photograph_inside_a_pdf_forgets_too() -> None:
    photo = given.located(orientation=1)
    pdf = given.plain(b"q 200 0 0 100 0 0 cm /I Do Q")
    image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=120, Height=80)
    image.write(photo, filter=Name.DCTDecode)
    image.ColorSpace, image.BitsPerComponent = Name.DeviceRGB, 8
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image))
    data = given.written(pdf)
    taken = judged(take_in(data, "photo.pdf"), data)
    assert taken.way == "vector"
    assert not any(word in taken.pdf for word in (b"Exif", b"Fabricant", b"Marseille"))
    assert near(opened(taken.images[0]), 0.2, 0.5, RED)


def test_a_jpeg_without_metadata_is_the_same_picture() -> None:
    data = given.located()
    bare = without_metadata(data + b"PK\x03\x04")
    assert bare.endswith(b"\xff\xd9")
    assert len(bare) < len(data)
    assert opened(bare).tobytes() == opened(data).tobytes()
    with pytest.raises(NotSegments):
        without_metadata(b"\xff\xd8 nothing of the sort")


@pytest.mark.checks("UPL-02")
def test_a_file_has_so_many_images_at_most() -> None:
    frames = [given.picture("1", (60, 80))] * 21
    several = given.saved(frames[0], "TIFF", save_all=True, append_images=frames[1:20])
    assert judged(take_in(several, "scan.tiff"), several).pages == 20
    too_many = given.saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert code(too_many, "scan.tiff") == "too_many_pages"


def test_a_film_shows_its_first_image() -> None:
    film = given.saved(
        given.picture(), "WEBP", save_all=True, append_images=[Image.new("RGB", (120, 80), "green")]
    )
    taken = take_in(film, "film.webp")
    assert (taken.pages, taken.warnings) == (1, ("first_image_only",))
    assert near(opened(taken.images[0]), 0.2, 0.5, RED)


def test_a_large_image_is_reduced() -> None:
    taken = take_in(given.saved(given.picture(size=(5000, 3000)), "JPEG"), "photo.jpg")
    assert opened(taken.images[0]).size == (1754, 1052)
    assert max(opened(taken.thumbnails[0]).size) == 320
    with pikepdf.open(io.BytesIO(taken.pdf)) as pdf:
        assert [round(side) for side in pdf.pages[0].mediabox[2:]] == [842, 505]


def test_a_conforming_pdf_keeps_its_text_and_fonts() -> None:
    data = given.conforming()
    taken = judged(take_in(data, "kbis.pdf"), data)
    assert (taken.kind, taken.way, taken.warnings, taken.signatures) == ("PDF", "vector", (), ())
    assert "société au capital" in next(iter(page_texts(taken.pdf)))
    assert page_image(taken.pdf, 0, 72) == page_image(data, 0, 72)
    assert max(opened(taken.images[0]).size) == 1754


def test_the_same_piece_gives_the_same_bytes() -> None:
    for data in (given.conforming(), given.bare_font(), given.located()):
        assert take_in(data, "a.pdf").pdf == take_in(data, "b.pdf").pdf


def test_a_pdf_without_its_fonts_is_drawn() -> None:
    data = given.bare_font()
    taken = judged(take_in(data, "lettre.pdf"), data)
    assert taken.way == "raster"
    with pikepdf.open(io.BytesIO(taken.pdf)) as pdf:
        image = pdf.pages[0].Resources.XObject.I
        assert int(image.Width) == 556
        assert image.ColorSpace == Name.DeviceGray
        assert [round(side) for side in pdf.pages[0].mediabox[2:]] == [200, 100]


def test_nothing_active_is_left() -> None:
    data = given.active()
    with pikepdf.open(io.BytesIO(data)) as before:
        assert {"/OpenAction", "/AA", "/JS", "/EmbeddedFiles", "/AcroForm", "/Annots", "/URI"} <= active(
            before
        )
    taken = judged(take_in(data, "kbis.pdf"), data)
    assert taken.way == "vector"
    assert taken.warnings == ("active_content_removed",)


def test_a_hidden_layer_stays_hidden_and_a_filled_field_seen() -> None:
    """Rebuilt, the first would show more than a person saw, the second less: both are drawn."""
    hidden, seen = (judged(take_in(data, "piece.pdf"), data) for data in (given.layered(), given.filled()))
    assert (hidden.way, seen.way) == ("raster", "raster")
    assert near(opened(hidden.images[0]), 0.25, 0.5, WHITE)
    assert near(opened(seen.images[0]), 0.65, 0.5, RED)


def test_signatures_of_a_piece_are_told_before_they_go() -> None:
    data = given.signed("Greffe du tribunal\x07", "Préfecture")
    taken = judged(take_in(data, "kbis.pdf"), data)
    assert taken.signatures == ("Greffe du tribunal", "Préfecture", "Signature2")
    assert "signatures_removed" in taken.warnings


@pytest.mark.checks("UPL-08")
def test_a_password_is_refused_with_the_remedy() -> None:
    with pytest.raises(Invalid) as caught:
        take_in(given.encrypted(), "kbis.pdf")
    said = labels.problem(caught.value.problems[0])
    assert said.startswith("Cette pièce est protégée par un mot de passe. Ouvrez-la, imprimez-la")


def test_a_pdf_that_opens_without_password_is_taken() -> None:
    data = given.encrypted(user="")
    assert judged(take_in(data, "kbis.pdf"), data).warnings == ("protection_removed",)


@pytest.mark.checks("UPL-02")
def test_sizes_and_pages_are_limited() -> None:
    assert code(b"", "a.pdf") == "empty_piece"
    assert code(bytes(10 * 1024**2 + 1)) == "piece_too_large"
    assert code(given.conforming(51)) == "too_many_pages"
    fifty = given.conforming(50)
    assert judged(take_in(fifty, "long.pdf"), fifty).pages == 50


def test_rotation_and_cropping_are_kept() -> None:
    pdf = given.plain(b"1 0 0 rg 0 0 100 100 re f", Rotate=90, CropBox=Array([50, 0, 150, 100]))
    data = given.written(pdf)
    taken = judged(take_in(data, "scan.pdf"), data)
    assert taken.way == "vector"
    assert page_image(taken.pdf, 0, 72) == page_image(data, 0, 72)


def test_pages_alone_are_what_the_copies_of_pieces_need() -> None:
    data = given.saved(given.picture(), "PNG")
    assert piece_pages(data, "a.png") == take_in(data, "a.png").images


def test_every_code_has_its_words() -> None:
    for name in (*PROBLEMS, *WARNINGS, "piece_too_large", "name_differs"):
        assert name in labels.words("fr")["problem"]


MADE = Made(
    "PDF", "vector", b"%PDF-1.7\n%%EOF\n", (b"\xff\xd8\xff\xff\xd9",), (b"\xff\xd8\xff\xff\xd9",), ("Greffe",)
)
HEADER = {"kind": "PDF", "way": "vector", "signatures": [], "warnings": [], "sizes": [15, 5, 5]}
BLOBS = MADE.pdf + MADE.images[0] * 2


def test_an_answer_is_read_as_it_was_written() -> None:
    for answer in (MADE, Refusal("too_many_pages", "50")):
        assert unpacked(packed(answer), Limits()) == answer


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "EXE"}, {"way": "magic"}, {"sizes": [15, 5]}, {"sizes": [15, 5, 5, 5]}, {"sizes": [25, 0, 0]},
        {"sizes": [15, 10]}, {"sizes": [-15, 35, 5]}, {"sizes": "abc"}, {"sizes": [True, 19, 5]}, {"sizes": []},
        {"signatures": ["\x1b[31m"]}, {"signatures": ["a" * 201]}, {"signatures": ["a"] * 51}, {"signatures": [7]},
        {"warnings": ["anything"]}, {"code": "anything", "detail": ""}, {"code": "too_heavy", "detail": "<script>"},
    ],
)  # fmt: skip
def test_an_answer_that_a_child_cannot_mean_is_not_believed(changed: dict[str, object]) -> None:
    written = json.dumps(HEADER | changed).encode() + b"\n" + BLOBS
    assert unpacked(json.dumps(HEADER).encode() + b"\n" + BLOBS, Limits())
    with pytest.raises(Unbelievable):
        unpacked(written, Limits())


@pytest.mark.parametrize(
    "written",
    [b"", b"\n", b"[]\n", b"{", b"[" * 70_000 + b"\n", b"{}\n", packed(MADE)[:-1], packed(MADE) + b"PK"],
)
def test_an_answer_that_is_none_is_not_believed(written: bytes) -> None:
    with pytest.raises(Unbelievable):
        unpacked(written, Limits())
