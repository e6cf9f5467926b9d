"""The bytes around a signature: what its /ByteRange covers, and that nothing hides in its hole (rule R1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

_EOF = re.compile(rb"startxref[\r\n]+\d+[\r\n]+%%EOF(?:\r\n|\r|\n)?")


class Covers(StrEnum):
    """How much of the file a signature covers, its own hole apart."""

    FILE = "file"
    REVISION = "revision"
    PART = "part"


@dataclass(frozen=True)
class Hole:
    """Where a signature's /Contents lies (`start` to `end`, brackets included) and where its bytes end."""

    start: int
    end: int
    stop: int


def hole_of(byte_range: Any) -> Hole | None:
    """The hole of a /ByteRange [0 a b c], None when it is anything else (signature wrapping)."""
    numbers = [int(number) for number in byte_range]
    if len(numbers) != 4 or numbers[0] != 0 or min(numbers) < 0 or numbers[2] <= numbers[1]:
        return None
    return Hole(numbers[1], numbers[2], numbers[2] + numbers[3])


def coverage(pdf: bytes, hole: Hole | None, content: bytes) -> Covers:
    """FILE when all but the hole is covered, REVISION when what is covered ends as a revision does, else PART.

    `content` is the decoded /Contents: the hole must be its hexadecimal form and nothing else."""
    if hole is None or hole.stop > len(pdf) or not _is_hex(pdf[hole.start : hole.end], content):
        return Covers.PART
    if hole.stop == len(pdf):
        return Covers.FILE
    tail = pdf[max(0, hole.stop - 64) : hole.stop]
    return Covers.REVISION if _ends(tail) else Covers.PART


def padded(content: bytes, der: bytes) -> bool:
    """Whether /Contents is this DER and then only zeros: anything else there is covered by nothing."""
    return content.startswith(der) and not content[len(der) :].strip(b"\0")


def _is_hex(hole: bytes, content: bytes) -> bool:
    digits = content.hex().encode()
    return hole in (b"<" + digits + b">", b"<" + digits.upper() + b">")


def _ends(tail: bytes) -> bool:
    found = list(_EOF.finditer(tail))
    return bool(found) and found[-1].end() == len(tail)


def ends_with_revision(pdf: bytes, startxref: int) -> bool:
    """Whether the file ends exactly where its last revision, whose xref is at `startxref`, ends."""
    found = list(_EOF.finditer(pdf[-64:]))
    return (
        bool(found) and found[-1].end() == len(pdf[-64:]) and int(found[-1].group().split()[1]) == startxref
    )
