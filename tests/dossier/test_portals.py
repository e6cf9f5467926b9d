"""Portals are data: what the three guides show, a fourth that needs no Python, and faulty ones refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from stdnum import iban

from dossier import prices, trail, world
from dossier.access import client_number, opens, order_number
from dossier.blocks import Role
from dossier.catalog import HolderKind, PaperKind, Portal, TaxBasis
from dossier.codec import load_portal
from dossier.errors import Invalid, NotFound
from dossier.order import KeySource, PaymentMeans
from dossier.people import DocumentType
from dossier.problems import problems
from tests.dossier.cases import NAMES, change, order, portal, portal_of

FOURTH = Path(__file__).parent / "fourth_portal.toml"


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A copy of the shipped portals and offices, to be changed."""
    for name in ("portals", "offices"):
        shutil.copytree(world.folder(name), tmp_path / name)
    return tmp_path / "portals" / "certigna.toml"


def faults(path: Path, old: str, new: str) -> list[tuple[str, str]]:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(Invalid) as error:
        load_portal(path)
    return [(p.field, p.code) for p in error.value.problems]


def test_the_three_guides_are_shipped() -> None:
    assert [p.slug for p in world.portals()] == ["certigna", "chambersign", "globalsign"]


def test_names_that_leave_the_folder_are_not_found() -> None:
    for name in ("../offices/certigna", "nowhere", ""):
        with pytest.raises(NotFound):
            world.portal(name)
        with pytest.raises(NotFound):
            world.order(name)


@pytest.mark.parametrize("name", NAMES)
def test_shipped_orders_know_their_portal(name: str) -> None:
    assert order(name).portal_digest == portal_of(order(name)).digest


@pytest.mark.rows("CS-02")
def test_the_code_of_the_url_opens_the_portal() -> None:
    assert opens(portal().access, "ABCD8888")
    assert opens(portal().access, " abcd8888 ")
    assert not opens(portal().access, "ABCD8889")
    assert not opens(portal().access, "")


@pytest.mark.rows("CG-03")
def test_the_partner_code_counts_in_any_case() -> None:
    access = portal("certigna").access
    assert opens(access, "CMA")
    assert opens(access, "cma")
    assert not opens(access, "CM")
    assert access.partner == "ASSEMBLEE PERMANENTE CHAMBRES DE METIERS ET DE L'ARTISANAT"


def test_an_open_portal_asks_for_no_code() -> None:
    assert opens(portal("globalsign").access, "")


def test_chambersign_has_six_steps() -> None:
    titles = [step.title for step in portal().steps]
    assert titles == [
        "Organisation",
        "Certificat",
        "Personnes",
        "Modalités",
        "Pièces justificatives",
        "Validation",
    ]
    assert trail.visible_steps(portal()) == portal().steps


def test_modalities_are_skipped_when_everything_in_them_is_preset() -> None:
    preset = change(change(portal(), "presets.deposit_office", "lyon"), "presets.pickup_office", "paris")
    assert "Modalités" in [s.title for s in trail.visible_steps(preset)]
    preset = change(preset, "presets.billing", True)
    assert [s.title for s in trail.visible_steps(preset)] == [
        s.title for s in portal().steps if s.title != "Modalités"
    ]


def test_certigna_is_one_page_in_five_sections() -> None:
    certigna = portal("certigna")
    assert certigna.single_page
    assert len(certigna.steps) == 5
    assert certigna.steps[0].title == "Informations générales"
    assert certigna.steps[2].title == "Choix du prestataire pour l'authentification en face à face"


@pytest.mark.rows("CG-15")
def test_rgs_two_stars_imposes_a_device_and_a_face_to_face() -> None:
    product = portal("certigna").product("pack-id-rgs2")
    assert (product.level, product.keys, product.face_to_face) == ("RGS**", (KeySource.TOKEN,), True)


@pytest.mark.rows("CG-08", "GS-29")
def test_terms_and_prices_are_those_of_the_guides() -> None:
    shown = {
        slug: [(o.years, o.price.amount, o.price.basis) for o in portal(slug).products[0].offers if o.price]
        for slug in ("certigna", "globalsign")
    }
    assert shown["certigna"] == [(y, Decimal(p), TaxBasis.HT) for y, p in ((1, 60), (2, 90), (3, 120))]
    assert shown["globalsign"] == [(y, Decimal(p), TaxBasis.TTC) for y, p in ((1, 69), (2, 99), (3, 119))]


@pytest.mark.rows("CG-25", "CG-28")
def test_one_firm_has_several_offices_and_one_has_a_cedex() -> None:
    bailiffs = portal("certigna").bailiffs
    names = [b.name for b in bailiffs]
    assert sum(names.count(name) > 1 for name in set(names)) == 2
    assert len({b.id for b in bailiffs}) == len(bailiffs)
    assert [b.address.postcode for b in bailiffs if "CEDEX" in b.address.town] == ["13832"]


