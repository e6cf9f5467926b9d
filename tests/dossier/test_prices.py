"""What an order costs."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import prices
from dossier.catalog import Money, TaxBasis
from dossier.errors import Invalid
from dossier.order import CertificateChoice, Travel
from tests.dossier.cases import order, portal

GS = portal("globalsign")
CG = portal("certigna")


def cost(choice: CertificateChoice) -> Decimal:
    total = prices.total(choice, GS)
    assert total is not None
    assert total.basis is TaxBasis.TTC
    return total.amount


@pytest.mark.rows("GS-35")
def test_the_total_follows_validity_and_codes_tax_included() -> None:
    choice = order("globalsign-pkcs12").certificate
    assert cost(choice) == Decimal("69.00")
    assert cost(replace(choice, term="2-years")) == Decimal("99.00")
    assert cost(replace(choice, term="3-years", campaign_code="renouvellement10")) == Decimal("107.10")


@pytest.mark.rows("GS-30", "GS-31")
def test_campaign_and_coupon_are_two_kinds_of_codes() -> None:
    choice = order("globalsign-pkcs12").certificate
    assert cost(replace(choice, coupon_code="BIENVENUE25")) == Decimal("51.75")
    both = replace(choice, campaign_code="RENOUVELLEMENT10", coupon_code="BIENVENUE25")
    assert cost(both) == Decimal("46.58")
    with pytest.raises(Invalid) as error:
        cost(replace(choice, campaign_code="BIENVENUE25"))
    assert error.value.problems[0].field == "certificate.campaign_code"


def test_no_price_shown_is_no_price() -> None:
    assert prices.total(order().certificate, portal()) is None


@pytest.mark.rows("CG-20", "CG-21", "CG-22")
def test_the_face_to_face_is_estimated_without_tax() -> None:
    assert prices.face_to_face(Travel.HOLDER, CG) == Money(Decimal("50.00"), TaxBasis.HT)
    assert prices.face_to_face(Travel.BAILIFF_NEAR, CG) == Money(Decimal("170.00"), TaxBasis.HT)
    assert prices.face_to_face(Travel.BAILIFF_FAR, CG) is None
    assert prices.travel(30.0, CG) is Travel.BAILIFF_NEAR
    assert prices.travel(30.1, CG) is Travel.BAILIFF_FAR


@pytest.mark.rows("CG-17")
def test_the_bailiffs_fee_is_not_in_the_total() -> None:
    with_bailiff = prices.total(order("certigna-bailiff").certificate, CG)
    assert with_bailiff == Money(Decimal("120.00"), TaxBasis.HT)


def test_distances() -> None:
    lyon, paris = (45.7640, 4.8357), (48.8566, 2.3522)
    assert abs(prices.kilometres(lyon, paris) - 391.5) < 1
    assert prices.kilometres(lyon, lyon) == 0


@given(st.decimals(0, 100_000, places=2), st.sampled_from(TaxBasis))
def test_net_and_tax_make_gross(amount: Decimal, basis: TaxBasis) -> None:
    found = prices.taxed(Money(amount, basis))
    assert found.net + found.tax == found.gross
    assert amount == (found.net if basis is TaxBasis.HT else found.gross)
    assert abs(found.net * prices.VAT_RATE - found.tax) <= Decimal("0.01")
