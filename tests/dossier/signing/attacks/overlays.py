# mypy: untyped-calls-exclude="pyhanko"
"""Attacks on certified documents: EAA, evil annotations, and SSA, sneaky signatures (S&P'21 §4).

Made while the person signs, so that the last signature covers everything, or afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from dossier.blocks import Role

from ..elsewhere import bearer, field_of, signed, written
from ..stage import plain_page
from .world import FIELD, Prepare, World, paper

KINDS = (
    "/FreeText", "/Stamp", "/Square", "/Highlight", "/Ink", "/Link", "/Redact", "/FileAttachment", "/Widget",
    "/Watermark", "/Screen", "/3D",
)  # fmt: skip
WIDE = (40, 450, 550, 800)


def evil_annotations(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """EAA: name, what was issued, what is returned."""
    for kind in KINDS:
        change = _annotation(kind)
        yield f"{kind[1:]}, while signing", world.issued, world.signed(change)
        if kind in KINDS[:4]:
            yield f"{kind[1:]}, afterwards", world.issued, _after(world.returned, change)
    yield "popup script", world.issued, world.signed(_script)
    yield "page label and action", world.issued, world.signed(_page_action)
    yield "a page more", world.issued, world.signed(_page_more)
    yield "page turned", world.issued, world.signed(_turned)
    yield "page cropped", world.issued, world.signed(_cropped)


def signatures(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """SSA: signature fields and looks that cover what others signed."""
    stranger = bearer(world.pki, "Jean", "MARTIN")
    yield "new field, before", world.issued, world.signed(issued=_with_field(world.issued))
    new = signed(world.returned, "sig_other", stranger, prepare=_new_field, new=True)
    yield "new field, signed by another", world.issued, new
    own = signed(world.returned, "sig_other", world.holder, prepare=_new_field, new=True)
    yield "new field, signed again", world.issued, own
    yield "new field, empty", world.issued, _after(world.returned, _new_field)
    yield "field widened", world.issued, world.signed(_widened)
    yield "field moved to another page's place", world.issued, world.signed(_lifted)
    yield "look larger than the field", world.issued, _large_look(world)
    yield "look of the seal", world.issued, world.signed(_seal_look)
    yield "field renamed", world.issued, _renamed(world)
    yield "field doubled", world.issued, world.signed(_doubled)
    yield "value shared", world.issued, _after(world.returned, _shared_value)
    issued = world.sealed(paper(Role.HOLDER, Role.REPRESENTATIVE))
    other = Role.REPRESENTATIVE.value
    yield "look of the other's field", issued, world.signed(_look_of(other), issued)
    yield "the other's field widened", issued, world.signed(_wide(other), issued)
    yield "the other's field removed", issued, world.signed(_without(other), issued)
    yield "the other's field unlocked", issued, world.signed(_relaxed(other), issued)


def usurpations(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """Well-made signatures in the place of somebody else: only who knows the dossier can tell."""
    stranger = bearer(world.pki, "Jean", "MARTIN")
    issued = world.sealed(paper(Role.HOLDER, Role.REPRESENTATIVE))
    other = Role.REPRESENTATIVE.value
    yield (
        "both fields signed by one",
        issued,
        signed(signed(issued, FIELD, world.holder), other, world.holder),
    )
    yield "both fields signed", issued, signed(signed(issued, FIELD, world.holder), other, stranger)
    yield "the other's field signed", issued, signed(issued, other, world.holder)


def _after(pdf: bytes, change: Prepare) -> bytes:
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    change(writer)
    return written(writer)


def _annotation(kind: str) -> Prepare:
    def change(writer: IncrementalPdfFileWriter) -> None:
        note = generic.DictionaryObject(
            {pdf_name("/Type"): pdf_name("/Annot"), pdf_name("/Subtype"): pdf_name(kind),
             pdf_name("/Rect"): _box(WIDE), pdf_name("/F"): generic.NumberObject(4),
             pdf_name("/Contents"): generic.pdf_string("Montant : 1 €"),
             pdf_name("/AP"): generic.DictionaryObject({pdf_name("/N"): _look(writer)})}
        )  # fmt: skip
        writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))

    return change


def _script(writer: IncrementalPdfFileWriter) -> None:
    names = {pdf_name("/JavaScript"): generic.DictionaryObject({pdf_name("/Names"): generic.ArrayObject()})}
    writer.root[pdf_name("/Names")] = generic.DictionaryObject(names)
    writer.update_root()


def _page_action(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    action = {pdf_name("/S"): pdf_name("/JavaScript"), pdf_name("/JS"): generic.pdf_string("x()")}
    opened = {pdf_name("/O"): generic.DictionaryObject(action)}
    page[pdf_name("/AA")] = generic.DictionaryObject(opened)
    writer.update_container(page)


def _page_more(writer: IncrementalPdfFileWriter) -> None:
    tree = writer.root["/Pages"]
    page = {pdf_name("/Type"): pdf_name("/Page"), pdf_name("/MediaBox"): _box((0, 0, 595, 842)),
            pdf_name("/Parent"): writer.root.raw_get("/Pages")}  # fmt: skip
    tree["/Kids"].append(writer.add_object(generic.DictionaryObject(page)))
    tree[pdf_name("/Count")] = generic.NumberObject(int(tree["/Count"]) + 1)
    writer.update_container(tree)


def _turned(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)


def _cropped(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    page[pdf_name("/CropBox")] = _box((0, 0, 595, 400))
    writer.update_container(page)


def _with_field(pdf: bytes) -> bytes:
    return _after(pdf, _new_field)


def _new_field(writer: IncrementalPdfFileWriter) -> None:
    append_signature_field(writer, SigFieldSpec("sig_other", box=WIDE))


def _wide(name: str) -> Prepare:
    def change(writer: IncrementalPdfFileWriter) -> None:
        _, field = field_of(writer, name)
        field[pdf_name("/Rect")] = _box(WIDE)
        writer.update_container(field)

    return change


_widened = _wide(FIELD)


def _lifted(writer: IncrementalPdfFileWriter) -> None:
    _, field = field_of(writer, FIELD)
    field[pdf_name("/Rect")] = generic.ArrayObject(
        [
            generic.FloatObject(float(side) + shift)
            for side, shift in zip(field["/Rect"], (0, 200, 0, 200), strict=True)
        ]
    )
    writer.update_container(field)


def _large_look(world: World) -> bytes:
    """Signed with a look whose matrix and box would draw far outside the field, were they not clipped to it."""

    def change(writer: IncrementalPdfFileWriter) -> None:
        _, field = field_of(writer, FIELD)
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): _look(writer)})
        field[pdf_name("/MK")] = generic.DictionaryObject({pdf_name("/BG"): _box((1, 1, 1))})
        field[pdf_name("/Rect")] = _box(WIDE)
        writer.update_container(field)

    return world.signed(change)


def _look_of(name: str) -> Prepare:
    def change(writer: IncrementalPdfFileWriter) -> None:
        _, field = field_of(writer, name)
        field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): _look(writer)})
        writer.update_container(field)

    return change


_seal_look = _look_of(Role.SEAL.value)


def _renamed(world: World) -> bytes:
    def change(writer: IncrementalPdfFileWriter) -> None:
        _, field = field_of(writer, FIELD)
        field[pdf_name("/T")] = generic.pdf_string("sig_other")
        writer.update_container(field)

    return signed(_after(world.issued, change), "sig_other", world.holder)


def _doubled(writer: IncrementalPdfFileWriter) -> None:
    reference, _ = field_of(writer, FIELD)
    writer.root["/AcroForm"]["/Fields"].append(generic.IndirectObject(reference.idnum, 0, writer))
    writer.update_container(writer.root["/AcroForm"]["/Fields"])
    writer.update_container(writer.root["/AcroForm"])


def _shared_value(writer: IncrementalPdfFileWriter) -> None:
    """A second, wide field whose value is the person's signature."""
    _, field = field_of(writer, FIELD)
    value = field.raw_get("/V")
    append_signature_field(writer, SigFieldSpec("sig_other", box=WIDE))
    _, other = field_of(writer, "sig_other")
    other[pdf_name("/V")] = generic.IndirectObject(value.idnum, 0, writer)
    writer.update_container(other)


def _without(name: str) -> Prepare:
    def change(writer: IncrementalPdfFileWriter) -> None:
        reference, _ = field_of(writer, name)
        form = writer.root["/AcroForm"]
        kept = [one for one in form["/Fields"] if one.idnum != reference.idnum]
        form[pdf_name("/Fields")] = generic.ArrayObject(kept)
        writer.update_container(form)

    return change


def _relaxed(name: str) -> Prepare:
    def change(writer: IncrementalPdfFileWriter) -> None:
        _, field = field_of(writer, name)
        del field["/SV"]
        writer.update_container(field)

    return change


def _look(writer: IncrementalPdfFileWriter) -> Any:
    other = IncrementalPdfFileWriter(BytesIO(plain_page("Montant : 1 €"))).prev
    return writer.import_page_as_xobject(other)


def _box(sides: tuple[float, ...]) -> generic.ArrayObject:
    return generic.ArrayObject([generic.FloatObject(side) for side in sides])
