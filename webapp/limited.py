"""The child that judges a stranger's file: limits first, then the command line of the core.

It is run as a file, so that nothing of the web is loaded: limited.py MEMORY SECONDS OUTPUT WORDS…
"""

from __future__ import annotations

import resource
import signal
import sys

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


if __name__ == "__main__":
    limit(*(int(word) for word in sys.argv[1:4]))
    from dossier.__main__ import main

    sys.exit(main(sys.argv[4:]))
