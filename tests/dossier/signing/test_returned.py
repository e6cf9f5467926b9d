"""Files signed elsewhere and given back: accepted as Acrobat makes them, made to last, refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from pyhanko.sign.timestamps import TimeStamper

from dossier.acts.returned import asked_of_issuers, explained, judge_file, make_to_last
from dossier.blocks import Role
from dossier.errors import Refused
from dossier.signing import Authority, Level, Outcome, Proofs, verify_pdf
from dossier.signing.looks import PageImage, differing_page, place_of
from dossier.signing.returned import Awaited, judge_returned
from dossier.signing.stamping import StampClient

from .attacks.world import FIELD, World, made, paper
from .elsewhere import bearer, like_acrobat, person, signed, with_store
from .foreign import ForeignPki
from .stage import START, Stage


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return made(tmp_path_factory.mktemp("returned"))


def nothing(_: Sequence[bytes]) -> Proofs:
    return Proofs()


def test_a_file_signed_elsewhere_is_accepted(world: World) -> None:
    found = world.judged(world.returned)
    assert (found.outcome, found.reasons, found.warnings) == (Outcome.VALID, (), ())
    assert found.signature is not None
    assert (found.signature.level, found.signature.signed_at) == (Level.B, None)
    assert found.chain == world.holder.chain


@pytest.mark.parametrize("store", [False, True])
def test_what_acrobat_does_is_accepted(world: World, store: bool) -> None:
    """Its habits with the widget, the form, the metadata and the catalog; then « LTV enabled »."""
    pdf = like_acrobat(world.issued, FIELD, world.holder, store=store)
    found = world.judged(pdf)
    assert (found.outcome, found.reasons) == (Outcome.VALID, ())
    done = make_to_last("form", pdf, world.awaited, found, world.desk, world.known)
    assert (done.obtained, done.why) == (Level.LTA, "")


@pytest.mark.parametrize("kind", ["RSA-2048", "RSA-3072", "P-384"])
def test_keys_of_people_are_of_every_usual_kind(world: World, kind: str) -> None:
    who = bearer(world.pki, "Loïc", "MÜLLER-D'ARC", kind)
    found = world.judged(signed(world.issued, FIELD, who))
    assert found.outcome is Outcome.VALID
    assert [one.code for one in found.warnings] == (["short_key"] if kind == "RSA-2048" else [])


def test_a_name_that_says_more_is_accepted_with_a_word(world: World) -> None:
    who = bearer(world.pki, "Loïc Jean", "MÜLLER-D'ARC")
    found = world.judged(signed(world.issued, FIELD, who))
    assert (found.outcome, [one.code for one in found.warnings]) == (Outcome.VALID, ["name_longer"])
    assert "Loïc Jean" in explained(found).warnings[0].message


def test_a_bare_signature_gets_two_timestamps_around_its_proofs(world: World) -> None:
    found = world.judged(world.returned)
    done = make_to_last("form", world.returned, world.awaited, found, world.desk, world.known)
    assert (done.asked, done.obtained, done.why) == (Level.LTA, Level.LTA, "")
    assert done.pdf.startswith(world.returned)
    for later in (0, 1, 30, 365, 9 * 365):
        verdict = verify_pdf(done.pdf, world.trust, world.desk.clock() + timedelta(days=later))
        assert (verdict.outcome, verdict.codes) == (Outcome.VALID, frozenset()), later
    assert [one.field for one in verdict.stamps] == ["stamp_01", "stamp_02", "stamp_03"]
    assert verdict.signatures[-1].signed_at == verdict.stamps[1].at


def test_a_signature_with_a_trusted_timestamp_gets_one_more(world: World) -> None:
    stamper: TimeStamper = StampClient(world.desk.stamps)
    pdf = signed(world.issued, FIELD, world.holder, timestamper=stamper)
    found = world.judged(pdf)
    assert found.outcome is Outcome.VALID
    assert found.signature is not None
    assert found.signature.level is Level.T
    done = make_to_last("form", pdf, world.awaited, found, world.desk, world.known)
    verdict = verify_pdf(done.pdf, world.trust, world.desk.clock() + timedelta(days=400))
    assert (verdict.outcome, len(verdict.stamps), done.obtained) == (Outcome.VALID, 2, Level.LTA)


def test_a_timestamp_of_a_stranger_proves_nothing(world: World, stage: Stage) -> None:
    """It stays where it is: the signature is judged as if it had none."""
    stamper: TimeStamper = StampClient(stage.desk.stamps)
    found = world.judged(signed(world.issued, FIELD, world.holder, timestamper=stamper))
    assert found.outcome is not Outcome.VALID or found.signature is None or found.signature.signed_at is None


def test_without_news_of_revocation_a_person_decides(world: World) -> None:
    found = judge_file(world.issued, world.returned, world.awaited, world.trust, world.desk.clock)
    assert (found.outcome, found.codes) == (Outcome.PERSON, frozenset({"certificate_revocation_unknown"}))
    done = make_to_last("form", world.returned, world.awaited, found, world.desk, nothing)
    assert (done.asked, done.obtained, done.why) == (Level.LTA, Level.T, "revocation_unknown")


def test_a_refused_file_is_not_made_to_last(world: World) -> None:
    found = world.judged(world.issued)
    with pytest.raises(Refused, match=r"not_accepted.*unsigned"):
        make_to_last("form", world.issued, world.awaited, found, world.desk, world.known)


def test_the_second_signer_may_also_sign_elsewhere(world: World) -> None:
    """The holder's file, made to last, is issued to the representative, whose field locks the document."""
    issued = world.sealed(paper(Role.HOLDER, Role.REPRESENTATIVE))
    first = signed(issued, FIELD, world.holder)
    held = make_to_last("form", first, world.awaited, world.judged(first, issued), world.desk, world.known)
    other = bearer(world.pki, "Anne", "DURAND")
    awaited = Awaited(Role.REPRESENTATIVE, person("Anne", "Durand"))
    second = like_acrobat(held.pdf, Role.REPRESENTATIVE.value, other)
    turn = replace(world, awaited=awaited, issued=held.pdf)
    found = turn.judged(second)
    assert (found.outcome, found.reasons) == (Outcome.VALID, ())
    done = make_to_last("form", second, awaited, found, world.desk, world.known)
    verdict = verify_pdf(done.pdf, world.trust, world.desk.clock() + timedelta(days=400))
    assert (verdict.outcome, [one.level for one in verdict.signatures]) == (Outcome.VALID, [Level.LTA] * 3)


