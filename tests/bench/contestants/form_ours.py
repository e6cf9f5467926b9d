"""Our renderer on the eight-page form: tagged, PDF/A-2a, PDF/UA-1, signature fields, a fresh code per page."""

from __future__ import annotations

import sys

from dossier.papers import qr, render
from tests.bench.contestants.stopwatch import report
from tests.dossier.papers.real_form import form


def main(fresh: bool) -> None:
    """With `fresh`, the page codes are made anew each time, as for a new dossier."""
    paper = form()

    def work() -> None:
        if fresh:
            qr.runs.cache_clear()
        render(paper)

    report(work)


if __name__ == "__main__":
    main("fresh" in sys.argv)
