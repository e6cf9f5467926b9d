"""An order's organisation, certificate and offices, as cards."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re

from dossier import labels, prices
from dossier.catalog import Money, Office, Portal, Product
from dossier.order import CertificateChoice, KeySource, Order, Path
from dossier.organisation import Organisation, OrganisationType
from dossier.templates import formats, signers
from dossier.templates.cards import Card, Fact, fact, present

_PEM = re.compile(r"-----BEGIN [A-Z ]+-----(.*?)-----END", re.DOTALL)


def heading(order: Order) -> tuple[Fact, ...]:
    """What identifies the order: numbers, date, applicant, path."""
    return (
        *present(
            fact("Numéro de dossier", order.number),
            fact("Numéro de client", order.client_number),
            fact("Date de la demande", formats.moment(order.placed_at)),
        ),
        fact("Demandeur", order.applicant.name),
        fact("E-mail du demandeur", order.applicant.email),
        fact("Transmission", labels.word("path", order.path)),
    )


def organisation(order: Order) -> Card:
    """The entity and its establishment; what its portal did not ask leaves no line."""
    entity = order.organisation
    private = entity.type is OrganisationType.INDIVIDUAL
    facts = (
        Fact("Nom" if private else "Dénomination", entity.name, wide=True),
        *_numbers(entity),
        Fact("Adresse", formats.postal(entity.address), wide=True),
        fact("Type d’organisation", labels.word("organisation_type", entity.type)),
        fact("Téléphone", formats.phone(entity.phone), fillable=signers.by_hand(order)),
        *_abroad(entity),
    )
    note = "Informations saisies par le demandeur, que le bureau d’enregistrement doit vérifier."
    return Card("Client" if private else "Organisation", facts, note=note if entity.to_check else "")


def _numbers(entity: Organisation) -> tuple[Fact, ...]:
    siret = formats.siret(entity.siret) if entity.nic else ""
    named = entity.establishment if entity.establishment != entity.name else ""
    return present(
        fact("SIREN", formats.siren(entity.siren)),
        fact("SIRET", siret),
        fact("Établissement", named),
    )


def _abroad(entity: Organisation) -> tuple[Fact, ...]:
    kind = entity.business_id_kind
    return present(
        fact("Télécopie", formats.phone(entity.fax)),
        fact("Service", entity.department),
        fact("Région ou département", entity.address.region),
        fact("Numéro de TVA", entity.vat),
        fact(labels.word("business_id", kind or ""), entity.business_id if kind else ""),
        fact("Fuseau horaire", entity.timezone),
    )


def certificate(order: Order, portal: Portal) -> Card:
    """What is ordered, what holds the key, and what it costs."""
    choice, product = order.certificate, portal.product(order.certificate.product)
    offer = prices.offer(choice, portal)
    facts = present(
        Fact("Certificat", f"{choice.quantity} × {product.name}", wide=len(product.name) > 40),
        fact("Niveau", product.level if product.level != product.name else ""),
        fact("Autorité de certification", product.authority),
        fact("Durée de validité", formats.count(offer.years, "an", "ans")),
        fact("Formule", formats.typographic(offer.payment)),
        fact("Support", formats.typographic(choice.support)),
        fact("Clé", labels.word("key", choice.key) if _key_matters(choice, product) else ""),
        fact("Système d’exploitation", labels.word("system", choice.system) if choice.system else ""),
        *_subject(choice),
        *_codes(choice, portal),
        Fact("Prix convenu", price(order, portal)),
        Fact("Empreinte SHA-256 de la demande (CSR)", _fingerprint(choice), wide=True),
    )
    return Card("Certificat et support", facts, note=_checked(choice))


def price(order: Order, portal: Portal) -> str:
    """« 120,00 € HT », as it was shown at validation; nothing where the catalogue shows no price."""
    money = prices.total(order.certificate, portal)
    return formats.money(Money(order.agreed_total, money.basis)) if money else ""


def _key_matters(choice: CertificateChoice, product: Product) -> bool:
    return choice.key is not KeySource.TOKEN or not choice.support


def _subject(choice: CertificateChoice) -> tuple[Fact, ...]:
    """What the certificate will say of the organisation, where it is typed apart (GS-37…40)."""
    place = ", ".join(
        part for part in (choice.locality, choice.region, formats.country(choice.country)) if part
    )
    return (
        fact("Organisation dans le certificat", choice.organisation),
        fact("Lieu dans le certificat", place if choice.organisation else ""),
    )


def _codes(choice: CertificateChoice, portal: Portal) -> tuple[Fact, ...]:
    campaign = (
        f"{choice.campaign_code} (–{prices.campaign(choice, portal)} %)" if choice.campaign_code else ""
    )
    coupon = f"{choice.coupon_code} (–{prices.coupon(choice, portal)} %)" if choice.coupon_code else ""
    spaced = (formats.typographic(campaign), formats.typographic(coupon))
    return fact("Code de campagne", spaced[0]), fact("Bon de réduction", spaced[1])


def _checked(choice: CertificateChoice) -> str:
    return "Le demandeur a vérifié les prérequis techniques du poste." if choice.prerequisites_checked else ""


def _fingerprint(choice: CertificateChoice) -> str:
    """SHA-256 of the request's DER, so that whoever holds it can recognise it; nothing if it cannot be read."""
    found = _PEM.search(choice.csr)
    if choice.key is not KeySource.CSR or not found:
        return ""
    try:
        der = base64.b64decode("".join(found[1].split()), validate=True)
    except binascii.Error:
        return ""
    return formats.digest(hashlib.sha256(der).hexdigest())


