"""The invoice as Factur-X 1.0 (profile EN 16931): pages that people read, and in them the XML that machines read.

`hybrid` joins the two, `cii` writes the XML (UN/CEFACT CII D16B), `codes` says in codes what the invoice says in
French, `checks` refuses what would not be an invoice.
"""

from dossier.papers.facturx.hybrid import render_invoice

__all__ = ["render_invoice"]
