"""ReportLab's platypus, as its manual shows it, on the same form: untagged, no codes, no fields."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from dossier.papers.fonts import FOLDER
from tests.bench.contestants.form_text import rows
from tests.bench.contestants.stopwatch import report

pdfmetrics.registerFont(TTFont("Plain", str(FOLDER / "Regular.ttf")))
pdfmetrics.registerFont(TTFont("Strong", str(FOLDER / "Bold.ttf")))
TEXT = ParagraphStyle("text", fontName="Plain", fontSize=9.5, leading=13.5)
LABEL = ParagraphStyle("label", fontName="Plain", fontSize=7.8, leading=10.5)
HEAD = ParagraphStyle("head", fontName="Strong", fontSize=11, leading=15)
LINES = TableStyle([("LINEBELOW", (0, 0), (-1, -1), 0.5, "#cccccc"), ("FONTNAME", (0, 0), (-1, -1), "Plain")])


def _flowables(found: list[tuple[str, Any]]) -> list[Any]:
    out: list[Any] = []
    for kind, value in found:
        if kind == "fields":
            cells = [
                [Paragraph(escape(label), LABEL), Paragraph(escape(text), TEXT)] for label, text in value
            ]
            cells += [[]] * (len(cells) % 2)
            pairs = [cells[at : at + 2] for at in range(0, len(cells), 2)]
            out.append(Table(pairs, colWidths=[240, 240], style=LINES))
        elif kind == "table":
            lines = [[Paragraph(escape(cell), TEXT) for cell in row] for row in value]
            out.append(
                Table(lines, colWidths=[480 / len(value[0])] * len(value[0]), style=LINES, repeatRows=1)
            )
        else:
            bullet = {"bulletText": "•"} if kind == "bullet" else {}
            out.append(Paragraph(escape(value), HEAD if kind == "heading" else TEXT, **bullet))
        out.append(Spacer(1, 6))
    return out


def _decorate(canvas: Any, document: Any) -> None:
    canvas.setFont("Plain", 8)
    canvas.drawString(54, 800, "Dossier")
    canvas.drawString(54, 30, f"Page {document.page}")


def build(found: list[tuple[str, Any]]) -> bytes:
    """The PDF."""
    out = io.BytesIO()
    made = SimpleDocTemplate(out, leftMargin=54, rightMargin=54, topMargin=80, bottomMargin=98)
    made.build(_flowables(found), onFirstPage=_decorate, onLaterPages=_decorate)
    return out.getvalue()


if __name__ == "__main__":
    data = rows()
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_bytes(build(data))
    report(lambda: build(data))
