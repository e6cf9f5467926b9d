"""Attacks on signatures, class by class: how many, how many accepted. `python -m tests.bench attacks`."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.dossier.signing.attacks.table import CLASSES, lines
from tests.dossier.signing.attacks.world import made


def main() -> None:
    """Print the table; an accepted attack is an error."""
    with tempfile.TemporaryDirectory() as folder:
        world = made(Path(folder))
        cases = [one() for judge in CLASSES.values() for one in judge(world)]
    sys.stdout.write("\n".join(lines(cases)) + "\n")
    accepted = [f"{case.kind}: {case.name}" for case in cases if case.accepted]
    if accepted:
        raise SystemExit("accepted: " + ", ".join(accepted))


if __name__ == "__main__":
    main()
