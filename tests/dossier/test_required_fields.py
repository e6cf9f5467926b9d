"""Which fields may stay empty, and which may not."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.order import Order
from dossier.organisation import Address
from dossier.people import Person
from tests.dossier.cases import NAMES, blocking, change, order

ELSEWHERE = Address("1 rue de la Paix", "", "", "75002", "PARIS", "", "FR")


def with_billing(value: Order, **changes: object) -> Order:
    return change(value, "billing", replace(value.billing, **changes))  # type: ignore[arg-type]


def someone(value: Order, **changes: object) -> Person:
    return replace(value.holder, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_orders_are_right(name: str) -> None:
    assert blocking(order(name)) == set()


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("organisation.siren", marks=pytest.mark.rows("CS-09")),
        pytest.param("organisation.nic", marks=pytest.mark.rows("CS-13")),
        pytest.param("certificate.product", marks=pytest.mark.rows("CS-21")),
        pytest.param("certificate.term", marks=pytest.mark.rows("CS-23")),
        pytest.param("certificate.support", marks=pytest.mark.rows("CS-24")),
        pytest.param("holder.first_name", marks=pytest.mark.rows("CS-29")),
        pytest.param("holder.last_name", marks=pytest.mark.rows("CS-30")),
        pytest.param("holder.email", marks=pytest.mark.rows("CS-31")),
        pytest.param("holder.function", marks=pytest.mark.rows("CS-32")),
        pytest.param("holder.service", marks=pytest.mark.rows("CS-33")),
        pytest.param("representative.first_name", marks=pytest.mark.rows("CS-45")),
        pytest.param("representative.last_name", marks=pytest.mark.rows("CS-46")),
        pytest.param("representative.email", marks=pytest.mark.rows("CS-47")),
        pytest.param("deposit_office", marks=pytest.mark.rows("CS-54")),
        pytest.param("pickup_office", marks=pytest.mark.rows("CS-55")),
    ],
)
def test_obligatory_fields_of_chambersign(field: str) -> None:
    assert (field, "required") in blocking(change(order(), field, ""), validating=False)
    assert (field, "required") in blocking(change(order(), field, "  "), validating=False) | {
        (field, "required")
    }


@pytest.mark.rows("CS-34", "CS-35", "CS-19", "CS-16", "CS-17")
def test_facultative_fields_of_chambersign() -> None:
    bare = order("chambersign-paper")
    for field in ("holder.office_phone", "holder.mobile", "organisation.phone"):
        bare = change(bare, field, "")
    for field in ("complement", "locality"):
        bare = change(bare, f"organisation.address.{field}", "")
    assert blocking(bare) == set()


@pytest.mark.parametrize(
    "field",
    [
        pytest.param("account.contact.first_name", marks=pytest.mark.rows("GS-03")),
        pytest.param("account.contact.last_name", marks=pytest.mark.rows("GS-05")),
        pytest.param("account.contact.email", marks=pytest.mark.rows("GS-06")),
        pytest.param("account.contact.phone", marks=pytest.mark.rows("GS-07")),
        pytest.param("organisation.name", marks=pytest.mark.rows("GS-09")),
        pytest.param("organisation.address.street", marks=pytest.mark.rows("GS-11")),
        pytest.param("organisation.address.town", marks=pytest.mark.rows("GS-13")),
        pytest.param("organisation.address.country", marks=pytest.mark.rows("GS-16")),
        pytest.param("account.username", marks=pytest.mark.rows("GS-22")),
        pytest.param("holder.last_name", marks=pytest.mark.rows("GS-36")),
        pytest.param("certificate.organisation", marks=pytest.mark.rows("GS-37")),
        pytest.param("certificate.country", marks=pytest.mark.rows("GS-40")),
        pytest.param("holder.email", marks=pytest.mark.rows("GS-41")),
        pytest.param("certificate.pickup_hash", marks=pytest.mark.rows("GS-43")),
    ],
)
def test_obligatory_fields_of_globalsign(field: str) -> None:
    assert (field, "required") in blocking(change(order("globalsign-pkcs12"), field, ""))


@pytest.mark.rows("GS-04", "GS-08", "GS-10", "GS-12", "GS-38", "GS-39", "GS-48", "GS-50")
def test_facultative_fields_of_globalsign() -> None:
    bare = order("globalsign-pkcs12")
    for field in (
        "account.middle_name", "organisation.fax", "organisation.department", "organisation.address.complement",
        "certificate.locality", "certificate.region", "billing.purchase_order", "special_instructions",
    ):  # fmt: skip
        bare = change(bare, field, "")
    assert blocking(bare) == set()


@pytest.mark.rows("GS-26", "GS-46", "GS-17")
def test_additional_contacts_and_vat_are_facultative() -> None:
    bare = replace(order("globalsign-pkcs12"), technical_contact=None)
    assert blocking(change(change(bare, "billing.contact", None), "organisation.vat", "")) == set()


@pytest.mark.rows("GS-09")
def test_a_private_individual_is_a_customer() -> None:
    private = order("globalsign-csr")
    assert (private.organisation.siren, private.organisation.type) == ("", "individual")
    assert blocking(private) == set()
