"""`python -m tests.bench [NAME…]`: every benchmark, or those named."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

NAMES = sorted(
    path.stem
    for path in Path(__file__).parent.glob("*.py")
    if path.stem not in {"__init__", "__main__", "contest"}
)


def main(names: list[str]) -> int:
    """Run the benchmarks of these names; 2 for a name that is none."""
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.stderr.write(f"unknown: {', '.join(sorted(unknown))}; there are {', '.join(NAMES)}\n")
        return 2
    for name in names or NAMES:
        importlib.import_module(f"tests.bench.{name}").main()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
