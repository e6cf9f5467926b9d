"""Passwords and PINs: typed on the terminal or read from a file, never given as words of the command."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from dossier.cli import inputs


def add_secrets(parser: argparse.ArgumentParser) -> None:
    """`--secrets`."""
    parser.add_argument(
        "--secrets", type=Path, metavar="FICHIER",
        help="mots de passe et codes PIN, un par ligne, dans l’ordre où ils sont demandés (/dev/fd/3 convient)",
    )  # fmt: skip


def asker(given: argparse.Namespace) -> Callable[[str], str]:
    """A function that gives each secret in turn, asked by its title."""
    if given.secrets is None:
        return _typed
    try:
        lines = inputs.read(given.secrets).decode().splitlines()
    except UnicodeDecodeError as wrong:
        raise inputs.Unreadable(f"{given.secrets} : ce fichier n’est pas du texte en UTF-8.") from wrong
    waiting = iter(lines)

    def next_line(title: str) -> str:
        try:
            return next(waiting)
        except StopIteration:
            raise inputs.Unreadable(f"{given.secrets} : il manque une ligne pour {title}.") from None

    return next_line


def _typed(title: str) -> str:
    if not sys.stdin.isatty():
        raise inputs.Unreadable(f"{title} : pas de terminal où le demander. Donnez --secrets FICHIER.")
    return getpass.getpass(f"{title} : ")
