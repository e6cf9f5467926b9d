"""Certificates that signers own, signing up to B-LTA under another authority; lower when nothing proves them good."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from io import BytesIO
from itertools import count
from pathlib import Path

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from dossier.signing import Desk, Level, Outcome, Proofs, sign, verify_pdf
from dossier.signing.lasting import made_to_last
from dossier.signing.own_certificates import asked, judge, proved
from dossier.signing.pkcs12 import open_pkcs12
from dossier.signing.reading import knowledge
from dossier.signing.stamping import StampClient

from .foreign import CRL_ROOT, ForeignPki, new_person_key, person, pkcs12_file, subject
from .stage import HOLDER_SIGNER, REPRESENTATIVE_SIGNER, START, Stage, ticking, to_sign


@pytest.fixture
def pki() -> ForeignPki:
    return ForeignPki(ticking())


@pytest.fixture
def desk(stage: Stage, pki: ForeignPki) -> Desk:
    """A desk that goes on after the session's stage, trusting the foreign root too."""
    clock = ticking(START + timedelta(hours=1))
    pki.clock = clock
    return Desk(stage.authority.stamps(clock), clock, (stage.authority.anchor, pki.anchor))


@pytest.mark.parametrize("kind", ["P-256", "RSA-3072"])
def test_it_signs_every_document_up_to_lta(
    kind: str, stage: Stage, desk: Desk, pki: ForeignPki, tmp_path: Path
) -> None:
    """Then the representative signs with a one-shot certificate; both hold for years."""
    key = new_person_key(kind)
    owned = [
        pki.certify(subject("Loïc", "MULLER D'ARC"), key, end=START + timedelta(days=200)),
        pki.ca,
        pki.root,
    ]
    opened = open_pkcs12(pkcs12_file(tmp_path, key, owned, "secret", ("-legacy",)), "secret", START)
    trust = [pki.anchor]
    who = person("Loïc", "MÜLLER-D'ARC")
    found = judge(opened.chain, who, trust, asked(opened.chain, trust, pki).proofs, desk.clock())
    assert found.verdict == "ok"
    source = proved(opened, found, lambda at: asked(found.chain, trust, pki).proofs)
    held = sign(to_sign(stage.sealed, HOLDER_SIGNER.name), HOLDER_SIGNER, source, desk)
    assert {(one.asked, one.obtained, one.why) for one in held} == {(Level.LTA, Level.LTA, "")}
    last = stage.authority.one_shot(REPRESENTATIVE_SIGNER, desk.clock()).source
    signed = sign(to_sign(held, REPRESENTATIVE_SIGNER.name), REPRESENTATIVE_SIGNER, last, desk)
    for later in (
        timedelta(0),
        timedelta(minutes=20),
        timedelta(days=8),
        timedelta(days=366),
        timedelta(days=9 * 365),
    ):
        for one in signed:
            verdict = verify_pdf(one.pdf, desk.trust, desk.clock() + later)
            assert verdict.outcome is Outcome.VALID, (later, verdict)
            assert {own.level for own in verdict.signatures} == {Level.LTA}
    alone = verify_pdf(signed[0].pdf, [stage.authority.anchor], desk.clock())
    assert alone.outcome is Outcome.INVALID
    assert "untrusted" in alone.codes


def test_without_an_answer_the_level_is_lower_and_said(
    stage: Stage, desk: Desk, pki: ForeignPki, tmp_path: Path
) -> None:
    key = new_person_key()
    opened = open_pkcs12(
        pkcs12_file(tmp_path, key, [pki.certify(subject("Loïc", "MÜLLER-D'ARC"), key), pki.ca], "x"),
        "x",
        START,
    )
    found = judge(opened.chain, person("Loïc", "MÜLLER-D'ARC"), [pki.anchor], Proofs(), START)
    assert [one.code for one in found.warnings] == ["certificate_revocation_unknown"]
    source = proved(opened, found, lambda at: Proofs())
    held = sign(to_sign(stage.sealed, HOLDER_SIGNER.name), HOLDER_SIGNER, source, desk)
    assert {(one.asked, one.obtained, one.why) for one in held} == {
        (Level.LTA, Level.T, "revocation_unknown")
    }


def test_proofs_that_end_like_a_line_are_read_whole(stage: Stage, desk: Desk, pki: ForeignPki) -> None:
    """We sign ours again until they do not (`embeddable`); others' are compressed."""
    lists = (pki.crl(CRL_ROOT) for _ in count())
    one = next(data for data in lists if data[-1:] in (b"\r", b"\n"))
    other = next(data for data in lists if data[-1:] not in (b"\r", b"\n"))
    made = asyncio.run(made_to_last(stage.sealed[0].pdf, Proofs(crls=(one, other)), StampClient(desk.stamps)))
    assert (one in made, other in made) == (False, True)
    known = {found.crl_data.dump() for found in knowledge(PdfFileReader(BytesIO(made))).known_crls}
    assert {one, other} <= known
    assert verify_pdf(made, desk.trust, desk.clock()).outcome is Outcome.VALID
