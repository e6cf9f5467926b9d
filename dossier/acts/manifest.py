"""`manifest.json` of a bundle: what it holds and who signed what, readable by programs and people.

Version 1, kind `signed`; `validated` and `delivered` bundles will add to it. The ASiC-E manifest in META-INF
is what the seal covers, this file included.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier.errors import Invalid, Problem

NAME = "manifest.json"
JOURNAL = "evidence/journal.jsonl"
VERSION = 1


@dataclass(frozen=True)
class Listed:
    """A signed document: its file, title, and the fields signed with their certificates' serials, in order."""

    name: str
    title: str
    kind: str
    signatures: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Manifest:
    """What a bundle says it holds; `digests` are SHA-256 in hexadecimal, by file name."""

    order: str
    documents: tuple[Listed, ...]
    digests: tuple[tuple[str, str], ...]


def read(files: Mapping[str, bytes]) -> Manifest:
    """The manifest among a bundle's files. Raises Invalid: `manifest_missing`, `manifest_unreadable`."""
    if NAME not in files:
        raise Invalid(Problem(NAME, "manifest_missing"))
    try:
        value = json.loads(files[NAME])
        if value["version"] != VERSION:
            raise KeyError("version")
        documents = tuple(_listed(one) for one in value["documents"])
        digests = tuple((str(one["name"]), str(one["sha256"])) for one in value["files"])
        return Manifest(str(value["order"]["number"]), documents, digests)
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise Invalid(Problem(NAME, "manifest_unreadable")) from wrong


def _listed(value: Mapping[str, Any]) -> Listed:
    signatures = tuple((str(one["field"]), int(str(one["serial"]), 16)) for one in value["signatures"])
    return Listed(str(value["name"]), str(value["title"]), str(value["kind"]), signatures)
