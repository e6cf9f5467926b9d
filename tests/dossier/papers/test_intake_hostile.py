"""Files made to hurt: refused with a reason, or made again as harmless as any other."""

from __future__ import annotations

import zlib
from collections.abc import Callable

import pytest
from pikepdf import Array, Dictionary, Name

from dossier.papers.intake import Limits, examine, take_in
from dossier.papers.intake.answer import Refusal
from tests.dossier.papers import pieces_given as given
from tests.dossier.papers.pieces_judged import code, judged

FLATE = "/FlateDecode"


def flate(times: int) -> str:
    return f"/Filter [{FLATE * times}]"


def image_in_pdf(width: int, height: int, filter_name: str) -> bytes:
    """A PDF whose image announces so many pixels."""
    pdf = given.plain(b"q 200 0 0 100 0 0 cm /I Do Q")
    image = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Image, Width=width, Height=height)
    image.write(zlib.compress(bytes(1000)), filter=Name(filter_name))
    image.ColorSpace, image.BitsPerComponent = Name.DeviceGray, 8
    pdf.pages[0].obj.Resources = Dictionary(XObject=Dictionary(I=image))
    return given.written(pdf)


def bomb_in_table() -> bytes:
    """The table itself is the bomb: it is read as the file is opened."""
    data = given.bomb()
    entries = f"/Type /XRef /Size 9 /Root 2 0 R /W [1 2 1] /Length {len(data)} {flate(3)}"
    return (
        b"%PDF-1.7\n1 0 obj\n<<"
        + entries.encode()
        + b">>\nstream\n"
        + data
        + b"\nendstream\nendobj\nstartxref\n9\n%%EOF\n"
    )


BOMBS: dict[str, Callable[[], bytes]] = {
    "a kilobyte": lambda: given.with_stream(given.bomb(3), flate(3)),
    "one layer": lambda: given.with_stream(given.bomb(1, 1024**3), flate(1)),
    "in the table": bomb_in_table,
    "in hexadecimal": lambda: given.with_stream(
        given.bomb(3, 1024**3).hex().encode() + b">", f"/Filter [/ASCIIHexDecode {FLATE * 3}]"
    ),
    "in runs": lambda: given.with_stream(
        zlib.compress(b"\x81\x00" * 1_000_000), "/Filter [/FlateDecode /RunLengthDecode]"
    ),
    "many small": lambda: given.by_hand(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>",
            *[given.stream_object(given.bomb(2, 80 * 1024**2), flate(2))] * 4,
        ]
    ),
    "layer upon layer": lambda: given.with_stream(given.bomb(12, 1024**2), flate(12)),
}  # fmt: skip


@pytest.mark.checks("UPL-03")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_measured_before_it_bursts(name: str) -> None:
    limits = Limits(stream=100 * 1024**2) if name != "in runs" else Limits(stream=10 * 1024**2)
    assert code(BOMBS[name](), limits=limits) == "inflates_too_much"


@pytest.mark.checks("UPL-02", "UPL-03")
def test_images_larger_than_allowed_are_not_decoded() -> None:
    assert code(given.huge_png(), "a.png") == "image_too_large"
    assert (
        code(given.saved(given.picture(size=(300, 200)), "TIFF"), "a.tif", Limits(pixels=59_999))
        == "image_too_large"
    )
    for filter_name in ("/FlateDecode", "/JPXDecode", "/JBIG2Decode", "/CCITTFaxDecode"):
        assert code(image_in_pdf(60_000, 60_000, filter_name)) == "image_too_large"


@pytest.mark.checks("UPL-02")
def test_trees_of_pages_end() -> None:
    assert code(given.endless_tree()) == "unreadable_piece"
    assert code(given.doubling_tree()) == "unreadable_piece"
    assert code(given.wide_tree(10_000)) == "too_many_pages"
    assert (
        code(given.by_hand([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>"]))
        == "empty_piece"
    )


@pytest.mark.checks("UPL-03")
def test_a_drawing_without_end_is_killed() -> None:
    assert code(given.doubling_forms(), limits=Limits(cpu=1)) == "too_heavy"


@pytest.mark.parametrize(
    "box", [(0, 0, 1e9, 1e9), (0, 0, 14_400, 1), (100, 100, -100, -100), (0, 0, 0, 0), (5e8, 0, 6e8, 9)]
)
def test_a_page_may_claim_any_size(box: tuple[float, ...]) -> None:
    data = given.written(given.plain(MediaBox=Array(box)))
    assert max(judged(take_in(data, "plan.pdf"), data).pages, 0) == 1


@pytest.mark.parametrize("cut", [0.02, 0.3, 0.6, 0.95])
def test_a_truncated_file_is_refused_or_said_to_be_repaired(cut: float) -> None:
    whole = given.conforming()
    data = whole[: int(len(whole) * cut)]
    if cut < 0.1:
        assert code(data) == "unreadable_piece"
    else:
        assert "piece_repaired" in judged(take_in(data, "kbis.pdf"), data).warnings


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "HEIF"])
def test_a_truncated_image_is_refused(kind: str) -> None:
    whole = given.saved(given.picture(size=(400, 300)), kind)
    assert code(whole[: len(whole) // 2], "photo.jpg") in ("unreadable_piece", "not_a_piece")


@pytest.mark.checks("UPL-01")
@pytest.mark.parametrize("name", given.POLYGLOTS)
def test_what_comes_out_is_of_one_type(name: str) -> None:
    data = given.POLYGLOTS[name]()
    taken = judged(take_in(data, "piece.pdf"), data)
    assert taken.pdf.startswith(b"%PDF-1.7\n")
    assert taken.pdf.endswith(b"%%EOF\n")
    for part in (taken.pdf, *taken.images, *taken.thumbnails):
        assert not any(mark in part for mark in (b"PK\x03\x04", b"PK\x05\x06", b"<script", b"#!/bin"))


@pytest.mark.parametrize(
    "reference", ["(/etc/passwd)", "<</Type/Filespec/F(/etc/passwd)>>", "<</FS/URL/F(http://127.0.0.1/)>>"]
)
def test_a_stream_kept_elsewhere_is_not_fetched(reference: str) -> None:
    data = given.with_stream(b"", f"/F {reference}")
    taken = judged(take_in(data, "piece.pdf"), data)
    assert b"passwd" not in taken.pdf
    assert b"127.0.0.1" not in taken.pdf


def test_anything_at_all_is_answered() -> None:
    """Bytes changed at regular places: taken in or refused, never ended badly."""
    whole = given.conforming()
    for step in range(97, 997, 180):
        data = bytes(byte ^ (0x20 if place % step == 0 else 0) for place, byte in enumerate(whole))
        answer, ended = examine(data, Limits())
        assert (ended.signal, ended.late) == (0, False)
        assert not isinstance(answer, Refusal) or answer.code in ("unreadable_piece", "empty_piece")
