"""The invoice as Factur-X: what the XML says, what holds it, what is refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import Element, fromstring

import facturx
import page
import pikepdf
import pytest

from dossier import labels
from dossier.errors import Invalid, Problem
from dossier.papers import render
from dossier.papers.facturx import cii, render_invoice
from dossier.templates.invoice_facts import Invoice
from tests.dossier.papers.invoice_cases import CARD, CASES, CREATED, SAMPLE, drawn
from tests.dossier.papers.reading import opened, page_texts
from tests.dossier.papers.specimens import paper

YESTERDAY = date(2026, 11, 20)

NAMES = {
    "ram": "urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100",
    "udt": "urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100",
}


def attached(pdf: bytes) -> bytes:
    """The XML, by the judge's own reader, checked against its XSD on the way."""
    name, data = facturx.get_xml_from_pdf(pdf, check_xsd=True)
    assert name == "factur-x.xml"
    assert isinstance(data, bytes)
    return data


def root(name: str) -> Element:
    return fromstring(attached(drawn(name).pdf))  # noqa: S314 (our own file)


def said(name: str, path: str) -> list[str]:
    """The texts under a path of elements, without their prefix."""
    steps = "/".join(f"ram:{step}" if ":" not in step else step for step in path.split("/"))
    return [element.text or "" for element in root(name).iterfind(f".//{steps}", NAMES)]


def scheme(name: str, path: str) -> list[tuple[str, str]]:
    steps = "/".join(f"ram:{step}" for step in path.split("/"))
    found = root(name).iterfind(f".//{steps}", NAMES)
    return [(element.get("schemeID", ""), element.text or "") for element in found]


def refused(invoice: Invoice) -> list[tuple[str, str]]:
    with pytest.raises(Invalid) as error:
        render_invoice(invoice, created=CREATED)
    return [(problem.field, problem.code) for problem in error.value.problems]


@pytest.mark.parametrize("name", CASES)
def test_the_xml_follows_the_schema_of_its_profile(name: str) -> None:
    data = attached(drawn(name).pdf)
    assert facturx.xml_check_xsd(data, flavor="factur-x", level="en16931")


@pytest.mark.parametrize("name", CASES)
def test_what_is_attached_is_what_was_written(name: str) -> None:
    written = cii.write(CASES[name])
    pdf = opened(drawn(name).pdf)
    assert pdf.attachments["factur-x.xml"].get_file().read_bytes() == written
    assert attached(drawn(name).pdf) == written


def test_the_same_invoice_gives_the_same_bytes() -> None:
    again = render_invoice(replace(SAMPLE), created=CREATED)
    assert again.pdf == drawn("sample").pdf
    assert render_invoice(SAMPLE, created="2026-11-21T10:00:01+01:00").pdf != again.pdf


def test_the_file_is_associated_with_the_document() -> None:
    pdf = opened(drawn("sample").pdf)
    (spec,) = pdf.Root.AF
    assert spec.objgen == pdf.Root.Names.EmbeddedFiles.Names[1].objgen
    assert [str(spec.AFRelationship), str(spec.F), str(spec.UF)] == ["/Alternative", *["factur-x.xml"] * 2]
    file = spec.EF.F
    assert file.Subtype == "/text/xml"
    assert str(file.Params.ModDate) == "D:20261121100000+01'00'" == str(pdf.docinfo["/ModDate"])
    assert int(file.Params.Size) == len(file.read_bytes())


def test_the_packet_says_factur_x() -> None:
    with opened(drawn("sample").pdf).open_metadata() as packet:
        assert (packet["pdfaid:part"], packet["pdfaid:conformance"], packet["pdfuaid:part"]) == (
            "3",
            "A",
            "1",
        )
        fx = "{urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#}"
        names = ("DocumentType", "DocumentFileName", "Version", "ConformanceLevel")
        assert [packet[fx + name] for name in names] == ["INVOICE", "factur-x.xml", "1.0", "EN 16931"]


@pytest.mark.parametrize("profile", ["3a", "ua1"])
def test_page_finds_nothing_wrong(profile: str) -> None:
    report = page.validate_pdf_bytes(drawn("sample").pdf, profile=profile)
    assert [(failure.rule_id, failure.message) for failure in report.failures] == []


