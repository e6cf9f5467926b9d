"""Contestants measured in turn, round after round, each in its own process; their ratios to the first.

A contestant is a script that warms up, repeats its work and prints one line of JSON: `{"cpu_ms": …}`, the
median processor time of one repetition. A tool that is not installed is named, not counted.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEERS = ROOT / ".cache" / "bench" / "bin" / "python"
"""The interpreter of the peers' environment (`make peers`), apart from ours: their requirements are theirs."""
ROUNDS = 5


@dataclass(frozen=True)
class Contestant:
    """A name for the table and the command that measures it."""

    name: str
    command: tuple[str, ...]


def ours(name: str, module: str, *words: str) -> Contestant:
    """A contestant that runs in this environment."""
    return Contestant(name, (sys.executable, "-m", f"tests.bench.contestants.{module}", *words))


def peer(name: str, module: str, *words: str) -> Contestant:
    """A contestant that runs in the peers' environment."""
    return Contestant(name, (str(PEERS), str(HERE / "contestants" / f"{module}.py"), *words))


def contest(title: str, contestants: Sequence[Contestant], rounds: int = ROUNDS) -> None:
    """Run every contestant `rounds` times in turn; print medians and ratios to the first."""
    figures: dict[str, list[float]] = {one.name: [] for one in contestants}
    missing: dict[str, str] = {}
    for _ in range(rounds):
        for one in contestants:
            if one.name not in missing:
                _measure(one, figures[one.name], missing)
    print(f"\n{title}  (processor time, median of {rounds} rounds in turn; × the first line)")
    reference = statistics.median(figures[contestants[0].name])
    for one in contestants:
        if one.name in missing:
            print(f"  {one.name:<42} not measured: {missing[one.name]}")
        else:
            middle = statistics.median(figures[one.name])
            print(f"  {one.name:<42} {middle:9.1f} ms  × {middle / reference:6.2f}")


def _measure(one: Contestant, figures: list[float], missing: dict[str, str]) -> None:
    try:
        done = subprocess.run(one.command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=True)
        figures.append(float(json.loads(done.stdout.strip().splitlines()[-1])["cpu_ms"]))
    except FileNotFoundError:
        missing[one.name] = "its environment is missing (make peers)"
    except subprocess.CalledProcessError as failed:
        missing[one.name] = (failed.stderr.strip().splitlines() or ["it failed"])[-1]
