# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Signature fields of a frozen paper: found, measured, drawn, and made ready for every signature to come.

EU DSS calls a change « undefined » unless it is reached along a path that it knows. What is done here keeps
each later signature within those paths; veraPDF and pyHanko see no difference.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    StreamObject,
    TextStringObject,
)
from pyhanko.pdf_utils.reader import PdfFileReader

from dossier.errors import Conflict, NotFound
from dossier.signing.increments import QuietWriter


def empty_field(made: QuietWriter, name: str) -> DictionaryObject:
    """The unsigned field of that name. Raises NotFound (`no_such_field`) or Conflict (`already_signed`)."""
    form = made.root["/AcroForm"] if "/AcroForm" in made.root else {"/Fields": []}  # noqa: SIM401  resolves
    for field in (reference.get_object() for reference in form["/Fields"]):
        if "/T" in field and field["/T"] == name:
            if "/V" in field:
                raise Conflict("already_signed", name)
            assert isinstance(field, DictionaryObject)  # noqa: S101  for the type checker
            return field
    raise NotFound("no_such_field", name)


def zone_size(pdf: bytes, field: str) -> tuple[float, float]:
    """Width and height in points of an empty field's rectangle; (0, 0) when it is invisible."""
    rectangle = empty_field(QuietWriter(BytesIO(pdf)), field)["/Rect"]
    left, bottom, right, top = (float(side) for side in rectangle)
    return abs(right - left), abs(top - bottom)


def draw(made: QuietWriter, field: DictionaryObject, appearance: bytes) -> None:
    """Make the first page of `appearance` (PDF) the look of the field.

    It keeps the keys of the empty appearance that it replaces, /Filter and /BBox among them (DSS)."""
    reader = PdfFileReader(BytesIO(appearance))
    page, resources = reader.find_page_for_modification(0)
    old = _old_appearance(field)
    box = old["/BBox"] if old is not None else _numbers(page.get_object()["/MediaBox"])
    stream = StreamObject(
        {
            NameObject("/Type"): NameObject("/XObject"),
            NameObject("/Subtype"): NameObject("/Form"),
            NameObject("/BBox"): box,
            NameObject("/Resources"): made.import_object(resources.get_object()),
        },
        stream_data=_content(page.get_object()),
    )
    if old is None or "/Filter" in old:
        stream.compress()
    field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): made.add_object(stream)})


def make_ready(made: QuietWriter) -> None:
    """What the certifying revision settles before anybody signs: locks by name, a tree read in the right order."""
    _name_locked_fields(made)
    if "/StructTreeRoot" in made.root:
        _parent_tree_first(made, made.root["/StructTreeRoot"])


def _name_locked_fields(made: QuietWriter) -> None:
    """A /Lock on All becomes a lock on every field by name: All would also forbid the document timestamps that
    follow the last signature (DSS, BBB_FC_ISVAFMDPD_ANS). DocMDP P=1 still forbids any other new field."""
    fields = [field.get_object() for field in made.root["/AcroForm"]["/Fields"]]
    names = ArrayObject([TextStringObject(str(field["/T"])) for field in fields if "/T" in field])
    for lock in (field["/Lock"] for field in fields if "/Lock" in field):
        if lock["/Action"] == "/All":
            lock[NameObject("/Action")] = NameObject("/Include")
            lock[NameObject("/Fields")] = names
            made.update_container(lock)


def _parent_tree_first(made: QuietWriter, tree: Any) -> None:
    """Put /ParentTree before /K. DSS walks a dictionary in its order and judges an object where it meets it
    first: a signed widget is allowed below /ParentTree, undefined below /K (BBB_FC_DSCNUOM_ANS)."""
    if "/K" in tree and "/ParentTree" in tree:
        kids = tree.raw_get("/K")
        del tree["/K"]
        tree[NameObject("/K")] = kids
        made.update_container(tree)


def _old_appearance(field: DictionaryObject) -> Any:
    if "/AP" not in field or "/N" not in field["/AP"]:
        return None
    return field["/AP"]["/N"]


def _numbers(box: Any) -> ArrayObject:
    return ArrayObject([FloatObject(float(side)) for side in box])


def _content(page: Any) -> bytes:
    content = page["/Contents"]
    parts = [part.get_object() for part in content] if isinstance(content, ArrayObject) else [content]
    return b"\n".join(part.data for part in parts)
