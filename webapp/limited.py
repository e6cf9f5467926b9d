"""The child that judges a stranger's file: limits first, then the core, then the report as JSON.

It is run as a file, so that nothing of the web is loaded: limited.py MEMORY SECONDS OUTPUT FILE ROOT.pem
"""

from __future__ import annotations

import json
import resource
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

_REFUSED = frozenset(
    {"socket.connect", "socket.bind", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.fork",
     "os.forkpty", "os.posix_spawn"}
)  # fmt: skip


def limit(memory: int, seconds: int, output: int) -> None:
    """Bind this process for good: bytes of memory, seconds of work and of life, bytes written to any file.

    It leaves no core, starts no program and opens no connection."""
    most = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: seconds,
        resource.RLIMIT_FSIZE: output,
        resource.RLIMIT_CORE: 0,
    }
    for kind, value in most.items():
        hard = resource.getrlimit(kind)[1]
        value = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (value, value))
    signal.alarm(seconds + 1)  # the last resort, should the parent die first
    sys.addaudithook(_refuse)


def _refuse(event: str, _arguments: object) -> None:
    if event in _REFUSED:
        raise PermissionError(event)


def _report(file: Path, root: Path) -> str:
    from dossier.acts.verify import verify_file  # loaded under the limits

    report = verify_file(file.name, file.read_bytes(), (root.read_bytes(),), datetime.now(UTC))
    return json.dumps(report, default=vars)  # the shape of report.value(), without its copies


if __name__ == "__main__":
    limit(*(int(word) for word in sys.argv[1:4]))
    sys.stdout.write(_report(*map(Path, sys.argv[4:])))
