"""A small, strict Markdown for our long texts and for a portal's terms: headings, paragraphs, lists, bold, italic.

    # Title          ## Section          ### Subsection
    A paragraph, on one line or more.
    - a bullet       1. an ordered item  (a line indented by two spaces or more goes on)
    **bold**         *italic*            (asterisks after a letter or digit, as in « RGS** », are only asterisks)

Anything else is refused with its line number, so that a text never prints half of its markup. The result is
plain blocks: the text itself is never interpreted again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

from dossier.blocks import Block, Bullets, Paragraph, Section, Span, Subsection, Text, Title
from dossier.errors import Invalid, Problem
from dossier.templates.formats import typographic

_BULLET = re.compile(r"- +(?=\S)")
_ORDERED = re.compile(r"\d+\. +(?=\S)")
_HEADING = re.compile(r"(#{1,3}) +(?=\S)")
_FOREIGN = re.compile(r"`|<[a-zA-Z/!]|\]\(|!\[|^\s*(>|\||\+ |\* |~~~|---|===|#|\t)|\\$|__")
_MARK = re.compile(r"(?<![\w*])(\*\*?)(?=[^\s*])(.+?)(?<=[^\s*])\1(?![\w*])")
_STRAY = re.compile(r"(?<![\w*])\*+(?=\S)")


def read(text: str, *, french: bool = True) -> tuple[Block, ...]:
    """The blocks of a Markdown text; Invalid with « line n » for whatever is not in the language above."""
    return tuple(_blocks(typographic(text) if french else text))


@cache
def stored(name: str) -> str:
    """The Markdown of `text/<name>.md`."""
    return resources.files("dossier.templates").joinpath("text", f"{name}.md").read_text(encoding="utf-8")


def clause(name: str) -> tuple[Block, ...]:
    """The blocks of `text/<name>.md`."""
    return read(stored(name))


def _blocks(text: str) -> Iterator[Block]:
    for start, lines in _chunks(text):
        heading = _HEADING.match(lines[0])
        if heading:
            _refuse(len(lines) > 1, start + 1, "blank line expected")
            yield _heading(len(heading[1]), lines[0][heading.end() :])
        elif _BULLET.match(lines[0]):
            yield Bullets(tuple(_items(lines, start, _BULLET)))
        elif _ORDERED.match(lines[0]):
            yield Bullets(tuple(_items(lines, start, _ORDERED)), ordered=True)
        else:
            yield Paragraph(_spans(" ".join(_plain(lines, start)), start))


def _chunks(text: str) -> Iterator[tuple[int, list[str]]]:
    """Runs of lines between blank lines, with the number of the first."""
    chunk: list[str] = []
    for number, line in enumerate([*text.splitlines(), ""], 1):
        if line.strip():
            chunk.append(line.rstrip())
        elif chunk:
            yield number - len(chunk), chunk
            chunk = []


def _heading(level: int, text: str) -> Block:
    """Headings hold no markup. A section that brings its own number is not numbered again."""
    if level == 1:
        return Title(text)
    if level == 3:
        return Subsection(text)
    return Section(text, numbered=not text[0].isdigit())


def _items(lines: list[str], start: int, mark: re.Pattern[str]) -> Iterator[Text]:
    item = ""
    for number, line in enumerate(lines, start):
        found = mark.match(line)
        _refuse(not found and not line.startswith("  "), number, "list item expected")
        if found and item:
            yield _spans(item, number - 1)
        item = line[found.end() :] if found else f"{item} {line.strip()}"
        _plain([item], number)
    yield _spans(item, start + len(lines) - 1)


def _plain(lines: list[str], start: int) -> list[str]:
    for number, line in enumerate(lines, start):
        foreign = _FOREIGN.search(line)
        listed = _BULLET.match(line) or _ORDERED.match(line)
        _refuse(bool(foreign or listed), number, foreign[0].strip() if foreign else "blank line expected")
    return lines


def _spans(text: str, line: int) -> Text:
    spans: list[Span] = []
    end = 0
    for found in _MARK.finditer(text):
        spans.append(Span(text[end : found.start()]))
        spans.append(Span(found[2], bold=found[1] == "**", italic=found[1] == "*"))
        end = found.end()
    spans.append(Span(text[end:]))
    stray = next((_STRAY.search(span.text) for span in spans if _STRAY.search(span.text)), None)
    _refuse(stray is not None, line, "unclosed *")
    kept = tuple(span for span in spans if span.text)
    return kept if end else text


def _refuse(wrong: bool, line: int, what: str) -> None:
    if wrong:
        raise Invalid(Problem(f"line {line}", "markdown", what))
