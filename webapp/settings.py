"""Where the data is and what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dossier.acts.authority import root_file
from dossier.cli.surroundings import data_folder

LAYOUT = 2
"""How the demonstration's folder is laid out; one laid out otherwise is made again."""


@dataclass(frozen=True)
class Settings:
    """`data` is the data folder; sizes are in bytes, times in seconds."""

    data: Path
    largest_upload: int = 110 * 1024 * 1024
    verification_seconds: int = 60
    verification_memory: int = 1536 * 1024**2

    @property
    def root(self) -> Path:
        """The root certificate of the demonstration authority, PEM: what verification trusts here."""
        return root_file(self.data)

    @property
    def demonstration(self) -> Path:
        """The folder of the dossier signed by `paraphe demo`."""
        return self.data / "demonstration"


def from_environment() -> Settings:
    """Settings from `PARAPHE_DATA` (a folder, `./var` when absent)."""
    return Settings(data=data_folder())