def test_a_locked_document_given_back(stage: Stage) -> None:
    """A paper of the real kind, whose last field allows no change: timestamps still may follow."""
    clock = stage.desk.clock
    pki = ForeignPki(clock)
    other, trust = bearer(pki, "Anne", "DURAND"), (*stage.trust, pki.anchor)
    known = asked_of_issuers(trust, pki)
    awaited = Awaited(Role.REPRESENTATIVE, person("Anne", "Durand"))
    issued = stage.held[0].pdf
    pdf = signed(issued, Role.REPRESENTATIVE.value, other)
    found = judge_file(issued, pdf, awaited, trust, clock, known)
    assert (found.outcome, found.reasons) == (Outcome.VALID, ())
    done = make_to_last("form", pdf, awaited, found, replace(stage.desk, trust=trust), known)
    assert done.obtained is Level.LTA


@pytest.mark.checks("SIG-02")
def test_only_what_we_issued_may_be_returned(world: World) -> None:
    """Neither a document that waits for nobody, nor one that waits for somebody else."""
    for issued, role in ((world.lasting, Role.HOLDER), (world.issued, Role.DELEGATE), (b"x", Role.HOLDER)):
        turn = replace(world, awaited=replace(world.awaited, role=role))
        found = turn.judged(world.returned, issued)
        assert (found.outcome, found.codes) == (Outcome.INVALID, frozenset({"not_issued_for_this"}))


@pytest.mark.checks("SIG-01")
def test_proofs_alone_may_follow_the_signature(world: World) -> None:
    proved = with_store(world.returned, world.holder)
    assert world.judged(proved).outcome is Outcome.VALID
    assert world.judged(proved + b"\n").codes == {"bytes_after"}


