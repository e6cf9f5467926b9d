"""One-time codes: drawn, kept as a keyed digest, judged. Decisions only: the conditional UPDATE is the store's.

    draw → open_challenge → (store) → attempt, saved before anything is judged → judge → spend, in one UPDATE

A code is 6 digits (20 bits), lives at most 10 minutes, dies at the third wrong try or at its first use, and is
bound to one dossier, one signer, one set of documents and one session.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from dossier.blocks import Role
from dossier.errors import Conflict, Expired, Invalid, Locked, Problem, Refused
from dossier.text_checks import without_accents

DIGITS = 6
TRIES = 3
LIFETIME = timedelta(minutes=5)
LONGEST = timedelta(minutes=10)
APART = timedelta(seconds=30)
SENDS_PER_CHALLENGE, SENDS_PER_NUMBER, SENDS_PER_DOSSIER = 3, 10, 5
GSM7_SEGMENT = 160

_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = frozenset("^{}\\[~]|€")


@dataclass(frozen=True)
class Binding:
    """What a code is good for: `documents` is the digest of the set shown, `session` of the browser's session."""

    dossier: str
    signer: Role
    documents: str
    session: str


@dataclass(frozen=True)
class Challenge:
    """One code sent. `digest` is HMAC-SHA-256(key, id‖code): the code itself is not here."""

    id: str
    binding: Binding
    digest: str
    issued_at: datetime
    expires_at: datetime
    attempts: int = 0
    spent: bool = False
    void: bool = False


@dataclass(frozen=True)
class Sent:
    """One message sent, for the limits."""

    at: datetime
    phone: str
    dossier: str
    challenge: str


def draw(randbelow: Callable[[int], int]) -> str:
    """A code, uniform from 000000 to 999999, from `secrets.randbelow` or a test's."""
    return f"{randbelow(10**DIGITS):0{DIGITS}d}"


def open_challenge(
    identifier: str, code: str, binding: Binding, key: bytes, now: datetime, lifetime: timedelta = LIFETIME
) -> Challenge:
    """The challenge of that code; lifetimes beyond ten minutes are cut."""
    return Challenge(identifier, binding, _digest(key, identifier, code), now, now + min(lifetime, LONGEST))


def superseded(challenge: Challenge) -> Challenge:
    """The challenge once a newer code was sent or its documents changed: nothing opens it any more."""
    return replace(challenge, void=True)


def attempt(challenge: Challenge, binding: Binding, now: datetime) -> Challenge:
    """The challenge with one more try counted, to be saved before the code is judged.

    Another's dossier, signer, documents or session is Refused and costs no try; then Conflict when the code was
    used, Expired when it is too old or superseded, Locked when its tries are spent.
    """
    if binding != challenge.binding:
        raise Refused("code_refused")
    if challenge.spent:
        raise Conflict("code_used")
    if challenge.void or not challenge.issued_at <= now < challenge.expires_at:
        raise Expired("code_expired")
    if challenge.attempts >= TRIES:
        raise Locked("code_locked")
    return replace(challenge, attempts=challenge.attempts + 1)


def judge(challenge: Challenge, code: str, key: bytes) -> None:
    """Refused when the code is wrong, Locked when that was the last try; compared in constant time."""
    typed = "".join(c for c in code if c.isascii() and c.isdigit())
    if hmac.compare_digest(_digest(key, challenge.id, typed), challenge.digest):
        return
    if challenge.attempts >= TRIES:
        raise Locked("code_locked")
    raise Refused("code_refused", str(TRIES - challenge.attempts))


def spend(challenge: Challenge) -> Challenge:
    """The challenge once used; Conflict when it already was."""
    if challenge.spent:
        raise Conflict("code_used")
    return replace(challenge, spent=True)


def refuse_sending(history: Sequence[Sent], wanted: Sent, budget_left: int) -> str:
    """The code of the limit that forbids one more message, or an empty string (OTP-08).

    `history` holds the messages of the last 24 hours; `budget_left` what the installation may still send today.
    """
    last_day = [s for s in history if wanted.at - s.at < timedelta(days=1)]
    mine = [s for s in last_day if s.dossier == wanted.dossier]
    if any(abs(wanted.at - s.at) < APART for s in last_day if s.phone == wanted.phone):
        return "send_too_soon"
    if sum(s.challenge == wanted.challenge for s in mine) >= SENDS_PER_CHALLENGE:
        return "send_challenge_limit"
    if len(mine) >= SENDS_PER_DOSSIER:
        return "send_dossier_limit"
    if sum(s.phone == wanted.phone for s in last_day) >= SENDS_PER_NUMBER:
        return "send_number_limit"
    return "send_budget" if budget_left < 1 else ""


def sms_text(service: str, dossier: str, code: str, host: str, minutes: int = 5) -> str:
    """The message: who, which dossier, what for, « ne le communiquez à personne », and the WebOTP last line.

    One GSM-7 segment; Invalid when the names are too long even shortened.
    """
    last = f"\n\n@{host} #{code}"
    purposes = ("pour signer le dossier", "pour le dossier", "dossier")
    for length in (len(service), 20, 10):
        for purpose in purposes:
            text = (
                f"{_plain(service)[:length]} : {code} est votre code {purpose} {dossier}. Valable {minutes} min. "
                f"Ne le communiquez à personne.{last}"
            )
            if 0 < gsm7_length(text) <= GSM7_SEGMENT:
                return text
    raise Invalid(Problem("host", "too_long", str(GSM7_SEGMENT)))


def gsm7_length(text: str) -> int:
    """Septets of a text in the GSM-7 alphabet; 0 when it does not fit in that alphabet."""
    if not set(text) <= _GSM7 | _GSM7_EXTENSION:
        return 0
    return len(text) + sum(c in _GSM7_EXTENSION for c in text)


def _plain(value: str) -> str:
    return "".join(c for c in without_accents(value) if c in _GSM7 and c not in "\n\r").strip()


def _digest(key: bytes, identifier: str, code: str) -> str:
    return hmac.new(key, identifier.encode() + code.encode(), hashlib.sha256).hexdigest()
