"""WeasyPrint on the same form as HTML. Runs in the peers' environment: `script FORM.json FONTS`."""

from __future__ import annotations

import html
import json
import sys
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
from stopwatch import report
from weasyprint import HTML

STYLE = """<style>@font-face {{ font-family: N; src: url(file://{0}/Regular.ttf) }}
@font-face {{ font-family: N; font-weight: bold; src: url(file://{0}/Bold.ttf) }}
@page {{ size: A4; margin: 28mm 19mm 34mm; @bottom-right {{ content: "Page " counter(page) " / " counter(pages) }} }}
body {{ font: 9.5pt/1.42 N }} h2 {{ font-size: 11pt }} td, th {{ border-bottom: .5pt solid #ccc; text-align: left }}
table {{ width: 100%; border-collapse: collapse }} small {{ display: block; font-size: 7.8pt }}</style>"""


def page(found: list[list[Any]], fonts: str) -> str:
    """The form as HTML."""
    parts = [STYLE.format(fonts)]
    for kind, value in found:
        if kind == "fields":
            cells = [f"<td><small>{html.escape(a)}</small>{html.escape(b)}</td>" for a, b in value]
            pairs = ["".join(cells[at : at + 2]) for at in range(0, len(cells), 2)]
            parts.append("<table>" + "".join(f"<tr>{pair}</tr>" for pair in pairs) + "</table>")
        elif kind == "table":
            lines = ["".join(f"<td>{html.escape(cell)}</td>" for cell in row) for row in value]
            parts.append("<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>")
        else:
            tag = {"heading": "h2", "bullet": "li"}.get(str(kind), "p")
            parts.append(f"<{tag}>{html.escape(str(value))}</{tag}>")
    return '<html lang="fr"><title>Formulaire</title><body>' + "".join(parts)


if __name__ == "__main__":
    text = page(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")), sys.argv[2])
    options = {"pdf_variant": "pdf/ua-1"} if "tagged" in sys.argv else {}
    report(lambda: HTML(string=text).write_pdf(**options), repetitions=3, warm=1)
