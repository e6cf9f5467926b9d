"""The state machine of a dossier, as one table. Buttons, guards, tests and the diagram of the docs come from it.

A locked signer is a state because somebody else must act (CS-106); a missing piece or a taken appointment is not.
Validated dossiers are no longer deletable: their evidence is due; the certificate is revoked instead.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dossier.errors import NotAllowed
from dossier.order import Path
from dossier.states import Action, Actor, Guard, State

MAX_CYCLES = 3
"""Lock and re-validation at most this often; then only the office unlocks (IDV-04)."""


@dataclass(frozen=True)
class Transition:
    """One line of the table."""

    action: Action
    source: State
    target: State
    actors: tuple[Actor, ...]
    guard: Guard


@dataclass(frozen=True)
class Facts:
    """What the guards look at: nothing else about an order decides a transition.

    `complete` is: `problems(validating=True)` is empty. `holder_signed` and `all_signed` speak of signatures that
    still stand: the content of a signed document has not changed since (Q-3). `cycles` counts the re-validations
    after a lock; `pickup` is True when the certificate is downloaded rather than handed over.
    """

    path: Path = Path.DEMATERIALISED
    complete: bool = True
    sole_signer: bool = False
    delegate: bool = False
    holder_signed: bool = False
    all_signed: bool = False
    attempts_left: int = 3
    cycles: int = 0
    pickup: bool = False


def _resumes(facts: Facts) -> bool:
    return facts.complete and facts.path is Path.DEMATERIALISED


GUARDS: Mapping[Guard, Callable[[Facts], bool]] = MappingProxyType(
    {
        Guard.NONE: lambda f: True,
        Guard.COMPLETE_DEMATERIALISED: lambda f: f.complete and f.path is Path.DEMATERIALISED,
        Guard.COMPLETE_PAPER: lambda f: f.complete and f.path is Path.PAPER,
        Guard.COMPLETE_BAILIFF: lambda f: f.complete and f.path is Path.BAILIFF,
        Guard.COMPLETE_APPROVAL: lambda f: f.complete and f.path is Path.APPROVAL,
        Guard.TWO_SIGNATURES: lambda f: not f.sole_signer,
        Guard.ONE_SIGNATURE: lambda f: f.sole_signer,
        Guard.NO_DELEGATE: lambda f: not f.delegate,
        Guard.DELEGATE: lambda f: f.delegate,
        Guard.ATTEMPTS_SPENT: lambda f: f.attempts_left <= 0,
        Guard.CYCLES_LEFT: lambda f: f.complete and f.cycles < MAX_CYCLES,
        Guard.CYCLES_LEFT_HALF_SIGNED: lambda f: f.complete and f.cycles < MAX_CYCLES and f.holder_signed,
        Guard.CYCLES_LEFT_UNSIGNED: lambda f: f.complete and f.cycles < MAX_CYCLES and not f.holder_signed,
        Guard.ON_PAPER: lambda f: f.path is Path.PAPER,
        Guard.UNSIGNED: lambda f: _resumes(f) and not f.holder_signed,
        Guard.HALF_SIGNED: lambda f: _resumes(f) and f.holder_signed and not f.all_signed,
        Guard.ALL_SIGNED: lambda f: _resumes(f) and f.holder_signed and f.all_signed,
        Guard.BY_POST: lambda f: f.complete and f.path in (Path.PAPER, Path.BAILIFF),
        Guard.HANDED_OVER: lambda f: not f.pickup,
        Guard.DOWNLOADED: lambda f: f.pickup,
    }
)

S, A, W, G = State, Action, Actor, Guard


def _t(action: Action, source: State, target: State, *actors: Actor, guard: Guard = Guard.NONE) -> Transition:
    return Transition(action, source, target, actors, guard)


def _each(
    action: Action, sources: Iterable[State], target: State, *actors: Actor, guard: Guard = Guard.NONE
) -> tuple[Transition, ...]:
    return tuple(_t(action, source, target, *actors, guard=guard) for source in sources)


SIGNABLE = frozenset({S.AWAITING_HOLDER, S.AWAITING_REPRESENTATIVE})
LOCKED = frozenset({S.HOLDER_LOCKED, S.REPRESENTATIVE_LOCKED})
TERMINAL = frozenset({S.LAPSED, S.REVOKED, S.REFUSED, S.EXPIRED, S.DELETED})
EDITABLE = frozenset({S.DRAFT, S.AWAITING_CORRECTION})
CERTIFIED = frozenset({S.VALIDATED, S.ISSUED, S.DELIVERED})
FROZEN = frozenset(S) - EDITABLE
"""Content is frozen; a locked dossier lets identity answers and contacts be corrected at re-validation (K-12)."""

_OPEN = tuple(s for s in S if s not in TERMINAL | CERTIFIED)
_WAITING = tuple(s for s in _OPEN if s not in (S.DRAFT, S.IN_REVIEW))
_SIGNING = (S.AWAITING_HOLDER, S.AWAITING_REPRESENTATIVE)

TRANSITIONS: tuple[Transition, ...] = (
    _t(A.SUBMIT, S.DRAFT, S.AWAITING_HOLDER, W.APPLICANT, guard=G.COMPLETE_DEMATERIALISED),
    _t(A.SUBMIT_ON_PAPER, S.DRAFT, S.AWAITING_POST, W.APPLICANT, guard=G.COMPLETE_PAPER),
    _t(A.SUBMIT_TO_BAILIFF, S.DRAFT, S.AWAITING_FACE_TO_FACE, W.APPLICANT, guard=G.COMPLETE_BAILIFF),
    _t(A.SUBMIT_FOR_APPROVAL, S.DRAFT, S.AWAITING_APPROVAL, W.APPLICANT, guard=G.COMPLETE_APPROVAL),
    _t(A.APPROVE, S.AWAITING_APPROVAL, S.IN_REVIEW, W.APPLICANT),
    _t(A.SIGN_AS_HOLDER, S.AWAITING_HOLDER, S.AWAITING_REPRESENTATIVE, W.HOLDER, guard=G.TWO_SIGNATURES),
    _t(A.SIGN_ALONE, S.AWAITING_HOLDER, S.IN_REVIEW, W.HOLDER, guard=G.ONE_SIGNATURE),
    _t(A.SIGN_AS_REPRESENTATIVE, S.AWAITING_REPRESENTATIVE, S.IN_REVIEW, W.REPRESENTATIVE, guard=G.NO_DELEGATE),
    _t(A.SIGN_AS_DELEGATE, S.AWAITING_REPRESENTATIVE, S.IN_REVIEW, W.DELEGATE, guard=G.DELEGATE),
    _t(A.DECLINE, S.AWAITING_HOLDER, S.AWAITING_CORRECTION, W.HOLDER),
    _t(A.DECLINE, S.AWAITING_REPRESENTATIVE, S.AWAITING_CORRECTION, W.REPRESENTATIVE, W.DELEGATE),
    _t(A.LOCK, S.AWAITING_HOLDER, S.HOLDER_LOCKED, W.SYSTEM, guard=G.ATTEMPTS_SPENT),
    _t(A.LOCK, S.AWAITING_REPRESENTATIVE, S.REPRESENTATIVE_LOCKED, W.SYSTEM, guard=G.ATTEMPTS_SPENT),
    _t(A.REVALIDATE, S.HOLDER_LOCKED, S.AWAITING_HOLDER, W.APPLICANT, guard=G.CYCLES_LEFT),
    _t(A.REVALIDATE, S.REPRESENTATIVE_LOCKED, S.AWAITING_REPRESENTATIVE, W.APPLICANT, guard=G.CYCLES_LEFT_HALF_SIGNED),
    _t(A.REVALIDATE_CHANGED, S.REPRESENTATIVE_LOCKED, S.AWAITING_HOLDER, W.APPLICANT, guard=G.CYCLES_LEFT_UNSIGNED),
    _t(A.UNLOCK, S.HOLDER_LOCKED, S.AWAITING_HOLDER, W.OFFICE),
    _t(A.UNLOCK, S.REPRESENTATIVE_LOCKED, S.AWAITING_REPRESENTATIVE, W.OFFICE),
    *(_t(A.RENEW_LINK, s, s, W.APPLICANT, W.OFFICE) for s in (*_SIGNING, S.AWAITING_APPROVAL)),
    _t(A.MODIFY, S.AWAITING_POST, S.DRAFT, W.APPLICANT, guard=G.ON_PAPER),
    _t(A.HOLD_FACE_TO_FACE, S.AWAITING_FACE_TO_FACE, S.AWAITING_POST, W.BAILIFF, W.OFFICE),
    _t(A.RECEIVE_POST, S.AWAITING_POST, S.IN_REVIEW, W.OFFICE),
    _t(A.ACCEPT, S.IN_REVIEW, S.VALIDATED, W.OFFICE),
    _t(A.ASK_CORRECTION, S.IN_REVIEW, S.AWAITING_CORRECTION, W.OFFICE),
    _t(A.REFUSE, S.IN_REVIEW, S.REFUSED, W.OFFICE),
    _t(A.RESUBMIT, S.AWAITING_CORRECTION, S.AWAITING_HOLDER, W.APPLICANT, guard=G.UNSIGNED),
    _t(A.RESUBMIT_HALF_SIGNED, S.AWAITING_CORRECTION, S.AWAITING_REPRESENTATIVE, W.APPLICANT, guard=G.HALF_SIGNED),
    _t(A.RESUBMIT_SIGNED, S.AWAITING_CORRECTION, S.IN_REVIEW, W.APPLICANT, guard=G.ALL_SIGNED),
    _t(A.RESUBMIT_ON_PAPER, S.AWAITING_CORRECTION, S.AWAITING_POST, W.APPLICANT, guard=G.BY_POST),
    _t(
        A.RESUBMIT_FOR_APPROVAL, S.AWAITING_CORRECTION, S.AWAITING_APPROVAL, W.APPLICANT,
        guard=G.COMPLETE_APPROVAL,
    ),
    _t(A.ISSUE, S.VALIDATED, S.ISSUED, W.OFFICE, W.SYSTEM),
    _t(A.HAND_OVER, S.ISSUED, S.DELIVERED, W.OFFICE, guard=G.HANDED_OVER),
    _t(A.PICK_UP, S.ISSUED, S.DELIVERED, W.HOLDER, guard=G.DOWNLOADED),
    *_each(A.REJECT_CERTIFICATE, (S.ISSUED, S.DELIVERED), S.REVOKED, W.HOLDER),
    *_each(
        A.REVOKE, (s for s in S if s in CERTIFIED), S.REVOKED, W.HOLDER, W.REPRESENTATIVE, W.OFFICE
    ),
    *_each(A.LAPSE, (S.ISSUED, S.DELIVERED), S.LAPSED, W.SYSTEM),
    *_each(A.EXPIRE, (S.DRAFT, *_WAITING), S.EXPIRED, W.SYSTEM),
    *_each(A.DELETE, _OPEN, S.DELETED, W.APPLICANT),
)  # fmt: skip

_BY_CELL = {(t.source, t.action): t for t in TRANSITIONS}


def step(state: State, action: Action, actor: Actor, facts: Facts | None = None) -> State:
    """The state that follows; NotAllowed when this actor may not do that now, or when a guard says no.

    Without facts the guard is not judged: the caller has, or the table alone is asked.
    """
    transition = _BY_CELL.get((state, action))
    if transition is None or actor not in transition.actors:
        raise NotAllowed("transition", f"{state} {action} {actor}")
    if facts is not None and not GUARDS[transition.guard](facts):
        raise NotAllowed(transition.guard.value)
    return transition.target


def actions(state: State, actor: Actor, facts: Facts | None = None) -> tuple[Action, ...]:
    """What this actor may do now: the buttons of a page, in the table's order."""
    return tuple(
        t.action
        for t in TRANSITIONS
        if t.source is state and actor in t.actors and (facts is None or GUARDS[t.guard](facts))
    )


