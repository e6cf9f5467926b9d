"""The service seals, two people sign: what is in the files, what was recorded, what is never there."""

from __future__ import annotations

import hashlib
import itertools
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import page
import pytest
from asn1crypto import cms, ocsp, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation.dss import DocumentSecurityStore

from dossier.blocks import Role
from dossier.errors import Conflict, NotFound, Refused
from dossier.signing import (
    HOLDER,
    ONE_SHOT_CA,
    REPRESENTATIVE,
    Document,
    Level,
    Outcome,
    seal,
    sign,
    verify_pdf,
)
from tests.conformance.tools import openssl_cms_verify, openssl_ts_verify, pdfsig

from .stage import DEMATERIALISED, HOLDER_SIGNER, REPRESENTATIVE_SIGNER, START, Stage, plain_page


def test_every_signature_lasts(stage: Stage) -> None:
    for signed in stage.signed:
        verdict = verify_pdf(signed.pdf, stage.trust, stage.after)
        assert (verdict.outcome, verdict.codes, verdict.specimen) == (Outcome.VALID, frozenset(), True)
        assert [one.field for one in verdict.signatures] == [role.value for role in DEMATERIALISED]
        assert {one.level for one in verdict.signatures} == {Level.LTA}
        assert [stamp.field for stamp in verdict.stamps] == ["stamp_01", "stamp_02", "stamp_03"]


def test_who_signed_in_which_capacity(stage: Stage) -> None:
    seal_verdict, holder, representative = verify_pdf(
        stage.signed[0].pdf, stage.trust, stage.after
    ).signatures
    assert (seal_verdict.certifies, seal_verdict.signer) == (True, "Paraphe SPECIMEN Seal")
    assert (holder.certifies, holder.signer, holder.role) == (False, "Loïc MÜLLER-D'ARC", Role.HOLDER)
    assert (holder.claimed_role, holder.reason) == (HOLDER, "Lu et approuvé")
    assert (representative.claimed_role, representative.reason) == (REPRESENTATIVE, "Bon pour accord")
    assert representative.signer == "Anne DURAND"
    assert holder.issuer == "Paraphe SPECIMEN One-shot CA"
    assert holder.signed_at is not None
    assert timedelta(0) < holder.signed_at - START < timedelta(minutes=2)


def test_asked_and_obtained_are_said(stage: Stage) -> None:
    for signed in (*stage.sealed, *stage.held, *stage.signed):
        assert (signed.asked, signed.obtained, signed.why) == (Level.LTA, Level.LTA, "")


def test_the_intent_is_known_before_the_key_is_used(stage: Stage) -> None:
    order: list[str] = []
    one_shot = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock())
    use = one_shot.source.sign
    one_shot.source.sign = lambda attributes: (order.append("key"), use(attributes))[1]  # type: ignore
    sign(
        [Document("form", stage.sealed[0].pdf)],
        HOLDER_SIGNER,
        one_shot.source,
        stage.desk,
        record=lambda intent: order.append(intent.field),
        keep=lambda half: order.append("kept"),
    )
    assert order == ["sig_holder", "key", "kept"]


def test_the_intent_tells_what_was_signed(stage: Stage) -> None:
    intent, signed = stage.intents[1], stage.held
    verdicts = [verify_pdf(one.pdf, stage.trust, stage.after).signatures[1] for one in signed]
    assert intent.field == "sig_holder"
    assert {one.serial for one in verdicts} == {intent.serial}
    for one, before, after in zip(intent.documents, stage.sealed, signed, strict=True):
        assert one.document == hashlib.sha256(before.pdf).hexdigest()
        found = PdfFileReader(BytesIO(after.pdf)).embedded_regular_signatures[1]
        assert one.covered == found.compute_digest().hex()
        attributes = found.signer_info["signed_attrs"].untag().dump()
        assert one.attributes == hashlib.sha256(attributes).hexdigest()


def test_a_failing_record_leaves_the_key_unused(stage: Stage) -> None:
    def full(_: object) -> None:
        raise OSError("disk full")

    source = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    source.sign = pytest.fail  # type: ignore[method-assign,assignment]
    with pytest.raises(OSError, match="disk full"):
        sign([Document("form", stage.sealed[0].pdf)], HOLDER_SIGNER, source, stage.desk, full)


def test_nothing_is_signed_twice(stage: Stage) -> None:
    source = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    with pytest.raises(Conflict, match="already_signed sig_holder"):
        sign([Document("form", stage.held[0].pdf)], HOLDER_SIGNER, source, stage.desk)
    with pytest.raises(NotFound, match="no_such_field"):
        sign([Document("x", plain_page("x"))], HOLDER_SIGNER, source, stage.desk)


def test_a_wrong_raw_signature_is_never_embedded(stage: Stage) -> None:
    source = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    other = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    source.sign = other.sign  # type: ignore[method-assign]
    with pytest.raises(Refused, match="wrong_signature"):
        sign([Document("form", stage.sealed[0].pdf)], HOLDER_SIGNER, source, stage.desk)


def test_a_result_that_does_not_verify_is_an_error(stage: Stage) -> None:
    """The holder's copy is altered before the representative signs: her act must not succeed."""
    altered = stage.held[0].pdf.replace(b"/Type /Sig", b"/Type /Sjg", 1)
    source = stage.authority.one_shot(REPRESENTATIVE_SIGNER, stage.desk.clock()).source
    with pytest.raises(Refused, match="verification_failed form"):
        sign([Document("form", altered)], REPRESENTATIVE_SIGNER, source, stage.desk)


