"""Rules about the people of an order, their documents and pieces."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dossier.order import Order, Path, Service
from dossier.organisation import Address
from dossier.people import Person
from dossier.problems import problems, required_fields
from tests.dossier.cases import blocking, change, order, portal, shown

ELSEWHERE = Address("1 rue de la Paix", "", "", "75002", "PARIS", "", "FR")


def with_billing(value: Order, **changes: object) -> Order:
    return change(value, "billing", replace(value.billing, **changes))  # type: ignore[arg-type]


def someone(value: Order, **changes: object) -> Person:
    return replace(value.holder, **changes)  # type: ignore[arg-type]


@pytest.mark.rows("CS-38", "CS-40")
def test_a_seal_names_its_service() -> None:
    seal = order("chambersign-seal")
    assert {("service.name", "required"), ("service.email", "required")} <= blocking(
        replace(seal, service=None)
    )
    assert ("service.name", "too_long") in blocking(change(seal, "service.name", "F" * 121))
    assert ("service.email", "email_format") in blocking(change(seal, "service.email", "facturation"))


@pytest.mark.rows("CS-41", "CS-43")
def test_a_server_is_named_by_its_domain() -> None:
    server = order("chambersign-client-server")
    assert ("service.name", "fqdn_format") in blocking(change(server, "service.name", "Facturation"))
    assert ("service.email", "required") in blocking(change(server, "service.email", ""))


@pytest.mark.rows("CS-44")
def test_the_certificate_manager_has_the_holders_fields() -> None:
    for name in ("chambersign-seal", "chambersign-client-server"):
        fields = required_fields(order(name), portal())
        assert {f"holder.{f}" for f in ("first_name", "last_name", "email", "function", "service")} <= set(
            fields
        )


def test_a_persons_certificate_names_no_service() -> None:
    assert ("service", "service_not_needed") in blocking(
        replace(order(), service=Service("x", "a@example.fr"))
    )


@pytest.mark.rows("CS-50", "CS-51")
def test_a_delegate_is_named() -> None:
    assert not any(f.startswith("delegate") for f in required_fields(order(), portal()))
    nameless = change(change(order("chambersign-delegate"), "delegate.email", ""), "delegate.first_name", "")
    assert {("delegate.email", "required"), ("delegate.first_name", "required")} <= blocking(nameless)


@pytest.mark.rows("CS-52", "CS-71")
def test_a_delegate_needs_a_delegation() -> None:
    delegated = order("chambersign-delegate")
    without = replace(delegated, pieces=tuple(p for p in delegated.pieces if p.kind != "delegation"))
    assert ("pieces", "missing_piece") in blocking(without)
    assert [p.detail for p in problems(without, portal(), validating=True)] == ["delegation"]


def test_a_delegate_is_not_the_representative() -> None:
    same = replace(order("chambersign-delegate"), delegate=order().representative)
    assert ("delegate", "delegate_is_representative") in blocking(same)


def test_a_delegate_may_be_the_holder_and_the_office_is_told() -> None:
    """Q-7."""
    delegated = order("chambersign-delegate")
    same = replace(delegated, delegate=delegated.holder)
    assert ("delegate", "delegate_is_holder") in shown(same)
    assert blocking(same) == set()


@pytest.mark.checks("IDV-07")
def test_the_office_is_told_of_signers_who_share_a_phone_or_an_email() -> None:
    shared = change(order(), "representative.mobile", order().holder.mobile)
    shared = change(shared, "representative.email", order().holder.email.upper())
    assert {("representative.mobile", "same_phone"), ("representative.email", "same_email")} <= shown(shared)
    assert blocking(shared) == set()


def test_signers_have_a_document_and_a_mobile_before_a_dematerialised_validation() -> None:
    """Q-6: not before, and not on paper."""
    bare = change(change(order(), "holder.identity", None), "holder.mobile", "")
    assert blocking(bare) == {("holder.identity", "required"), ("holder.mobile", "required")}
    assert blocking(bare, validating=False) == set()
    assert blocking(replace(bare, path=Path.PAPER)) == set()


@pytest.mark.rows("CS-108")
def test_a_dematerialised_signer_needs_a_mobile_that_codes_reach() -> None:
    for number, code in (("+33199001234", "phone_not_mobile"), ("+12025550100", "phone_country")):
        fixed = change(order(), "holder.mobile", number)
        assert blocking(fixed) == {("holder.mobile", code)}
        assert blocking(replace(fixed, path=Path.PAPER)) == set()


def test_the_representative_does_not_sign_when_a_delegate_does() -> None:
    bare = change(order("chambersign-delegate"), "representative.mobile", "")
    assert blocking(change(bare, "representative.identity", None)) == set()
    assert ("delegate.mobile", "required") in blocking(change(bare, "delegate.mobile", ""))


def test_the_dates_asked_are_those_of_the_portal_and_document() -> None:
    """K-08."""
    no_issue = change(order(), "holder.identity.issued_on", None)
    assert ("holder.identity.issued_on", "required") in blocking(no_issue)
    assert blocking(change(order(), "holder.identity.expires_on", None)) == set()
    permit = order("chambersign-client-server")
    assert blocking(change(permit, "holder.identity.issued_on", None)) == set()
    assert ("holder.identity.expires_on", "required") in blocking(
        change(permit, "holder.identity.expires_on", None)
    )


@pytest.mark.rows("CS-66")
def test_pieces_are_facultative_on_paper_and_signed_when_dematerialised() -> None:
    """K-15."""
    none = replace(order(), pieces=())
    assert [p.detail for p in problems(none, portal(), validating=True)] == [
        "holder_identity",
        "representative_identity",
        "representative_proof",
    ]
    assert blocking(replace(none, path=Path.PAPER)) == set()
