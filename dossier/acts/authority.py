"""The demonstration authority of a data folder: created at first use, 0700."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from dossier.errors import Conflict
from dossier.signing import Authority


def authority_folder(data: Path) -> Path:
    """Where the authority of a data folder is."""
    return data / "authority"


def root_file(data: Path) -> Path:
    """The root certificate of that authority, PEM: what verification trusts unless told otherwise."""
    return authority_folder(data) / "root.pem"


def open_authority(data: Path, at: datetime, say: Callable[[str], None]) -> Authority:
    """The authority of `data`, created, valid from `at`, when there is none."""
    folder = authority_folder(data)
    if root_file(data).is_file():
        return Authority.load(folder)
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    say("Création de l’autorité de démonstration")
    try:
        return Authority.create(folder, at)
    except Conflict:  # another process was faster
        return Authority.load(folder)
