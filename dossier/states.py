"""The words of the state machine: states, actions, actors and guards. `dossier.workflow` says what leads where."""

from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    """Where a dossier is (acceptance A.4)."""

    DRAFT = "draft"
    AWAITING_APPROVAL = "awaiting_approval"
    AWAITING_HOLDER = "awaiting_holder"
    HOLDER_LOCKED = "holder_locked"
    AWAITING_REPRESENTATIVE = "awaiting_representative"
    REPRESENTATIVE_LOCKED = "representative_locked"
    AWAITING_FACE_TO_FACE = "awaiting_face_to_face"
    AWAITING_POST = "awaiting_post"
    IN_REVIEW = "in_review"
    AWAITING_CORRECTION = "awaiting_correction"
    VALIDATED = "validated"
    ISSUED = "issued"
    DELIVERED = "delivered"
    LAPSED = "lapsed"
    REVOKED = "revoked"
    REFUSED = "refused"
    EXPIRED = "expired"
    DELETED = "deleted"


class Actor(StrEnum):
    """Who acts. SYSTEM is a rule of time or of counting, never a person."""

    APPLICANT = "applicant"
    HOLDER = "holder"
    REPRESENTATIVE = "representative"
    DELEGATE = "delegate"
    OFFICE = "office"
    BAILIFF = "bailiff"
    SYSTEM = "system"


class Action(StrEnum):
    """What is done to a dossier."""

    SUBMIT = "submit"
    SUBMIT_ON_PAPER = "submit_on_paper"
    SUBMIT_TO_BAILIFF = "submit_to_bailiff"
    SUBMIT_FOR_APPROVAL = "submit_for_approval"
    APPROVE = "approve"
    SIGN_AS_HOLDER = "sign_as_holder"
    SIGN_ALONE = "sign_alone"
    SIGN_AS_REPRESENTATIVE = "sign_as_representative"
    SIGN_AS_DELEGATE = "sign_as_delegate"
    DECLINE = "decline"
    LOCK = "lock"
    REVALIDATE = "revalidate"
    REVALIDATE_CHANGED = "revalidate_changed"
    UNLOCK = "unlock"
    RENEW_LINK = "renew_link"
    MODIFY = "modify"
    HOLD_FACE_TO_FACE = "hold_face_to_face"
    RECEIVE_POST = "receive_post"
    ACCEPT = "accept"
    ASK_CORRECTION = "ask_correction"
    REFUSE = "refuse"
    RESUBMIT = "resubmit"
    RESUBMIT_HALF_SIGNED = "resubmit_half_signed"
    RESUBMIT_SIGNED = "resubmit_signed"
    RESUBMIT_ON_PAPER = "resubmit_on_paper"
    RESUBMIT_FOR_APPROVAL = "resubmit_for_approval"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    PICK_UP = "pick_up"
    REJECT_CERTIFICATE = "reject_certificate"
    REVOKE = "revoke"
    LAPSE = "lapse"
    EXPIRE = "expire"
    DELETE = "delete"


class Guard(StrEnum):
    """A condition on the order or its history; `dossier.workflow.GUARDS` says how it is judged."""

    NONE = "none"
    COMPLETE_DEMATERIALISED = "complete_dematerialised"
    COMPLETE_PAPER = "complete_paper"
    COMPLETE_BAILIFF = "complete_bailiff"
    COMPLETE_APPROVAL = "complete_approval"
    TWO_SIGNATURES = "two_signatures"
    ONE_SIGNATURE = "one_signature"
    NO_DELEGATE = "no_delegate"
    DELEGATE = "delegate"
    ATTEMPTS_SPENT = "attempts_spent"
    CYCLES_LEFT = "cycles_left"
    CYCLES_LEFT_HALF_SIGNED = "cycles_left_half_signed"
    CYCLES_LEFT_UNSIGNED = "cycles_left_unsigned"
    ON_PAPER = "on_paper"
    UNSIGNED = "unsigned"
    HALF_SIGNED = "half_signed"
    ALL_SIGNED = "all_signed"
    BY_POST = "by_post"
    HANDED_OVER = "handed_over"
    DOWNLOADED = "downloaded"
