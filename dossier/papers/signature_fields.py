"""Signature fields made before anything is signed, so that signing adds no object a reader could doubt.

ISO 32000-1 §12.7.4.5 (fields, locks, seed values), ISO 19005-2 §6.3 (annotations), ISO 14289-1 §7.18 (tagging).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dossier.blocks import Role
from dossier.papers.composer import Place
from dossier.papers.writer import Objects, text

_FLAGS = 4 | 128  # print, locked: neither moved nor removed, still signable
_SEED_FLAGS = 2 | 64  # /SubFilter and /DigestMethod are required


@dataclass(frozen=True)
class WrittenField:
    """A field of the file: object number and page (0 = first)."""

    number: int
    page: int


def write_fields(
    places: Sequence[Place], locked_by: Role | None, pages: Sequence[int], objects: Objects
) -> list[WrittenField]:
    """Writes one field, merged with its widget, for each place; its structure parent key is pages + index."""
    if not places:
        return []
    seed = objects.add(
        f"<</Type /SV /Ff {_SEED_FLAGS} /SubFilter [/ETSI.CAdES.detached]"
        " /DigestMethod [(SHA256) (SHA384) (SHA512)]>>"
    )
    lock = objects.add("<</Type /SigFieldLock /Action /All /P 1>>") if locked_by else 0
    fields = []
    for index, place in enumerate(places):
        extra = f" /Lock {lock} 0 R" if place.role is locked_by else ""
        number = _field(place, f"/SV {seed} 0 R{extra}", len(pages) + index, pages[place.page], objects)
        fields.append(WrittenField(number, place.page))
    return fields


def _field(place: Place, constraints: str, key: int, page: int, objects: Objects) -> int:
    left, bottom, right, top = place.box
    rectangle = f"[{left:.2f} {bottom:.2f} {right:.2f} {top:.2f}]"
    names = f"/T {text(place.role.value)} /TU {text(place.spoken)}"
    widget = f"/Type /Annot /Subtype /Widget /F {_FLAGS} /Rect {rectangle} /P {page} 0 R /StructParent {key}"
    look = ""
    if right > left:
        box = f"/BBox [0 0 {right - left:.2f} {top - bottom:.2f}]"
        empty = objects.stream(b"", f"/Type /XObject /Subtype /Form {box} /Resources <<>>", compress=False)
        look = f" /AP <</N {empty} 0 R>>"
    return objects.add(f"<</FT /Sig {names} {widget} {constraints}{look}>>")
