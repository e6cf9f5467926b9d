"""The two faces of an invoice in one file: PDF/A-3a and PDF/UA-1 with `factur-x.xml` (Factur-X 1.0)."""

from __future__ import annotations

from dossier.blocks import Colours, Rendered
from dossier.papers.attachment import Attachment
from dossier.papers.facturx import checks, cii
from dossier.papers.glyphs import require_printable
from dossier.papers.metadata import Property, Schema
from dossier.papers.render import render
from dossier.templates import invoice as template
from dossier.templates.invoice_facts import Invoice

FILE = "factur-x.xml"
SCHEMA = Schema(
    name="Factur-X PDFA Extension Schema",
    namespace="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#",
    prefix="fx",
    properties=(
        Property("DocumentType", "INVOICE", "The type of the hybrid document in capital letters"),
        Property("DocumentFileName", FILE, "The name of the embedded XML document"),
        Property("Version", "1.0", "The version of the standard applying to the embedded XML document"),
        Property("ConformanceLevel", "EN 16931", "The conformance level of the embedded XML document"),
    ),
)


def render_invoice(
    invoice: Invoice, *, created: str, colours: Colours | None = None, specimen: bool = False
) -> Rendered:
    """The invoice's pages with its XML attached. The same arguments always give the same bytes.

    `created` is the file's clock, ISO 8601 with offset; a `specimen` says so on each page and in the XML.
    Raises Invalid, before anything is drawn, for all that `checks` refuses at once, or else as `render` does.
    """
    checks.require_invoice(invoice)
    paper = template.paper(invoice, created=created, colours=colours, specimen=specimen)
    require_printable(paper)
    return render(paper, _attached(cii.write(invoice, specimen=specimen)))


def _attached(data: bytes) -> Attachment:
    """« Alternative »: in this profile the XML is the whole invoice, another way of saying it."""
    return Attachment(FILE, data, "text/xml", "Facture au format Factur-X", "Alternative", SCHEMA)
