"""What every contestant shares: repeat, keep the median processor time, print it. Standard library only."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable


def report(work: Callable[[], object], repetitions: int = 7, warm: int = 2) -> None:
    """Print the median processor time, in milliseconds, of one call of `work`."""
    for _ in range(warm):
        work()
    figures = []
    for _ in range(repetitions):
        start = time.process_time()
        work()
        figures.append((time.process_time() - start) * 1000)
    print(json.dumps({"cpu_ms": statistics.median(figures)}))
