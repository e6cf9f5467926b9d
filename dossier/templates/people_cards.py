"""An order's people and billing, as cards. An identity document's number is never printed in full."""

from __future__ import annotations

from dossier import labels
from dossier.catalog import HolderKind, Portal
from dossier.order import Billing, Order, Path, PaymentMeans
from dossier.people import Contact, IdentityDocument, Person
from dossier.templates import formats, markdown, signers
from dossier.templates.cards import Card, Fact, fact, present
from dossier.templates.order_cards import price


def people(order: Order, portal: Portal) -> tuple[Card, ...]:
    """The service if any, the holder or manager, the representative, the delegate, other contacts."""
    kind = portal.product(order.certificate.product).holder
    cards = [*_service(order, kind), _holder(order, portal)]
    if order.representative is not None and not order.holder_is_representative:
        cards.append(_representative(order.representative))
    if order.delegate is not None:
        cards.append(_delegate(order.delegate))
    return (*cards, *_contacts(order))


def _service(order: Order, kind: HolderKind) -> tuple[Card, ...]:
    if order.service is None:
        return ()
    seal = kind is HolderKind.SEAL
    named = fact("Nom du service applicatif" if seal else "Nom de domaine (FQDN)", order.service.name)
    return (
        Card("Service désigné par le certificat", (named, fact("E-mail du service", order.service.email))),
    )


def _holder(order: Order, portal: Portal) -> Card:
    capacity = signers.holder_capacity(order, portal)
    alone = order.holder_is_representative and order.path is not Path.APPROVAL
    capacity = f"{capacity} et représentant légal" if alone else capacity
    return Card(_capital(capacity), _whole(order, order.holder), note=_same(order))


def _same(order: Order) -> str:
    return "Le titulaire est aussi le demandeur." if order.applicant_is_holder else ""


def _whole(order: Order, person: Person) -> tuple[Fact, ...]:
    """CS-29…35. What a paper lets a hand complete is left to be written."""
    hand = signers.by_hand(order)
    asked = order.path is not Path.APPROVAL
    optional = (
        fact("Fonction", person.function, fillable=hand),
        fact("Service", person.service, fillable=hand),
        fact("Téléphone de bureau", formats.phone(person.office_phone), fillable=hand),
        fact("Téléphone portable", formats.phone(person.mobile), fillable=hand),
    )
    return (*_named(person), *_identity(person.identity), *(optional if asked else present(*optional)))


def _named(person: Person) -> tuple[Fact, ...]:
    first = " ".join(part for part in (person.first_name, person.middle_name) if part)
    return fact("Prénom", first), fact("Nom d’usage", person.last_name), fact("Adresse e-mail", person.email)


def _identity(document: IdentityDocument | None) -> tuple[Fact, ...]:
    if document is None:
        return ()
    return (fact("Pièce d’identité", identity(document)),)


def identity(document: IdentityDocument) -> str:
    """« Passeport n° ••••••345 »: the type, and the end of the number (Q-6)."""
    return f"{labels.word('document', document.type)} n°{formats.NBSP}{formats.masked(document.number)}"


def _representative(person: Person) -> Card:
    return Card("Représentant légal", (*_named(person), *_reached(person)))


def _delegate(person: Person) -> Card:
    facts = (*_named(person), *_reached(person))
    return Card("Délégataire", facts, warning=delegation_warning())


def delegation_warning() -> str:
    """CS-53, as one plain text."""
    return markdown.stored("delegation_warning").strip()


def _reached(person: Person) -> tuple[Fact, ...]:
    phone = formats.phone(person.mobile)
    known = present(fact("Téléphone portable", phone), fact("Fonction", person.function))
    return (*known, *_identity(person.identity))


def _contacts(order: Order) -> tuple[Card, ...]:
    """Account and technical contacts, where the portal asks them (GS-01…25, GS-46)."""
    cards = []
    if order.account is not None:
        account = order.account
        choice = "Oui" if account.opt_in else "Non"
        facts = (*_reach(account.contact, account.middle_name), fact("Identifiant", account.username))
        cards.append(Card("Compte client", (*facts, fact("Reçoit les informations commerciales", choice))))
    if order.technical_contact is not None:
        cards.append(Card("Contact technique", _reach(order.technical_contact)))
    return tuple(cards)


def _reach(contact: Contact, middle: str = "") -> tuple[Fact, ...]:
    names = (contact.first_name, middle, contact.last_name)
    return present(
        fact("Nom", " ".join(name for name in names if name)),
        fact("Adresse e-mail", contact.email),
        fact("Téléphone", formats.phone(contact.phone)),
    )


def billing(order: Order, portal: Portal) -> Card:
    """Who pays, how, and the references that an accountant looks for."""
    bill = order.billing
    facts = (
        fact("Mode de paiement", labels.word("payment", bill.means)),
        *present(fact("Montant", price(order, portal))),
        *_references(order),
        *_recipient(order, bill),
        *_bank(bill, portal),
    )
    return Card("Facturation", facts, note=_fee(order))


def _references(order: Order) -> tuple[Fact, ...]:
    bill = order.billing
    if order.path is Path.APPROVAL:
        return present(fact("Numéro de bon de commande", bill.purchase_order))
    return present(
        fact("Bon de commande ou engagement juridique", bill.purchase_order),
        fact("Code service (Chorus Pro)", bill.service_code),
    )


def _recipient(order: Order, bill: Billing) -> tuple[Fact, ...]:
    whose = "Établissement du titulaire" if order.organisation.siren else "Adresse du client"
    place = formats.postal(bill.address) if bill.address else whose
    facts = (
        fact("Destinataire", bill.recipient),
        fact("Service destinataire", bill.recipient_service),
        fact("Adresse de facturation", place),
    )
    contact = _reach(bill.contact) if bill.contact else ()
    return (*present(*facts), *(Fact(f"Contact{formats.NBSP}: {f.label.lower()}", f.value) for f in contact))


def _bank(bill: Billing, portal: Portal) -> tuple[Fact, ...]:
    """CG-30: where a transfer goes."""
    bank = portal.bank
    if bank is None or bill.means is not PaymentMeans.TRANSFER:
        return ()
    return (
        fact("Titulaire du compte", bank.holder),
        fact("Domiciliation", bank.domiciliation),
        fact("RIB", bank.rib.replace(" ", formats.NBSP)),
        fact("IBAN", formats.iban(bank.iban)),
        fact("BIC", bank.bic),
    )


def _fee(order: Order) -> str:
    billed = "Le face-à-face est facturé en sus par le commissaire de justice, qui en établit le devis."
    return billed if order.path is Path.BAILIFF else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
