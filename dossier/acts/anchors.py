"""A folder of trust anchors, kept equal to the trusted lists it was made from: one PEM file per authority."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.signing.trusted_lists import ListedAuthority, TrustedList


@dataclass(frozen=True)
class Refreshed:
    """Names of the files added and removed, with what they say of themselves; how many did not change."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    kept: int


def refresh(folder: Path, lists: Sequence[TrustedList]) -> Refreshed:
    """Make the anchors of `folder` those of the lists, territory by territory; other files are left alone."""
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {_file(one): one for each in lists for one in each.authorities}
    territories = {each.territory for each in lists}
    there = {p.name for t in territories for p in folder.glob(f"{t}-????????????????.pem") if t}
    added, removed = sorted(wanted.keys() - there), sorted(there - wanted.keys())
    titles = [f"{name}  {_title((folder / name).read_text(encoding='utf-8'))}" for name in removed]
    for name in added:
        (folder / name).write_text(_pem(wanted[name]), encoding="utf-8")
    for name in removed:
        (folder / name).unlink()
    told = tuple(f"{name}  {_title(_pem(wanted[name]))}" for name in added)
    return Refreshed(told, tuple(titles), len(there & wanted.keys()))


def _file(one: ListedAuthority) -> str:
    return f"{one.territory}-{hashlib.sha256(one.certificate).hexdigest()[:16]}.pem"


def _pem(one: ListedAuthority) -> str:
    """The certificate under a line that says where it comes from."""
    lines = base64.encodebytes(one.certificate).decode().replace("\n", "")
    body = "\n".join(lines[start : start + 64] for start in range(0, len(lines), 64))
    head = f"{one.territory} : {one.provider}, {one.service}, {one.since:%Y-%m-%d}"
    return f"{head}\n-----BEGIN CERTIFICATE-----\n{body}\n-----END CERTIFICATE-----\n"


def _title(text: str) -> str:
    return text.partition("\n")[0]
