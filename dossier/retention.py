"""How long things are kept, and when they must go (domain B.9, B.10).

The registration file of a certificate is kept for years after the certificate ends: that is a legal duty. Outside
it — abandoned drafts, refused, expired or deleted dossiers, the vault — there is no such duty, so it goes soon.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from dossier.states import State

_KEPT = frozenset({State.VALIDATED, State.ISSUED, State.DELIVERED, State.LAPSED, State.REVOKED})
_CLOSED = frozenset({State.REFUSED, State.EXPIRED, State.DELETED})


class Reason(StrEnum):
    """Why something goes."""

    ABANDONED = "abandoned"
    CLOSED = "closed"
    TERM = "term"


@dataclass(frozen=True)
class Policy:
    """Days and years, per installation; `years` per portal (7 is the usual figure)."""

    years: int = 7
    draft_days: int = 30
    closed_days: int = 90
    code_minutes: int = 10
    vault_days: int = 1095


@dataclass(frozen=True)
class Life:
    """What decides: the state, when the dossier last moved, when its certificate ends, and a legal hold."""

    state: State
    moved_at: datetime
    certificate_end: datetime | None
    hold: bool


@dataclass(frozen=True)
class Purge:
    """When a dossier goes, and why."""

    at: datetime
    reason: Reason


def purge(life: Life, policy: Policy) -> Purge | None:
    """When a dossier goes; None while it is alive, held, or while its certificate's end is unknown."""
    if life.hold:
        return None
    if life.state is State.DRAFT:
        return Purge(life.moved_at + timedelta(days=policy.draft_days), Reason.ABANDONED)
    if life.state in _CLOSED:
        return Purge(life.moved_at + timedelta(days=policy.closed_days), Reason.CLOSED)
    if life.state in _KEPT and life.certificate_end is not None:
        return Purge(years_later(life.certificate_end, policy.years), Reason.TERM)
    return None


def due(life: Life, policy: Policy, now: datetime) -> bool:
    """Whether it is time."""
    found = purge(life, policy)
    return found is not None and found.at <= now


def vault_end(added_at: datetime, policy: Policy) -> datetime:
    """When a piece leaves its owner's vault, unless he deletes it before or keeps it again."""
    return added_at + timedelta(days=policy.vault_days)


def years_later(moment: datetime, years: int) -> datetime:
    """The same moment that many years later; 29 February becomes 1 March: never a day too early."""
    try:
        return moment.replace(year=moment.year + years)
    except ValueError:
        return moment.replace(year=moment.year + years, month=3, day=1)
