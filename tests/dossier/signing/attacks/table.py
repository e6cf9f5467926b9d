"""Every attack of every class, judged as a file given back and as a file given to verify."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from dossier.acts.verify import verify_file
from dossier.signing import verify_pdf

from . import appended, broken, overlays, people, shadows
from .world import World

ACCEPTED = "valid"


@dataclass(frozen=True)
class Case:
    """One attack: what `judge_returned` says of it and what verification does, empty when it was not asked."""

    kind: str
    name: str
    returned: str
    verified: str
    codes: frozenset[str]

    @property
    def accepted(self) -> bool:
        return ACCEPTED in (self.returned, self.verified)


Judge = Callable[[], Case]
Judging = Callable[[World], Iterator[Judge]]


def _given_back(world: World, kind: str, name: str, pdf: bytes) -> Case:
    found = world.judged(pdf)
    return Case(kind, name, found.outcome.value, "", found.codes)


def _verified(world: World, kind: str, name: str, pdf: bytes) -> Case:
    report = verify_file("x.pdf", pdf, world.trust, world.desk.clock())
    return Case(kind, name, "", report.verdict, frozenset())


def _bases(kind: str, make: Callable[[bytes], Iterator[tuple[str, bytes]]]) -> Judging:
    """Attacks on the file given back, judged as such; on the one that lasts, verified."""

    def judged(world: World) -> Iterator[Judge]:
        for name, pdf in make(world.returned):
            yield partial(_given_back, world, kind, name, pdf)
        for name, pdf in make(world.lasting):
            yield partial(_verified, world, kind, name, pdf)

    return judged


def _both(
    kind: str, make: Callable[[World], Iterator[tuple[str, bytes, bytes]]], *, verified: bool = True
) -> Judging:
    """Attacks with an issued file of their own, judged and verified, revocation known."""

    def judge(world: World, name: str, issued: bytes, pdf: bytes) -> Case:
        found = world.judged(pdf, issued)
        if not verified:
            return Case(kind, name, found.outcome.value, "", found.codes)
        known = world.known(world.holder.chain)
        verdict = verify_pdf(pdf, world.trust, world.desk.clock(), known=known)
        return Case(kind, name, found.outcome.value, verdict.outcome.value, found.codes)

    return lambda world: (partial(judge, world, *attack) for attack in make(world))


def _named(kind: str, make: Callable[[World], Iterator[tuple[str, str, bytes]]]) -> Judging:
    """Files that a person may give back by mistake; the reason said must be the expected one."""

    def judge(world: World, name: str, code: str, pdf: bytes) -> Case:
        found = _given_back(world, kind, name, pdf)
        assert code in found.codes, (name, code, found.codes)
        return found

    return lambda world: (partial(judge, world, *attack) for attack in make(world))


def _corpus(world: World) -> Iterator[Judge]:
    """Signed PDFs of others, attacked by others: never accepted as ours."""

    def judge(path: Path) -> Case:
        given, seen = (one(world, "corpus", path.name, path.read_bytes()) for one in (_given_back, _verified))
        return replace(given, verified=seen.verified)

    return (partial(judge, path) for path in sorted((corpora() / "signature-attacks").glob("*.pdf")))


CLASSES: dict[str, Judging] = {
    "USF": _bases("USF", broken.attacks),
    "ISA": _bases("ISA", appended.saving),
    "SWA": _bases("SWA", appended.wrapping),
    "trailing bytes": _bases("trailing bytes", appended.trailing),
    "extra revision": _bases("extra revision", appended.revisions),
    "proofs, then more": _both("proofs, then more", appended.after_proofs),
    "shadow: hide": _both("shadow: hide", shadows.hide),
    "shadow: replace": _both("shadow: replace", shadows.replace),
    "shadow: hide-and-replace": _both("shadow: hide-and-replace", shadows.hide_and_replace),
    "evil annotation": _both("evil annotation", overlays.evil_annotations),
    "sneaky signature": _both("sneaky signature", overlays.signatures),
    "usurpation": _both("usurpation", overlays.usurpations, verified=False),
    "wrong certificate": _named("wrong certificate", people.signers),
    "wrong file": _named("wrong file", people.others),
    "corpus": _corpus,
}


def corpora() -> Path:
    """Where files nobody here chose are: `PARAPHE_CORPORA`, else beside the checkout."""
    beside = Path(__file__).resolve().parents[5] / "shared" / "corpora"
    return Path(os.environ.get("PARAPHE_CORPORA") or beside)


def lines(cases: list[Case]) -> Iterator[str]:
    """The table: class, how many, how many accepted, how many left to a person."""
    yield f"{'class':<26}{'attacks':>8}{'accepted':>10}{'to a person':>13}"
    for kind in dict.fromkeys(case.kind for case in cases):
        mine = [case for case in cases if case.kind == kind]
        doubts = sum("person" in (case.returned, case.verified) for case in mine)
        yield f"{kind:<26}{len(mine):>8}{sum(case.accepted for case in mine):>10}{doubts:>13}"
    yield f"{'all':<26}{len(cases):>8}{sum(case.accepted for case in cases):>10}"
