# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The form of a signed file: only the fields it was frozen with, unmoved, and invisible timestamps (R3, R4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader

from dossier.signing.verdict import Expected


def problems(reader: PdfFileReader, revision: int) -> list[str]:
    """Codes of what changed in the form since `revision`, the first that was signed."""
    before = {_reference(field): _shape(field) for field in _fields(reader.get_historical_root(revision))}
    now = list(_fields(reader.root))
    found = {code for field in now for code in _judge(field, before)}
    if set(before) - {_reference(field) for field in now}:
        found.add("field_removed")
    if _strangers(reader, {_reference(field) for field in now}):
        found.add("foreign_widget")
    return sorted(found)


def against(expected: Sequence[Expected], found: Sequence[tuple[str, int]]) -> list[str]:
    """Codes of what differs between the signatures expected and those found (field, serial), in order (R3)."""
    wanted, present = [item.field for item in expected], [field for field, _ in found]
    codes = set()
    if set(wanted) - set(present):
        codes.add("missing_signature")
    if set(present) - set(wanted) or len(present) != len(set(present)):
        codes.add("unexpected_signature")
    if not codes and wanted != present:
        codes.add("wrong_order")
    serials = dict(found)
    if any(
        item.serial is not None and serials.get(item.field, item.serial) != item.serial for item in expected
    ):
        codes.add("wrong_signer")
    return sorted(codes)


def _judge(field: Any, before: dict[Any, Any]) -> Iterator[str]:
    kind, _, rectangle = shape = _shape(field)
    if kind != "/Sig":
        yield "other_fields"
    reference = _reference(field)
    if reference in before:
        if before[reference] != shape:
            yield "field_moved"
    elif not _is_stamp(field) or not _is_empty(rectangle):
        yield "field_added"


def _fields(root: Any) -> Iterator[Any]:
    """The references in /AcroForm /Fields, not resolved."""
    yield from _at(_at(root, "/AcroForm", {}), "/Fields", [])


def _at(dictionary: Any, key: str, default: Any = None) -> Any:
    """The value of a key, its reference resolved; pyHanko's own `get` leaves references as they are."""
    return dictionary[key] if key in dictionary else default  # noqa: SIM401  `get` does not resolve


def _shape(field: Any) -> tuple[str, Any, tuple[float, ...]]:
    value = field.get_object()
    page = value.raw_get("/P") if "/P" in value else None
    rectangle = tuple(float(side) for side in _at(value, "/Rect", ()))
    kind = str(_at(value, "/FT", "")) if "/Kids" not in value else "/Kids"
    return kind, getattr(page, "idnum", None), rectangle


def _reference(field: Any) -> Any:
    return getattr(field, "idnum", id(field))


def _is_stamp(field: Any) -> bool:
    return bool(_at(_at(field.get_object(), "/V", {}), "/Type") == "/DocTimeStamp")


def _is_empty(rectangle: tuple[float, ...]) -> bool:
    if len(rectangle) != 4:
        return True
    left, bottom, right, top = rectangle
    return left == right or bottom == top


def _strangers(reader: PdfFileReader, known: set[Any]) -> bool:
    """Whether a page shows a widget that is in no field of the form."""
    for number in range(int(reader.root["/Pages"]["/Count"])):
        page = reader.find_page_for_modification(number)[0].get_object()
        for annotation in _at(page, "/Annots", []):
            value = annotation.get_object()
            mine = _reference(annotation) in known or "/Parent" in value
            if _at(value, "/Subtype") == "/Widget" and not mine:
                return True
    return False
