"""The pieces of an order, read from the folder they were handed in."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from dossier.errors import Invalid, Problem
from dossier.evidence import content_digest
from dossier.order import Order, Piece
from dossier.papers.intake import piece_pages

_AT_ONCE = 2
"""Pieces taken in at the same time, each by a process of its own."""


@dataclass(frozen=True)
class Original:
    """A piece as it was given: its name, what it proves, SHA-256 of its bytes. The bytes stay with whoever
    gave them."""

    name: str
    kind: str
    sha256: str


@dataclass(frozen=True)
class Given:
    """The pages of each piece, as images, by file name; and what was given."""

    images: dict[str, tuple[bytes, ...]]
    originals: tuple[Original, ...]


def read_pieces(order: Order, folder: Path) -> Given:
    """Every piece of the order. Raises Invalid for each one that is absent or cannot be read, all at once."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = list(pool.map(partial(_taken, folder), range(len(order.pieces)), order.pieces))
    problems = [problem for one in found if isinstance(one, Invalid) for problem in one.problems]
    if problems:
        raise Invalid(*problems)
    taken = [one for one in found if not isinstance(one, Invalid)]
    return Given(
        {original.name: images for original, images in taken}, tuple(original for original, _ in taken)
    )


def _taken(folder: Path, number: int, piece: Piece) -> tuple[Original, tuple[bytes, ...]] | Invalid:
    """What was given and its pages, or what is wrong with it."""
    try:
        data = _read(folder, piece.file, f"pieces[{number}].file")
        images = piece_pages(data, piece.file)
    except Invalid as wrong:
        return wrong
    return Original(piece.file, piece.kind.value, content_digest(data)), images


def _read(folder: Path, file: str, field: str) -> bytes:
    """A file that is really under `folder`, whatever its name or links say."""
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Invalid(Problem(field, "file_name", file))
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid(Problem(field, "piece_file_missing", str(folder / file))) from error
