# mypy: untyped-calls-exclude="pyhanko"
"""What must never be called valid: one test for each way of touching a signed file."""

from __future__ import annotations

import asyncio
import random
from datetime import timedelta
from io import BytesIO

import pikepdf
import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, NameObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from dossier.errors import Invalid
from dossier.signing import (
    Authority,
    Document,
    Expected,
    HalfSigned,
    Outcome,
    SealedBundle,
    Verdict,
    sign,
    verify_asic,
    verify_pdf,
)
from dossier.signing.lasting import made_to_last
from dossier.signing.pades import Claims, attributes, cms_of, prepare
from dossier.signing.stamping import StampClient

from .stage import DEMATERIALISED, HOLDER_SIGNER, START, Stage, paper, plain_page

ALL = tuple(Expected(role.value) for role in DEMATERIALISED)


def judged(stage: Stage, pdf: bytes, *expected: Expected) -> Verdict:
    return verify_pdf(pdf, stage.trust, stage.after, expected or None)


def test_the_untouched_file_is_valid(stage: Stage) -> None:
    assert judged(stage, stage.signed[0].pdf, *ALL).outcome is Outcome.VALID


@pytest.mark.parametrize("seed", range(6))
def test_a_changed_byte_anywhere(stage: Stage, seed: int) -> None:
    pdf = bytearray(stage.sealed[0].pdf)
    chance = random.Random(seed)  # noqa: S311  a reproducible place
    pdf[chance.randrange(len(pdf))] ^= 1 << chance.randrange(8)
    assert judged(stage, bytes(pdf)).outcome is Outcome.INVALID


def _last_hole(pdf: bytes) -> tuple[int, int]:
    start = pdf.rindex(b"/Contents <") + len(b"/Contents <")
    return start, pdf.index(b">", start)


def test_a_changed_byte_in_what_no_signature_covers(stage: Stage) -> None:
    """The last timestamp's own hole: case of a digit, padding, version, issuer's copy, digest's declaration."""
    pdf = stage.sealed[0].pdf
    start, end = _last_hole(pdf)
    token = bytes.fromhex(pdf[start:end].decode())
    name = token.index(b"SPECIMEN Root")
    places = {
        "digit in lower case": (start + pdf[start:end].index(b"A"), b"a"),
        "padding": (end - 9, b"1"),
        "last padding": (end - 1, b"1"),
        "shorter than it was": (start + 7, b"0" if pdf[start + 7 : start + 8] != b"0" else b"1"),
        "long enough to swallow padding": (start + 6, b"F"),
        "issuer in the authority's certificate": (start + 2 * name + 1, b"9"),
        "case of that issuer": (start + 2 * name, b"7"),
        "version": (start + 2 * token.index(b"\x02\x01\x03") + 5, b"1"),
    }
    for what, (position, digit) in places.items():
        assert pdf[position : position + 1] != digit, what
        changed = pdf[:position] + digit + pdf[position + 1 :]
        assert judged(stage, changed).outcome is Outcome.INVALID, what


@pytest.mark.parametrize("tail", [b"\n", b"%%EOF\n", b"\nstartxref\n0\n%%EOF\n"])
def test_bytes_after_the_end(stage: Stage, tail: bytes) -> None:
    verdict = judged(stage, stage.signed[0].pdf + tail)
    assert verdict.outcome is Outcome.INVALID


def test_bytes_before_the_start(stage: Stage) -> None:
    assert judged(stage, b"% hello\n" + stage.signed[0].pdf).outcome is Outcome.INVALID


def test_a_truncated_file(stage: Stage) -> None:
    pdf = stage.signed[0].pdf
    assert judged(stage, pdf[:-1]).outcome is Outcome.INVALID
    assert judged(stage, pdf[: len(stage.held[0].pdf)], *ALL).problems == ("missing_signature",)


def test_saved_again(stage: Stage) -> None:
    stream = BytesIO()
    with pikepdf.open(BytesIO(stage.signed[0].pdf)) as pdf:
        pdf.save(stream)
    assert judged(stage, stream.getvalue()).outcome is Outcome.INVALID


def test_page_content_replaced(stage: Stage) -> None:
    """In an incremental update: every hash still matches, only the comparison of revisions can tell."""
    writer = IncrementalPdfFileWriter(BytesIO(stage.signed[0].pdf))
    page = writer.find_page_for_modification(0)[0].get_object()
    other = writer.import_page_as_xobject(IncrementalPdfFileWriter(BytesIO(plain_page("Montant : 1 €"))).prev)
    page[pdf_name("/Contents")] = other
    writer.mark_update(writer.find_page_for_modification(0)[0])
    verdict = _written(stage, writer)
    assert verdict.outcome is Outcome.INVALID
    assert all("modified" in one.problems for one in verdict.signatures)
    assert all("modified" in stamp.problems for stamp in verdict.stamps)


def test_the_look_of_a_signature_replaced(stage: Stage) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(stage.signed[0].pdf))
    field = writer.prev.embedded_regular_signatures[1].sig_field
    mine = writer.get_object(field.container_ref)
    look = writer.import_page_as_xobject(IncrementalPdfFileWriter(BytesIO(plain_page("X"))).prev)
    mine[pdf_name("/AP")] = DictionaryObject({pdf_name("/N"): look})
    writer.mark_update(field.container_ref)
    assert _written(stage, writer).outcome is Outcome.INVALID


def test_an_annotation_added(stage: Stage) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(stage.signed[0].pdf))
    note = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Annot"),
            NameObject("/Subtype"): NameObject("/Square"),
            NameObject("/Rect"): ArrayObject(),
        }
    )
    writer.register_annotation(writer.find_page_for_modification(0)[0], writer.add_object(note))
    assert _written(stage, writer).outcome is Outcome.INVALID


