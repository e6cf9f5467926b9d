"""The pieces of an order, read from the folder they were handed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.errors import Invalid, Problem
from dossier.evidence import content_digest
from dossier.order import Order
from dossier.papers.intake import piece_pages


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
    images: dict[str, tuple[bytes, ...]] = {}
    originals: list[Original] = []
    problems: list[Problem] = []
    for number, piece in enumerate(order.pieces):
        try:
            data = _read(folder, piece.file, f"pieces[{number}].file")
            images[piece.file] = piece_pages(data, piece.file)
            originals.append(Original(piece.file, piece.kind.value, content_digest(data)))
        except Invalid as wrong:
            problems += wrong.problems
    if problems:
        raise Invalid(*problems)
    return Given(images, tuple(originals))


def _read(folder: Path, file: str, field: str) -> bytes:
    """A file that is really under `folder`, whatever its name or links say."""
    path = (folder / file).resolve()
    if not path.is_relative_to(folder.resolve()):
        raise Invalid(Problem(field, "file_name", file))
    try:
        return path.read_bytes()
    except OSError as error:
        raise Invalid(Problem(field, "piece_file_missing", str(folder / file))) from error
