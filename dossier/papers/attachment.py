"""A file inside the file: ISO 32000-1 §7.11.4, associated as ISO 19005-3 §6.8 and annex E want, PDF/UA-1 §7.11."""

from __future__ import annotations

from dataclasses import dataclass

from dossier.papers.metadata import Schema, pdf_date
from dossier.papers.writer import Objects, text


@dataclass(frozen=True)
class Attachment:
    """What is attached. `relation` is its /AFRelationship to the pages; `schema` what the XMP says of it.

    `name` is plain ASCII and `mime` such as text/xml.
    """

    name: str
    data: bytes
    mime: str
    description: str
    relation: str
    schema: Schema


def attach(attachment: Attachment, created: str, objects: Objects) -> str:
    """Writes the attached file; the answer is the catalogue's entries. `created` is the paper's clock."""
    date, name = text(pdf_date(created)), text(attachment.name)
    about = f"/Params <</Size {len(attachment.data)} /CreationDate {date} /ModDate {date}>>"
    kind = attachment.mime.replace("/", "#2F")
    file = objects.stream(attachment.data, f"/Type /EmbeddedFile /Subtype /{kind} {about}")
    names = f"/F {name} /UF {name} /Desc {text(attachment.description)}"
    held = f"/EF <</F {file} 0 R /UF {file} 0 R>> /AFRelationship /{attachment.relation}"
    number = objects.add(f"<</Type /Filespec {names} {held}>>")
    return f"/AF [{number} 0 R] /Names <</EmbeddedFiles <</Names [{name} {number} 0 R]>>>>"