def offices(order: Order, portal: Portal) -> tuple[Card, ...]:
    """Where the dossier goes, where the certificate is collected, and the bailiff's office if there is one."""
    deposit, pickup = portal.office(order.deposit_office), portal.office(order.pickup_office)
    if order.path is Path.APPROVAL:
        return (Card("Vérification de la commande", contact(deposit)),)
    if order.path is Path.BAILIFF:
        return bailiff(order, portal), Card("Bureau d’envoi des originaux", whereabouts(deposit))
    if deposit.id == pickup.id:
        return (Card("Bureau d’envoi et de retrait", whereabouts(deposit)),)
    return (
        Card("Bureau d’envoi", whereabouts(deposit)),
        Card("Bureau de retrait", whereabouts(pickup)),
    )


def bailiff(order: Order, portal: Portal) -> Card:
    """The bailiff's office (CG-35), or that it is still to be chosen (CG-26)."""
    meeting = order.face_to_face
    title = "Commissaire de justice (opérateur d’AED)"
    if meeting is None or not meeting.bailiff:
        return Card(title, (), remark="Commissaire de justice à choisir avec le service d’enregistrement.")
    return Card(title, whereabouts(portal.bailiff(meeting.bailiff)))


def whereabouts(office: Office) -> tuple[Fact, ...]:
    """An office's name, address and contacts."""
    return (
        fact("Nom", formats.typographic(office.name)),
        fact("Téléphone", formats.phone(office.phone)),
        fact("Adresse", formats.typographic(formats.postal(office.address))),
        fact("E-mail", office.email),
    )


def contact(office: Office) -> tuple[Fact, ...]:
    """How to reach an office, without its address."""
    return (*(fact for fact in whereabouts(office) if fact.label != "Adresse"), *hours(office))


def hours(office: Office) -> tuple[Fact, ...]:
    """When it is open."""
    return present(Fact("Horaires", formats.typographic(office.hours), wide=True))


def envelope(office: Office, portal: Portal) -> tuple[str, ...]:
    """The office's address as on an envelope: six lines at most, the issuer first when there is room."""
    lines = formats.postal_lines(office.name, address=office.address)
    named = (portal.issuer, *lines) if portal.issuer not in office.name else lines
    return tuple(formats.typographic(line) for line in (named if len(named) <= 6 else lines))


def help_line(portal: Portal) -> str:
    """Whom to ask, on one line."""
    known = portal.assistance
    parts = (formats.phone(known.phone), known.email, known.site)
    return f"Besoin d’aide{formats.NBSP}: {', '.join(part for part in parts if part)}."


def assistance(portal: Portal) -> Card:
    """Whom to ask (CS-114, CG-42, GS-56)."""
    known = portal.assistance
    menu = " ; ".join(f"{number} : {text}" for number, text in enumerate(known.menu, 1))
    facts = (
        fact("Téléphone", formats.phone(known.phone)),
        fact("E-mail", known.email),
        fact("Site", known.site),
        fact("Horaires", formats.typographic(" ; ".join(known.hours))),
        Fact("Choix au téléphone", formats.typographic(menu), wide=True),
        Fact("Prix de l’appel", formats.typographic(known.price), wide=True),
        Fact("Autres adresses", formats.typographic(" ; ".join(known.mailboxes)), wide=True),
    )
    return Card("Assistance", present(*facts))
