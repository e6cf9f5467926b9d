"""What is wrong with an order: each rule of the rows, by changing one thing of a right order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from dossier.errors import NotFound
from dossier.order import Billing, KeySource, Order, Path, PaymentMeans, System
from dossier.organisation import Address, BusinessId
from dossier.people import Person
from dossier.problems import problems, warnings
from tests.dossier.cases import blocking, change, order, portal, portal_of, shown

ELSEWHERE = Address("1 rue de la Paix", "", "", "75002", "PARIS", "", "FR")


def with_billing(value: Order, **changes: object) -> Order:
    return change(value, "billing", replace(value.billing, **changes))  # type: ignore[arg-type]


def someone(value: Order, **changes: object) -> Person:
    return replace(value.holder, **changes)  # type: ignore[arg-type]


def test_checksums_warn_at_globalsign_and_block_elsewhere() -> None:
    """K-03: the guide's own examples must pass."""
    guide = order("globalsign-pkcs12")
    assert (guide.organisation.vat, guide.organisation.business_id) == ("11 123456789", "123123123")
    assert ("organisation.vat", "vat_checksum") in shown(guide)
    siren = change(guide, "organisation.business_id_kind", BusinessId.SIREN)
    assert blocking(siren) == set()
    assert ("organisation.business_id", "siren_checksum") in shown(siren)
    assert ("organisation.siren", "siren_checksum") in blocking(
        change(order(), "organisation.siren", "123456789")
    )
    assert ("organisation.vat", "vat_format") in blocking(change(guide, "organisation.vat", "11 12345678"))


@pytest.mark.rows("GS-02", "GS-50")
def test_accents_are_pointed_at_in_the_account_and_kept_in_the_certificate() -> None:
    accents = change(order("globalsign-pkcs12"), "organisation.name", "Société SA")
    found = {
        p.field: p.detail for p in warnings(accents, portal("globalsign")) if p.code == "not_alphanumeric"
    }
    assert found == {"organisation.name": "Societe SA"}
    assert accents.holder.first_name == "Jean-René"
    assert blocking(change(accents, "special_instructions", "Appelez-moi l’été, s’il vous plaît")) == set()


@pytest.mark.rows("CS-22")
def test_prerequisites_are_checked() -> None:
    unchecked = change(order(), "certificate.prerequisites_checked", False)
    assert ("certificate.prerequisites_checked", "required") in blocking(unchecked, validating=False)
    assert problems(unchecked, portal(), "organisation") == ()
    assert [p.field for p in problems(unchecked, portal(), "certificate")] == [
        "certificate.prerequisites_checked"
    ]


@pytest.mark.rows("CS-21")
def test_the_catalogue_is_the_portals() -> None:
    assert ("certificate.product", "unknown_product") in blocking(
        change(order(), "certificate.product", "gold")
    )
    assert ("certificate.term", "unknown_term") in blocking(change(order(), "certificate.term", "pack-9"))
    assert ("certificate.support", "unknown_support") in blocking(
        change(order(), "certificate.support", "Carte")
    )


@pytest.mark.rows("CS-25")
def test_a_support_has_one_holder() -> None:
    two = change(order(), "certificate.quantity", 2)
    assert ("certificate.quantity", "one_support_per_holder") in blocking(two)
    assert ("certificate.quantity", "range") in blocking(change(order(), "certificate.quantity", 0))


@pytest.mark.rows("CS-36")
def test_a_holder_who_represents_leaves_no_other_representative() -> None:
    both = replace(order(), holder_is_representative=True)
    assert ("representative", "holder_is_representative") in blocking(both)
    assert blocking(order("chambersign-holder-is-representative")) == set()
    assert order("chambersign-holder-is-representative").representative is None


@pytest.mark.rows("CS-58", "CS-59", "CS-64", "CS-65")
def test_another_billing_address_needs_a_recipient_a_country_and_a_town() -> None:
    assert blocking(with_billing(order(), address=None)) == set()
    elsewhere = with_billing(order(), address=replace(ELSEWHERE, town="", country=""))
    assert {
        (f"billing.{f}", "required") for f in ("recipient", "address.town", "address.country")
    } <= blocking(elsewhere)
    assert blocking(with_billing(order(), address=ELSEWHERE, recipient="Comptabilité")) == set()


@pytest.mark.rows("CS-56", "CS-57", "CS-60", "CS-61", "CS-62", "CS-63")
def test_facultative_fields_of_the_billing() -> None:
    place = Address("", "", "", "", "PARIS", "", "FR")
    billing = Billing(PaymentMeans.ON_ORDER, "", "", "Comptabilité", "", place, None)
    assert blocking(replace(order(), billing=billing)) == set()


def test_address_lines_of_more_than_38_characters_are_pointed_at() -> None:
    long = with_billing(order(), address=replace(ELSEWHERE, street="x" * 39), recipient="Comptabilité")
    assert ("billing.address.street", "postal_line_long") in shown(long)
    assert blocking(long) == set()


@pytest.mark.rows("CS-55")
def test_the_two_offices_may_differ() -> None:
    assert order("chambersign-seal").deposit_office != order("chambersign-seal").pickup_office
    assert ("pickup_office", "unknown_office") in blocking(replace(order(), pickup_office="mars"))


