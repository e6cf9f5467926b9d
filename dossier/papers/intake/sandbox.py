"""A program run apart: no network, no environment, no time to waste; whatever happens, nothing of it is left.

What goes in and comes out are anonymous files in memory: a piece is never on the disk, and there is no
temporary folder to remove. The memory and the processor's time are limited by the child itself, before it
reads anything (`child.py`): a limit set between fork and exec is unsafe where the parent has threads.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

from dossier.papers.intake.limits import Limits

_PACKAGE = Path(__file__).resolve().parents[2]
_SYSTEM = ("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache")
_PROBE = 20  # seconds


@dataclass(frozen=True)
class Ended:
    """How a program ended: its output, the signal that killed it (0: none), whether time ran out."""

    output: bytes
    signal: int
    late: bool
    apart: str


@dataclass(frozen=True)
class Apart:
    """How programs are kept apart: "bubblewrap", "unshare", or "process" where the system grants neither."""

    name: str
    prefix: tuple[str, ...]


def run(command: Sequence[str], data: bytes, limits: Limits) -> Ended:
    """Runs a program with `data` as its input; at the end its whole process group is killed."""
    apart = isolation()
    with _in_memory() as given, _in_memory() as answer:
        given.write(data)
        given.seek(0)
        process = subprocess.Popen(
            [*apart.prefix, *command],
            stdin=given,
            stdout=answer,
            stderr=subprocess.DEVNULL,
            env={},
            cwd="/",
            start_new_session=True,
        )
        late = _waited(process, limits.wall)
        return Ended(_read(answer, limits.output), _signal(process.returncode), late, apart.name)


@cache
def isolation() -> Apart:
    """The best that works here, tried once."""
    candidates = (
        Apart("bubblewrap", ("bwrap", *_bubble())),
        Apart("unshare", ("unshare", "-n")),
        Apart("unshare", ("unshare", "-rn")),
    )
    return next((apart for apart in candidates if _works(apart.prefix)), Apart("process", ()))


def _bubble() -> list[str]:
    """An empty, read-only root with Python, its libraries and this package, and nothing of the service's data."""
    libraries = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    seen = dict.fromkeys((*_SYSTEM, sys.base_prefix, sys.prefix, *libraries, str(_PACKAGE)))
    words = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv", "--cap-drop", "ALL"]
    words += [word for path in seen for word in ("--ro-bind-try", path, path)]
    return [*words, "--dev", "/dev", "--remount-ro", "/", "--chdir", "/", "--"]


def _works(prefix: Sequence[str]) -> bool:
    if shutil.which(prefix[0]) is None:
        return False
    probe = [*prefix, sys.executable, "-I", "-c", "pass"]
    try:
        return subprocess.run(probe, capture_output=True, timeout=_PROBE, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def _in_memory() -> IO[bytes]:
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("piece"), "w+b")
    return tempfile.TemporaryFile()


def _waited(process: subprocess.Popen[bytes], seconds: int) -> bool:
    """Waits and kills; the answer is whether time ran out."""
    try:
        return not _over(process, seconds)
    finally:
        _kill(process.pid)
        process.wait()


def _over(process: subprocess.Popen[bytes], seconds: int) -> bool:
    """Whether it ends in time, known at once where the system can tell (`wait` looks every 50 ms)."""
    if not hasattr(os, "pidfd_open"):
        try:
            return process.wait(seconds) is not None
        except subprocess.TimeoutExpired:
            return False
    ending = os.pidfd_open(process.pid)
    try:
        return bool(select.select([ending], [], [], seconds)[0])
    finally:
        os.close(ending)


def _kill(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        return


def _signal(status: int) -> int:
    """A program killed by a signal ends with its negative; under bubblewrap with 128 more."""
    return -status if status < 0 else max(status - 128, 0)


def _read(answer: IO[bytes], most: int) -> bytes:
    if os.fstat(answer.fileno()).st_size > most:
        return b""
    answer.seek(0)
    return answer.read()
