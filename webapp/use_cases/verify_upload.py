"""Judge a file that a stranger sent, in a child process that can be killed, and forget it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO, Any

from webapp.settings import Settings

_UNREADABLE = "Le fichier n’a pas pu être lu dans le temps et la mémoire accordés à une vérification."
Verdict = dict[str, Any]


def verify_upload(settings: Settings, filename: str, stream: IO[bytes]) -> Verdict:
    """The verdict of `paraphe verify --json` on the bytes of `stream`, as documented in docs/verification.md.

    The child has no access to our environment; time and memory are those of the settings.
    """
    with tempfile.TemporaryDirectory(prefix="paraphe-") as folder:
        path = Path(folder) / "fichier"
        with path.open("wb") as copy:
            while chunk := stream.read(1 << 20):
                copy.write(chunk)
        verdict = _child(settings, path)
    return verdict | {"file": display_name(filename)}


def _child(settings: Settings, path: Path) -> Verdict:
    command = [sys.executable, "-m", "dossier", "verify", "--json", "--trust", str(settings.root), str(path)]
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=settings.verification_seconds, check=False,
            env={"PYTHONPATH": str(Path(__file__).resolve().parents[2]), "LC_ALL": "C.UTF-8"},
            preexec_fn=lambda: _limit(settings), stdin=subprocess.DEVNULL,
        )  # fmt: skip
        found: Verdict = json.loads(done.stdout)["files"][0]
    except (subprocess.TimeoutExpired, ValueError, KeyError, IndexError):
        return {"kind": "unreadable", "verdict": "unreadable", "documents": [], "seal": None, "specimen": False,
                "problems": [{"code": "too_heavy", "where": "", "message": _UNREADABLE}]}  # fmt: skip
    return found


def display_name(filename: str) -> str:
    """The last part of a name as sent, printable, 120 characters at most."""
    last = filename.replace("\\", "/").rsplit("/", 1)[-1]
    return "".join(c for c in last if c.isprintable())[:120] or "fichier"


def _limit(settings: Settings) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (settings.verification_memory,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (settings.verification_seconds,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
