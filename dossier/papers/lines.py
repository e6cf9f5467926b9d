"""Text broken into lines: no markup is read, no character is lost, nothing is wider than asked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from dossier.blocks import Text
from dossier.papers.fonts import Style, face
from dossier.papers.style import Type

# A line may end after spaces, after a hyphen or dash between letters, and at a line feed.
_ATOMS = re.compile(r"\n|[^\n ]*?[^\n\W\d_][-‐–—](?=[^\W\d_])|[^\n ]+ ?| ")
_AFTER = "-–—/@._&?=,;:"  # where a word too long for a line is preferably cut
_NEAR = 24  # how far back from the margin such a place is looked for, in characters


class Piece(NamedTuple):
    """A run of one face, `x` points after the start of its line."""

    style: Style
    x: float
    text: str


@dataclass(frozen=True)
class Line:
    """One line: its pieces and its width without the spaces that end it."""

    pieces: tuple[Piece, ...]
    width: float

    @property
    def text(self) -> str:
        """What the line says."""
        return "".join(piece.text for piece in self.pieces)


class _Atom(NamedTuple):
    style: Style
    text: str
    width: float
    bare: float  # width without the spaces at its end
    ends: bool  # a line may end after it


def break_lines(text: Text, kind: Type, width: float) -> list[Line]:
    """The lines of a text no wider than `width` points; an empty text has no line."""
    lines: list[Line] = []
    row: list[_Atom] = []
    used = 0.0
    for word in _words(_atoms(text, kind)):
        if word[0].text == "\n":
            lines.append(_line([*row, word[0]._replace(text=" ")]))
            row, used = [], 0.0
            continue
        bare = sum(atom.width for atom in word[:-1]) + word[-1].bare
        if row and used + bare > width:
            lines.append(_line(row))
            row, used = [], 0.0
        for piece in word if bare <= width else _cut(word, kind, width):
            if row and used + piece.bare > width:
                lines.append(_line(row))
                row, used = [], 0.0
            row.append(piece)
            used += piece.width
    return [*lines, _line(row)] if row else lines


def one_line(text: str, kind: Type, width: float) -> Line:
    """A text on one line, cut with an ellipsis when it is wider than `width` points."""
    lines = break_lines(text, kind, width)
    if len(lines) <= 1:
        return lines[0] if lines else Line((), 0.0)
    cut = unicodedata.normalize("NFC", text).replace("\n", " ")
    while cut and face(kind.style).measure(cut + "…", kind.size) > width:
        cut = cut[:-1]
    return break_lines(cut.rstrip() + "…", kind, width + 1)[0]


def _line(row: list[_Atom]) -> Line:
    pieces: list[Piece] = []
    x = 0.0
    for atom in row:
        if pieces and pieces[-1].style is atom.style:
            pieces[-1] = pieces[-1]._replace(text=pieces[-1].text + atom.text)
        else:
            pieces.append(Piece(atom.style, x, atom.text))
        x += atom.width
    return Line(tuple(pieces), x - row[-1].width + row[-1].bare if row else 0.0)


def _atoms(text: Text, kind: Type) -> Iterator[_Atom]:
    if isinstance(text, str):
        yield from _plain(text, kind.style, kind.size)
        return
    for span in text:
        style = Style.BOLD if span.bold else Style.ITALIC if span.italic else kind.style
        yield from _plain(span.text, style, kind.size)


def _plain(text: str, style: Style, size: float) -> Iterator[_Atom]:
    measure = face(style).measure
    for match in _ATOMS.finditer(unicodedata.normalize("NFC", text)):
        atom = match.group()
        if atom == "\n":
            yield _Atom(style, atom, 0.0, 0.0, True)
            continue
        bare = measure(atom.rstrip(" "), size)
        spaces = len(atom) - len(atom.rstrip(" "))
        whole = bare + spaces * measure(" ", size)
        yield _Atom(style, atom, whole, bare, spaces > 0 or match.end() < len(match.string))


def _words(atoms: Iterator[_Atom]) -> Iterator[list[_Atom]]:
    """Atoms that stay together: a word may be made of several spans."""
    word: list[_Atom] = []
    for atom in atoms:
        if atom.text == "\n" and word:
            yield word
            word = []
        word.append(atom)
        if atom.ends:
            yield word
            word = []
    if word:
        yield word


def _cut(word: list[_Atom], kind: Type, width: float) -> Iterator[_Atom]:
    """A word wider than a line, in pieces that are not."""
    for atom in word:
        rest = atom.text
        while rest:
            count = _fitting(rest, atom.style, kind.size, width)
            bare = face(atom.style).measure(rest[:count].rstrip(" "), kind.size)
            whole = face(atom.style).measure(rest[:count], kind.size)
            yield _Atom(atom.style, rest[:count], whole, bare, True)
            rest = rest[count:]


def _fitting(text: str, style: Style, size: float, width: float) -> int:
    widths, used, count = face(style).widths, 0.0, 0
    for count, character in enumerate(text):
        used += widths[character] * size / 1000
        if used > width and count:
            break
    else:
        return len(text)
    while count > 1 and unicodedata.combining(text[count]):
        count -= 1
    near = [place for place in range(max(1, count - _NEAR), count) if text[place - 1] in _AFTER]
    return near[-1] if near else count
