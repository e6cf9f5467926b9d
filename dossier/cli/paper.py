"""`paraphe paper ORDER.json -o FILE`: the set to print, sign by hand and post."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dossier.acts.print_set import print_set
from dossier.cli import inputs
from dossier.cli.progress import progress


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("paper", help="le dossier papier, prêt à imprimer")
    inputs.add_order(parser, pieces=True)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="FICHIER", help="le PDF à écrire")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Write the whole set in one PDF, whatever path the order chose."""
    order, portal = inputs.read_order(given)
    say = progress()
    made = print_set(order, portal, inputs.pieces_folder(given), say)
    inputs.write(given.output, made.pdf)
    say("")
    print(f"{given.output}  {made.pages} p.")
    for title, pages in made.parts:
        print(f"  {pages:>3} p.  {title}")
    return 0