def choose_path(current: Path, wanted: Path, *, confirmed: bool) -> Path:
    """« Je souhaite envoyer mon dossier en version papier » (CS-76…79): asked to be confirmed, then definitive.

    Not confirmed (« Annuler »), the path stays; NotAllowed when paper was chosen and something else is wanted.
    """
    if current is Path.PAPER and wanted is not Path.PAPER:
        raise NotAllowed("paper_is_final")
    return wanted if wanted is not Path.PAPER or confirmed else current


def submission(path: Path) -> Action:
    """The action that validates a draft of that path."""
    return {
        Path.DEMATERIALISED: Action.SUBMIT,
        Path.PAPER: Action.SUBMIT_ON_PAPER,
        Path.BAILIFF: Action.SUBMIT_TO_BAILIFF,
        Path.APPROVAL: Action.SUBMIT_FOR_APPROVAL,
    }[path]


def signing_action(state: State, actor: Actor, facts: Facts) -> Action:
    """The signature that this actor may give now; NotAllowed when it is not his turn (CS-111)."""
    signatures = (A.SIGN_AS_HOLDER, A.SIGN_ALONE, A.SIGN_AS_REPRESENTATIVE, A.SIGN_AS_DELEGATE)
    for action in actions(state, actor, facts):
        if action in signatures:
            return action
    raise NotAllowed("not_your_turn", state.value)


def mermaid(label: Callable[[State], str] = str, act: Callable[[Action], str] = str) -> str:
    """The diagram of the docs: every transition of the table, deletions and expiries left out for the eye."""
    lines = ["stateDiagram-v2", "    [*] --> draft"]
    lines += [f'    state "{label(state)}" as {state.value}' for state in State]
    for t in TRANSITIONS:
        if t.action not in (A.DELETE, A.EXPIRE, A.RENEW_LINK):
            lines.append(f"    {t.source.value} --> {t.target.value}: {act(t.action)}")
    lines += [f"    {state.value} --> [*]" for state in State if state in TERMINAL]
    return "\n".join(lines) + "\n"
