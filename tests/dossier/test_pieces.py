"""Which pieces a dossier needs, how fresh, and what is said of those given."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import labels, pieces, world
from dossier.catalog import PaperKind
from dossier.order import Order, Path, Piece, PieceKind
from dossier.organisation import OrganisationType
from dossier.people import DocumentType, IdentityDocument
from dossier.problems import problems, warnings
from tests.dossier.cases import NAMES, blocking, change, codes, order, portal, portal_of, shown


def required(value: Order) -> list[str]:
    return [requirement.kind.value for requirement in pieces.required(value, portal_of(value))]


def with_card(value: Order, **changes: object) -> Order:
    card = IdentityDocument(DocumentType.CNI, "T7X2K9LM4", date(2023, 5, 12), date(2033, 5, 11))
    return change(value, "holder.identity", replace(card, **changes))  # type: ignore[arg-type]


@pytest.mark.rows("CS-68", "CS-69", "CS-72")
def test_pieces_of_a_person() -> None:
    assert required(order()) == ["holder_identity", "representative_identity", "representative_proof"]


@pytest.mark.rows("CS-70", "CS-71")
def test_pieces_of_a_delegate() -> None:
    assert required(order("chambersign-delegate")) == [
        "holder_identity", "representative_identity", "delegate_identity", "delegation", "representative_proof",
    ]  # fmt: skip


def test_a_holder_who_represents_shows_one_document() -> None:
    assert required(order("chambersign-holder-is-representative")) == [
        "holder_identity",
        "representative_proof",
    ]


def test_a_delegate_who_is_the_holder_shows_one_document() -> None:
    delegated = order("chambersign-delegate")
    assert "delegate_identity" not in required(replace(delegated, delegate=delegated.holder))


@pytest.mark.rows("CS-72", "CS-48")
@pytest.mark.parametrize("kind", list(OrganisationType))
def test_what_proves_the_representative_varies_with_the_organisation(kind: OrganisationType) -> None:
    ours = change(order(), "organisation.type", kind)
    (proof,) = (r for r in pieces.required(ours, portal()) if r.kind is PaperKind.REPRESENTATIVE_PROOF)
    expected = {
        OrganisationType.COMPANY: "Kbis", OrganisationType.ASSOCIATION: "assemblée générale",
        OrganisationType.LOCAL_AUTHORITY: "élection", OrganisationType.PUBLIC_BODY: "Arrêté",
        OrganisationType.SOCIAL_BODY: "élection", OrganisationType.CRAFT: "immatriculation",
        OrganisationType.SOLE_TRADER: "immatriculation", OrganisationType.PROFESSION: "ordre",
    }  # fmt: skip
    assert expected.get(kind, "nomination") in proof.what


@pytest.mark.rows("CG-38", "CG-39", "CG-40", "CG-41", "CG-37")
def test_the_four_pieces_of_certigna() -> None:
    found = pieces.checklist(order("certigna-bailiff"), portal("certigna"))
    assert [(r.kind.value, r.original, r.fresh_months) for r in found] == [
        ("form", True, 0),
        ("face_to_face", True, 0),
        ("holder_identity", False, 0),
        ("organisation_proof", False, 3),
    ]
    assert "moins de 3 mois" in labels.guidance(found[3])


def test_globalsign_asks_for_no_piece() -> None:
    assert required(order("globalsign-pkcs12")) == []


@pytest.mark.parametrize(
    ("issued", "today", "is_fresh"),
    [
        (date(2026, 8, 21), date(2026, 11, 20), True),
        (date(2026, 8, 21), date(2026, 11, 21), False),
        (date(2026, 11, 30), date(2027, 2, 27), True),
        (date(2026, 11, 30), date(2027, 2, 28), False),
        (date(2026, 10, 5), date(2026, 11, 16), True),
        (date(2025, 12, 31), date(2026, 3, 31), False),
    ],
)
@pytest.mark.rows("CG-41")
def test_less_than_three_months(issued: date, today: date, is_fresh: bool) -> None:
    assert pieces.fresh(issued, today, 3) is is_fresh


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 24))
def test_freshness_ends_once_and_for_all(issued: date, months: int) -> None:
    days = [issued + timedelta(days=n) for n in range(0, 31 * months + 40, 7)]
    fresh = [pieces.fresh(issued, day, months) for day in days]
    assert fresh == sorted(fresh, reverse=True)
    assert fresh[0]
    assert not fresh[-1]


def test_an_old_extract_blocks_what_is_signed_here_and_warns_about_what_is_posted() -> None:
    extract = Piece(PieceKind.ORGANISATION_PROOF, "shared/rne-boulangerie.pdf", date(2026, 1, 1))
    posted = order("certigna-bailiff")
    posted = replace(posted, pieces=(posted.pieces[0], extract))
    assert ("pieces[1].issued_on", "perhaps_too_old") in shown(posted)
    assert blocking(posted) == set()
    signed = replace(posted, path=Path.DEMATERIALISED)
    found = codes(problems(signed, portal("certigna"), validating=True))
    assert ("pieces[1].issued_on", "too_old") in found


def test_an_old_proof_of_the_representative_is_for_the_office() -> None:
    """Another document, without limit, may stand in its place."""
    ours = order("chambersign-holder-is-representative")
    old = replace(ours, pieces=(ours.pieces[0], replace(ours.pieces[1], issued_on=date(2026, 1, 1))))
    assert ("pieces[1].issued_on", "perhaps_too_old") in shown(old)
    assert blocking(old) == set()


def test_an_expired_document_blocks() -> None:
    expired = with_card(order(), issued_on=date(2014, 5, 1), expires_on=date(2024, 4, 30))
    assert ("holder.identity.expires_on", "document_expired") in blocking(expired)


@pytest.mark.parametrize(("issued", "perhaps"), [(date(2013, 12, 31), True), (date(2003, 12, 31), False)])
def test_a_card_of_2004_to_2013_is_perhaps_prolonged(issued: date, perhaps: bool) -> None:
    """The order holds no birth date: flagged to the office, never blocked."""
    card = with_card(order(), number="131269301234", issued_on=issued, expires_on=date(2023, 12, 30))
    assert (("holder.identity.expires_on", "perhaps_prolonged") in shown(card)) is perhaps
    assert (("holder.identity.expires_on", "document_expired") in blocking(card)) is not perhaps


def test_the_prolongation_itself_ends() -> None:
    card = with_card(
        order(), number="101269301234", issued_on=date(2010, 12, 1), expires_on=date(2020, 11, 30)
    )
    assert ("holder.identity.expires_on", "document_expired") in blocking(card)


@pytest.mark.rows("CG-40")
def test_certigna_takes_a_card_or_a_passport_alone() -> None:
    """K-11."""
    foreign = change(order("certigna-bailiff"), "holder.identity.type", DocumentType.RESIDENCE_PERMIT)
    assert ("holder.identity.type", "document_not_accepted") in blocking(foreign)
    assert blocking(order("chambersign-client-server")) == set()


def test_dates_that_cannot_be() -> None:
    assert ("holder.identity.issued_on", "in_future") in blocking(
        with_card(order(), issued_on=date(2027, 1, 1))
    )
    reversed_ = with_card(order(), expires_on=date(2023, 5, 12))
    assert ("holder.identity.expires_on", "dates_reversed") in blocking(reversed_)


def test_unusual_numbers_are_pointed_at_and_never_block() -> None:
    odd = with_card(order(), number="123")
    assert ("holder.identity.number", "document_number_unusual") in shown(odd)
    disagreeing = with_card(order(), number="160169301234")
    assert ("holder.identity.issued_on", "document_date_unusual") in shown(disagreeing)
    assert blocking(odd) == blocking(disagreeing) == set()


@pytest.mark.parametrize("file", ["../x.pdf", "/etc/passwd", "a//b", "a\\b", "C:x", "", "a/./b", "x\0.pdf"])
def test_file_names_that_leave_their_folder(file: str) -> None:
    stray = replace(order(), pieces=(*order().pieces, Piece(PieceKind.HOLDER_IDENTITY, file, None)))
    assert ("pieces[3].file", "file_name") in blocking(stray)


def test_a_piece_for_nobody_is_pointed_at() -> None:
    stray = replace(order(), pieces=(*order().pieces, Piece(PieceKind.DELEGATION, "x.pdf", None)))
    assert [p.detail for p in warnings(stray, portal()) if p.code == "piece_not_needed"] == ["delegation"]


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_pieces_are_shipped_and_small(name: str) -> None:
    for piece in order(name).pieces:
        path = world.pieces() / piece.file
        assert 0 < path.stat().st_size < 60_000
