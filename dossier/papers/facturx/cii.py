"""The invoice as XML: UN/CEFACT Cross Industry Invoice D16B, Factur-X profile EN 16931, in the schema's order.

Each element's business term (BT) or group (BG) is that of EN 16931-1.
"""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from dossier.papers.facturx import codes
from dossier.papers.facturx.elements import Part, bare, day, group, leaf, money, price, reference
from dossier.papers.facturx.parties import party
from dossier.templates.invoice_facts import Invoice, Line, Settlement, Vat

PROFILE = "urn:cen.eu:en16931:2017"
SPECIMEN = "SPECIMEN — sans valeur"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_INVOICE, _CURRENCY, _DISCOUNT = "380", "EUR", "95"
_CEFACT = "urn:un:unece:uncefact:data:standard"
_NAMESPACES = {
    "xmlns:rsm": f"{_CEFACT}:CrossIndustryInvoice:100",
    "xmlns:ram": f"{_CEFACT}:ReusableAggregateBusinessInformationEntity:100",
    "xmlns:udt": f"{_CEFACT}:UnqualifiedDataType:100",
}


def write(invoice: Invoice, *, specimen: bool = False) -> bytes:
    """The XML of an invoice that `checks` accepts; a specimen says so in its first note."""
    root = Element("rsm:CrossIndustryInvoice", _NAMESPACES)
    parts = (_context(invoice), _document(invoice, specimen), _transaction(invoice))
    root.extend(part for part in parts if part is not None)
    ElementTree.indent(root)
    return f"{_HEAD}{ElementTree.tostring(root, encoding='unicode')}\n".encode()


def _context(invoice: Invoice) -> Part:
    """BG-2."""
    paid = invoice.settlement.paid
    return group(
        "rsm:ExchangedDocumentContext",
        group(
            "ram:BusinessProcessSpecifiedDocumentContextParameter",
            leaf(
                "ram:ID", codes.process(invoice.operations, settled=bool(paid) and paid == invoice.gross)
            ),  # BT-23
        ),
        group("ram:GuidelineSpecifiedDocumentContextParameter", leaf("ram:ID", PROFILE)),  # BT-24
    )


def _document(invoice: Invoice, specimen: bool) -> Part:
    """BT-1 to BT-3, BG-1."""
    notes = (SPECIMEN, *invoice.notes) if specimen else invoice.notes
    return group(
        "rsm:ExchangedDocument",
        leaf("ram:ID", invoice.number),
        leaf("ram:TypeCode", _INVOICE),
        day("ram:IssueDateTime", invoice.issued_on),
        *(
            group(
                "ram:IncludedNote",
                leaf("ram:Content", note),  # BT-22
                leaf("ram:SubjectCode", codes.subject(note)),  # BT-21
            )
            for note in notes
            if note.strip()
        ),
    )


def _transaction(invoice: Invoice) -> Part:
    return group(
        "rsm:SupplyChainTradeTransaction",
        *(_line(number, line, invoice.exemption) for number, line in enumerate(invoice.lines, 1)),
        _agreement(invoice),
        group(
            "ram:ApplicableHeaderTradeDelivery",
            group("ram:ActualDeliverySupplyChainEvent", day("ram:OccurrenceDateTime", invoice.delivered_on)),
        ),  # BT-72
        _settlement(invoice),
    )


def _line(number: int, line: Line, exemption: str) -> Part:
    """BG-25: the number, what, its price, how many, its tax and its amount."""
    return group(
        "ram:IncludedSupplyChainTradeLineItem",
        group("ram:AssociatedDocumentLineDocument", leaf("ram:LineID", str(number))),  # BT-126
        group(
            "ram:SpecifiedTradeProduct",
            leaf("ram:SellerAssignedID", line.reference),  # BT-155
            leaf("ram:Name", line.name),  # BT-153
        ),
        group(
            "ram:SpecifiedLineTradeAgreement",
            group("ram:NetPriceProductTradePrice", leaf("ram:ChargeAmount", price(line.price))),  # BT-146
        ),
        group(
            "ram:SpecifiedLineTradeDelivery",
            leaf("ram:BilledQuantity", bare(line.quantity), unitCode=codes.unit(line.unit)),  # BT-129, 130
        ),
        group(
            "ram:SpecifiedLineTradeSettlement",
            group("ram:ApplicableTradeTax", *_rate(line.vat_rate, exemption)),  # BG-30
            _discount(line),
            group(
                "ram:SpecifiedTradeSettlementLineMonetarySummation",
                leaf("ram:LineTotalAmount", money(line.net)),  # BT-131
            ),
        ),
    )


