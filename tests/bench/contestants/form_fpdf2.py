"""fpdf2 on the same form: untagged, no codes. Runs in the peers' environment: `script FORM.json FONTS`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from fpdf import FPDF
from stopwatch import report


def build(found: list[list[Any]], fonts: str) -> bytes:
    """The PDF."""
    pdf = FPDF(format="A4")
    pdf.add_font("N", "", f"{fonts}/Regular.ttf")
    pdf.add_font("N", "B", f"{fonts}/Bold.ttf")
    pdf.add_page()
    for kind, value in found:
        pdf.set_font("N", "B" if kind == "heading" else "", 11 if kind == "heading" else 9.5)
        if kind in ("fields", "table"):
            _table(pdf, value)
        else:
            pdf.multi_cell(
                0, 4.8, ("• " if kind == "bullet" else "") + str(value), new_x="LMARGIN", new_y="NEXT"
            )
    return bytes(pdf.output())


def _table(pdf: Any, value: Any) -> None:
    with pdf.table(first_row_as_headings=False) as table:
        for cells in value:
            line = table.row()
            for cell in cells:
                line.cell(cell)


if __name__ == "__main__":
    data = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    report(lambda: build(data, sys.argv[2]), repetitions=3, warm=1)
