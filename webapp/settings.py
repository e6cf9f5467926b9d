"""Where the data is and what is accepted."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`data` is the data folder; sizes are in bytes, times in seconds."""

    data: Path
    largest_upload: int = 110 * 1024 * 1024
    verification_seconds: int = 60
    verification_memory: int = 2 * 1024**3

    @property
    def authority(self) -> Path:
        """The folder of the demonstration authority."""
        return self.data / "authority"

    @property
    def demonstration(self) -> Path:
        """The folder of the dossier signed by `paraphe demo`."""
        return self.data / "demonstration"


def from_environment() -> Settings:
    """Settings from `PARAPHE_DATA` (a folder, `./var` when absent)."""
    return Settings(data=Path(os.environ.get("PARAPHE_DATA") or "var").absolute())
