"""Judge a file that a stranger sent, in a child process that can be killed, and forget it."""

from __future__ import annotations

import json
import logging
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import IO, Any

from dossier.errors import Unavailable
from webapp.settings import Settings

AT_ONCE = 2
"""Verifications that one server does at the same time."""
MOST_OUTPUT = 8 * 1024**2
LONGEST_NAME = 120

_DOORS = threading.BoundedSemaphore(AT_ONCE)
_CODE = Path(__file__).resolve().parents[2]
_LAUNCHER = _CODE / "webapp" / "limited.py"
_TOO_HEAVY = "Ce fichier demande plus de temps ou de mémoire qu’une vérification n’en accorde."
Verdict = dict[str, Any]


def verify_upload(settings: Settings, filename: str, stream: IO[bytes]) -> Verdict:
    """The report of `paraphe verify --json` on the bytes of `stream`, as docs/commands.md says.

    Raises Unavailable: `busy` when enough files are being judged, `no-authority` when there is no root to trust."""
    if not settings.root.is_file():
        raise Unavailable("no-authority", retry=False)
    if not _DOORS.acquire(blocking=False):
        raise Unavailable("busy")
    try:
        with tempfile.TemporaryDirectory(prefix="paraphe-") as folder:
            found: Verdict = _printable(_judge(settings, Path(folder), stream))
    finally:
        _DOORS.release()
    return found | {"file": display_name(filename)}


def display_name(filename: str) -> str:
    """The last part of a name as sent, printable, 120 characters at most."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:LONGEST_NAME].strip() or "fichier"


def _judge(settings: Settings, folder: Path, stream: IO[bytes]) -> Verdict:
    with (folder / "fichier").open("wb") as copy:
        shutil.copyfileobj(stream, copy, 1 << 20)
    code = _run(settings, folder)
    try:
        found: Verdict = json.loads((folder / "verdict").read_bytes())
    except ValueError:
        logging.getLogger("paraphe").warning("vérification sans verdict, code %s", code)
        problem = {"code": "too_heavy", "where": "", "message": _TOO_HEAVY}
        return {"kind": "unreadable", "verdict": "unreadable", "documents": [], "problems": [problem]}
    return found


def _run(settings: Settings, folder: Path) -> int:
    """Run the child to its end, or end it when its time is over; its exit code."""
    limits = (settings.verification_memory, settings.verification_seconds, MOST_OUTPUT)
    command = [sys.executable, "-B", "-s", "-P", str(_LAUNCHER), *map(str, limits)]
    command += ["fichier", str(settings.root.absolute())]
    with (folder / "verdict").open("wb") as out:
        child = subprocess.Popen(
            command, cwd=folder, env={"PYTHONPATH": str(_CODE), "LC_ALL": "C.UTF-8"}, start_new_session=True,
            stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            return child.wait(settings.verification_seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)  # not reaped yet: the number is still its own
            return child.wait()


def _printable(value: Any) -> Any:
    """What a file says, without the characters that could change how a page reads."""
    if isinstance(value, str):
        return "".join(c if c.isprintable() else "\ufffd" for c in value)
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list) else value
