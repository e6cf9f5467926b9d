"""The evidence report of a dossier signed on files: drawn from what happened, then sealed like any document."""

from __future__ import annotations

from dataclasses import replace

from dossier import labels, papers
from dossier.acts.ceremony import Act, SignedDossier
from dossier.acts.means import ONE_SHOT, PKCS11, PKCS12
from dossier.blocks import Role
from dossier.evidence import Entry, content_digest
from dossier.signing import TSA, Authority, Desk, Document, Signed, describe, seal
from dossier.templates import evidence_report
from dossier.templates.evidence_facts import (
    CertificateFacts,
    DocumentFacts,
    Evidence,
    Means,
    ProcedureFacts,
    SignerFacts,
)

NAME = "evidence/rapport-de-preuve.pdf"
_MEANS = {ONE_SHOT: Means.COMMAND, PKCS12: Means.FILE, PKCS11: Means.STATION}


def evidence_report_of(
    done: SignedDossier, journal: tuple[Entry, ...], authority: Authority, desk: Desk
) -> bytes:
    """The complete report, for the office: PDF/A, sealed, B-LTA. Raises what `seal` raises."""
    portal, stamper = done.frozen.portal, describe(authority.certificates[TSA]).subject
    evidence = Evidence(
        _procedure(done), tuple(_signer(done, act, stamper) for act in done.acts), journal, desk.clock()
    )
    paper = evidence_report.paper(evidence, issuer=portal.issuer, colours=portal.colours)
    drawn = papers.render(replace(paper, invisible=(Role.SEAL,)))
    reason = f"Rapport de preuve de la demande n° {done.frozen.order.number}"
    (sealed,) = seal([Document(NAME, drawn.pdf)], authority.seal(), desk, reason)
    return sealed.pdf


def _procedure(done: SignedDossier) -> ProcedureFacts:
    order, portal = done.frozen.order, done.frozen.portal
    return ProcedureFacts(
        dossier=order.number,
        revision=order.revision,
        product=portal.product(order.certificate.product).name,
        organisation=order.organisation.name,
        siren=order.organisation.siren,
        portal=portal.name,
        terms_version=order.terms.version,
        terms_accepted_at=order.terms.accepted_at,
        created_at=order.placed_at,
        completed_at=max(one.signed_at for act in done.acts for one in act.results),
        expires_at=None,
        specimen=done.frozen.specimen,
    )


def _signer(done: SignedDossier, act: Act, stamper: str) -> SignerFacts:
    person = act.signer.person
    return SignerFacts(
        role=act.signer.role,
        capacity=act.signer.capacity,
        name=person.name,
        email=person.email,
        phone=person.mobile,
        address="",
        agent="paraphe sign",
        means=_MEANS[act.means],
        invited_at=None,
        opened_at=None,
        consented_at=act.started_at,
        consent=act.reason,
        identity=None,
        code=None,
        certificate=CertificateFacts(**vars(describe(act.certificate))),
        documents=tuple(_document(done, act, one, stamper) for one in act.results),
    )


def _document(done: SignedDossier, act: Act, one: Signed, stamper: str) -> DocumentFacts:
    shown = next(item.document for item in act.intent.documents if item.name == one.name)
    title = next(item.title for item in done.documents if item.name == one.name)
    return DocumentFacts(
        title=title,
        file=one.name,
        shown=shown,
        signed=content_digest(one.pdf),
        signed_at=one.signed_at,
        timestamp_authority=stamper,
        asked=one.asked.value,
        obtained=one.obtained.value,
        why=labels.word("verification", one.why) if one.why else "",
    )
