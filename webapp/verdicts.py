"""What the result page shows of a verdict: who signed, what is wrong, what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

Problem = dict[str, str]
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
    """Somebody who signed: how many documents, since when (ISO 8601 or None), the lowest level obtained."""

    role: str
    role_label: str
    signer: str
    documents: int
    first: str | None
    level: str
    trusted: bool


def wrongs(verdict: dict[str, Any]) -> list[Wrong]:
    """Everything wrong, each thing once, in the words of a reader: a document by its title."""
    titles = {one["name"]: one["title"] for one in verdict["documents"]}
    found = [
        (titles.get(p["where"]) or p["where"], p["message"]) for p in _without_echoes(verdict["problems"])
    ]
    for document in verdict["documents"]:
        place = document["title"] if verdict["kind"] == "bundle" else ""
        found += [(place, message) for message in messages(_problems(document))]
    return list(dict.fromkeys(Wrong("" if place in _INSIDE else place, message) for place, message in found))


def _without_echoes(problems: list[Problem]) -> list[Problem]:
    """Without what another problem says more precisely: which file changed, and since when."""
    changed = {one["where"] for one in problems if one["code"] == "file_changed"}
    placed = changed | {
        one["where"] for one in problems if one["code"] in ("file_missing", "file_not_intact")
    }
    echoes = {("file_not_intact", where) for where in changed}
    echoes |= {(code, "") for code in ("file_changed", "file_missing") if placed}
    return [one for one in problems if (one["code"], one["where"]) not in echoes]


def messages(problems: list[Problem]) -> list[str]:
    """The words of the problems of one document or signature, each once."""
    return list(dict.fromkeys(one["message"] for one in problems))


def case(verdict: dict[str, Any]) -> str:
    """Which words the page uses: the verdict, finer when a reader would ask."""
    parts = [verdict["problems"], *map(_problems, verdict["documents"])]
    codes = {one["code"] for part in parts for one in part}
    if verdict["kind"] == "bundle" and "not_asic" in codes:
        return "foreign"
    if verdict["verdict"] == "unreadable":
        return "damaged" if verdict["kind"] == "bundle" else "unreadable"
    if verdict["kind"] == "pdf" and verdict["verdict"] == "invalid" and codes == {"no_signature"}:
        return "unsigned"
    return str(verdict["verdict"])


def parties(verdict: dict[str, Any]) -> list[Party]:
    """Who signed the documents of a bundle: people in the order they first appear, then the service's seal."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for document in verdict["documents"]:
        for one in document["signatures"]:
            found.setdefault((one["role_label"], one["signer"]), []).append(one)
    return sorted(map(_party, found.values()), key=lambda party: party.role == "seal")


def _party(signatures: list[dict[str, Any]]) -> Party:
    one = signatures[0]
    times = [each["time"] for each in signatures]
    return Party(
        role=one["role"],
        role_label=one["role_label"],
        signer=one["signer"],
        documents=len(signatures),
        first=min(times) if all(times) else None,
        level=min((each["level"] for each in signatures), key=_LEVELS.index),
        trusted=all(each["trusted"] for each in signatures),
    )


def _problems(document: dict[str, Any]) -> list[Problem]:
    return [*document["problems"], *(p for one in document["signatures"] for p in one["problems"])]
