"""Signatures judged later, with nothing but the file and the root: 20 minutes, a year, nine years."""

from __future__ import annotations

import asyncio
import socket
from datetime import datetime, timedelta

import pytest
import time_machine

from dossier.errors import Refused
from dossier.signing import Desk, Level, Outcome, SealedBundle, renew, verify_asic, verify_pdf

from .stage import START, Stage, ticking

LATER = {
    "soon": timedelta(minutes=20),
    "next year": timedelta(days=365),
    "after the seal expired": timedelta(days=4 * 365),
    "nine years": timedelta(days=9 * 365),
}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("verification opened a socket")

    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.mark.parametrize("later", LATER)
def test_both_signers_and_the_seal_hold(stage: Stage, later: str) -> None:
    """The machine's clock is really moved: pyHanko's « simulated future » is too kind to short certificates."""
    at = START + LATER[later]
    with time_machine.travel(at, tick=False):
        verdict = verify_pdf(stage.signed[0].pdf, stage.trust, at)
    assert (verdict.outcome, verdict.codes) == (Outcome.VALID, frozenset())
    assert [one.level for one in verdict.signatures] == [Level.LTA] * 3
    proved = [one.signed_at for one in verdict.signatures if one.signed_at]
    assert all(START < time < START + timedelta(minutes=5) for time in proved)
    assert len(proved) == 3


@pytest.mark.parametrize("later", LATER)
def test_the_bundle_holds(stage: Stage, bundle: SealedBundle, later: str) -> None:
    at = START + LATER[later]
    with time_machine.travel(at, tick=False):
        verdict = verify_asic(bundle.data, stage.trust, at)
    assert (verdict.outcome, verdict.codes, verdict.level) == (Outcome.VALID, frozenset(), Level.LTA)


@pytest.mark.parametrize("machine", [datetime(2019, 1, 1), datetime(2049, 1, 1)])
def test_the_machine_clock_does_not_matter(stage: Stage, machine: datetime) -> None:
    """Time is an argument: the same verdict whatever the machine believes."""
    with time_machine.travel(machine, tick=False):
        verdict = verify_pdf(stage.signed[0].pdf, stage.trust, START + LATER["next year"])
    assert verdict.outcome is Outcome.VALID


def test_a_signature_of_tomorrow_is_not_valid_today(stage: Stage) -> None:
    verdict = verify_pdf(stage.signed[0].pdf, stage.trust, START - timedelta(days=1))
    assert verdict.outcome is Outcome.INVALID


def test_renewal_carries_it_further(stage: Stage) -> None:
    """In the fourteenth year another authority's timestamp is added; the old one's expires; all still hold."""
    then = START + timedelta(days=14 * 365)
    clock = ticking(then)
    desk = Desk(stage.authority.stamps(clock), clock, stage.trust)
    renewed = renew(stage.signed[0].pdf, desk)
    assert renewed.startswith(stage.signed[0].pdf)
    verdict = verify_pdf(renewed, stage.trust, then + timedelta(days=30))
    assert (verdict.outcome, len(verdict.stamps)) == (Outcome.VALID, 4)
    assert [one.level for one in verdict.signatures] == [Level.LTA] * 3


def test_what_is_not_valid_is_not_renewed(stage: Stage) -> None:
    with pytest.raises(Refused, match="not_valid"):
        renew(stage.signed[0].pdf + b"x", stage.desk)


async def _inside_a_loop(stage: Stage) -> Outcome:
    return verify_pdf(stage.signed[0].pdf, stage.trust, stage.after).outcome


def test_callers_may_have_a_loop_of_their_own(stage: Stage) -> None:
    assert asyncio.run(_inside_a_loop(stage)) is Outcome.VALID


def test_without_renewal_the_timestamps_expire(stage: Stage) -> None:
    """Sixteen years later the timestamp authority's certificate is over: a person must look, nothing is valid."""
    verdict = verify_pdf(stage.signed[0].pdf, stage.trust, START + timedelta(days=16 * 365))
    assert verdict.outcome is not Outcome.VALID
    assert "expired_unproved" in verdict.codes
