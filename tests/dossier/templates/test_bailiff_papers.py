"""The face-to-face sheet and the list of justificatifs."""

from __future__ import annotations

import pytest

from dossier.blocks import Options
from tests.dossier.cases import order, portal
from tests.dossier.papers.reading import bare
from tests.dossier.templates.drawn import pages
from tests.dossier.templates.variants import listed, sheet


@pytest.mark.rows("CG-35")
def test_bailiffs_contacts_are_printed_on_the_sheet() -> None:
    text = bare(" ".join(pages("face-to-face", "sample")))
    office = portal("certigna").bailiff("mistral-arles")
    for expected in (office.name, "29 chemin du Modèle, 13200 ARLES", "+33 1 99 00 21 32", office.email):
        assert bare(expected) in text


def test_office_is_left_to_be_written_when_no_bailiff_is_chosen() -> None:
    text = " ".join(pages("face-to-face", "no-bailiff"))
    assert "Commissaire de justice à choisir" in text
    assert "Étude à choisir" in text


def test_fees_are_estimates_and_the_journey_chosen_is_ticked() -> None:
    (journeys,) = [b for b in sheet(order("certigna-bailiff")).blocks if isinstance(b, Options) and b.label]
    details = [(option.detail.replace("\u00a0", " "), option.ticked) for option in journeys.items]
    assert details == [
        ("Estimation : 50 € HT", True),
        ("Estimation : 170 € HT", False),
        ("Sur devis du commissaire de justice", False),
    ]
    assert "30\u00a0km" in journeys.items[1].text


def test_operators_findings_are_left_to_be_ticked() -> None:
    boxes = [o for b in sheet(order("certigna-bailiff")).blocks if isinstance(b, Options) for o in b.items]
    found = [box for box in boxes if "original" in box.text or "photo" in box.text or "conforme" in box.text]
    assert len(found) == 3
    assert not any(box.ticked for box in found)


def test_sheet_of_a_registration_office_bills_nothing() -> None:
    text = " ".join(pages("face-to-face", "office"))
    assert "Bureau de retrait" in text
    assert "Estimation" not in text


@pytest.mark.rows("CG-37", "CG-38", "CG-39", "CG-40", "CG-41")
def test_list_says_what_is_posted_where_and_what_must_be_original() -> None:
    text = bare(" ".join(pages("piece-list", "sample")))
    lines = [
        o.text for b in listed(order("certigna-bailiff")).blocks if isinstance(b, Options) for o in b.items
    ]
    assert [line.split()[0] for line in lines] == ["Formulaire", "Fiche", "Copie", "Justificatif"]
    assert bare("Les documents qui portent une signature sont envoyés en original, sur papier") in text
    assert bare("20 allée de l’Invention 59650 VILLENEUVE D’ASCQ") in text
    assert bare("Formulaire de demande original, signé") in text
    assert bare("Fiche d’intervention de face-à-face originale, signée") in text
    assert bare("Documents acceptés : carte nationale d’identité ou passeport") in text
    assert bare("moins de 3 mois") in text
