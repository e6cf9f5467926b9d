"""What the command line trusts: roots and folders of roots, answers about revocation kept in files."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from dossier.cli import inputs
from dossier.signing import Proofs
from dossier.signing.gathering import from_files


def add_confidence(parser: argparse.ArgumentParser) -> None:
    """`--trust` and `--revocation`, for commands that judge people's certificates."""
    parser.add_argument(
        "--trust", type=Path, action="append", default=[], metavar="RACINE.pem",
        help="racine, ou dossier de racines, des certificats des signataires",
    )  # fmt: skip
    parser.add_argument(
        "--revocation", type=Path, action="append", default=[], metavar="FICHIER",
        help="réponse OCSP ou liste de révocation d’un émetteur",
    )  # fmt: skip


def anchors(paths: Sequence[Path]) -> list[bytes]:
    """The certificates of these files, and of the .pem files of these folders."""
    found: list[bytes] = []
    for path in paths:
        found += [inputs.read(one) for one in (sorted(path.glob("*.pem")) if path.is_dir() else [path])]
    return found


def known(paths: Sequence[Path]) -> Proofs:
    """What these files prove of revocation."""
    proofs = Proofs()
    for path in paths:
        try:
            proofs += from_files([inputs.read(path)])
        except ValueError as wrong:
            raise inputs.Unreadable(f"{path} : ni réponse OCSP, ni liste de révocation.") from wrong
    return proofs