def test_amounts_are_those_of_the_pages() -> None:
    sums = "SpecifiedTradeSettlementHeaderMonetarySummation"
    assert said("sample", f"{sums}/LineTotalAmount") == ["2252.07"]
    assert said("sample", f"{sums}/TaxTotalAmount") == ["446.07"]
    assert said("sample", f"{sums}/DuePayableAmount") == ["2698.14"]
    assert "2 698,14 €" in page_texts(drawn("sample").pdf)[0].replace("\u00a0", " ")
    tax = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    rates = [
        said("sample", f"{tax}/{part}")
        for part in ("RateApplicablePercent", "BasisAmount", "CalculatedAmount")
    ]
    assert list(zip(*rates, strict=True)) == [("5.50", "29.97", "1.65"), ("20.00", "2222.10", "444.42")]
    assert said("sample", "SpecifiedLineTradeSettlement/SpecifiedTradeAllowanceCharge/ActualAmount") == [
        "246.90"
    ]
    assert said("deposit", f"{sums}/TotalPrepaidAmount") == ["1000.00"]
    assert said("deposit", f"{sums}/DuePayableAmount") == ["1698.14"]


def test_parties_have_their_numbers() -> None:
    assert scheme("sample", "SellerTradeParty/GlobalID") == [("0009", "43370247900042")]
    assert scheme("sample", "SellerTradeParty/SpecifiedLegalOrganization/ID") == [("0002", "433702479")]
    assert scheme("sample", "SellerTradeParty/SpecifiedTaxRegistration/ID") == [("VA", "FR83433702479")]
    assert scheme("sample", "BuyerTradeParty/GlobalID") == [("0009", "21990012300015")]
    assert scheme("small-business", "SellerTradeParty/SpecifiedTaxRegistration/ID") == [("FC", "433702479")]
    assert scheme("private", "BuyerTradeParty/URIUniversalCommunication/URIID") == [
        ("EM", "anais@example.fr")
    ]


def test_chorus_finds_its_references() -> None:
    assert said("sample", "BuyerReference") == ["SERVICE-COMPTA"]
    assert said("sample", "BuyerOrderReferencedDocument/IssuerAssignedID") == ["EJ 1500012345"]
    assert said("sample", "SellerOrderReferencedDocument/IssuerAssignedID") == ["600106"]
    assert said("hostile", "ContractReferencedDocument/IssuerAssignedID") == ["M-1"]


def test_payment_is_said() -> None:
    means = "SpecifiedTradeSettlementPaymentMeans"
    assert said("sample", f"{means}/TypeCode") == ["30"]
    assert said("sample", f"{means}/PayeePartyCreditorFinancialAccount/IBANID") == [
        "FR7699997000130008765432176"
    ]
    assert said("sample", f"{means}/PayeeSpecifiedCreditorFinancialInstitution/BICID") == ["FICTFRPP"]
    assert said("sample", "DueDateDateTime/udt:DateTimeString") == ["20261221"]
    assert said("private", f"{means}/TypeCode") == ["48"]
    assert said("private", "BusinessProcessSpecifiedDocumentContextParameter/ID") == ["B2"]


def test_mentions_are_notes_with_their_subject() -> None:
    assert said("sample", "IncludedNote/SubjectCode") == ["PMD", "PMT", "AAB"]
    assert said("sample", "IncludedNote/Content") == list(SAMPLE.notes)
    assert "RCS Lyon" in said("sample", "SellerTradeParty/Description")[0]


@pytest.mark.parametrize(
    ("name", "category", "code"),
    [
        ("foreign", "AE", ["VATEX-EU-AE"]),
        ("exempt", "E", []),
        ("small-business", "E", ["VATEX-FR-FRANCHISE"]),
    ],
)
def test_no_tax_has_a_reason(name: str, category: str, code: list[str]) -> None:
    tax = "ApplicableHeaderTradeSettlement/ApplicableTradeTax"
    assert said(name, f"{tax}/CategoryCode") == [category]
    assert said(name, f"{tax}/ExemptionReasonCode") == code
    assert said(name, f"{tax}/ExemptionReason") == [CASES[name].exemption]


def test_markup_in_a_name_stays_a_name() -> None:
    assert said("hostile", "BuyerTradeParty/Name") == [CASES["hostile"].buyer.name]
    assert "<b>" in CASES["hostile"].buyer.name


def test_a_specimen_says_so_to_machines_too() -> None:
    made = render_invoice(SAMPLE, created=CREATED, specimen=True)
    assert cii.SPECIMEN in attached(made.pdf).decode()
    assert cii.SPECIMEN not in attached(drawn("sample").pdf).decode()


class Wrong(Invoice):
    """An invoice that states another tax than its lines make."""

    @property
    def tax(self) -> Decimal:
        return super().tax + Decimal("0.01")


