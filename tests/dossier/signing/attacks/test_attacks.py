"""None accepted, no exception escapes: a sample of each class here, all of them by `python -m tests.bench attacks`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice

import pytest

from dossier.acts.verify import verify_file
from dossier.signing import Outcome

from .table import CLASSES, Case, corpora, lines
from .world import World, made

MOST = None if os.environ.get("PARAPHE_ATTACKS") == "all" else 5
SEEN: list[Case] = []


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("attacked"))


@pytest.fixture(scope="module", autouse=True)
def _table() -> Iterator[None]:
    yield
    print("\n" + "\n".join(lines(SEEN)))  # noqa: T201  shown by pytest -s


def judged(world: World, kind: str) -> list[Case]:
    """The attacks of a class, or as many as time allows, spread over it."""
    every = list(CLASSES[kind](world))
    step = 1 if MOST is None else max(1, len(every) // MOST)
    found = [judge() for judge in islice(every, 0, None, step)]
    SEEN.extend(found)
    return found


@pytest.mark.parametrize(
    "kind",
    [
        pytest.param("USF", marks=pytest.mark.checks("SIG-06", "SIG-07")),
        pytest.param("ISA", marks=pytest.mark.checks("SIG-01")),
        pytest.param("SWA", marks=pytest.mark.checks("SIG-01", "SIG-06")),
        pytest.param("trailing bytes", marks=pytest.mark.checks("SIG-01")),
        pytest.param("extra revision", marks=pytest.mark.checks("SIG-01")),
        pytest.param("proofs, then more", marks=pytest.mark.checks("SIG-01")),
        pytest.param("shadow: hide", marks=pytest.mark.checks("SIG-04")),
        pytest.param("shadow: replace", marks=pytest.mark.checks("SIG-04")),
        pytest.param("shadow: hide-and-replace", marks=pytest.mark.checks("SIG-04")),
        pytest.param("evil annotation", marks=pytest.mark.checks("SIG-04")),
        pytest.param("sneaky signature", marks=pytest.mark.checks("SIG-03", "SIG-04")),
        pytest.param("usurpation", marks=pytest.mark.checks("SIG-03")),
        pytest.param("wrong file", marks=pytest.mark.checks("SIG-02")),
    ],
)
def test_no_attack_is_accepted(world: World, kind: str) -> None:
    cases = judged(world, kind)
    assert len(cases) >= 3
    assert [case.name for case in cases if case.returned not in ("invalid", "")] == []
    assert [case.name for case in cases if case.accepted] == []


@pytest.mark.checks("SIG-03")
def test_no_other_certificate_is_accepted(world: World) -> None:
    """One with the same family name is left to a person."""
    cases = judged(world, "wrong certificate")
    assert [case.name for case in cases if case.accepted] == []
    assert {case.name for case in cases if case.returned == "person"} <= {"another first name"}


@pytest.mark.skipif(
    not (corpora() / "signature-attacks").is_dir(),
    reason="no corpus of attacked files: PARAPHE_CORPORA, or ../shared/corpora beside the checkout",
)
@pytest.mark.checks("SIG-06")
def test_attacked_files_of_others_are_not_accepted(world: World) -> None:
    cases = judged(world, "corpus")
    assert cases
    assert {case.returned for case in cases} == {"invalid"}
    assert {case.verified for case in cases} <= {"invalid", "unreadable"}


def test_the_files_attacked_are_valid_themselves(world: World) -> None:
    """Else nothing above proves anything."""
    assert world.judged(world.returned).outcome is Outcome.VALID
    assert verify_file("x.pdf", world.lasting, world.trust, world.desk.clock()).verdict == "valid"
