"""EU DSS and veraPDF from Python: build the small Maven project once, then judge many files in one Java run.

Both judges are strict and offline: DSS reads what a file embeds, trusts the given roots only, and applies
StrictPolicy.java.
"""

from __future__ import annotations

import fcntl
import hashlib
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from tests.conformance.verdicts import Conformance, Verdict, read_conformances, read_verdicts

HERE = Path(__file__).resolve().parent
TARGET = HERE / "target"
BUILT = TARGET / "built"
MAIN = "fr.paraphe.judge.Main"
# A judge's run is short: the serial collector and the first compiler alone start faster and finish sooner.
JVM = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx1g", "-Djava.awt.headless=true")
JUDGED = (0, 2)  # 2: a file could not be read, and its verdict says why
FLAVOURS = ("2a", "ua1")


class JudgeError(RuntimeError):
    """The judges themselves could not be built or run; never said of a file."""


def build() -> list[str]:
    """The command that runs the judges, compiling them first when their sources changed."""
    sources = _digest()
    with _alone():
        if not BUILT.exists() or BUILT.read_text() != sources:
            _compile()
            BUILT.write_text(sources)
    return ["java", *JVM, "-cp", f"{TARGET / 'classes'}:{TARGET / 'lib'}/*", MAIN]


def judge_signatures(
    files: Iterable[Path], trust: Iterable[Path], at: Sequence[datetime] = (), policy: str = "strict"
) -> list[Verdict]:
    """One verdict for each file and each time (now, when none is given), in that order; times must be aware."""
    words = ["--signatures", "--policy", policy]
    words += [word for root in trust for word in ("--trust", str(root))]
    words += [word for time in at for word in ("--at", _instant(time))]
    return read_verdicts(_run(words, files))


def judge_pdfa(files: Iterable[Path], flavours: Sequence[str] = FLAVOURS) -> list[Conformance]:
    """One verdict for each file: veraPDF's names of profiles, such as 2a, 2b, 3b, ua1."""
    words = ["--pdfa", *(word for flavour in flavours for word in ("--flavour", flavour))]
    return read_conformances(_run(words, files))


def _run(words: Sequence[str], files: Iterable[Path]) -> list[str]:
    command = [*build(), *words, "--", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in JUDGED:
        raise JudgeError(f"the judges stopped ({done.returncode}):\n{done.stderr[-4000:]}")
    return done.stdout.splitlines()


def _instant(time: datetime) -> str:
    if time.tzinfo is None:
        raise ValueError(f"{time!r} has no time zone")
    return time.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _digest() -> str:
    digest = hashlib.sha256()
    for source in [HERE / "pom.xml", *sorted((HERE / "src").rglob("*.java"))]:
        digest.update(source.relative_to(HERE).as_posix().encode() + b"\0" + source.read_bytes())
    return digest.hexdigest()


def _compile() -> None:
    """From nothing, so that no library of an older version stays; the network is asked only when Maven needs it."""
    shutil.rmtree(TARGET / "classes", ignore_errors=True)
    shutil.rmtree(TARGET / "lib", ignore_errors=True)
    if _maven("--offline").returncode == 0:
        return
    done = _maven()
    if done.returncode != 0:
        raise JudgeError(f"Maven could not build {HERE}:\n{done.stdout}{done.stderr}")


def _maven(*options: str) -> subprocess.CompletedProcess[str]:
    try:
        return subprocess.run(
            ["mvn", "-q", "-B", *options, "compile"], cwd=HERE, capture_output=True, text=True, check=False
        )
    except FileNotFoundError as missing:
        raise JudgeError(
            "mvn is not installed (Debian: apt-get install maven openjdk-17-jdk-headless)"
        ) from missing


@contextmanager
def _alone() -> Iterator[None]:
    """Test processes that run side by side build once."""
    TARGET.mkdir(exist_ok=True)
    with (TARGET / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
