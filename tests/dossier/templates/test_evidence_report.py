"""The evidence report and the invoice."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from dossier.blocks import Role, texts
from dossier.evidence import Event
from dossier.templates import evidence_report, evidence_words, invoice
from dossier.templates.evidence_facts import Evidence, of_signer
from tests.dossier.papers.reading import bare
from tests.dossier.templates import evidence_case
from tests.dossier.templates.drawn import pages


def said(evidence: Evidence, only: Role | None = None) -> str:
    paper = evidence_report.paper(evidence, issuer="ChamberSign France", only=only)
    return " ".join(text for block in paper.blocks for text in texts(block)).replace("\u00a0", " ")


def test_report_of_one_signer_shows_nothing_of_the_other() -> None:
    text = said(evidence_case.evidence(), Role.HOLDER)
    assert "Éloïse N'Guyen" in text
    for private in ("Zoë", "zoe.dete", "00 02", "192.0.2.36", "Représentant légal"):
        assert private not in text


def test_complete_report_shows_both() -> None:
    text = said(evidence_case.evidence())
    assert "Éloïse N'Guyen" in text
    assert "Zoë d'Été" in text


def test_one_signers_journal_keeps_no_address_of_others() -> None:
    kept = of_signer(evidence_case.evidence(), Role.REPRESENTATIVE).journal
    assert {entry.actor for entry in kept} == {"applicant", "service", "system", "representative"}
    assert all(entry.trace.address == "" for entry in kept if entry.actor != "representative")
    assert not [entry for entry in kept if ("signer", "sig_holder") in entry.details]


def test_times_are_given_in_paris_and_universal_time() -> None:
    text = said(evidence_case.evidence())
    assert "18/11/2026 10:12:07" in text
    assert "2026-11-18T09:12:07Z" in text


def test_a_lesser_level_is_said_with_its_reason() -> None:
    case = evidence_case.evidence()
    document = replace(case.signers[0].documents[0], obtained="B-T", why="L’horodatage d’archive a échoué.")
    signer = replace(case.signers[0], documents=(document,))
    text = said(replace(case, signers=(signer,)))
    assert "B-LTA, B-T" in text
    assert "L’horodatage d’archive a échoué." in text


def test_signature_is_never_said_qualified_nor_advanced() -> None:
    """domain.md B.9: « signature électronique »."""
    text = said(evidence_case.evidence()).lower()
    assert "signature électronique" in text
    assert "qualifi" not in text
    assert "avancée" not in text


def test_every_event_has_words() -> None:
    assert set(evidence_words.EVENTS) == set(Event)


def test_invoice_adds_up() -> None:
    value = evidence_case.invoice()
    assert value.net == Decimal("2252.07")
    assert [(part.rate, part.base, part.tax) for part in value.vat] == [
        (Decimal("0.055"), Decimal("29.97"), Decimal("1.65")),
        (Decimal("0.20"), Decimal("2222.10"), Decimal("444.42")),
    ]
    assert value.gross == value.due == Decimal("2698.14")


def test_what_was_paid_is_taken_off() -> None:
    value = evidence_case.invoice()
    value = replace(value, settlement=replace(value.settlement, paid=Decimal("698.14")))
    assert value.due == Decimal("2000.00")
    assert invoice.view(value).due[1] == "2\u00a0000,00\u00a0€"


@pytest.mark.rows("GS-48")
def test_purchase_order_is_on_the_invoice() -> None:
    value = replace(evidence_case.invoice(), order_reference="REF TEST 123")
    shown = {fact.label: fact.value for fact in invoice.view(value).references}
    assert shown["Bon de commande ou engagement"] == "REF TEST 123"


def test_invoice_carries_the_mentions_of_the_law() -> None:
    text = bare(" ".join(pages("invoice", "sample")))
    for mention in (
        "SIRET 433 702 479 00042", "TVA FR83433702479", "RCS Lyon", "219 900 123 00015", "pénalités", "40 €",
        "escompte", "Prestation de services", "SERVICE-COMPTA", "EJ 1500012345",
    ):  # fmt: skip
        assert bare(mention) in text
