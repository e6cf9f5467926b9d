"""The child is kept apart, and killed when it takes too much."""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

import pytest

from dossier.papers.intake import Limits, examine, sandbox, take_in
from dossier.papers.intake.answer import Refusal
from dossier.papers.intake.sandbox import Apart, Ended, isolation, run
from tests.dossier.papers import pieces_given as given

CHILD = Path(sandbox.__file__).with_name("child.py")
MEGA = 1024**2


def python(program: str, limits: Limits | None = None) -> Ended:
    """Runs a few lines of Python where a piece is taken in."""
    return run([sys.executable, "-I", "-c", program], b"piece", limits or Limits())


def confined(program: str, limits: Limits) -> Ended:
    """The same, within the limits that the child sets itself."""
    head = (
        f"import runpy; runpy.run_path({str(CHILD)!r})['_confine']({json.dumps(asdict(limits))}, alone=True)"
    )
    return python(f"{head}\n{program}", limits)


def tried(expression: str) -> str:
    """Lines that print the name of the error."""
    return f"try:\n    {expression}\nexcept Exception as error:\n    print(type(error).__name__)"


@pytest.mark.checks("UPL-03")
def test_no_secret_is_in_its_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARAPHE_KEY", "secret")
    named = json.loads(python("import json, os; print(json.dumps(dict(os.environ)))").output)
    assert set(named) <= {"LC_CTYPE", "PWD"}


@pytest.mark.checks("UPL-03")
@pytest.mark.skipif(isolation().name == "process", reason="neither bubblewrap nor unshare works here")
def test_there_is_no_network() -> None:
    links = python("import socket; print([name for _, name in socket.if_nameindex()])").output
    assert links.strip() in (b"['lo']", b"[]")


@pytest.mark.skipif(isolation().name != "bubblewrap", reason="bubblewrap does not work here")
def test_the_data_of_the_service_are_not_seen(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("secret")
    seen = python(
        f"import os; print(*map(os.path.exists, ({str(tmp_path)!r}, '/etc/passwd', '/proc', '/var')))"
    )
    assert seen.output.split() == [b"False"] * 4
    assert python(tried("open('/left', 'w')")).output == b"OSError\n"


@pytest.mark.checks("UPL-03")
def test_time_is_limited() -> None:
    assert python("import time; time.sleep(60)", Limits(wall=1)).late
    assert confined("while True: pass", Limits(cpu=1)).signal in (9, 24)


@pytest.mark.checks("UPL-03")
def test_memory_and_files_are_limited() -> None:
    limits = Limits(memory=256 * MEGA, output=MEGA)
    assert confined(tried(f"bytes({512 * MEGA})"), limits).output == b"MemoryError\n"
    assert len(confined(f"import os; [os.write(1, bytes({MEGA})) for _ in range(3)]", limits).output) == MEGA
    assert python(f"import os; os.write(1, bytes({2 * MEGA}))", limits).output == b""
    names = ("CORE", "NPROC", "NOFILE", "CPU")
    asked = f"import resource as r; print(*(r.getrlimit(getattr(r, 'RLIMIT_' + n))[1] for n in {names}))"
    assert confined(asked, limits).output.split() == [b"0", b"0", b"64", b"10"]


@pytest.mark.checks("UPL-03")
def test_what_it_started_dies_with_it() -> None:
    program = "import os, time\nif os.fork() == 0:\n    time.sleep(60)\nprint(os.getpid(), flush=True)"
    before = _running()
    ended = python(program, Limits(wall=20))
    assert ended.output.strip().isdigit()
    assert not ended.late
    deadline = time.monotonic() + 5  # bubblewrap's own children are killed by the kernel, a moment later
    while _running() - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _running() - before == set()


def _running() -> set[str]:
    """Processes of a few lines of Python that sleep."""
    return {
        folder.name
        for folder in Path("/proc").glob("[0-9]*")
        if b"time.sleep(60)" in _command(folder)
    }  # fmt: skip


def _command(folder: Path) -> bytes:
    try:
        return (folder / "cmdline").read_bytes()
    except OSError:
        return b""


def test_how_a_program_died_is_told() -> None:
    for number in (6, 9, 11):
        assert python(f"import os; os.kill(os.getpid(), {number})").signal == number


@pytest.mark.parametrize(
    ("limits", "data"),
    [
        (Limits(memory=120 * MEGA), given.huge),
        (Limits(cpu=1), given.doubling_forms),
        (Limits(wall=1), given.endless_drawing),
    ],
    ids=["memory", "cpu", "wall"],
)
@pytest.mark.checks("UPL-03")
def test_a_piece_that_takes_too_much_is_too_heavy(limits: Limits, data: given.Maker) -> None:
    answer, _ = examine(data(), limits)
    assert answer == Refusal("too_heavy")


@pytest.mark.checks("UPL-03")
def test_nothing_is_left_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    opened = len(os.listdir("/proc/self/fd"))
    take_in(given.conforming(), "kbis.pdf")
    examine(given.doubling_forms(), Limits(cpu=1))
    assert list(tmp_path.iterdir()) == []
    assert len(os.listdir("/proc/self/fd")) == opened


@pytest.mark.parametrize(
    "apart", [Apart("unshare", ("unshare", "-rn")), Apart("process", ())], ids=lambda a: a.name
)
def test_it_works_with_less_isolation_and_says_so(apart: Apart, monkeypatch: pytest.MonkeyPatch) -> None:
    if apart.prefix and not sandbox._works(apart.prefix):
        pytest.skip("unshare does not work here")
    monkeypatch.setattr(sandbox, "isolation", lambda: apart)
    for data in (given.conforming(), given.saved(given.picture(), "HEIF")):
        assert take_in(data, "piece").apart == apart.name
    assert set(json.loads(python("import json, os; print(json.dumps(dict(os.environ)))").output)) <= {
        "LC_CTYPE"
    }


def test_isolation_falls_back(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "_works", lambda prefix: False)
    assert isolation.__wrapped__() == Apart("process", ())
    monkeypatch.setattr(sandbox, "_works", lambda prefix: prefix[0] == "unshare")
    assert isolation.__wrapped__().name == "unshare"


def test_it_works_from_any_folder_and_without_memory_files(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "json.py").write_text("raise SystemExit('the wrong one')")
    monkeypatch.delattr(os, "memfd_create", raising=False)
    monkeypatch.delattr(os, "pidfd_open", raising=False)
    began = time.monotonic()
    assert take_in(given.saved(given.picture(), "PNG"), "a.png").pages == 1
    assert python("import time; time.sleep(60)", Limits(wall=1)).late
    assert time.monotonic() - began < 30
