"""Evidence and an invoice, invented."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from dossier.blocks import Role
from dossier.evidence import Entry, Event, Trace, append
from dossier.organisation import Address
from dossier.templates import evidence_facts as facts
from dossier.templates import invoice_facts as bill

START = datetime(2026, 11, 18, 9, 12, 7, tzinfo=UTC)
CONSENT = "J’ai lu ces documents et je les signe électroniquement en qualité de titulaire."


def evidence() -> facts.Evidence:
    """Two signers, two documents each."""
    signers = (
        _signer(Role.HOLDER, "titulaire", "Éloïse N'Guyen", "eloise.nguyen@example.fr", "+33639980001", 0),
        _signer(
            Role.REPRESENTATIVE, "représentant légal", "Zoë d'Été", "zoe.dete@example.fr", "+33639980002", 26
        ),
    )
    return facts.Evidence(_procedure(), signers, journal(), START + timedelta(hours=28))


def _procedure() -> facts.ProcedureFacts:
    return facts.ProcedureFacts(
        dossier="600102",
        revision=1,
        product="Eiducio (eIDAS)",
        organisation="CHAMBERSIGN FRANCE",
        siren="433702479",
        portal="Portail ChamberSign",
        terms_version="2.1",
        terms_accepted_at=START - timedelta(minutes=4),
        created_at=START,
        completed_at=START + timedelta(hours=27),
        expires_at=START + timedelta(days=30),
        specimen=False,
    )


def _signer(role: Role, capacity: str, name: str, email: str, phone: str, hours: int) -> facts.SignerFacts:
    at = START + timedelta(hours=hours, minutes=20)
    return facts.SignerFacts(
        role=role,
        capacity=capacity,
        name=name,
        email=email,
        phone=phone,
        address=f"192.0.2.{10 + hours}",
        agent="Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
        means=facts.Means.SMS,
        invited_at=START + timedelta(hours=hours),
        opened_at=at,
        consented_at=at + timedelta(minutes=5),
        consent=CONSENT.replace("titulaire", capacity),
        identity=facts.IdentityCheck(
            ("numéro de pièce d’identité", "date de délivrance", "prénom", "nom", "téléphone"), 1, at
        ),
        code=facts.CodeSent(
            phone,
            "Paraphe : votre code pour signer le dossier 600102 est ••••••. Ne le donnez à personne.",
            at + timedelta(minutes=4),
            at + timedelta(minutes=5),
        ),
        certificate=_certificate(name, at),
        documents=(_document("Formulaire d’abonnement", at), _document("Pièce d’identité", at)),
    )


def _certificate(name: str, at: datetime) -> facts.CertificateFacts:
    return facts.CertificateFacts(
        subject=f"CN={name}, O=CHAMBERSIGN FRANCE, C=FR",
        issuer="CN=Paraphe One-Shot CA, O=Paraphe, C=FR",
        serial="3a91c4e2d7f0",
        not_before=at + timedelta(minutes=4),
        not_after=at + timedelta(minutes=14),
        fingerprint=_sha(name),
    )


def _document(title: str, at: datetime) -> facts.DocumentFacts:
    return facts.DocumentFacts(
        title=title,
        file=f"documents/{title}.pdf",
        shown=_sha(title + "shown"),
        signed=_sha(title + at.isoformat()),
        signed_at=at + timedelta(minutes=5, seconds=12),
        timestamp_authority="Paraphe TSA",
        asked="B-LTA",
        obtained="B-LTA",
        why="",
    )


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def journal() -> tuple[Entry, ...]:
    """What both did, and what was done about them."""
    steps: tuple[tuple[Event, str, dict[str, str]], ...] = (
        (Event.VALIDATED, "applicant", {}),
        (Event.FROZEN, "service", {}),
        (Event.SEALED, "service", {}),
        (Event.INVITED, "system", {"signer": "sig_holder"}),
        (Event.LINK_OPENED, "holder", {}),
        (Event.IDENTITY_CHECKED, "holder", {}),
        (Event.CODE_SENT, "system", {"signer": "sig_holder"}),
        (Event.CONSENTED, "holder", {}),
        (Event.SIGNED, "holder", {"file": "documents/form.pdf"}),
        (Event.INVITED, "system", {"signer": "sig_representative"}),
        (Event.CONSENTED, "representative", {}),
        (Event.SIGNED, "representative", {"file": "documents/form.pdf"}),
    )
    entries: list[Entry] = []
    for number, (event, actor, details) in enumerate(steps):
        trace = Trace(f"192.0.2.{number}", "Firefox")
        at = START + timedelta(minutes=7 * number)
        entries.append(append(entries[-1] if entries else None, "600102", at, event, actor, trace, details))
    return tuple(entries)


def invoice() -> bill.Invoice:
    """Two rates, a discount, Chorus' references."""
    lines = (
        bill.Line("EID-3", "Certificat Eiducio, pack 3 ans", Decimal(2), "", Decimal("1234.50"), Decimal("0.20"),
                  Decimal("246.90"), "Code de campagne RENOUVELLEMENT10"),
        bill.Line("DOC", "Guide imprimé", Decimal(3), "", Decimal("9.99"), Decimal("0.055")),
    )  # fmt: skip
    return bill.Invoice(
        number="2026-000123",
        issued_on=date(2026, 11, 21),
        dossier="600106",
        client="CHA0044",
        seller=seller(),
        buyer=bill.Party("COMMUNE DE SAINT-ŒUF-SUR-FICTION", _address("1 place de la Mairie", "69009", "LYON 9EME"),
                         "219900123", "21990012300015", "", "maire@saint-oeuf.example.fr", "", ""),
        delivered_on=date(2026, 11, 20),
        lines=lines,
        settlement=bill.Settlement("Virement", date(2026, 12, 21), "30 jours après réception de la facture",
                                   "FR7699997000130008765432176", "FICTFRPP", "CHAMBERSIGN (COMPTE FICTIF)"),
        order_reference="EJ 1500012345",
        buyer_reference="SERVICE-COMPTA",
        contract="",
        operations="Prestation de services",
        notes=bill.LATE_PAYMENT,
        billed_to="Comptabilité",
    )  # fmt: skip


def seller() -> bill.Party:
    """An invented company with every mention."""
    legal = (
        "Société de l’Exemple, société par actions simplifiée au capital de 100 000 €, RCS Lyon 433 702 479. "
        "TVA acquittée sur les encaissements."
    )
    place = _address("10 cours de l'Exemple", "69002", "LYON")
    return bill.Party(
        "ChamberSign France", place, "433702479", "43370247900042", "FR83433702479",
        "facturation@chambersign.example.org", "+33199001052", legal,
    )  # fmt: skip


def _address(street: str, postcode: str, town: str) -> Address:
    return Address(street, "", "", postcode, town, "", "FR")


def renamed(value: facts.Evidence, text: str) -> facts.Evidence:
    """The same evidence where everybody is called that."""
    signers = tuple(replace(s, name=text, email=text, agent=text, consent=text) for s in value.signers)
    return replace(value, procedure=replace(value.procedure, organisation=text), signers=signers)
