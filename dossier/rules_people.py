"""What can be wrong with the people of an order."""

from __future__ import annotations

from collections.abc import Iterator

from dossier import checks, identity, passwords, phones, pieces, text_checks
from dossier.catalog import HolderKind, Portal
from dossier.errors import Problem
from dossier.order import Order, Path
from dossier.people import Contact, Person
from dossier.text_checks import Kind
from dossier.trail import blocks


def people(order: Order) -> dict[str, Person]:
    """Holder, representative and delegate, when there are any, by their field."""
    named = {"holder": order.holder, "representative": order.representative, "delegate": order.delegate}
    return {field: person for field, person in named.items() if person is not None}


def signers(order: Order) -> dict[str, Person]:
    """Who signs a dematerialised dossier, in turn, by field: the holder, then the delegate or the representative.

    One person in two capacities signs once (Q-1, Q-7).
    """
    found = {"holder": order.holder}
    if order.delegate is not None:
        return found if pieces.delegate_is_holder(order) else found | {"delegate": order.delegate}
    if order.representative is not None and not order.holder_is_representative:
        found["representative"] = order.representative
    return found


def findings(order: Order, portal: Portal) -> Iterator[Problem]:
    """Names, e-mails and phones of everybody, and who is who."""
    for field, person in people(order).items():
        yield from _person(person, field)
    for field, contact in _contacts(order).items():
        yield from _contact(contact, field)
    yield from _capacities(order)
    yield from _account(order, portal)
    yield from _look_alikes(order)


def identities(order: Order, portal: Portal) -> Iterator[Problem]:
    """Q-6: before a dematerialised validation each signer's document and mobile are known; not on paper."""
    if order.path is not Path.DEMATERIALISED:
        return
    for field, person in signers(order).items():
        if not person.mobile:
            yield Problem(f"{field}.mobile", "required")
        elif code := phones.mobile(person.mobile):
            yield Problem(f"{field}.mobile", code)
        yield from _identity(person, portal, f"{field}.identity")


def _identity(person: Person, portal: Portal, path: str) -> Iterator[Problem]:
    document = person.identity
    if document is None or not document.number:
        yield Problem(f"{path}.number" if document else path, "required")
        return
    asked = next((rule for rule in portal.identity_fields if rule.document is document.type), None)
    if asked is None:
        yield Problem(f"{path}.type", "document_not_accepted")
        return
    for field in ("issued_on", "expires_on"):
        if getattr(asked, field) and getattr(document, field) is None:
            yield Problem(f"{path}.{field}", "required")


def _person(person: Person, path: str) -> Iterator[Problem]:
    for field in ("first_name", "middle_name", "last_name"):
        yield from _text(getattr(person, field), Kind.PERSON, f"{path}.{field}")
    for field in ("function", "service"):
        yield from _text(getattr(person, field), Kind.LINE, f"{path}.{field}")
    yield from _reach(person.email, person.office_phone, f"{path}.email", f"{path}.office_phone")
    if person.mobile and (code := phones.phone(person.mobile)):
        yield Problem(f"{path}.mobile", code)


def _contact(contact: Contact, path: str) -> Iterator[Problem]:
    for field in ("first_name", "last_name"):
        yield from _text(getattr(contact, field), Kind.PERSON, f"{path}.{field}")
    yield from _reach(contact.email, contact.phone, f"{path}.email", f"{path}.phone")


def _contacts(order: Order) -> dict[str, Contact]:
    named = {
        "applicant": order.applicant,
        "account.contact": order.account.contact if order.account else None,
        "technical_contact": order.technical_contact,
        "billing.contact": order.billing.contact,
    }
    return {field: contact for field, contact in named.items() if contact is not None}


def _text(value: str, kind: Kind, path: str) -> Iterator[Problem]:
    code, detail = text_checks.text(value, kind)
    if code:
        yield Problem(path, code, detail)


def _reach(email: str, phone: str, email_path: str, phone_path: str) -> Iterator[Problem]:
    if email and (code := checks.email(email)):
        yield Problem(email_path, code)
    if phone and (code := phones.phone(phone)):
        yield Problem(phone_path, code)


def _capacities(order: Order) -> Iterator[Problem]:
    if order.holder_is_representative and order.representative is not None:
        yield Problem("representative", "holder_is_representative")
    one, other = order.delegate, order.representative
    if one is not None and other is not None and identity.same_person(one, other):
        yield Problem("delegate", "delegate_is_representative")
    if pieces.delegate_is_holder(order):
        yield Problem("delegate", "delegate_is_holder")


def _account(order: Order, portal: Portal) -> Iterator[Problem]:
    username = order.account.username if order.account and "credentials" in blocks(portal) else ""
    if username and (code := passwords.username(username, portal.password)):
        yield Problem("account.username", code)


def _look_alikes(order: Order) -> Iterator[Problem]:
    """The office looks when two signers share a phone or an e-mail (IDV-07)."""
    found = list(signers(order).items())
    for number, (field, person) in enumerate(found):
        for _, other in found[:number]:
            if person.mobile and person.mobile == other.mobile:
                yield Problem(f"{field}.mobile", "same_phone")
            if person.email and person.email.casefold() == other.email.casefold():
                yield Problem(f"{field}.email", "same_email")


def service(order: Order, kind: HolderKind) -> Iterator[Problem]:
    """CS-38…43: a seal names an application, a server its full domain name; a person's certificate neither."""
    named = order.service
    if kind is HolderKind.PERSON:
        if named is not None:
            yield Problem("service", "service_not_needed")
        return
    if named is None:
        return
    if named.email and (code := checks.email(named.email)):
        yield Problem("service.email", code)
    if kind is HolderKind.SERVER and named.name and (code := checks.fqdn(named.name)):
        yield Problem("service.name", code)
    if kind is HolderKind.SEAL:
        yield from _text(named.name, Kind.NAME, "service.name")
