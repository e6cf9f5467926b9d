"""`paraphe render ORDER.json -o DIR`: the papers of an order, as PDF/A."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dossier import papers
from dossier.cli import inputs
from dossier.cli.french import reason
from dossier.cli.progress import progress
from dossier.templates.dossier_papers import papers_for


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("render", help="les papiers d’une commande")
    inputs.add_order(parser, pieces=False)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="DIR", help="dossier à remplir")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Write one PDF per paper. The clock is the order's date: the same order gives the same bytes."""
    order, portal = inputs.read_order(given)
    say = progress()
    try:
        given.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise inputs.Unreadable(f"{given.output} : dossier impossible à créer ({reason(error)}).") from error
    for number, one in enumerate(papers_for(order, portal, specimen=True), 1):
        say(f"{number} {one.title}")
        drawn = papers.render(one)
        path = given.output / f"{number:02}-{one.slug}.pdf"
        inputs.write(path, drawn.pdf)
        say("")
        print(f"{path}  {drawn.pages} p.  {one.title}")
    return 0
