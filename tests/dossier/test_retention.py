"""How long things are kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from dossier import retention
from dossier.retention import Life, Policy, Reason
from dossier.states import State

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
END = datetime(2029, 11, 21, 10, 0, tzinfo=UTC)
LIFE = Life(State.DELIVERED, NOW, END, hold=False)


@pytest.mark.parametrize(
    ("state", "days", "reason"),
    [
        (State.DRAFT, 30, Reason.ABANDONED),
        (State.REFUSED, 90, Reason.CLOSED),
        (State.EXPIRED, 90, Reason.CLOSED),
        (State.DELETED, 90, Reason.CLOSED),
    ],
)
def test_what_made_no_certificate_goes_soon(state: State, days: int, reason: Reason) -> None:
    found = retention.purge(replace(LIFE, state=state, certificate_end=None), Policy())
    assert found is not None
    assert (found.at, found.reason) == (NOW + timedelta(days=days), reason)


@pytest.mark.parametrize("state", [State.ISSUED, State.DELIVERED, State.LAPSED, State.REVOKED])
def test_a_registration_file_is_kept_years_after_the_certificate(state: State) -> None:
    life = replace(LIFE, state=state)
    found = retention.purge(life, Policy(years=7))
    assert found is not None
    assert found.at == datetime(2036, 11, 21, 10, 0, tzinfo=UTC)
    assert not retention.due(life, Policy(), found.at - timedelta(seconds=1))
    assert retention.due(life, Policy(), found.at)


def test_a_hold_keeps_everything_and_an_unknown_end_too() -> None:
    for state in State:
        assert retention.purge(Life(state, NOW, END, hold=True), Policy()) is None
    assert retention.purge(replace(LIFE, certificate_end=None), Policy()) is None


def test_what_is_alive_is_kept() -> None:
    for state in (State.AWAITING_HOLDER, State.HOLDER_LOCKED, State.AWAITING_POST, State.IN_REVIEW):
        assert retention.purge(replace(LIFE, state=state), Policy()) is None


def test_the_29th_of_february_is_never_a_day_too_early() -> None:
    assert retention.years_later(datetime(2028, 2, 29, tzinfo=UTC), 7) == datetime(2035, 3, 1, tzinfo=UTC)
    assert retention.years_later(datetime(2028, 2, 29, tzinfo=UTC), 4) == datetime(2032, 2, 29, tzinfo=UTC)


def test_a_piece_leaves_the_vault() -> None:
    assert retention.vault_end(NOW, Policy(vault_days=10)) == NOW + timedelta(days=10)
