"""The instant at which signatures are judged, where pyHanko would read the machine's clock.

Its past-validation calls `datetime.now()` in two modules; both get a datetime whose `now` is the instant of
the verification in progress (a context variable: threads and tasks do not mix). pyHanko 0.38; see tests.
"""

from __future__ import annotations

import datetime as standard
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pyhanko_certvalidator.ltv import ades_past, poe

_instant: ContextVar[standard.datetime] = ContextVar("instant")


class _Judged(standard.datetime):
    """datetime, but for `now`."""

    @classmethod
    def now(cls, tz: standard.tzinfo | None = None) -> Any:
        """The instant of the verification in progress. Raises LookupError when there is none."""
        return _instant.get().astimezone(tz)


@contextmanager
def judged_at(instant: standard.datetime) -> Iterator[None]:
    """Within the block, pyHanko believes that it is `instant` (aware)."""
    token = _instant.set(instant)
    try:
        yield
    finally:
        _instant.reset(token)


for _module in (ades_past, poe):
    _module.datetime = _Judged  # type: ignore[attr-defined]  # a global of theirs, on purpose
