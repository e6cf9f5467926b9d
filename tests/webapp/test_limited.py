"""The child that judges: bound in memory, time, output and reach, and ended with all it started."""

from __future__ import annotations

import subprocess
import sys
import time
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from webapp import limited
from webapp.settings import Settings
from webapp.use_cases import verify_upload as use_case

HEAD = f"import sys; sys.path.insert(0, {str(Path(limited.__file__).parent)!r}); import limited; "


def bound(
    body: str, memory: int = 10**9, seconds: int = 20, output: int = 1000
) -> subprocess.CompletedProcess[str]:
    """Run `body` in a process that has bound itself."""
    code = f"{HEAD}limited.limit({memory}, {seconds}, {output}); {body}"
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=30, check=False
    )


def test_bound_process_still_works() -> None:
    assert bound("print('fini')").stdout == "fini\n"


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("bytes(2 * 10**9)", "MemoryError"),
        ("import socket; socket.create_connection(('127.0.0.1', 9))", "PermissionError"),
        ("import socket; socket.getaddrinfo('localhost', 80)", "PermissionError"),
        ("import subprocess; subprocess.run(['true'])", "PermissionError"),
        ("import os; os.fork()", "PermissionError"),
        ("import os; os.system('true')", "PermissionError"),
    ],
)
def test_refused(body: str, error: str) -> None:
    done = bound(body)
    assert done.returncode == 1
    assert error in done.stderr


def test_output_is_bound(tmp_path: Path) -> None:
    target = tmp_path / "out"
    assert "File too large" in bound(f"open({str(target)!r}, 'wb', 0).write(bytes(2000)) and 0; "
                                     f"open({str(target)!r}, 'ab', 0).write(b'x')").stderr  # fmt: skip
    assert target.stat().st_size == 1000


def test_time_is_bound_without_a_parent() -> None:
    assert bound("import time; time.sleep(20)", seconds=1).returncode == -14
    assert bound("any(iter(int, 1))", seconds=1).returncode < 0


def test_slow_file_ends_with_a_verdict_and_no_process(
    settings: Settings, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The launcher is replaced by one that sleeps, after starting a child that would outlive it."""
    note = tmp_path / "grandchild"
    slow = tmp_path / "slow.py"
    slow.write_text(
        "import subprocess, time, pathlib\n"
        f"pathlib.Path({str(note)!r}).write_text(str(subprocess.Popen(['sleep', '60']).pid))\n"
        "time.sleep(60)\n"
    )
    monkeypatch.setattr(use_case, "_LAUNCHER", slow)
    started = time.monotonic()
    verdict = use_case.verify_upload(replace(settings, verification_seconds=2), "lent.pdf", BytesIO(b"x"))
    assert time.monotonic() - started < 10
    assert verdict["verdict"] == "unreadable"
    assert verdict["problems"][0]["code"] == "too_heavy"
    assert list(temporary.iterdir()) == []
    assert ended(int(note.read_text()))


def ended(number: int) -> bool:
    """Whether a process is gone, or waits only to be counted."""
    for _ in range(50):
        status = Path(f"/proc/{number}/stat")
        if not status.exists() or status.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_child_sees_nothing_of_our_environment(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spy = tmp_path / "spy.py"
    spy.write_text(
        "import json, os\nprint(json.dumps({'verdict': 'x', 'env': dict(os.environ), 'cwd': os.getcwd()}))"
    )
    monkeypatch.setattr(use_case, "_LAUNCHER", spy)
    monkeypatch.setenv("PARAPHE_SECRET", "motdepasse")
    found = use_case.verify_upload(settings, "a.pdf", BytesIO(b"x"))
    assert set(found["env"]) <= {"PYTHONPATH", "LC_ALL", "LC_CTYPE"}
    assert Path(found["cwd"]).name.startswith("paraphe-")
