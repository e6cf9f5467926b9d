"""Seller and buyer in the XML (BG-4, BG-7)."""

from __future__ import annotations

from dossier.organisation import Address
from dossier.papers.facturx.elements import Part, group, leaf
from dossier.templates.invoice_facts import Party


def party(name: str, who: Party, department: str = "") -> Part:
    """BG-4 or BG-7: SIRET under 0009 (BT-29, BT-46), SIREN under 0002 (BT-30, BT-47), VAT number (BT-31, BT-48).

    A seller without VAT number is known to the tax office by its SIREN (BT-32).
    """
    seller = name == "ram:SellerTradeParty"
    tax, scheme = (who.vat, "VA") if who.vat or not seller else (who.siren, "FC")
    return group(
        name,
        leaf("ram:GlobalID", who.siret, schemeID="0009"),
        leaf("ram:Name", who.name),  # BT-27, BT-44
        leaf("ram:Description", who.legal if seller else ""),  # BT-33
        group("ram:SpecifiedLegalOrganization", leaf("ram:ID", who.siren, schemeID="0002")),
        _contact(who, department),
        _address(who.address),
        group("ram:URIUniversalCommunication", _endpoint(who)),
        group("ram:SpecifiedTaxRegistration", leaf("ram:ID", tax, schemeID=scheme)),
    )


def _contact(who: Party, department: str) -> Part:
    """BG-6 or BG-9."""
    return group(
        "ram:DefinedTradeContact",
        leaf("ram:DepartmentName", department),  # BT-56
        group("ram:TelephoneUniversalCommunication", leaf("ram:CompleteNumber", who.phone)),  # BT-42, BT-57
        group("ram:EmailURIUniversalCommunication", leaf("ram:URIID", who.email)),  # BT-43, BT-58
    )


def _endpoint(who: Party) -> Part:
    """BT-34 or BT-49: the SIREN is the default address in the French directory (0225), else an e-mail."""
    if who.siren:
        return leaf("ram:URIID", who.siren, schemeID="0225")
    return leaf("ram:URIID", who.email, schemeID="EM")


def _address(address: Address) -> Part:
    """BG-5 or BG-8."""
    lines = [line for line in (address.street, address.complement, address.locality) if line]
    return group(
        "ram:PostalTradeAddress",
        leaf("ram:PostcodeCode", address.postcode),  # BT-38, BT-53
        *(leaf(f"ram:Line{rank}", line) for rank, line in zip(("One", "Two", "Three"), lines, strict=False)),
        leaf("ram:CityName", address.town),  # BT-37, BT-52
        leaf("ram:CountryID", address.country or "FR"),  # BT-40, BT-55
    )