def _discount(line: Line) -> Part:
    """BG-27."""
    if not line.discount:
        return None
    return group(
        "ram:SpecifiedTradeAllowanceCharge",
        group("ram:ChargeIndicator", leaf("udt:Indicator", "false")),
        leaf("ram:ActualAmount", money(line.discount)),  # BT-136
        leaf("ram:ReasonCode", _DISCOUNT),  # BT-140
        leaf("ram:Reason", line.discount_reason or "Remise"),  # BT-139
    )


def _agreement(invoice: Invoice) -> Part:
    """Who sells, who buys, and the numbers each knows the order by."""
    return group(
        "ram:ApplicableHeaderTradeAgreement",
        leaf("ram:BuyerReference", invoice.buyer_reference),  # BT-10
        party("ram:SellerTradeParty", invoice.seller),
        party("ram:BuyerTradeParty", invoice.buyer, invoice.billed_to),
        reference("ram:SellerOrderReferencedDocument", invoice.dossier),  # BT-14
        reference("ram:BuyerOrderReferencedDocument", invoice.order_reference),  # BT-13
        reference("ram:ContractReferencedDocument", invoice.contract),  # BT-12
    )


def _settlement(invoice: Invoice) -> Part:
    """How it is paid and what is due."""
    pay = invoice.settlement
    return group(
        "ram:ApplicableHeaderTradeSettlement",
        leaf("ram:PaymentReference", invoice.number),  # BT-83
        leaf("ram:InvoiceCurrencyCode", _CURRENCY),  # BT-5
        _means(pay),
        *(_tax(part, invoice.exemption) for part in invoice.vat),
        group(
            "ram:SpecifiedTradePaymentTerms",
            leaf("ram:Description", pay.terms),  # BT-20
            day("ram:DueDateDateTime", pay.due_on),  # BT-9
        ),
        _sums(invoice),
    )


def _means(pay: Settlement) -> Part:
    """BG-16 and BG-17."""
    iban = "".join(pay.iban.split())
    account = (leaf("ram:IBANID", iban), leaf("ram:AccountName", pay.account)) if iban else ()  # BT-84, 85
    bank = leaf("ram:BICID", "".join(pay.bic.split()) if iban else "")  # BT-86
    return group(
        "ram:SpecifiedTradeSettlementPaymentMeans",
        leaf("ram:TypeCode", codes.means(pay.means, iban)),  # BT-81
        leaf("ram:Information", pay.means),  # BT-82
        group("ram:PayeePartyCreditorFinancialAccount", *account),
        group("ram:PayeeSpecifiedCreditorFinancialInstitution", bank),
    )


def _tax(part: Vat, exemption: str) -> Part:
    """BG-23."""
    kind, category, code, rate = _rate(part.rate, exemption, reason=True)
    return group(
        "ram:ApplicableTradeTax",
        leaf("ram:CalculatedAmount", money(part.tax)),  # BT-117
        kind,
        leaf("ram:ExemptionReason", "" if part.rate else exemption),  # BT-120
        leaf("ram:BasisAmount", money(part.base)),  # BT-116
        category,
        code,
        rate,
    )


def _rate(rate: Decimal, exemption: str, *, reason: bool = False) -> tuple[Part, Part, Part, Part]:
    """Kind of tax, category, code of the reason if wanted (BT-121), and percentage (BT-119, BT-152)."""
    category, code = codes.category(rate, exemption)
    return (
        leaf("ram:TypeCode", "VAT"),
        leaf("ram:CategoryCode", category),  # BT-118, BT-151
        leaf("ram:ExemptionReasonCode", code if reason else ""),
        leaf("ram:RateApplicablePercent", money(100 * rate)),
    )


def _sums(invoice: Invoice) -> Part:
    """BG-22."""
    paid = invoice.settlement.paid
    return group(
        "ram:SpecifiedTradeSettlementHeaderMonetarySummation",
        leaf("ram:LineTotalAmount", money(invoice.net)),  # BT-106
        leaf("ram:TaxBasisTotalAmount", money(invoice.net)),  # BT-109
        leaf("ram:TaxTotalAmount", money(invoice.tax), currencyID=_CURRENCY),  # BT-110
        leaf("ram:GrandTotalAmount", money(invoice.gross)),  # BT-112
        leaf("ram:TotalPrepaidAmount", money(paid) if paid else ""),  # BT-113
        leaf("ram:DuePayableAmount", money(invoice.due)),  # BT-115
    )
