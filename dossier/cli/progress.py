"""What long work says on a terminal; nothing at all when the output is not one."""

from __future__ import annotations

import sys
from collections.abc import Callable

Progress = Callable[[str], None]


def silent(step: str) -> None:
    """No progress."""


def progress() -> Progress:
    """A function that shows one step at a time, on one line of the terminal's error stream."""
    return _show if sys.stderr.isatty() else silent


def _show(step: str) -> None:
    sys.stderr.write(f"\r\x1b[2K{step}")
    if not step:
        sys.stderr.write("\r")
    sys.stderr.flush()
