"""Which papers an order gets, in which order, and what they all carry."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.blocks import Paper, Role, texts
from dossier.order import Order
from dossier.templates.dossier_papers import papers_for, receipt_for
from tests.dossier.cases import NAMES, order, portal_of
from tests.dossier.templates.variants import CARD


def every(value: Order, *, model: bool = False) -> tuple[Paper, ...]:
    images = {piece.file: (CARD,) for piece in value.pieces}
    return papers_for(value, portal_of(value), specimen=True, delegation_model=model, images=images)


def slugs(value: Order, *, model: bool = False) -> list[str]:
    return [paper.slug for paper in every(value, model=model)]


@pytest.mark.rows("CS-88", "CS-77")
def test_paper_set_is_printed_in_order_and_pieces_after_the_terms() -> None:
    assert slugs(order("chambersign-paper")) == [
        "cover", "piece-list", "subscription-form", "terms", "face-to-face",
        "piece-holder-identity", "piece-representative-proof",
    ]  # fmt: skip


@pytest.mark.rows("CG-33")
def test_client_receives_a_form_the_list_and_the_sheet() -> None:
    assert slugs(order("certigna-bailiff"))[:3] == ["subscription-form", "piece-list", "face-to-face"]


def test_dematerialised_dossier_is_the_form_the_terms_the_sheet_and_the_pieces() -> None:
    assert slugs(order("chambersign-client-server"))[:2] == ["subscription-form", "terms"]
    assert slugs(order("chambersign-person"))[2] == "face-to-face"
    assert "face-to-face" not in slugs(order("chambersign-client-server"))


def test_approval_needs_a_form_and_terms_alone() -> None:
    assert slugs(order("globalsign-pkcs12")) == ["subscription-form", "terms"]


def test_model_of_delegation_is_made_when_asked() -> None:
    assert "delegation" not in slugs(order("chambersign-delegate"))
    assert slugs(order("chambersign-delegate"), model=True)[1] == "delegation"


def test_two_pieces_of_a_kind_are_two_papers() -> None:
    value = order("chambersign-paper")
    twice = replace(value, pieces=(value.pieces[0], replace(value.pieces[0], file="verso.png")))
    assert slugs(twice)[-2:] == ["piece-holder-identity", "piece-holder-identity-2"]


@pytest.mark.rows("CS-87")
def test_every_page_posted_is_initialled_and_the_cover_says_what_to_do() -> None:
    cover, *others = every(order("chambersign-paper"))
    assert all(paper.initials for paper in others)
    said = " ".join(text for block in cover.blocks for text in texts(block))
    steps = ["Lisez", "Complétez", "Paraphez", "Datez et signez", "Signez aussi les copies", "Envoyez"]
    assert [said.index(step) for step in steps] == sorted(said.index(step) for step in steps)


def test_identity_copies_are_certified_by_hand_on_paper_only() -> None:
    assert [p.slug for p in every(order("chambersign-paper")) if p.certified_copy] == [
        "piece-holder-identity"
    ]
    assert not any(paper.certified_copy for paper in every(order("chambersign-person")))


def test_pages_that_come_back_on_paper_carry_a_code() -> None:
    for paper in every(order("chambersign-paper")):
        assert paper.page_code == f"PARAPHE:1:600105:{paper.slug}:1:{{page}}"
    second = replace(order("chambersign-paper"), revision=2)
    assert every(second)[0].page_code.endswith(":cover:2:{page}")


def test_each_signer_signs_what_the_matrix_says() -> None:
    """Q-9: with a delegate, the representative's identity copy is sealed and signed by nobody."""
    signed = {
        paper.slug: paper.locked_by for paper in every(order("chambersign-delegate")) if paper.invisible
    }
    assert signed == {
        "subscription-form": Role.DELEGATE,
        "piece-holder-identity": Role.HOLDER,
        "piece-representative-identity": None,
        "piece-representative-proof": Role.DELEGATE,
        "piece-delegate-identity": Role.DELEGATE,
        "piece-delegation": Role.DELEGATE,
    }


@pytest.mark.parametrize("name", NAMES)
def test_identity_numbers_are_never_printed_in_full(name: str) -> None:
    """Q-6: three characters at most."""
    value = order(name)
    people = [p for p in (value.holder, value.representative, value.delegate) if p and p.identity]
    made = (*every(value, model=True), receipt_for(value, portal_of(value)))
    said = "".join(text for paper in made for block in paper.blocks for text in texts(block))
    for person in people:
        assert person.identity is not None
        assert person.identity.number[-4:] not in said
    assert value.certificate.pickup_hash == "" or value.certificate.pickup_hash not in said


@pytest.mark.parametrize("name", NAMES)
def test_clock_of_every_paper_is_the_orders(name: str) -> None:
    value = order(name)
    for paper in every(value):
        assert paper.created == value.placed_at.isoformat()
        assert paper.dossier == value.number
        assert paper.specimen
        assert "révision 1" in paper.reference