def _written(stage: Stage, writer: IncrementalPdfFileWriter) -> Verdict:
    stream = BytesIO()
    writer.write(stream)
    assert stream.getvalue().startswith(stage.signed[0].pdf)
    return judged(stage, stream.getvalue())


async def third(stage: Stage, pdf: bytes, name: str) -> bytes:
    """What our own pipeline refuses to make: one more signature, in a new visible field."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    append_signature_field(writer, SigFieldSpec(name, box=(50, 600, 500, 700)))
    stream = BytesIO()
    writer.write(stream)
    source = stage.authority.one_shot(HOLDER_SIGNER, START).source
    claims = Claims("X", "Moi aussi", "", START)
    prepared = prepare(stream.getvalue(), name, claims)
    signed = await attributes(prepared.digest, source.chain, claims)
    client = StampClient(stage.desk.stamps)
    content = await cms_of(signed, source.sign([signed])[0], source.chain, client)
    return await made_to_last(prepared.filled(content), source.proofs(START), client)


def test_a_third_signature_after_the_lock(stage: Stage) -> None:
    pdf = asyncio.run(third(stage, stage.signed[0].pdf, "sig_holder_2"))
    verdict = judged(stage, pdf, *ALL)
    assert verdict.outcome is Outcome.INVALID
    assert {"field_added", "unexpected_signature"} <= set(verdict.problems)
    assert not verdict.signatures[2].docmdp_ok


def test_only_the_expected_signatures_in_order(stage: Stage) -> None:
    pdf = stage.held[0].pdf
    seal, holder = ALL[:2]
    assert judged(stage, pdf, seal, holder).outcome is Outcome.VALID
    assert judged(stage, pdf, *ALL).problems == ("missing_signature",)
    assert judged(stage, pdf, seal).problems == ("unexpected_signature",)
    assert judged(stage, pdf, holder, seal).problems == ("wrong_order",)
    assert judged(stage, pdf, seal, Expected("sig_holder", serial=1)).problems == ("wrong_signer",)
    serial = stage.intents[1].serial
    assert judged(stage, pdf, seal, Expected("sig_holder", serial)).outcome is Outcome.VALID


def test_issued_bytes_must_come_first(stage: Stage) -> None:
    pdf = stage.held[0].pdf
    assert verify_pdf(pdf, stage.trust, stage.after, issued=stage.sealed[0].pdf).outcome is Outcome.VALID
    verdict = verify_pdf(pdf, stage.trust, stage.after, issued=stage.sealed[1].pdf)
    assert verdict.problems == ("not_our_file",)


def test_no_anchor_comes_from_the_file(
    stage: Stage, bundle: SealedBundle, tmp_path_factory: pytest.TempPathFactory
) -> None:
    stranger = Authority.create(tmp_path_factory.mktemp("other") / "pki", START)
    for trust in ([], [stranger.anchor]):
        verdict = verify_pdf(stage.signed[0].pdf, trust, stage.after)
        assert verdict.outcome is Outcome.INVALID
        assert not any(one.trusted for one in verdict.signatures)
        assert not any(one.trusted for one in verdict.stamps)
        assert "untrusted" in verdict.codes
        assert verify_asic(bundle.data, trust, stage.after).outcome is Outcome.INVALID


def test_a_wrong_anchor_is_the_callers_mistake(stage: Stage) -> None:
    for rubbish in (b"", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", b"\x30\x00"):
        with pytest.raises(Invalid, match="not_a_certificate"):
            verify_pdf(stage.signed[0].pdf, [rubbish], stage.after)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"PK\x03\x04", b"\x00" * 4096, b"%PDF-1.7\n%%EOF\n"])
def test_what_is_no_pdf_is_said(stage: Stage, data: bytes) -> None:
    verdict = judged(stage, data)
    assert (verdict.outcome, verdict.problems) == (Outcome.INVALID, ("unreadable",))


def test_a_pdf_without_signature_is_not_valid(stage: Stage) -> None:
    assert judged(stage, plain_page("x")).problems == ("no_signature",)
    assert judged(stage, paper("unsigned")).problems == ("no_signature",)


BROKEN = {
    "no byte range": (b"/ByteRange", b"/BitsRange"),
    "null contents": (b"/Contents <", b"/Contenus <"),
    "other byte range": (b"/ByteRange [0 ", b"/ByteRange [1 "),
    "other filter": (b"/SubFilter /ETSI.CAdES", b"/SubFilter /ETSI.CADES"),
}


@pytest.mark.parametrize("what", BROKEN)
def test_malformed_signatures_are_invalid_never_absent(stage: Stage, what: str) -> None:
    old, new = BROKEN[what]
    pdf = stage.sealed[0].pdf
    assert old in pdf
    verdict = judged(stage, pdf.replace(old, new))
    assert verdict.outcome is Outcome.INVALID
    assert verdict.problems != ("no_signature",)


def test_expired_and_never_timestamped(stage: Stage) -> None:
    """A bare B-T signature whose certificate has expired proves nothing offline: not valid, not forged."""
    half: list[HalfSigned] = []
    source = stage.authority.one_shot(HOLDER_SIGNER, stage.desk.clock()).source
    documents = [Document("form", stage.sealed[0].pdf)]
    sign(documents, HOLDER_SIGNER, source, stage.desk, keep=half.append)
    ((_, pdf),) = half[0].documents
    verdict = verify_pdf(pdf, stage.trust, START + timedelta(days=2))
    assert verdict.outcome is not Outcome.VALID