@pytest.mark.rows("GS-34", "GS-32")
def test_a_csr_and_pkcs12_exclude_each_other() -> None:
    csr = order("globalsign-csr")
    both = change(csr, "certificate.key", KeySource.PKCS12)
    assert ("certificate.csr", "csr_excludes_other_keys") in blocking(both)
    assert ("certificate.csr", "required") in blocking(change(csr, "certificate.csr", ""))
    assert ("certificate.csr", "csr_format") in blocking(change(csr, "certificate.csr", "hello"))


@pytest.mark.rows("GS-33")
def test_pkcs12_is_preset_and_a_token_not_offered() -> None:
    assert portal("globalsign").products[0].keys[0] is KeySource.PKCS12
    assert ("certificate.key", "unknown_key_source") in blocking(
        change(order("globalsign-pkcs12"), "certificate.key", KeySource.TOKEN)
    )


@pytest.mark.rows("GS-30", "GS-31")
def test_the_two_kinds_of_codes_are_not_exchanged() -> None:
    csr = order("globalsign-csr")
    assert ("certificate.campaign_code", "unknown_code") in blocking(
        change(csr, "certificate.campaign_code", "BIENVENUE25")
    )
    assert ("certificate.coupon_code", "unknown_code") in blocking(
        change(csr, "certificate.coupon_code", "NOTHING")
    )


def test_a_price_that_changed_is_said_before_validation() -> None:
    stale = replace(order("globalsign-pkcs12"), agreed_total=Decimal("99.00"))
    assert ("agreed_total", "price_changed") in blocking(stale)
    assert blocking(stale, validating=False) == set()


@pytest.mark.rows("X-07", "GS-28", "CG-31")
def test_terms_are_accepted_and_of_the_current_version() -> None:
    for name in ("chambersign-person", "certigna-bailiff", "globalsign-pkcs12"):
        value = order(name)
        none = change(value, "terms.version", "")
        assert ("terms", "terms_not_accepted") in blocking(none)
        assert blocking(none, validating=False) == set()
        assert ("terms", "terms_outdated") in blocking(change(value, "terms.version", "0.1"))


@pytest.mark.rows("CG-09")
def test_the_operating_system_is_asked_by_certigna_alone() -> None:
    assert ("certificate.system", "required") in blocking(
        change(order("certigna-bailiff"), "certificate.system", None)
    )
    assert order("certigna-bailiff").certificate.system is System.WINDOWS
    assert order().certificate.system is None


@pytest.mark.rows("CG-19", "CG-23")
def test_a_face_to_face_names_a_department_and_a_bailiff_of_it() -> None:
    taken = order("certigna-bailiff")
    assert ("face_to_face.department", "required") in blocking(change(taken, "face_to_face", None))
    assert ("face_to_face.bailiff", "unknown_bailiff") in blocking(
        change(taken, "face_to_face.bailiff", "zorro")
    )
    elsewhere = change(taken, "face_to_face.bailiff", "ventoux-avignon")
    assert ("face_to_face.bailiff", "bailiff_elsewhere") in blocking(elsewhere)


@pytest.mark.rows("CG-26")
def test_an_order_may_be_placed_with_no_bailiff() -> None:
    assert blocking(order("certigna-no-bailiff")) == set()
    assert ("face_to_face.bailiff", "no_bailiff") in shown(order("certigna-no-bailiff"))


@pytest.mark.rows("CG-29", "GS-49")
def test_payment_means_are_the_portals() -> None:
    arrears = change(order("certigna-bailiff"), "billing.means", PaymentMeans.ARREARS)
    assert ("billing.means", "unknown_payment") in blocking(arrears)
    for means in portal("certigna").payment_means:
        assert blocking(change(order("certigna-bailiff"), "billing.means", means)) == set()


def test_each_portal_has_its_paths() -> None:
    assert ("path", "unknown_path") in blocking(replace(order("globalsign-pkcs12"), path=Path.PAPER))
    stray = replace(order(), face_to_face=order("certigna-bailiff").face_to_face)
    assert ("face_to_face", "face_to_face_not_needed") in blocking(stray)


@pytest.mark.rows("CS-12")
def test_what_the_registry_did_not_confirm_is_for_the_office() -> None:
    typed = change(order(), "organisation.to_check", True)
    assert ("organisation.siren", "registry_to_check") in shown(typed)
    assert blocking(typed) == set()


def test_texts_that_deceive_are_refused_wherever_they_are() -> None:
    for field in ("organisation.name", "holder.first_name", "representative.last_name", "billing.recipient"):
        assert (field, "right_to_left") in blocking(change(order(), field, "Jean\u202eenaeJ"))
    assert ("special_instructions", "control") in blocking(replace(order(), special_instructions="a\x00b"))


def test_a_step_shows_its_own_problems_alone() -> None:
    wrong = change(change(order(), "organisation.siren", "1"), "holder.email", "x")
    assert [p.field for p in problems(wrong, portal(), "organisation")] == ["organisation.siren"]
    assert [p.field for p in problems(wrong, portal(), "persons")] == ["holder.email"]
    with pytest.raises(NotFound):
        problems(wrong, portal(), "nowhere")


def test_today_is_the_orders_day_unless_given() -> None:
    later = datetime(2040, 1, 1, tzinfo=UTC).date()
    found = {p.code for p in problems(order(), portal_of(order()), validating=True, today=later)}
    assert "document_expired" in found
