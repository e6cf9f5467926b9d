# mypy: untyped-calls-exclude="pyhanko"
"""Shadow attacks: content prepared before the signature, flipped with or after it (NDSS'21 §4).

hide               what was signed is covered, or uncovered, afterwards
replace            what is shown takes another value: a font, a form field
hide-and-replace   a whole second document waits, unused, for the page tree to name it
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dossier.blocks import Role

from ..elsewhere import written
from .world import Prepare, World, paper

Shadow = tuple[Callable[[pikepdf.Pdf], None], Prepare]
_COVER = b"q 1 1 1 rg 40 500 500 200 re f Q"


def hide(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """Name, what was issued, what is returned."""
    yield from _flipped(world, "overlay removed", (_cover_image, _uncover))
    yield from _flipped(world, "overlay emptied", (_cover_image, _empty_overlay))
    yield from _flipped(world, "layer switched", (_layer, _switch))


def replace(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """The same, for what changes value."""
    yield from _flipped(world, "font swapped", (_nothing, _swap_font))
    yield from _flipped(world, "text field filled", (_text_field, _fill))
    yield from _flipped(world, "look of a text field", (_text_field, _fill_look))


def hide_and_replace(world: World) -> Iterator[tuple[str, bytes, bytes]]:
    """The same, for a second document inside the first."""
    yield from _flipped(world, "page tree named by the catalog", (_second_pages, _name_pages))
    yield from _flipped(world, "kids of the page tree", (_second_pages, _name_kids))
    yield from _flipped(world, "catalog replaced", (_second_pages, _other_catalog))


def _flipped(world: World, name: str, shadow: Shadow) -> Iterator[tuple[str, bytes, bytes]]:
    """The shadow flipped in the revision that signs, then in a revision of its own after an honest signature."""
    prepare, flip = shadow
    stream = BytesIO()
    with pikepdf.open(BytesIO(paper(Role.HOLDER))) as pdf:
        prepare(pdf)
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    issued = world.sealed(stream.getvalue())
    yield f"{name}, while signing", issued, world.signed(flip, issued)
    writer = IncrementalPdfFileWriter(BytesIO(world.signed(issued=issued)))
    flip(writer)
    yield f"{name}, afterwards", issued, written(writer)


def _nothing(pdf: pikepdf.Pdf) -> None: ...


def _cover_image(pdf: pikepdf.Pdf) -> None:
    overlay = pdf.make_stream(_COVER, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]))
    page = pdf.pages[0]
    page.add_resource(overlay, Name.XObject, Name.Cover)
    page.contents_add(b"/Artifact BMC /Cover Do EMC")


def _uncover(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    del page["/Contents"][-1]
    writer.update_container(page["/Contents"])
    writer.update_container(page)


def _empty_overlay(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    stream = page["/Resources"]["/XObject"]["/Cover"]
    stream._data, stream._encoded_data = b"", None
    writer.update_container(stream)


def _layer(pdf: pikepdf.Pdf) -> None:
    group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="Couche"))
    pdf.Root.OCProperties = pdf.make_indirect(
        Dictionary(OCGs=Array([group]), D=Dictionary(BaseState=Name.ON, OFF=Array([]), Order=Array([])))
    )
    overlay = pdf.make_stream(
        _COVER, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]), OC=group
    )
    page = pdf.pages[0]
    page.add_resource(overlay, Name.XObject, Name.Cover)
    page.contents_add(b"/Artifact BMC /Cover Do EMC")


def _switch(writer: IncrementalPdfFileWriter) -> None:
    settings = writer.root["/OCProperties"]
    settings["/D"][pdf_name("/OFF")] = generic.ArrayObject(settings["/OCGs"])
    writer.update_container(settings)


def _swap_font(writer: IncrementalPdfFileWriter) -> None:
    page = writer.find_page_for_modification(0)[0].get_object()
    fonts = page["/Resources"]["/Font"]
    first = next(iter(fonts))
    font = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Font"), pdf_name("/Subtype"): pdf_name("/Type1"),
         pdf_name("/BaseFont"): pdf_name("/Courier")}
    )  # fmt: skip
    fonts[pdf_name(first)] = writer.add_object(font)
    writer.update_container(fonts)
    writer.update_container(page)


def _text_field(pdf: pikepdf.Pdf) -> None:
    look = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 20]))
    field = Dictionary(
        Type=Name.Annot, Subtype=Name.Widget, FT=Name.Tx, T="montant", V="150", F=4, P=pdf.pages[0].obj,
        Rect=Array([100, 600, 300, 620]), AP=Dictionary(N=look),
    )  # fmt: skip
    made = pdf.make_indirect(field)
    pdf.Root.AcroForm.Fields.append(made)
    pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", []), made])


def _fill(writer: IncrementalPdfFileWriter) -> None:
    field = _amount(writer)
    field[pdf_name("/V")] = generic.pdf_string("1")
    writer.update_container(field)


def _fill_look(writer: IncrementalPdfFileWriter) -> None:
    field = _amount(writer)
    look = generic.StreamObject(
        {pdf_name("/Type"): pdf_name("/XObject"), pdf_name("/Subtype"): pdf_name("/Form"),
         pdf_name("/BBox"): generic.ArrayObject([generic.NumberObject(n) for n in (0, 0, 200, 20)])},
        stream_data=b"0 0 200 20 re f",
    )  # fmt: skip
    field[pdf_name("/AP")] = generic.DictionaryObject({pdf_name("/N"): writer.add_object(look)})
    field[pdf_name("/V")] = generic.pdf_string("1")
    writer.update_container(field)


def _amount(writer: IncrementalPdfFileWriter) -> generic.DictionaryObject:
    for reference in writer.root["/AcroForm"]["/Fields"]:
        value: generic.DictionaryObject = reference.get_object()
        if value["/T"] == "montant":
            return value
    raise KeyError("montant")


def _second_pages(pdf: pikepdf.Pdf) -> None:
    """A second page tree that only a private key of the catalog reaches."""
    tree = pdf.make_indirect(Dictionary(Type=Name.Pages, Count=1))
    page = Dictionary(
        Type=Name.Page, Parent=tree, MediaBox=Array([0, 0, 595, 842]), Resources=Dictionary(),
        Contents=pdf.make_stream(_COVER),
    )  # fmt: skip
    tree.Kids = Array([pdf.make_indirect(page)])
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=tree))


def _name_pages(writer: IncrementalPdfFileWriter) -> None:
    hidden = writer.root["/PieceInfo"]["/X"].raw_get("/Private")
    writer.root[pdf_name("/Pages")] = generic.IndirectObject(hidden.idnum, 0, writer)
    writer.update_root()


def _name_kids(writer: IncrementalPdfFileWriter) -> None:
    hidden = writer.root["/PieceInfo"]["/X"]["/Private"]
    tree = writer.root["/Pages"]
    tree[pdf_name("/Kids")] = generic.ArrayObject(hidden["/Kids"])
    tree[pdf_name("/Count")] = generic.NumberObject(1)
    writer.update_container(tree)


def _other_catalog(writer: IncrementalPdfFileWriter) -> None:
    _name_pages(writer)
    del writer.root["/StructTreeRoot"]
    writer.update_root()
