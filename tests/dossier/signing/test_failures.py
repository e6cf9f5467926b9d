"""Suppliers that fail, crashes in the middle, other people's certificates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.serialization import Encoding

from dossier.errors import Expired, Unavailable
from dossier.signing import (
    Authority,
    Desk,
    Document,
    HalfSigned,
    Level,
    Member,
    Outcome,
    Proofs,
    Signed,
    TimeStamps,
    finish,
    seal_asic,
    sign,
    verify_pdf,
)
from dossier.signing.identities import subject_of
from dossier.signing.keystore import new_key
from dossier.signing.profiles import SEAL_LIFE, _under, _usage
from dossier.signing.profiles import _signed as _signed_by
from dossier.signing.revocation import ocsp_for
from dossier.signing.source import KeySource

from .stage import HOLDER_SIGNER, START, Stage, ticking


class Failing:
    """A timestamp authority that works `good` times, then does what `bad` does."""

    def __init__(self, real: TimeStamps, good: int, bad: Callable[[bytes], bytes]) -> None:
        self.real, self.left, self.bad = real, good, bad

    def exchange(self, query: bytes) -> bytes:
        self.left -= 1
        return self.real.exchange(query) if self.left >= 0 else self.bad(query)

    def proofs(self, at: datetime) -> Proofs:
        return self.real.proofs(at)


def down(_: bytes) -> bytes:
    raise ConnectionRefusedError


def busy(_: bytes) -> bytes:
    raise Unavailable("timestamp_busy", retry=True)


WAYS = {
    "down": (down, "timestamp_unavailable"),
    "busy": (busy, "timestamp_busy"),
    "empty": (lambda _: b"", "timestamp_unavailable"),
    "rubbish": (lambda _: b"<html>", "timestamp_unavailable"),
}


@pytest.mark.parametrize("good", [0, 1, 2, 3])
def test_a_timestamp_authority_that_stops_is_an_error(stage: Stage, good: int) -> None:
    """Two documents want four timestamps: whichever is missing, nothing is returned."""
    desk = Desk(Failing(stage.desk.stamps, good, down), stage.desk.clock, stage.trust)
    with pytest.raises(Unavailable) as error:
        _signed(stage, desk)
    assert (error.value.code, error.value.retry) == ("timestamp_unavailable", True)


@pytest.mark.parametrize("way", WAYS)
def test_every_way_to_fail_has_its_code(stage: Stage, way: str) -> None:
    bad, code = WAYS[way]
    desk = Desk(Failing(stage.desk.stamps, 0, bad), stage.desk.clock, stage.trust)
    with pytest.raises(Unavailable) as error:
        _signed(stage, desk)
    assert error.value.code == code
    with pytest.raises(Unavailable):
        seal_asic([Member("a.txt", "text/plain", b"a")], stage.authority.seal(), desk)


def test_somebody_elses_answer_is_refused(stage: Stage) -> None:
    """A replayed answer has another nonce."""
    answers: list[bytes] = []

    def replay(query: bytes) -> bytes:
        answers.append(stage.desk.stamps.exchange(query))
        return answers[0]

    desk = Desk(Failing(stage.desk.stamps, 0, replay), stage.desk.clock, stage.trust)
    with pytest.raises(Unavailable, match="timestamp_"):
        _signed(stage, desk)


def test_an_answer_about_something_else_is_refused(stage: Stage) -> None:
    def astray(query: bytes) -> bytes:
        asked = tsp.TimeStampReq.load(query)
        imprint = {"hash_algorithm": {"algorithm": "sha256"}, "hashed_message": bytes(32)}
        fields = {"version": 1, "message_imprint": imprint, "cert_req": True, "nonce": asked["nonce"].native}
        return stage.desk.stamps.exchange(tsp.TimeStampReq(fields).dump())

    desk = Desk(Failing(stage.desk.stamps, 0, astray), stage.desk.clock, stage.trust)
    with pytest.raises(Unavailable) as error:
        _signed(stage, desk)
    assert (error.value.code, error.value.retry) == ("timestamp_refused", False)


def test_a_stranger_as_timestamp_authority(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> None:
    stranger = Authority.create(tmp_path_factory.mktemp("stranger") / "pki", START)
    desk = Desk(stranger.stamps(stage.desk.clock), stage.desk.clock, stage.trust)
    with pytest.raises(Exception, match=r"verification_failed.*untrusted"):
        _signed(stage, desk)


def test_what_was_kept_is_finished_later(stage: Stage) -> None:
    """The authority stops after the last B-T; the next day, `finish` ends the work with what was stored."""
    kept: list[HalfSigned] = []
    desk = Desk(Failing(stage.desk.stamps, 2, down), stage.desk.clock, stage.trust)
    with pytest.raises(Unavailable):
        _signed(stage, desk, kept.append)
    (half,) = kept
    assert half.field == "sig_holder"
    tomorrow = ticking(START + timedelta(days=1))
    done = finish(half, Desk(stage.authority.stamps(tomorrow), tomorrow, stage.trust))
    assert [(one.name, one.obtained) for one in done] == [("form", Level.LTA), ("terms", Level.LTA)]
    for one in done:
        assert one.signed_at < START + timedelta(hours=1)
        for later in (timedelta(days=2), timedelta(days=365 * 9)):
            assert verify_pdf(one.pdf, stage.trust, START + later).outcome is Outcome.VALID


def test_a_certificate_that_expired_meanwhile_signs_nothing(stage: Stage) -> None:
    clock = ticking(START + timedelta(hours=1))
    desk = Desk(stage.authority.stamps(clock), clock, stage.trust)
    source = stage.authority.one_shot(HOLDER_SIGNER, START).source
    with pytest.raises(Expired, match="one_shot_expired"):
        sign([Document("form", stage.sealed[0].pdf)], HOLDER_SIGNER, source, desk)


def test_revocation_is_judged_at_the_oldest_timestamp(stage: Stage) -> None:
    """Somebody's own certificate, its OCSP answer good for half a day as usual: still proved a month later."""
    done = _own(stage, hours=12)
    assert (done.obtained, done.why) == (Level.LTA, "")
    for days in (1, 30, 365, 365 * 9):
        verdict = verify_pdf(done.pdf, stage.trust, START + timedelta(days=days))
        assert (verdict.outcome, verdict.codes) == (Outcome.VALID, frozenset()), days


