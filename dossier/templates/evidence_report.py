"""The evidence report: what the service recorded while each person signed, and how to verify it (domain.md B.9).

It says « signature électronique », its level asked and obtained, and nothing about its legal effect.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dossier import labels
from dossier.blocks import (
    Block,
    Colours,
    Notice,
    Paper,
    Paragraph,
    Role,
    Section,
    Subsection,
    Table,
    Title,
    Tone,
)
from dossier.evidence import Entry
from dossier.templates import cards, evidence_words, formats, markdown, spec
from dossier.templates.cards import Fact, fact, present
from dossier.templates.evidence_facts import (
    CertificateFacts,
    CodeSent,
    DocumentFacts,
    Evidence,
    IdentityCheck,
    ProcedureFacts,
    SignerFacts,
    of_signer,
)

SPEC = spec.Spec("evidence-report", "1", "Rapport de preuve")


@dataclass(frozen=True)
class Document:
    """One signed document, in words."""

    title: str
    facts: tuple[Fact, ...]
    why: str


@dataclass(frozen=True)
class SignerPart:
    """What is said of one signer."""

    title: str
    person: tuple[Fact, ...]
    checks: tuple[Fact, ...]
    certificate: tuple[Fact, ...]
    documents: tuple[Document, ...]


@dataclass(frozen=True)
class View:
    """Everything the report says, already words."""

    subtitle: str
    procedure: tuple[Fact, ...]
    signers: tuple[SignerPart, ...]
    journal: tuple[tuple[str, ...], ...]
    chain: str


def view(evidence: Evidence) -> View:
    """Decides and formats."""
    return View(
        subtitle=_subtitle(evidence),
        procedure=_procedure(evidence.procedure),
        signers=tuple(_signer(signer) for signer in evidence.signers),
        journal=tuple(_line(entry) for entry in evidence.journal),
        chain=formats.digest(evidence.journal[-1].digest) if evidence.journal else "",
    )


def layout(v: View) -> Iterator[Block]:
    """Arranges; decides nothing."""
    yield Title(SPEC.title, v.subtitle)
    yield from markdown.clause("evidence_scope")
    yield Section("Procédure")
    yield cards.fields(v.procedure)
    for signer in v.signers:
        yield from _laid_out(signer)
    yield Section("Journal")
    yield Table(
        ("N°", "Heure de Paris", "Heure universelle (UTC)", "Événement", "Par"),
        v.journal,
        (5, 21, 23, 29, 22),
        (0,),
    )
    if v.chain:
        yield Paragraph(f"Empreinte de la dernière ligne du journal{formats.NBSP}: {v.chain}", small=True)
    yield Section("Comment vérifier")
    yield from markdown.clause("verification")


def _laid_out(signer: SignerPart) -> Iterator[Block]:
    yield Section(signer.title)
    yield cards.fields(signer.person)
    yield Subsection("Confirmation d’identité et consentement")
    yield cards.fields(signer.checks)
    yield Subsection("Certificat de signature")
    yield cards.fields(signer.certificate)
    for document in signer.documents:
        yield Subsection(document.title)
        yield cards.fields(document.facts)
        if document.why:
            yield Notice(document.why, tone=Tone.WARNING)


def paper(
    evidence: Evidence, *, issuer: str, colours: Colours | None = None, only: Role | None = None
) -> Paper:
    """The report of a whole procedure for the office, or of one signer (`only`), who sees nothing of the others."""
    seen = evidence if only is None else of_signer(evidence, only)
    procedure = evidence.procedure
    return Paper(
        slug=SPEC.slug if only is None else f"{SPEC.slug}-{only.name.lower()}",
        title=SPEC.title,
        dossier=procedure.dossier,
        issuer=issuer,
        reference=f"{SPEC.title} — modèle {SPEC.version}, révision {procedure.revision}",
        created=evidence.made_at.isoformat(),
        blocks=tuple(layout(view(seen))),
        colours=colours or Colours(),
        specimen=procedure.specimen,
    )


def _subtitle(evidence: Evidence) -> str:
    made = f"établi le {formats.moment(evidence.made_at)}"
    if len(evidence.signers) == 1:
        return f"Signature électronique de {evidence.signers[0].name}, {made}"
    return f"Signature électronique du dossier n°{formats.NBSP}{evidence.procedure.dossier}, {made}"


def _procedure(facts: ProcedureFacts) -> tuple[Fact, ...]:
    done, until = facts.completed_at, facts.expires_at
    return present(
        fact("Demande", f"Dossier n°{formats.NBSP}{facts.dossier}, révision {facts.revision}"),
        fact("Certificat demandé", facts.product),
        fact("Organisation", facts.organisation),
        fact("SIREN", formats.siren(facts.siren)),
        fact("Procédure ouverte", formats.moment(facts.created_at)),
        fact("Procédure achevée", formats.moment(done) if done else "Non achevée"),
        fact("Liens de signature valables jusqu’au", formats.moment(until) if until else ""),
        fact("Portail", facts.portal),
        fact("Conditions générales", f"Version {facts.terms_version}"),
        fact("Acceptées", formats.moment(facts.terms_accepted_at)),
    )


def _signer(facts: SignerFacts) -> SignerPart:
    return SignerPart(
        title=f"Signataire{formats.NBSP}: {facts.name}, {facts.capacity}",
        person=present(
            fact("Adresse e-mail", facts.email),
            fact("Téléphone", formats.phone(facts.phone)),
            fact("Invitation", formats.moment(facts.invited_at) if facts.invited_at else ""),
            fact("Ouverture du lien", formats.moment(facts.opened_at) if facts.opened_at else ""),
            fact("Adresse IP", facts.address),
            Fact("Navigateur", facts.agent, wide=True),
        ),
        checks=_checks(facts),
        certificate=_certificate(facts.certificate),
        documents=tuple(_document(document) for document in facts.documents),
    )


def _checks(facts: SignerFacts) -> tuple[Fact, ...]:
    return (
        *_identity(facts.identity),
        Fact("Moyen de signature", evidence_words.MEANS[facts.means], wide=True),
        *(_code(facts.code) if facts.code else ()),
        Fact("Consentement, tel qu’affiché", facts.consent, wide=True),
        fact("Consentement donné", formats.moment(facts.consented_at)),
    )


def _identity(check: IdentityCheck | None) -> tuple[Fact, ...]:
    if check is None:
        return (Fact("Confirmation d’identité", "Aucune", wide=True),)
    when = formats.moment(check.passed_at) if check.passed_at else "Non obtenue"
    return (
        Fact("Réponses comparées à la demande", ", ".join(check.compared), wide=True),
        fact("Réponses conformes", when),
        fact("Tentatives", str(check.attempts)),
    )


def _code(code: CodeSent) -> tuple[Fact, ...]:
    return (
        Fact("Message envoyé, sans son code", code.message, wide=True),
        fact("Envoyé au", formats.phone(code.phone)),
        fact("Envoyé", formats.moment(code.sent_at)),
        fact("Code accepté", formats.moment(code.accepted_at) if code.accepted_at else "Non"),
    )


def _certificate(facts: CertificateFacts) -> tuple[Fact, ...]:
    return (
        Fact("Sujet", facts.subject, wide=True),
        Fact("Émetteur", facts.issuer, wide=True),
        fact("Numéro de série", facts.serial),
        fact("Valable", f"du {formats.moment(facts.not_before)} au {formats.moment(facts.not_after)}"),
        Fact("Empreinte SHA-256 du certificat", formats.digest(facts.fingerprint), wide=True),
    )


def _document(facts: DocumentFacts) -> Document:
    return Document(
        title=f"Document signé{formats.NBSP}: {facts.title}",
        facts=(
            Fact("Fichier", facts.file, wide=True),
            Fact("Empreinte SHA-256 du document présenté", formats.digest(facts.shown), wide=True),
            Fact("Empreinte SHA-256 du document signé", formats.digest(facts.signed), wide=True),
            fact("Signé (heure de Paris)", formats.paris_time(facts.signed_at)),
            fact("Signé (heure universelle)", formats.utc_time(facts.signed_at)),
            fact("Horodatage", facts.timestamp_authority),
            fact("Niveau demandé, niveau obtenu", f"{facts.asked}, {facts.obtained}"),
        ),
        why=facts.why,
    )


def _line(entry: Entry) -> tuple[str, ...]:
    return (
        str(entry.sequence),
        formats.paris_time(entry.at),
        formats.utc_time(entry.at),
        evidence_words.event(entry.event),
        labels.word("actor", entry.actor) if entry.actor != "service" else "Service",
    )