def test_pades_attributes(stage: Stage) -> None:
    for found in PdfFileReader(BytesIO(stage.signed[0].pdf)).embedded_regular_signatures:
        kinds = {one["type"].native for one in found.signer_info["signed_attrs"]}
        assert {"content_type", "message_digest", "signing_certificate_v2"} <= kinds
        assert not kinds & {"signing_time", "commitment_type"}  # EN 319 142-1 §6.3: /M and /Reason say it
        assert found.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"


def test_certification_and_lock(stage: Stage) -> None:
    seal_found, holder, last = PdfFileReader(BytesIO(stage.signed[0].pdf)).embedded_regular_signatures
    assert seal_found.docmdp_level.value == 2
    assert holder.docmdp_level is None
    assert last.docmdp_level.value == 1
    assert set(last.fieldmdp.fields) == {role.value for role in DEMATERIALISED}


def test_metadata_and_version_stay_as_they_were(stage: Stage) -> None:
    before = PdfFileReader(BytesIO(stage.frozen[0].pdf))
    after = PdfFileReader(BytesIO(stage.signed[0].pdf))
    assert after.root["/Metadata"].data == before.root["/Metadata"].data
    assert after.input_version == before.input_version
    assert "/Version" not in after.root


def test_signed_files_stay_accessible(stage: Stage) -> None:
    """PDF/UA-1 after two signers; the page judge has one known mistake on 2a (signing.md §3.4), veraPDF none."""
    for documents in (stage.sealed, stage.held, stage.signed):
        report = page.validate_pdf_bytes(documents[0].pdf, profile="ua1")
        assert [failure.rule_id for failure in report.failures] == []


def test_no_crl_of_the_issuing_authorities_is_embedded(stage: Stage) -> None:
    store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(stage.signed[0].pdf)))
    issuers = {
        cms.CertificateList.load(one.get_object().data).issuer.native["common_name"] for one in store.crls
    }
    assert issuers == {"Paraphe SPECIMEN Root CA"}


def test_each_proof_ends_with_its_certificate(stage: Stage) -> None:
    reader = PdfFileReader(BytesIO(stage.signed[0].pdf))
    store = DocumentSecurityStore.read_dss(reader)
    ends = {one.serial_number: one.not_valid_after for one in store.load_certs()}
    signers = [one.signer_cert.serial_number for one in reader.embedded_signatures]
    found = {}
    for reference in store.ocsps:
        answer = ocsp.OCSPResponse.load(reference.get_object().data).basic_ocsp_response
        single = answer["tbs_response_data"]["responses"][0]
        found[single["cert_id"]["serial_number"].native] = single["next_update"].native
    assert set(found) == set(signers)
    assert all(found[serial] == ends[serial] for serial in signers)


def test_stored_proofs_never_end_like_a_line(stage: Stage) -> None:
    """signing.md §3.4: a raw stream whose last byte is a carriage return is read one byte short."""
    store = DocumentSecurityStore.read_dss(PdfFileReader(BytesIO(stage.signed[0].pdf)))
    for reference in (*store.ocsps, *store.crls, *store.certs.values()):
        assert reference.get_object().data[-1] not in b"\r\n"


def test_the_bytes_signed_before_are_a_prefix(stage: Stage) -> None:
    steps = (stage.sealed, stage.held, stage.signed)
    for before, after in itertools.pairwise(steps):
        assert all(b.pdf == a.pdf[: len(b.pdf)] for b, a in zip(before, after, strict=True))


def test_openssl_and_pdfsig_agree(stage: Stage, tmp_path: Path) -> None:
    signed, root = tmp_path / "signed.pdf", tmp_path / "root.pem"
    signed.write_bytes(stage.signed[0].pdf)
    root.write_bytes(stage.authority.anchor)
    for role in DEMATERIALISED:
        done = openssl_cms_verify(signed, role.value, root, stage.after)
        assert "CAdES Verification successful" in done.text, done.text
        assert openssl_ts_verify(signed, role.value, root, stage.after).ok
    for number in (1, 2, 3):
        assert openssl_ts_verify(signed, f"stamp_0{number}", root, stage.after).ok
    valid = {one.field for one in pdfsig(signed) if one.valid}
    assert valid == {role.value for role in DEMATERIALISED}


def test_a_seal_without_appearance_draws_nothing(stage: Stage) -> None:
    field = PdfFileReader(BytesIO(stage.sealed[0].pdf)).embedded_regular_signatures[0].sig_field
    assert [float(side) for side in field["/Rect"]] == [0, 0, 0, 0]
    assert "/AP" not in field


def test_the_published_certificates_are_those_of_the_signatures(stage: Stage) -> None:
    found = PdfFileReader(BytesIO(stage.signed[0].pdf)).embedded_regular_signatures
    published = stage.authority.certificates
    assert found[0].signer_cert.dump() == published["seal"]
    carried = {one.dump() for one in found[1].other_embedded_certs}
    assert carried == {x509.Certificate.load(published[ONE_SHOT_CA]).dump()}


def test_a_second_seal_is_refused(stage: Stage) -> None:
    with pytest.raises(Conflict):
        seal([Document("form", stage.sealed[0].pdf)], stage.authority.seal(), stage.desk, "Encore")
