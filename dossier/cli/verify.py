"""`paraphe verify FILE…`: the verdict on signed PDFs and bundles, in words or as JSON."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from dossier.acts.authority import root_file
from dossier.acts.reports import (
    EXIT_CODES,
    UNREADABLE,
    DocumentReport,
    FileReport,
    Finding,
    SignatureReport,
    worst,
)
from dossier.acts.verify import verify_file
from dossier.cli import inputs
from dossier.cli.confidence import anchors
from dossier.cli.surroundings import data_folder, now
from dossier.templates import formats

WORDS = {"valid": "VALIDE", "invalid": "NON VALIDE", "person": "À EXAMINER", "unreadable": "ILLISIBLE"}


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("verify", help="vérifie des PDF signés et des dossiers scellés")
    parser.add_argument("files", type=Path, nargs="+", metavar="FICHIER", help="PDF signé ou .asice")
    parser.add_argument("--trust", type=Path, action="append", metavar="RACINE.pem",
                        help="certificat racine de confiance (celui de ./var par défaut)")  # fmt: skip
    parser.add_argument("--json", action="store_true", help="le verdict en JSON, pour un programme")
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 valid, 1 invalid, 2 unreadable, 3 a person must look: the worst of the files given."""
    trust = anchors(given.trust or [default_trust()])
    reports = [verify_file(path.name, inputs.read(path), trust, now()) for path in given.files]
    if given.json:
        print(json.dumps({"files": [one.value() for one in reports]}, ensure_ascii=False, indent=1))
    else:
        print("\n\n".join("\n".join(_lines(one)) for one in reports))
    codes = [EXIT_CODES[one.verdict] for one in reports]
    return EXIT_CODES[UNREADABLE] if 2 in codes else EXIT_CODES[worst(*(one.verdict for one in reports))]


def default_trust() -> Path:
    """The root of the data folder's authority. Raises Unreadable when there is none."""
    path = root_file(data_folder())
    if not path.is_file():
        raise inputs.Unreadable(
            "Aucune racine de confiance : indiquez-la par --trust RACINE.pem. Elle ne se prend jamais dans le "
            "fichier vérifié ; demandez-la au service qui l’a signé."
        )
    return path


def _lines(report: FileReport) -> Iterator[str]:
    yield f"{report.file} : {WORDS[report.verdict]}" + (" (SPECIMEN, sans valeur)" if report.specimen else "")
    if report.kind == "bundle":
        yield f"  Dossier n° {report.order or '?'} : {report.files} fichiers, {report.journal} entrées de journal"
    yield from _problems(report.problems, "  ")
    if report.seal:
        yield "  Sceau du dossier"
        yield from signature_lines(report.seal, "    ")
    for one in report.documents:
        yield from _document(one, report.kind == "bundle")


def _document(one: DocumentReport, inside: bool) -> Iterator[str]:
    if inside:
        yield f"  {one.name} : {WORDS[one.verdict]}"
    yield from _problems(one.problems, "    ")
    for signature in one.signatures:
        yield f"    {signature.role_label}"
        yield from signature_lines(signature, "      ")


def signature_lines(one: SignatureReport, margin: str) -> Iterator[str]:
    """One signature, in a few lines."""
    capacity = f", {one.claimed_role}" if one.claimed_role else ""
    yield f"{margin}{one.signer or 'inconnu'}{capacity}"
    trust = "chaîne reconnue" if one.trusted else "chaîne non reconnue"
    yield f"{margin}{_time(one)}, niveau {one.level}, {trust}"
    yield from _problems(one.problems, margin)


def _time(one: SignatureReport) -> str:
    if not one.time:
        return "sans date prouvée"
    return f"{formats.paris_time(datetime.fromisoformat(one.time))} (heure de Paris)"


def _problems(found: tuple[Finding, ...], margin: str) -> Iterator[str]:
    for one in found:
        yield f"{margin}✗ {one.where + ' : ' if one.where else ''}{one.message}"
