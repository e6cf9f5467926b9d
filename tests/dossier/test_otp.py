"""One-time codes: drawn, bound, judged, limited and sent."""

from __future__ import annotations

import ast
import hashlib
import hmac
import inspect
import secrets
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import otp
from dossier.blocks import Role
from dossier.errors import Conflict, Expired, Invalid, Locked, Refused
from dossier.otp import Binding, Challenge, Sent

KEY, NOW = b"k" * 32, datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
MINE = Binding("600100", Role.HOLDER, "d" * 64, "session-1")
CODE = "012345"


def challenge(code: str = CODE, identifier: str = "c1") -> Challenge:
    return otp.open_challenge(identifier, code, MINE, KEY, NOW)


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


@pytest.mark.checks("OTP-01", "OTP-02")
def test_codes_are_uniform_and_of_six_digits() -> None:
    codes = [otp.draw(secrets.randbelow) for _ in range(200_000)]
    assert {len(code) for code in codes} == {6}
    for place in range(6):
        counts = Counter(code[place] for code in codes)
        chi_square = sum((counts[str(digit)] - 20_000) ** 2 / 20_000 for digit in range(10))
        assert chi_square < 45
    assert otp.draw(lambda n: n - 1) == "999999"
    assert otp.draw(lambda n: 0) == "000000"


def test_the_code_is_kept_as_a_keyed_digest_alone() -> None:
    kept = challenge()
    assert kept.digest == hmac.new(KEY, b"c1012345", hashlib.sha256).hexdigest()
    assert CODE not in repr(kept)
    assert challenge(identifier="c2").digest != kept.digest


@pytest.mark.checks("OTP-04")
def test_a_code_lives_ten_minutes_at_most() -> None:
    longest = otp.open_challenge("c1", CODE, MINE, KEY, NOW, timedelta(hours=1))
    assert otp.attempt(longest, MINE, at(599)).attempts == 1
    for seconds in (600, 601, -1):
        with pytest.raises(Expired):
            otp.attempt(longest, MINE, at(seconds))
    with pytest.raises(Expired):
        otp.attempt(challenge(), MINE, at(301))


def test_the_third_wrong_try_kills_even_the_right_code() -> None:
    tried = challenge()
    for left in ("2", "1"):
        tried = otp.attempt(tried, MINE, at(1))
        with pytest.raises(Refused) as error:
            otp.judge(tried, "999999", KEY)
        assert error.value.detail == left
    tried = otp.attempt(tried, MINE, at(2))
    with pytest.raises(Locked):
        otp.judge(tried, "999999", KEY)
    with pytest.raises(Locked):
        otp.attempt(tried, MINE, at(3))


def test_a_code_serves_once() -> None:
    tried = otp.attempt(challenge(), MINE, at(1))
    otp.judge(tried, CODE, KEY)
    spent = otp.spend(tried)
    with pytest.raises(Conflict):
        otp.spend(spent)
    with pytest.raises(Conflict):
        otp.attempt(spent, MINE, at(2))


@pytest.mark.checks("OTP-07")
def test_a_new_code_ends_the_old_one_which_then_counts_as_a_try() -> None:
    old, new = challenge(), challenge("543210", "c2")
    with pytest.raises(Expired):
        otp.attempt(otp.superseded(old), MINE, at(1))
    tried = otp.attempt(new, MINE, at(1))
    with pytest.raises(Refused):
        otp.judge(tried, CODE, KEY)
    assert tried.attempts == 1


@pytest.mark.checks("OTP-09", "OTP-12")
@pytest.mark.parametrize(
    "other",
    [
        {"dossier": "600101"},
        {"signer": Role.REPRESENTATIVE},
        {"documents": "e" * 64},
        {"session": "session-2"},
    ],
)
def test_a_code_is_bound_and_costs_no_try_elsewhere(other: dict[str, str]) -> None:
    with pytest.raises(Refused):
        otp.attempt(challenge(), replace(MINE, **other), at(1))  # type: ignore[arg-type]
    assert otp.attempt(challenge(), MINE, at(1)).attempts == 1


@pytest.mark.checks("OTP-11")
def test_comparison_is_in_constant_time() -> None:
    tree = ast.parse(inspect.getsource(otp.judge))
    assert "hmac.compare_digest" in ast.unparse(tree)
    assert not any(isinstance(n, ast.Compare) and "digest" in ast.unparse(n) for n in ast.walk(tree))


@given(st.text(max_size=20))
def test_only_the_code_is_right(typed: str) -> None:
    tried = otp.attempt(challenge(), MINE, at(1))
    if "".join(c for c in typed if c in "0123456789") == CODE:
        otp.judge(tried, typed, KEY)
    else:
        with pytest.raises(Refused):
            otp.judge(tried, typed, KEY)


def test_spaces_in_a_typed_code_do_not_count() -> None:
    otp.judge(otp.attempt(challenge(), MINE, at(1)), " 012 345 ", KEY)


def sent(seconds: float, dossier: str = "600100", number: str = "+33639980001", which: str = "c1") -> Sent:
    return Sent(at(seconds), number, dossier, which)


@pytest.mark.checks("OTP-08")
def test_sending_is_limited() -> None:
    hours = [3600.0 * n for n in range(1, 24)]
    assert otp.refuse_sending([], sent(0), 1) == ""
    assert otp.refuse_sending([], sent(0), 0) == "send_budget"
    assert otp.refuse_sending([sent(0)], sent(29), 1) == "send_too_soon"
    assert otp.refuse_sending([sent(0)], sent(30), 1) == ""
    assert otp.refuse_sending([sent(h) for h in hours[:3]], sent(hours[3]), 1) == "send_challenge_limit"
    five = [sent(h, which=f"c{h}") for h in hours[:5]]
    assert otp.refuse_sending(five, sent(hours[6]), 1) == "send_dossier_limit"
    ten = [sent(h, dossier=f"d{h}") for h in hours[:10]]
    assert otp.refuse_sending(ten, sent(hours[11]), 1) == "send_number_limit"
    assert otp.refuse_sending(ten, sent(hours[11] + 86_400 * 2), 1) == ""


@pytest.mark.checks("OTP-10")
@pytest.mark.parametrize(
    ("service", "host"),
    [
        ("Paraphe", "paraphe.example.org"),
        ("Société Générale des Signatures 你好 & Cie", "signature.portail.example.org"),
        ("Łódź\nça", "p.example.org"),
    ],
)
def test_the_message_is_one_segment_and_says_what_it_is(service: str, host: str) -> None:
    text = otp.sms_text(service, "600100", CODE, host)
    assert 0 < otp.gsm7_length(text) <= 160
    assert text.splitlines()[-1] == f"@{host} #{CODE}"
    for part in ("600100", "Ne le communiquez à personne", "5 min", otp._plain(service)[:5]):
        assert part in text
    assert len(text.splitlines()) == 3


def test_a_host_too_long_for_one_segment_is_refused() -> None:
    with pytest.raises(Invalid):
        otp.sms_text("Paraphe", "600100", CODE, "x" * 120 + ".example.org")


def test_gsm7_counts_its_extension_twice() -> None:
    assert otp.gsm7_length("été €") == 6
    assert otp.gsm7_length("œuvre") == otp.gsm7_length("ç") == 0
