"""The subscription form: what is on page 2, who signs, what is never printed."""

from __future__ import annotations

import pytest

from dossier import labels
from dossier.blocks import Role
from dossier.order import Order
from dossier.papers import render
from dossier.pieces import required
from dossier.templates import fitting, formats, subscription_form
from dossier.templates.cards import fact
from tests.dossier.cases import NAMES, order, portal_of
from tests.dossier.papers.reading import bare, page_texts, whole_text
from tests.dossier.templates.drawn import pages
from tests.dossier.templates.orders import hostile_texts, longest, named, unbreakable
from tests.dossier.templates.variants import form

LIST = "Pièces justificatives à fournir"
LENGTHS = {"sample": lambda o: o, "longest": longest, "unbreakable": unbreakable}


@pytest.mark.rows("CS-89")
@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("name", NAMES)
def test_list_of_pieces_is_on_page_2_whatever_the_data(name: str, length: str) -> None:
    value: Order = LENGTHS[length](order(name))
    first, second, *_ = page_texts(render(form(value)).pdf)
    assert LIST not in first
    assert LIST in second
    holder = "" if value.service is None else "responsable du certificat"
    for piece in required(value, portal_of(value)):
        text = formats.typographic(labels.piece(piece))
        assert bare(text.replace("titulaire", holder) if holder else text) in bare(second)


@pytest.mark.parametrize("name", NAMES)
def test_page_1_holds_the_organisation(name: str) -> None:
    first, *_ = page_texts(render(form(order(name))).pdf)
    assert bare(order(name).organisation.name) in bare(first)
    assert "Certificat et support" in first


def test_estimate_is_never_less_than_the_font() -> None:
    from dossier.papers.fonts import Style, covered, face

    widths = face(Style.REGULAR).widths
    assert [c for c in covered() if widths[c] * 9.5 / 1000 > fitting.advance(c)] == []


def test_long_facts_take_more_lines() -> None:
    assert fitting.grid((fact("x", "W" * 500),)) > 5 * fitting.grid((fact("x", "W"),)) / 2


@pytest.mark.parametrize("text", hostile_texts())
def test_names_are_printed_exactly(text: str) -> None:
    printed = whole_text(render(form(named(order("chambersign-delegate"), text))).pdf)
    assert printed.count(bare(text)) >= 6


@pytest.mark.rows("CS-53")
def test_delegate_is_warned_that_he_replaces_nobody() -> None:
    text = bare(" ".join(pages("subscription-form", "chambersign-delegate")))
    assert bare("Le délégataire ne se substitue pas juridiquement au représentant légal") in text
    assert bare("ne doit pas être confondue avec une délégation de pouvoirs") in text
    assert bare("confondue avec une délégation") not in bare(" ".join(pages("subscription-form", "sample")))


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("chambersign-person", [Role.HOLDER, Role.REPRESENTATIVE]),
        ("chambersign-delegate", [Role.HOLDER, Role.DELEGATE]),
        ("chambersign-holder-is-representative", [Role.HOLDER]),
        ("chambersign-paper", []),
        ("certigna-bailiff", []),
        ("globalsign-csr", []),
    ],
)
def test_fields_are_those_of_the_signers(name: str, roles: list[Role]) -> None:
    drawn = render(form(order(name)))
    assert [zone.role for zone in drawn.zones if zone.role is not Role.SEAL] == roles
    assert form(order(name)).locked_by == (roles[-1] if roles else None)
    assert form(order(name)).invisible == ((Role.SEAL,) if roles else ())


def test_one_person_signs_once_in_both_capacities() -> None:
    """Q-1."""
    value = order("chambersign-holder-is-representative")
    (zone,) = subscription_form.view(value, portal_of(value)).zones
    assert zone.label == "Le titulaire et représentant légal"


def test_certificate_manager_takes_the_holders_place() -> None:
    text = " ".join(pages("subscription-form", "chambersign-seal"))
    assert "Responsable du certificat" in text
    assert "Nom du service applicatif Courriel" not in text
    assert "Facturation ChamberSign France" in text


def test_version_of_the_terms_accepted_is_printed() -> None:
    text = bare(" ".join(pages("subscription-form", "globalsign-csr")))
    assert bare("version 1.3, ont été lues et acceptées") in text


def test_csr_is_known_by_its_fingerprint() -> None:
    """SHA-256 of the DER, as `openssl req -outform DER | sha256sum` says."""
    text = bare(" ".join(pages("subscription-form", "globalsign-csr")))
    assert "6833caa5c21d3ac4130fc2045b0127371b3df3b2147b4c79dcc2b92dea302018" in text


def test_price_goes_with_its_tax_basis() -> None:
    """K-13."""
    assert bare("107,10 € TTC") in bare(" ".join(pages("subscription-form", "globalsign-csr")))
    assert bare("120,00 € HT") in bare(" ".join(pages("subscription-form", "certigna-bailiff")))
