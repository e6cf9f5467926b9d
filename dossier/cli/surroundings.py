"""What enters with a command: the machine's clock and the data folder."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path


def now() -> datetime:
    """The machine's clock, aware."""
    return datetime.now(UTC)


def data_folder() -> Path:
    """`PARAPHE_DATA`, or `./var`."""
    return Path(os.environ.get("PARAPHE_DATA") or "var").absolute()
