"""Drawing an eight-page subscription form: ours against platypus, WeasyPrint and fpdf2."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from dossier.papers.fonts import FOLDER
from tests.bench.contest import ROOT, contest, ours, peer


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "form.json"
        command = [sys.executable, "-m", "tests.bench.contestants.form_text", str(form)]
        subprocess.run(command, cwd=ROOT, check=True)
        words = (str(form), str(FOLDER))
        contest(
            "An eight-page subscription form",
            (
                ours("ours: tagged, PDF/A-2a, UA-1, fresh codes", "form_ours", "fresh"),
                ours("ours: same dossier drawn again", "form_ours"),
                ours("ReportLab platypus, untagged, no codes", "form_reportlab"),
                peer("WeasyPrint, untagged", "form_weasyprint", *words),
                peer("WeasyPrint, PDF/UA-1", "form_weasyprint", *words, "tagged"),
                peer("fpdf2, untagged", "form_fpdf2", *words),
            ),
        )
