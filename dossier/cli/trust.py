"""`paraphe trust LIST.xml… -o DIR`: the anchors of European trusted lists, refreshed in a folder."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from dossier.acts.anchors import refresh
from dossier.cli import inputs
from dossier.cli.confidence import anchors
from dossier.cli.french import reason
from dossier.cli.surroundings import now
from dossier.signing.trusted_lists import read_lists


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "trust", help="tire des listes de confiance européennes les racines à croire"
    )
    parser.add_argument(
        "files", type=Path, nargs="+", metavar="LISTE.xml", help="liste nationale, ou liste des listes"
    )
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="DIR", help="dossier de racines à tenir à jour"
    )
    parser.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="CERTIFICAT.pem",
        help="certificat de qui signe la liste (ou la liste des listes)",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Say what was added and removed. Nothing is changed unless every list is good."""
    lists = read_lists([inputs.read(path) for path in given.files], now(), anchors(given.trust))
    try:
        done = refresh(given.output, lists)
    except OSError as error:
        raise inputs.Unreadable(f"{given.output} : écriture impossible ({reason(error)}).") from error
    for one in lists:
        until = f", jusqu’au {one.until:%d/%m/%Y}" if one.until else ""
        signed = (
            "signature vérifiée" if one.signed else "signature non vérifiée : donnez --trust CERTIFICAT.pem"
        )
        print(f"{one.territory} n° {one.sequence}{until} : {len(one.authorities)} autorités, {signed}")
    for mark, names in (("+", done.added), ("-", done.removed)):
        for name in names:
            print(f"  {mark} {name}")
    print(f"{given.output}  {len(done.added)} ajoutées, {len(done.removed)} retirées, {done.kept} inchangées")
    return 0
