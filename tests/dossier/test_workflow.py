"""The state machine: its table cell by cell, its guards, and walks that try to cheat."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import labels, workflow
from dossier.errors import NotAllowed
from dossier.order import Path
from dossier.states import Action, Actor, Guard, State
from dossier.workflow import Facts, step

A, S, W = Action, State, Actor
SIGNATURES = {A.SIGN_AS_HOLDER, A.SIGN_ALONE, A.SIGN_AS_REPRESENTATIVE, A.SIGN_AS_DELEGATE}


def refused(state: State, action: Action, actor: Actor, facts: Facts | None = None) -> str:
    with pytest.raises(NotAllowed) as error:
        step(state, action, actor, facts)
    return error.value.code


def walk(state: State, facts: Facts, *moves: tuple[Action, Actor]) -> State:
    for action, actor in moves:
        state = step(state, action, actor, facts)
    return state


def test_no_two_transitions_share_a_cell() -> None:
    cells = [(t.source, t.action) for t in workflow.TRANSITIONS]
    assert len(cells) == len(set(cells))


@pytest.mark.checks("AUZ-03")
def test_every_cell_of_the_table_and_no_other_is_allowed() -> None:
    allowed = {(t.source, t.action, actor): t.target for t in workflow.TRANSITIONS for actor in t.actors}
    for cell in ((s, a, w) for s in State for a in Action for w in Actor):
        if cell in allowed:
            assert step(*cell) is allowed[cell]
        else:
            assert refused(*cell) == "transition"


def test_terminal_states_are_left_by_nothing_and_others_by_something() -> None:
    left = {t.source for t in workflow.TRANSITIONS}
    assert left == set(State) - workflow.TERMINAL


def test_every_state_is_reached_from_a_draft() -> None:
    reached = {S.DRAFT}
    for _ in State:
        reached |= {t.target for t in workflow.TRANSITIONS if t.source in reached}
    assert reached == set(State)


def test_every_guard_is_judged_and_used() -> None:
    assert set(workflow.GUARDS) == set(Guard)
    assert {t.guard for t in workflow.TRANSITIONS} == set(Guard)


@pytest.mark.rows("CS-111", "CS-112", "CS-93")
def test_the_holder_then_the_representative_then_the_office() -> None:
    facts = Facts()
    state = step(S.DRAFT, A.SUBMIT, W.APPLICANT, facts)
    assert labels.state(state) == "En attente de signature titulaire"
    assert refused(state, A.SIGN_AS_REPRESENTATIVE, W.REPRESENTATIVE, facts) == "transition"
    state = step(state, A.SIGN_AS_HOLDER, W.HOLDER, facts)
    assert workflow.signing_action(state, W.REPRESENTATIVE, facts) is A.SIGN_AS_REPRESENTATIVE
    state = step(state, A.SIGN_AS_REPRESENTATIVE, W.REPRESENTATIVE, facts)
    assert state is S.IN_REVIEW
    assert workflow.actions(state, W.OFFICE) == (A.ACCEPT, A.ASK_CORRECTION, A.REFUSE)


@pytest.mark.rows("CS-111")
def test_with_a_delegate_the_delegate_signs_instead() -> None:
    facts = Facts(delegate=True)
    assert (
        refused(S.AWAITING_REPRESENTATIVE, A.SIGN_AS_REPRESENTATIVE, W.REPRESENTATIVE, facts) == "no_delegate"
    )
    assert step(S.AWAITING_REPRESENTATIVE, A.SIGN_AS_DELEGATE, W.DELEGATE, facts) is S.IN_REVIEW
    assert labels.state(S.AWAITING_REPRESENTATIVE, delegate=True) == "En attente de signature délégataire"


def test_one_person_in_two_capacities_signs_once() -> None:
    """Q-1."""
    facts = Facts(sole_signer=True)
    assert workflow.signing_action(S.AWAITING_HOLDER, W.HOLDER, facts) is A.SIGN_ALONE
    assert step(S.AWAITING_HOLDER, A.SIGN_ALONE, W.HOLDER, facts) is S.IN_REVIEW
    assert refused(S.AWAITING_HOLDER, A.SIGN_ALONE, W.HOLDER, Facts()) == "one_signature"


def test_it_is_nobody_elses_turn() -> None:
    with pytest.raises(NotAllowed, match="not_your_turn"):
        workflow.signing_action(S.AWAITING_HOLDER, W.REPRESENTATIVE, Facts())


@pytest.mark.rows("CS-105", "CS-106")
@pytest.mark.checks("IDV-04")
def test_three_wrong_attempts_lock_until_the_applicant_validates_again() -> None:
    assert refused(S.AWAITING_HOLDER, A.LOCK, W.SYSTEM, Facts(attempts_left=1)) == "attempts_spent"
    locked = step(S.AWAITING_HOLDER, A.LOCK, W.SYSTEM, Facts(attempts_left=0))
    assert not SIGNATURES & set(workflow.actions(locked, W.HOLDER))
    assert step(locked, A.REVALIDATE, W.APPLICANT, Facts(cycles=2)) is S.AWAITING_HOLDER
    assert refused(locked, A.REVALIDATE, W.APPLICANT, Facts(cycles=3)) == "cycles_left"
    assert refused(locked, A.REVALIDATE, W.HOLDER) == "transition"
    assert step(locked, A.UNLOCK, W.OFFICE, Facts(cycles=3)) is S.AWAITING_HOLDER


@pytest.mark.rows("CS-106")
def test_signatures_already_given_stand_unless_the_content_changed() -> None:
    """Q-3."""
    stands, falls = Facts(holder_signed=True), Facts(holder_signed=False)
    locked = S.REPRESENTATIVE_LOCKED
    assert step(locked, A.REVALIDATE, W.APPLICANT, stands) is S.AWAITING_REPRESENTATIVE
    assert step(locked, A.REVALIDATE_CHANGED, W.APPLICANT, falls) is S.AWAITING_HOLDER
    assert A.REVALIDATE not in workflow.actions(locked, W.APPLICANT, falls)


@pytest.mark.parametrize(
    ("facts", "action", "target"),
    [
        (Facts(), A.RESUBMIT, S.AWAITING_HOLDER),
        (Facts(holder_signed=True), A.RESUBMIT_HALF_SIGNED, S.AWAITING_REPRESENTATIVE),
        (Facts(holder_signed=True, all_signed=True), A.RESUBMIT_SIGNED, S.IN_REVIEW),
        (Facts(path=Path.PAPER), A.RESUBMIT_ON_PAPER, S.AWAITING_POST),
        (Facts(path=Path.BAILIFF), A.RESUBMIT_ON_PAPER, S.AWAITING_POST),
        (Facts(path=Path.APPROVAL), A.RESUBMIT_FOR_APPROVAL, S.AWAITING_APPROVAL),
    ],
)
def test_a_corrected_dossier_goes_where_it_is_needed(facts: Facts, action: Action, target: State) -> None:
    offered = [a for a in workflow.actions(S.AWAITING_CORRECTION, W.APPLICANT, facts) if a is not A.DELETE]
    assert offered == [action]
    assert step(S.AWAITING_CORRECTION, action, W.APPLICANT, facts) is target


def test_an_incomplete_order_is_not_submitted() -> None:
    for path in Path:
        action = workflow.submission(path)
        assert step(S.DRAFT, action, W.APPLICANT, Facts(path=path)) in State
        assert refused(S.DRAFT, action, W.APPLICANT, Facts(path=path, complete=False)).startswith("complete")
        wrong = Facts(path=Path.PAPER if path is not Path.PAPER else Path.DEMATERIALISED)
        assert refused(S.DRAFT, action, W.APPLICANT, wrong).startswith("complete")


@pytest.mark.rows("CS-91")
def test_modifying_is_for_paper_alone() -> None:
    assert step(S.AWAITING_POST, A.MODIFY, W.APPLICANT, Facts(path=Path.PAPER)) is S.DRAFT
    assert refused(S.AWAITING_POST, A.MODIFY, W.APPLICANT, Facts(path=Path.BAILIFF)) == "on_paper"
    for state in (S.AWAITING_HOLDER, S.AWAITING_REPRESENTATIVE, S.IN_REVIEW):
        assert A.MODIFY not in workflow.actions(state, W.APPLICANT)
        assert state in workflow.FROZEN


@pytest.mark.rows("CS-78")
@pytest.mark.checks("AUZ-03")
def test_paper_is_confirmed_then_definitive() -> None:
    demat, paper = Path.DEMATERIALISED, Path.PAPER
    assert workflow.choose_path(demat, paper, confirmed=False) is demat
    assert workflow.choose_path(demat, paper, confirmed=True) is paper
    assert workflow.choose_path(paper, paper, confirmed=False) is paper
    with pytest.raises(NotAllowed, match="paper_is_final"):
        workflow.choose_path(paper, demat, confirmed=True)


@pytest.mark.rows("CG-36")
def test_the_bailiffs_path_meets_before_it_posts() -> None:
    facts = Facts(path=Path.BAILIFF)
    path = ((A.SUBMIT_TO_BAILIFF, W.APPLICANT), (A.HOLD_FACE_TO_FACE, W.BAILIFF), (A.RECEIVE_POST, W.OFFICE))
    assert walk(S.DRAFT, facts, *path) is S.IN_REVIEW


def test_an_online_order_is_approved_vetted_issued_and_picked_up() -> None:
    facts = Facts(path=Path.APPROVAL, pickup=True)
    state = step(S.DRAFT, A.SUBMIT_FOR_APPROVAL, W.APPLICANT, facts)
    assert refused(state, A.ACCEPT, W.OFFICE, facts) == "transition"
    moves = ((A.APPROVE, W.APPLICANT), (A.ACCEPT, W.OFFICE), (A.ISSUE, W.SYSTEM), (A.PICK_UP, W.HOLDER))
    assert walk(state, facts, *moves) is S.DELIVERED
    assert refused(S.ISSUED, A.HAND_OVER, W.OFFICE, facts) == "handed_over"


def test_the_representative_revokes_at_any_time_from_validation() -> None:
    for state in workflow.CERTIFIED:
        assert step(state, A.REVOKE, W.REPRESENTATIVE) is S.REVOKED
        assert refused(state, A.REVOKE, W.DELEGATE) == "transition"


def test_a_request_is_deleted_until_it_is_validated() -> None:
    for state in State:
        deletable = state not in workflow.TERMINAL | workflow.CERTIFIED
        assert (A.DELETE in workflow.actions(state, W.APPLICANT)) is deletable


START = st.builds(
    Facts,
    path=st.sampled_from(Path),
    sole_signer=st.booleans(),
    delegate=st.booleans(),
    attempts_left=st.sampled_from((0, 3)),
)


@pytest.mark.checks("AUZ-03")
@settings(max_examples=300, deadline=None)
@given(START, st.lists(st.integers(0, 40), max_size=60))
def test_no_walk_reaches_the_office_unsigned(facts: Facts, choices: list[int]) -> None:
    """Whatever allowed buttons are pressed, and whatever content changes where content may change."""
    second = W.DELEGATE if facts.delegate else W.REPRESENTATIVE
    signers = {W.HOLDER} if facts.sole_signer else {W.HOLDER, second}
    state, signed, past = S.DRAFT, set[Actor](), [S.DRAFT]
    for choice in choices:
        if choice == 0 and state in workflow.EDITABLE | workflow.LOCKED:
            signed.clear()
        now = replace(facts, holder_signed=W.HOLDER in signed, all_signed=signed == signers)
        buttons = [(action, actor) for actor in W for action in workflow.actions(state, actor, now)]
        if not buttons:
            assert state in workflow.TERMINAL
            return
        action, actor = buttons[choice % len(buttons)]
        state = step(state, action, actor, now)
        signed |= {actor} if action in SIGNATURES else set()
        past.append(state)
        assert state is not S.AWAITING_REPRESENTATIVE or W.HOLDER in signed
        if state is S.IN_REVIEW and facts.path is Path.DEMATERIALISED:
            assert signed == signers
        assert state not in workflow.CERTIFIED or S.IN_REVIEW in past


def test_the_diagram_says_the_table() -> None:
    text = workflow.mermaid(labels.state, lambda a: labels.word("action", a.value))
    assert text.startswith("stateDiagram-v2\n")
    assert 'state "En attente de signature titulaire" as awaiting_holder' in text
    drawn = [t for t in workflow.TRANSITIONS if t.action not in (A.DELETE, A.EXPIRE, A.RENEW_LINK)]
    assert sum(" --> " in line and "[*]" not in line for line in text.splitlines()) == len(drawn)
