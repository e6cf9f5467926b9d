"""`paraphe return ISSUED.pdf RETURNED.pdf --role … --name …`: the verdict on a file signed elsewhere."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dossier.acts.reports import EXIT_CODES
from dossier.acts.returned import ReturnedReport, explained, judge_file
from dossier.blocks import Role
from dossier.cli import inputs
from dossier.cli.surroundings import now
from dossier.cli.verify import WORDS, default_trust, signature_lines
from dossier.people import Person
from dossier.signing.gathering import from_files
from dossier.signing.proofs import Proofs
from dossier.signing.returned import Awaited

_ROLES = {role.name.lower(): role for role in Role if role is not Role.SEAL}


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("return", help="juge un PDF signé ailleurs et rendu (Acrobat…)")
    parser.add_argument("issued", type=Path, metavar="REMIS.pdf", help="le fichier tel qu’il a été remis")
    parser.add_argument("returned", type=Path, metavar="RENDU.pdf", help="le fichier signé et rendu")
    parser.add_argument("--role", choices=sorted(_ROLES), required=True, help="qui devait signer")
    parser.add_argument("--name", required=True, metavar="« Prénom NOM »",
                        help="son nom ; le nom de famille en capitales s’il a plusieurs mots")  # fmt: skip
    parser.add_argument("--trust", type=Path, action="append", metavar="RACINE.pem",
                        help="racine de confiance, du service ou d’un signataire (celle de ./var)")  # fmt: skip
    parser.add_argument("--revocation", type=Path, action="append", default=[], metavar="FICHIER",
                        help="réponse OCSP ou liste de révocation de l’émetteur du certificat")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="le verdict en JSON, pour un programme")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 accepted, 1 refused, 2 a file cannot be read, 3 a person must look. Nothing is asked of the network."""
    issued, returned = inputs.read(given.issued), inputs.read(given.returned)
    trust = [inputs.read(path) for path in given.trust or [default_trust()]]
    known = _known(given.revocation)
    awaited = Awaited(_ROLES[given.role], person_named(given.name))
    report = explained(judge_file(issued, returned, awaited, trust, now, lambda chain: known))
    if given.json:
        print(json.dumps(report.value(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(_lines(given.returned.name, report)))
    return EXIT_CODES[report.verdict]


def person_named(text: str) -> Person:
    """« Anne-Marie DE LA TOUR »: the last name is the words in capitals that end the text, else all but the first."""
    words = text.split()
    capitals = len(words)
    while capitals > 1 and words[capitals - 1].isupper():
        capitals -= 1
    cut = capitals if capitals < len(words) else 1
    return Person(" ".join(words[:cut]), "", " ".join(words[cut:]), "", "", "", "", "", None)


def _known(paths: Sequence[Path]) -> Proofs:
    try:
        return from_files([inputs.read(path) for path in paths])
    except ValueError as wrong:
        raise inputs.Unreadable(
            "Un des fichiers donnés par --revocation n’est ni une réponse OCSP ni une liste de révocation."
        ) from wrong


def _lines(name: str, report: ReturnedReport) -> Iterator[str]:
    yield f"{name} : {WORDS[report.verdict]}"
    yield f"  {report.advice}"
    for one in report.reasons:
        yield f"  ✗ {one.message} [{one.rule}]"
    for one in report.warnings:
        yield f"  ! {one.message}"
    if report.signature:
        yield f"    {report.signature.role_label}"
        yield from signature_lines(report.signature, "      ")
