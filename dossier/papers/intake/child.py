"""The child: a program that reads a piece on its input and writes an answer on its output.

Run as a file by `python -I`, whatever the folder and the environment; it limits itself before it looks at
the piece.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
from pathlib import Path
from types import ModuleType

_HERE = Path(__file__).resolve().parent
_FILES = 64
_HEIF = b"ftyp"
"""At byte 4: the one format whose decoder needs threads, were there only one."""


def _prepare_imports() -> None:
    """Only the parts needed: what `dossier.papers` offers to others costs 0.3 s to import."""
    sys.path.insert(0, str(_HERE.parents[2]))
    for name, folder in (("dossier.papers", _HERE.parent), ("dossier.papers.intake", _HERE)):
        package = ModuleType(name)
        package.__path__ = [str(folder)]
        sys.modules[name] = package


def _confine(bounds: dict[str, int], *, alone: bool) -> None:
    """No more of anything from here on. `alone` forbids threads and processes, which root may always start."""
    limits = {
        resource.RLIMIT_CPU: bounds["cpu"],
        resource.RLIMIT_AS: bounds["memory"],
        resource.RLIMIT_FSIZE: bounds["output"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: _FILES,
    }
    if alone:
        limits[resource.RLIMIT_NPROC] = 0
    for what, most in limits.items():
        resource.setrlimit(what, (most, most))
    signal.alarm(bounds["wall"] + 1)  # should the parent be gone


def main() -> None:
    """Answers, and ends without waiting for what the libraries would still do."""
    bounds: dict[str, int] = json.loads(sys.argv[1])
    answer = os.dup(1)
    os.dup2(2, 1)  # a library that prints does not print into the answer
    data = sys.stdin.buffer.read()
    _confine(bounds, alone=data[4:8] != _HEIF)
    _prepare_imports()
    written = memoryview(_answered(data, bounds))
    while written:
        written = written[os.write(answer, written) :]
    os._exit(0)


def _answered(data: bytes, bounds: dict[str, int]) -> bytes:
    from dossier.errors import Invalid
    from dossier.papers.intake.answer import Refusal, packed
    from dossier.papers.intake.limits import Limits
    from dossier.papers.intake.making import made

    try:
        return packed(made(data, Limits(**bounds)))
    except Invalid as wrong:
        problem = wrong.problems[0]
        return packed(Refusal(problem.code, problem.detail))
    except MemoryError:
        return packed(Refusal("too_heavy"))
    except Exception:  # a decoder may raise anything on a hostile file
        return packed(Refusal("unreadable_piece"))


if __name__ == "__main__":
    main()
