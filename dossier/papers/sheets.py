"""Drawn pages, their structure and fields put into one file: PDF/A-2a (3a with a file attached) and PDF/UA-1."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dossier.blocks import Role
from dossier.papers.attachment import Attachment, attach
from dossier.papers.composer import Heading, Place
from dossier.papers.embedding import fonts
from dossier.papers.images import Raster
from dossier.papers.metadata import PRODUCER, colour_intent, information, xmp
from dossier.papers.outline import outline
from dossier.papers.pen import Inks, Pen
from dossier.papers.signature_fields import WrittenField, write_fields
from dossier.papers.structure import Structure
from dossier.papers.tree import Element
from dossier.papers.writer import Objects, text


@dataclass(frozen=True)
class Sheets:
    """Everything that makes a file; `locked_by` closes the document when it signs."""

    title: str
    author: str
    created: str
    language: str
    pens: Sequence[Pen]
    inks: Inks
    top: Element
    images: Sequence[Raster] = ()
    places: Sequence[Place] = ()
    headings: Sequence[Heading] = ()
    locked_by: Role | None = None
    attachment: Attachment | None = None


def tagged_file(sheets: Sheets) -> bytes:
    """The file's bytes; they depend on nothing else than the sheets."""
    objects = Objects()
    catalog, tree = objects.reserve(), objects.reserve()
    pages = [objects.reserve() for _ in sheets.pens]
    fields = write_fields(sheets.places, sheets.locked_by, pages, objects)
    owners = [pen.owners for pen in sheets.pens]
    root = Structure(objects, pages).write(sheets.top, owners, [field.number for field in fields])
    _write_pages(sheets, tree, pages, fields, objects)
    entries = [
        f"/Type /Catalog /Pages {tree} 0 R /Lang {text(sheets.language)} /MarkInfo <</Marked true>>",
        f"/ViewerPreferences <</DisplayDocTitle true>> /StructTreeRoot {root} 0 R",
        f"/OutputIntents {colour_intent(objects)} /Metadata {_metadata(sheets, objects)} 0 R",
    ]
    if fields:
        form = objects.add(f"<</Fields [{_references(field.number for field in fields)}]>>")
        entries.append(f"/AcroForm {form} 0 R")
    if sheets.headings:
        entries.append(f"/Outlines {outline(sheets.headings, pages, objects)} 0 R")
    if sheets.attachment:
        entries.append(attach(sheets.attachment, sheets.created, objects))
    objects.put(catalog, f"<<{' '.join(entries)}>>")
    return objects.file(catalog, objects.add(information(sheets.title, sheets.author, sheets.created)))


def _metadata(sheets: Sheets, objects: Objects) -> int:
    words = (sheets.title, sheets.author, sheets.created, sheets.language)
    held = sheets.attachment
    packet = xmp(*words, part=3, schema=held.schema) if held else xmp(*words)
    return objects.stream(packet, "/Type /Metadata /Subtype /XML", compress=False)


def plain_file(pen: Pen, inks: Inks) -> bytes:
    """A file of one page without structure, to be used inside another file."""
    objects = Objects()
    catalog, tree, page = objects.reserve(), objects.reserve(), objects.reserve()
    resources = f"<</Font <<{fonts(inks, objects)}>>>>"
    objects.put(tree, f"<</Type /Pages /Kids [{page} 0 R] /Count 1>>")
    objects.put(page, _page(pen, f"/Parent {tree} 0 R /Resources {resources}", objects))
    objects.put(catalog, f"<</Type /Catalog /Pages {tree} 0 R>>")
    return objects.file(catalog, objects.add(f"<</Producer ({PRODUCER})>>"))


def _write_pages(
    sheets: Sheets, tree: int, pages: Sequence[int], fields: Sequence[WrittenField], objects: Objects
) -> None:
    images = [objects.stream(image.data, image.entries, compress=False) for image in sheets.images]
    named = " ".join(f"/I{index} {number} 0 R" for index, number in enumerate(images))
    resources = objects.add(f"<</Font <<{fonts(sheets.inks, objects)}>> /XObject <<{named}>>>>")
    objects.put(tree, f"<</Type /Pages /Kids [{_references(pages)}] /Count {len(pages)}>>")
    for index, (number, pen) in enumerate(zip(pages, sheets.pens, strict=True)):
        widgets = _references(field.number for field in fields if field.page == index)
        annotations = f" /Annots [{widgets}]" if widgets else ""
        links = f"/Parent {tree} 0 R /Resources {resources} 0 R /StructParents {index} /Tabs /S{annotations}"
        objects.put(number, _page(pen, links, objects))


def _page(pen: Pen, entries: str, objects: Objects) -> str:
    content = objects.stream(pen.content())
    size = f"[0 0 {pen.width:g} {pen.height:g}]"
    return f"<</Type /Page /MediaBox {size} /Contents {content} 0 R {entries}>>"


def _references(numbers: Iterable[int]) -> str:
    return " ".join(f"{number} 0 R" for number in numbers)
