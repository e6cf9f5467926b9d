"""What the child says, and what the parent believes of it: one line of JSON, then bytes. Nothing is unpickled."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dossier.papers.intake.limits import Limits

KINDS = ("PDF", "JPEG", "PNG", "HEIF", "TIFF", "WEBP")
WAYS = ("vector", "raster")
PROBLEMS = (
    "not_a_piece",
    "empty_piece",
    "encrypted_piece",
    "unreadable_piece",
    "too_many_pages",
    "image_too_large",
    "inflates_too_much",
    "too_heavy",
)
WARNINGS = (
    "active_content_removed",
    "signatures_removed",
    "protection_removed",
    "piece_repaired",
    "first_image_only",
)
_HEADER = 64 * 1024
_MOST_SIGNATURES, _LONGEST_NAME = 50, 200
_PDF, _JPEG = (b"%PDF-1.7\n", b"%%EOF\n"), (b"\xff\xd8\xff", b"\xff\xd9")


@dataclass(frozen=True)
class Made:
    """A piece made again. `way` is "vector" or "raster"; `signatures` those that the original carried."""

    kind: str
    way: str
    pdf: bytes
    images: tuple[bytes, ...]
    thumbnails: tuple[bytes, ...]
    signatures: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """Why a piece is not taken in: a code of PROBLEMS and the limit passed."""

    code: str
    detail: str = ""


class Unbelievable(Exception):
    """An answer that the child cannot have meant."""


def packed(answer: Made | Refusal) -> bytes:
    """An answer as the child writes it."""
    if isinstance(answer, Refusal):
        return json.dumps(asdict(answer)).encode() + b"\n"
    parts = (answer.pdf, *answer.images, *answer.thumbnails)
    header = {
        "kind": answer.kind,
        "way": answer.way,
        "signatures": list(answer.signatures),
        "warnings": list(answer.warnings),
        "sizes": [len(part) for part in parts],
    }
    return b"".join([json.dumps(header).encode(), b"\n", *parts])


def unpacked(written: bytes, limits: Limits) -> Made | Refusal:
    """An answer as the parent reads it, from a child that may have been taken over. Raises Unbelievable."""
    line, newline, blobs = written.partition(b"\n")
    try:
        header = json.loads(line[:_HEADER])
        _require(newline == b"\n" and isinstance(header, dict))
        return _refusal(header) if "code" in header else _made(header, blobs, limits)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unbelievable from error


def _refusal(header: dict[str, Any]) -> Refusal:
    detail = str(header["detail"])
    _require(header["code"] in PROBLEMS and len(detail) < 10 and (detail == "" or detail.isdecimal()))
    return Refusal(header["code"], detail)


def _made(header: dict[str, Any], blobs: bytes, limits: Limits) -> Made:
    pdf, *others = _cut(blobs, header["sizes"], 1 + 2 * limits.pages)
    pages = len(others) // 2
    _require(len(others) == 2 * pages > 0 and header["kind"] in KINDS and header["way"] in WAYS)
    _require(_between(pdf, _PDF) and all(_between(other, _JPEG) for other in others))
    _require(all(warning in WARNINGS for warning in header["warnings"]))
    names = tuple(_name(name) for name in header["signatures"])
    _require(len(names) <= _MOST_SIGNATURES)
    images, thumbnails = tuple(others[:pages]), tuple(others[pages:])
    return Made(header["kind"], header["way"], pdf, images, thumbnails, names, tuple(header["warnings"]))


def _cut(blobs: bytes, sizes: Sequence[Any], most: int) -> list[bytes]:
    _require(1 <= len(sizes) <= most and all(type(size) is int and size > 0 for size in sizes))
    _require(sum(sizes) == len(blobs))
    parts, start = [], 0
    for size in sizes:
        parts.append(blobs[start : start + size])
        start += size
    return parts


def signature_name(name: str) -> str:
    """A signer's name fit to be shown: printable, and not longer than a line or two."""
    return "".join(letter for letter in name if letter.isprintable())[:_LONGEST_NAME]


def _name(name: object) -> str:
    _require(isinstance(name, str) and name == signature_name(name))
    return str(name)


def _between(data: bytes, ends: tuple[bytes, bytes]) -> bool:
    return data.startswith(ends[0]) and data.endswith(ends[1])


def _require(holds: bool) -> None:
    if not holds:
        raise Unbelievable
