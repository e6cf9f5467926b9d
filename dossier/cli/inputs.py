"""What a command is given: an order, the portal it was begun with, its folder of pieces."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from dossier import labels, problems, world
from dossier.catalog import Portal
from dossier.cli.french import reason
from dossier.codec import load_order
from dossier.errors import DossierError, Invalid, NotFound, Problem, Refused, Unavailable
from dossier.order import Order

REFUSED, UNREADABLE, SUPPLIER = 1, 2, 4


class Unreadable(Exception):
    """A file named on the command line cannot be read or written; the message is for a person."""


def add_order(parser: argparse.ArgumentParser, *, pieces: bool) -> None:
    """The arguments that every command on an order takes."""
    parser.add_argument("order", type=Path, metavar="ORDER.json", help="la commande, en JSON")
    parser.add_argument("--portals", type=Path, metavar="DIR", help="dossier des portails (ceux de Paraphe)")
    if pieces:
        parser.add_argument("--pieces", type=Path, metavar="DIR", help="dossier des pièces justificatives")


def read_order(given: argparse.Namespace) -> tuple[Order, Portal]:
    """The order and its portal, complete enough to make papers; says on the error stream what to look at."""
    order = load_order(read(given.order))
    portal = world.portal(order.portal, given.portals)
    if order.portal_digest != portal.digest:
        raise Refused("portal_changed", portal.slug)
    found = problems.problems(order, portal, validating=True)
    if found:
        raise Invalid(*found)
    for one in problems.warnings(order, portal):
        print(f"À vérifier — {labels.field_of(one.field)} : {labels.problem(one)}", file=sys.stderr)
    return order, portal


def pieces_folder(given: argparse.Namespace) -> Path:
    """The folder of pieces: the one given, else the one beside a case of the small world."""
    folder: Path = given.pieces or world.pieces()
    if not folder.is_dir():
        raise Unreadable(f"{folder} : ce dossier de pièces n’existe pas. Indiquez-le par --pieces DIR.")
    return folder


def read(path: Path) -> bytes:
    """The bytes of a file."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"{path} : lecture impossible ({reason(error)}). Vérifiez le nom du fichier."
        ) from error


def write(path: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    draft = path.with_name(f".{path.name}.part")
    try:
        draft.write_bytes(data)
        draft.replace(path)
    except OSError as error:
        draft.unlink(missing_ok=True)
        raise Unreadable(
            f"{path} : écriture impossible ({reason(error)}). Choisissez un autre nom."
        ) from error


def explain(name: str, error: DossierError) -> int:
    """Say in French what is wrong and what to do; the exit code."""
    print(f"{name} : refusé.", file=sys.stderr)
    for line in _lines(error):
        print(f"  - {line}", file=sys.stderr)
    if isinstance(error, Unavailable):
        return SUPPLIER
    unreadable = isinstance(error, NotFound) or (isinstance(error, Invalid) and _not_an_order(error.problems))
    return UNREADABLE if unreadable else REFUSED


def _lines(error: DossierError) -> list[str]:
    if isinstance(error, Invalid):
        return [_line(one) for one in error.problems]
    code, detail = getattr(error, "code", "unexpected"), getattr(error, "detail", "")
    return [labels.word("error", code, detail=detail)]


def _line(one: Problem) -> str:
    text = labels.problem(one)
    return f"{labels.field_of(one.field)} [{one.field}] : {text}" if one.field else text


def _not_an_order(found: tuple[Problem, ...]) -> bool:
    codes = {"not_json", "unknown_schema", "not_a_certificate"}
    return all(one.code in codes or not one.field for one in found)