@pytest.mark.rows("CG-30")
def test_the_bank_details_are_whole_and_arithmetically_right() -> None:
    bank = portal("certigna").bank
    assert bank is not None
    assert all((bank.holder, bank.domiciliation, bank.bic))
    assert iban.is_valid(bank.iban)
    assert bank.iban.replace(" ", "")[4:] == bank.rib.replace(" ", "")
    number, key = bank.rib.replace(" ", "")[:-2], int(bank.rib[-2:])
    assert (int(number) * 100 + key) % 97 == 0


def test_payment_means_are_those_of_the_guides() -> None:
    assert portal("certigna").payment_means == (PaymentMeans.CARD, PaymentMeans.TRANSFER, PaymentMeans.CHEQUE)
    assert portal("globalsign").payment_means == (PaymentMeans.ARREARS, PaymentMeans.CARD)


def test_products_name_what_the_guide_names() -> None:
    assert [p.holder for p in portal().products] == [HolderKind.PERSON, HolderKind.SEAL, HolderKind.SERVER]
    assert portal("certigna").products[0].identity_documents == (DocumentType.CNI, DocumentType.PASSPORT)


@pytest.mark.rows("GS-47")
def test_personalsign_3_is_not_sent_to_the_technical_contact() -> None:
    assert [p.notify_technical_contact for p in portal("globalsign").products] == [True, False]


def test_who_signs_what_is_the_matrix_of_the_decisions() -> None:
    assert portal().signs(Role.HOLDER) == (
        PaperKind.HOLDER_IDENTITY,
        PaperKind.REPRESENTATIVE_PROOF,
        PaperKind.FORM,
    )
    assert PaperKind.DELEGATION in portal().signs(Role.DELEGATE)
    assert portal().signs(Role.SEAL) == ()


@pytest.mark.rows("GS-52")
def test_client_numbers_carry_the_prefix_of_the_portal() -> None:
    assert client_number(portal("globalsign"), 12) == "PAR0012"
    assert order_number(600100) == "600100"
    assert order_number(42) == "000042"


def test_a_fourth_portal_needs_no_python() -> None:
    fourth = load_portal(FOURTH)
    assert opens(fourth.access, "feux2026")
    assert [s.title for s in trail.visible_steps(fourth)] == ["Votre commande", "Fin"]
    choice = replace(order().certificate, product="flash", term="1", support="", key=KeySource.BROWSER)
    total = prices.total(replace(choice, coupon_code="artifice"), fourth)
    assert total is not None
    assert total.amount == Decimal("5.00")
    ours = replace(order(), certificate=choice, portal="fourth")
    found = {(p.field, p.code) for p in problems(ours, fourth, validating=True)}
    assert ("holder.identity.type", "document_not_accepted") in found
    assert ("deposit_office", "unknown_office") in found


def test_the_digest_covers_the_files_that_a_portal_names(copied: Path) -> None:
    before = load_portal(copied).digest
    assert before == portal("certigna").digest
    offices = copied.parent.parent / "offices" / "certigna.toml"
    offices.write_text(offices.read_text(encoding="utf-8").replace("ARLES", "ARLES 2"), encoding="utf-8")
    assert load_portal(copied).digest != before


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('slug = "certigna"', 'slug = "certigna"\nsong = 1', ("song", "unknown_key")),
        ("systems = true", "", ("systems", "missing_key")),
        ('"face_to_face"]\n\n[[steps]]', '"telepathy"]\n\n[[steps]]', ("steps[2].blocks", "unknown_block")),
        ("#7a1f3d", "#f0a0b0", ("colours.primary", "contrast")),
        ("FR76 9999", "FR75 9999", ("bank.iban", "iban")),
        (
            'deposit_office = "villeneuve"',
            'deposit_office = "nowhere"',
            ("presets.deposit_office", "unknown_office"),
        ),
        (
            '"cni", "passport"]',
            '"cni", "residence_permit"]',
            ("products[0].identity_documents", "no_identity_fields"),
        ),
        ('id = "2-years"', 'id = "1-year"', ("products[0].offers", "duplicate")),
        ("link_days = 30", "link_days = 0", ("link_days", "range")),
        ('codes = ["CMA"]', "codes = []", ("access.codes", "required")),
    ],
)
def test_a_faulty_portal_is_refused(copied: Path, old: str, new: str, expected: tuple[str, str]) -> None:
    assert expected in faults(copied, old, new)


def test_broken_toml_is_said_to_be_broken(copied: Path) -> None:
    assert faults(copied, "slug =", "slug") == [("certigna.toml", "not_toml")]


def test_every_block_of_every_portal_exists() -> None:
    shown: list[Portal] = [*world.portals(), load_portal(FOURTH)]
    for each in shown:
        assert trail.blocks(each) <= set(trail.BLOCKS)


def test_a_field_leads_to_the_step_where_it_is_typed() -> None:
    assert trail.step_for(portal(), "organisation.siren") == "organisation"
    assert trail.step_for(portal(), "holder.email") == "persons"
    assert trail.step_for(portal(), "holder.identity.number") == "pieces"
    assert trail.step_for(portal("globalsign"), "holder.email") == "certificate"
    with pytest.raises(NotFound):
        trail.step_of(portal(), "nowhere")
