"""What can be wrong with the organisation, its addresses and the texts of an order."""

from __future__ import annotations

from collections.abc import Iterator

from dossier import checks, phones, text_checks
from dossier.catalog import Portal
from dossier.errors import Problem
from dossier.order import Order
from dossier.organisation import Address, BusinessId, Organisation
from dossier.text_checks import Kind
from dossier.trail import blocks


def findings(order: Order, portal: Portal) -> Iterator[Problem]:
    """Numbers, addresses and texts of the organisation, in the order of the screens."""
    yield from _registration(order.organisation)
    yield from _numbers(order.organisation)
    yield from texts(order)
    yield from address(order.organisation.address, "organisation.address")
    if order.billing.address is not None:
        yield from address(order.billing.address, "billing.address")
        yield from _postal_lines(order)
    if "company" in blocks(portal):
        yield from _account_texts(order)


def _registration(organisation: Organisation) -> Iterator[Problem]:
    if organisation.siren and (code := checks.siren(organisation.siren)):
        yield Problem("organisation.siren", code)
    elif organisation.nic:
        code = checks.nic(organisation.nic) or checks.siret(organisation.siret)
        if code:
            yield Problem("organisation.nic", code)
    if organisation.to_check:
        yield Problem("organisation.siren", "registry_to_check")


def _numbers(organisation: Organisation) -> Iterator[Problem]:
    country = organisation.address.country
    if organisation.vat:
        code = checks.vat(organisation.vat, country)
        if not code and country == "FR" and organisation.siren:
            code = "" if checks.compact(organisation.vat).endswith(organisation.siren) else "vat_other_siren"
        if code:
            yield Problem("organisation.vat", code)
    yield from _business_id(organisation)
    for field in ("phone", "fax"):
        value = getattr(organisation, field)
        if value and (code := phones.phone(value)):
            yield Problem(f"organisation.{field}", code)


def _business_id(organisation: Organisation) -> Iterator[Problem]:
    kind, value = organisation.business_id_kind, organisation.business_id
    if value and kind is None:
        yield Problem("organisation.business_id_kind", "required")
    elif value:
        check = checks.siren if kind is BusinessId.SIREN else checks.duns
        if code := check(checks.compact(value)):
            yield Problem("organisation.business_id", code)


def texts(order: Order) -> Iterator[Problem]:
    """Characters and lengths of the texts that are not a person's."""
    organisation, billing = order.organisation, order.billing
    names = {
        "organisation.name": organisation.name,
        "organisation.establishment": organisation.establishment,
        "organisation.department": organisation.department,
        "certificate.organisation": order.certificate.organisation,
        "billing.recipient": billing.recipient,
        "billing.recipient_service": billing.recipient_service,
    }
    lines = {
        "certificate.locality": order.certificate.locality,
        "certificate.region": order.certificate.region,
        "billing.purchase_order": billing.purchase_order,
        "billing.service_code": billing.service_code,
    }
    yield from _texts(names, Kind.NAME)
    yield from _texts(lines, Kind.LINE)
    yield from _texts({"special_instructions": order.special_instructions}, Kind.NOTE)


def address(value: Address, path: str) -> Iterator[Problem]:
    """Characters of each line, country and postcode; a town without postcode is a matter of `required`."""
    lines = {f"{path}.{f}": getattr(value, f) for f in ("street", "complement", "locality", "town", "region")}
    yield from _texts(lines, Kind.LINE)
    if value.country and (code := checks.country(value.country)):
        yield Problem(f"{path}.country", code)
    elif value.postcode and (code := checks.postcode(value.postcode, value.country)):
        yield Problem(f"{path}.postcode", code)


def _texts(values: dict[str, str], kind: Kind) -> Iterator[Problem]:
    for field, value in values.items():
        code, detail = text_checks.text(value, kind)
        if code:
            yield Problem(field, code, detail)


def _postal_lines(order: Order) -> Iterator[Problem]:
    """CS-59…65 are lines of a postal address: 38 characters each (NF Z 10-011)."""
    lines = {"billing.recipient": order.billing.recipient}
    lines |= {
        f"billing.address.{f}": getattr(order.billing.address, f)
        for f in ("street", "complement", "locality")
    }
    for field, value in lines.items():
        if len(value) > text_checks.POSTAL_LINE:
            yield Problem(field, "postal_line_long", str(text_checks.POSTAL_LINE))


def _account_texts(order: Order) -> Iterator[Problem]:
    """GS-02: account fields hold A-Z, 0-9 and spaces alone; their transliteration is offered (K-02)."""
    place = order.organisation.address
    values = {
        "organisation.name": order.organisation.name,
        "organisation.address.street": place.street,
        "organisation.address.complement": place.complement,
        "organisation.address.town": place.town,
    }
    if order.account is not None:
        values["account.contact.first_name"] = order.account.contact.first_name
        values["account.contact.last_name"] = order.account.contact.last_name
        values["account.middle_name"] = order.account.middle_name
    for field, value in values.items():
        if not text_checks.alphanumeric(value):
            yield Problem(field, "not_alphanumeric", text_checks.transliterated(value))