def test_a_revoked_certificate_is_refused(stage: Stage) -> None:
    with pytest.raises(Exception, match=r"verification_failed.*revoked"):
        _own(stage, hours=12, revoked=START - timedelta(seconds=30))


def test_less_than_asked_is_said(stage: Stage) -> None:
    """Without any proof of revocation the signature is B-T, and the result says so."""
    done = _own(stage, hours=0)
    assert (done.asked, done.obtained, done.why) == (Level.LTA, Level.T, "revocation_unknown")
    assert verify_pdf(done.pdf, stage.trust, stage.after).outcome is Outcome.PERSON


def _own(stage: Stage, hours: int, revoked: datetime | None = None) -> Signed:
    """Signed with a three-year certificate in the holder's name, with proofs of its own."""
    issuer = stage.authority._issuer("service-ca")
    key, responder = new_key(), stage.authority.pairs["service-ocsp"]
    builder = _under(issuer, subject_of(HOLDER_SIGNER), key.public_key(), START, SEAL_LIFE, ocsp=True)
    certificate = _signed_by(builder.add_extension(_usage("content_commitment"), critical=True), issuer.key)

    def proofs(at: datetime) -> Proofs:
        if not hours:
            return Proofs()
        answer = ocsp_for(certificate, issuer, responder, at, at + timedelta(hours=hours), revoked)
        return Proofs((), (answer,), stage.authority.stamps(lambda: at).proofs(at).crls)

    chain = (certificate.public_bytes(Encoding.DER), *stage.authority.seal().chain[1:])
    source = KeySource(chain, key, proofs)
    frozen = [Document("form", _unsealed(stage))]
    clock = ticking()
    desk = Desk(stage.authority.stamps(clock), clock, stage.trust)
    return sign(frozen, HOLDER_SIGNER, source, desk)[0]


def _unsealed(stage: Stage) -> bytes:
    return stage.frozen[0].pdf


def _signed(stage: Stage, desk: Desk, keep: Callable[[HalfSigned], None] = lambda _: None) -> None:
    source = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    documents = [Document(one.name, one.pdf) for one in stage.sealed]
    sign(documents, HOLDER_SIGNER, source, desk, keep=keep)