@pytest.mark.checks("SIG-05")
def test_pages_must_look_the_same_outside_the_field(world: World) -> None:
    """One grey point anywhere on the page is seen, but not in the field awaited; nor a page more or larger."""
    place = place_of(world.issued, FIELD)
    assert place is not None
    width, height = 595, 842
    inside = (int(place.left) + 9, height - int(place.bottom) - 9)

    def pages(*points: tuple[int, int], count: int = 1, size: int = width) -> PagesOf:
        return PagesOf(world.issued, points, count, size, height)

    assert differing_page(world.issued, world.returned, FIELD, pages()) is None
    assert differing_page(world.issued, world.returned, FIELD, pages(inside)) is None
    for point in ((0, 0), (594, 841), (inside[0], 100), (int(place.left) - 9, inside[1]), (594, inside[1])):
        assert differing_page(world.issued, world.returned, FIELD, pages(point)) == 1, point
        assert differing_page(world.issued, world.returned, "sig_seal", pages(inside)) == 1
    assert differing_page(world.issued, world.returned, FIELD, pages(count=2)) == 2
    assert differing_page(world.issued, world.returned, FIELD, pages(size=596)) == 1


class PagesOf:
    """Grey pages; those of any file but the issued one have white points."""

    def __init__(
        self, issued: bytes, points: Sequence[tuple[int, int]], count: int, width: int, height: int
    ) -> None:
        self.issued, self.points, self.count, self.size = issued, points, count, (width, height)

    def __call__(self, pdf: bytes, dpi: int) -> Iterator[PageImage]:
        if pdf == self.issued:
            yield PageImage(595, 842, bytes([128]) * (3 * 595 * 842))
            return
        for _ in range(self.count):
            pixels = bytearray([128]) * (3 * self.size[0] * self.size[1])
            for x, y in self.points:
                pixels[3 * (y * self.size[0] + x)] = 255
            yield PageImage(*self.size, bytes(pixels))


@pytest.mark.checks("SIG-05")
def test_a_page_that_looks_otherwise_refuses_the_file(world: World) -> None:
    """Even when every other rule is satisfied; without images a person must look; a failing renderer refuses."""

    def judged(pages: object) -> tuple[Outcome, frozenset[str]]:
        found = judge_returned(
            world.issued, world.returned, world.awaited, world.trust, world.desk.clock, pages, world.known  # type: ignore[arg-type]
        )  # fmt: skip
        return found.outcome, found.codes

    def failing(pdf: bytes, dpi: int) -> Iterator[PageImage]:
        raise MemoryError

    assert judged(PagesOf(world.issued, [(9, 9)], 1, 595, 842)) == (
        Outcome.INVALID,
        frozenset({"looks_changed"}),
    )
    assert judged(None) == (Outcome.PERSON, frozenset({"pages_not_compared"}))
    assert judged(failing) == (Outcome.INVALID, frozenset({"unreadable"}))


def test_the_issuer_of_a_stranger_is_never_asked(world: World) -> None:
    """The addresses in a certificate are its owner's choice: they are followed under an anchor only."""
    asked: list[Sequence[bytes]] = []

    def proofs(chain: Sequence[bytes]) -> Proofs:
        asked.append(chain)
        return Proofs()

    stranger = bearer(ForeignPki(world.pki.clock, "Inconnue"), "Loïc", "MÜLLER-D'ARC")
    pdf = signed(world.issued, FIELD, stranger)
    found = judge_file(world.issued, pdf, world.awaited, world.trust, world.desk.clock, proofs)
    assert "certificate_untrusted" in found.codes
    assert asked == []


def test_reasons_are_said_in_plain_words(world: World, tmp_path_factory: pytest.TempPathFactory) -> None:
    report = explained(world.judged(world.issued))
    assert (report.verdict, report.advice) == ("invalid", "Ce fichier est refusé.")
    assert report.reasons[0].message.startswith("Ce fichier n’est pas signé\u00a0: le champ prévu")
    english = explained(world.judged(world.issued), "en")
    assert english.reasons[0].message.startswith("This file is not signed: the field")
    other = Authority.create(tmp_path_factory.mktemp("other") / "pki", START)
    refused = replace(world, desk=replace(world.desk, trust=(*world.trust, other.anchor)))
    who = bearer(world.pki, "Jean", "MARTIN")
    messages = [one.message for one in explained(refused.judged(signed(world.issued, FIELD, who))).reasons]
    assert any("MARTIN ≠ Müller d’Arc" in message for message in messages)
