"""What the result page shows of a verdict: who signed, what is wrong, what to do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_INSIDE = frozenset({"container", "mimetype", "", "fichier"})
"""Places that mean nothing to a reader."""
_LEVELS = ("none", "B-B", "B-T", "B-LT", "B-LTA")


@dataclass(frozen=True)
class Wrong:
    """One thing wrong and, when a reader can make use of it, the file of the bundle it is in."""

    where: str
    message: str


@dataclass(frozen=True)
class Party:
    """Somebody who signed: how many documents, from when to when (ISO 8601 or None), the lowest level obtained."""

    role_label: str
    signer: str
    documents: int
    first: str | None
    last: str | None
    level: str
    trusted: bool


def wrongs(problems: list[dict[str, str]]) -> list[Wrong]:
    """Each problem once, without the places that only a program understands."""
    said = dict.fromkeys(Wrong("" if p["where"] in _INSIDE else p["where"], p["message"]) for p in problems)
    placed = {one.message for one in said if one.where}
    return [one for one in said if one.where or one.message not in placed]


def messages(problems: list[dict[str, str]]) -> list[str]:
    """The words of the problems of one document or signature, each once."""
    return list(dict.fromkeys(one["message"] for one in problems))


def case(verdict: dict[str, Any]) -> str:
    """Which words the page uses: the verdict, finer when a reader would ask."""
    codes = set(_codes(verdict))
    if verdict["verdict"] == "unreadable":
        return "damaged" if verdict["kind"] == "bundle" else "unreadable"
    if verdict["verdict"] == "invalid" and codes <= {"no-signature"}:
        return "unsigned"
    return str(verdict["verdict"])


def parties(verdict: dict[str, Any]) -> list[Party]:
    """Who signed the documents of a bundle, in the order they first appear."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for document in verdict["documents"]:
        for one in document["signatures"]:
            found.setdefault((one["role_label"], one["signer"]), []).append(one)
    return [_party(role, signer, signatures) for (role, signer), signatures in found.items()]


def _party(role: str, signer: str, signatures: list[dict[str, Any]]) -> Party:
    times = sorted(one["time"] or "" for one in signatures)
    proved = (times[0], times[-1]) if times[0] else (None, None)
    level = min((one["level"] for one in signatures), key=_LEVELS.index)
    return Party(role, signer, len(signatures), *proved, level, all(one["trusted"] for one in signatures))


def _codes(verdict: dict[str, Any]) -> Iterator[str]:
    yield from (one["code"] for one in verdict["problems"])
    for document in verdict["documents"]:
        yield from (one["code"] for one in document["problems"])
        for signature in document["signatures"]:
            yield from (one["code"] for one in signature["problems"])