def test_totals_that_do_not_add_up_are_refused() -> None:
    with pytest.raises(Invalid) as error:
        render_invoice(Wrong(**vars(SAMPLE)), created=CREATED)
    assert error.value.problems == (
        Problem("tax", "totals", "446.07"), Problem("gross", "totals", "2698.14"), Problem("due", "totals", "2698.14")
    )  # fmt: skip
    assert "446.07" in labels.problem(error.value.problems[0])


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"number": "F 2026/1"}, ("number", "invoice_number")),
        ({"number": "é"}, ("number", "invoice_number")),
        ({"operations": "Divers"}, ("operations", "unknown_value")),
        ({"lines": ()}, ("lines", "required")),
        ({"notes": SAMPLE.notes[1:]}, ("notes", "late_penalties_missing")),
        ({"notes": SAMPLE.notes[:1] + SAMPLE.notes[2:]}, ("notes", "recovery_fee_missing")),
        ({"notes": SAMPLE.notes[:2]}, ("notes", "early_discount_missing")),
        ({"seller": replace(SAMPLE.seller, vat="")}, ("seller.vat", "required")),
        ({"seller": replace(SAMPLE.seller, vat="83433702479")}, ("seller.vat", "vat_prefix")),
        ({"seller": replace(SAMPLE.seller, siren="", siret="")}, ("seller.siren", "required")),
        ({"buyer": replace(SAMPLE.buyer, name=" ")}, ("buyer.name", "required")),
        ({"buyer": replace(SAMPLE.buyer, siret="43370247900042")}, ("buyer.siret", "siret_other_siren")),
        ({"buyer": replace(SAMPLE.buyer, siren="(((", siret="")}, ("buyer.siren", "siren_format")),
        ({"buyer": replace(SAMPLE.buyer, email="a\ud800")}, ("buyer.email", "glyph")),
        ({"settlement": replace(SAMPLE.settlement, iban="FR00")}, ("settlement.iban", "iban")),
        ({"settlement": replace(SAMPLE.settlement, iban="")}, ("settlement.iban", "required")),
        ({"settlement": CARD}, ("settlement.due_on", "due_before_issue")),
        ({"settlement": replace(SAMPLE.settlement, paid=Decimal(9999))}, ("settlement.paid", "range")),
        ({"settlement": replace(SAMPLE.settlement, due_on=YESTERDAY)}, ("settlement.due_on", "due_before_issue")),
    ],
)  # fmt: skip
def test_what_is_missing_or_wrong_is_refused(change: dict[str, object], problem: tuple[str, str]) -> None:
    assert refused(replace(SAMPLE, **change)) == [problem]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({"name": ""}, [("name", "required")]),
        ({"price": Decimal("NaN")}, [("price", "range")]),
        ({"price": Decimal("Infinity")}, [("price", "range")]),
        ({"price": Decimal(-1)}, [("price", "range")]),
        ({"quantity": Decimal("1.00001")}, [("quantity", "range")]),
        ({"quantity": Decimal(10) ** 30}, [("quantity", "range")]),
        ({"discount": Decimal("0.001")}, [("discount", "range")]),
        ({"discount": Decimal(5000)}, [("discount", "range")]),
        ({"vat_rate": Decimal(20)}, [("vat_rate", "unknown_value")]),
    ],
)
def test_a_wrong_line_is_refused(change: dict[str, object], wrong: list[tuple[str, str]]) -> None:
    line = replace(SAMPLE.lines[0], **change)  # type: ignore[arg-type]
    found = refused(replace(SAMPLE, lines=(line,)))
    assert found == [(f"lines[0].{field}", code) for field, code in wrong]


def test_no_tax_without_a_reason_is_refused() -> None:
    free = replace(SAMPLE, lines=(replace(SAMPLE.lines[0], vat_rate=Decimal(0)),))
    assert refused(free) == [("exemption", "required")]


def test_every_problem_is_said_at_once() -> None:
    nothing = replace(SAMPLE, number="", operations="", lines=(), notes=())
    assert [field for field, _ in refused(nothing)] == [
        "number",
        "operations",
        "notes",
        "notes",
        "notes",
        "lines",
    ]


def test_a_paper_without_attachment_is_still_part_2() -> None:
    pdf = opened(render(paper()).pdf)
    assert pikepdf.Name.AF not in pdf.Root
    with pdf.open_metadata() as packet:
        assert packet["pdfaid:part"] == "2"
