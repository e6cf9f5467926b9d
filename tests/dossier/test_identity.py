"""The identity check: tolerant of how people type, of nothing else."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import identity
from dossier.catalog import IdentityFields
from dossier.identity import Answers
from dossier.people import DocumentType, IdentityDocument
from tests.dossier.cases import order

HOLDER = order().holder
RIGHT = Answers("T7X2K9LM4", "12/05/2023", "", "Éloïse", "N'Guyen", "06 39 98 00 01")
FIELDS = IdentityFields(DocumentType.CNI, issued_on=True, expires_on=False)

SAME = [
    ("Jean-René", "JEAN RENE"), ("Jean-René", "jeanrené"), ("Jean René", "Jean‑René"), ("N'Guyen", "N’GUYEN"),
    ("N'Guyen", "nguyen"), ("d'Été", "D ETE"), ("Œuvrard", "OEUVRARD"), ("Œuvrard", "œuvrard"), ("Łódź", "LODZ"),
    ("Müller", "MULLER"), ("Strauß", "STRAUSS"), ("Björk", "bjork"), ("Søren", "soren"), ("Ægir", "AEGIR"),
    ("Le Goff", "LEGOFF"), ("L'Hôpital-Le Goff", "l hopital le goff"), ("Saint-Çaîre", "SAINT CAIRE"),
    ("Saint-Exupéry", "saint  exupery"), ("Éloïse", unicodedata.normalize("NFD", "Éloïse")),
    ("O'Ríordáin", "O’RIORDAIN"), ("Gonçalves", "goncalves"), ("François-Xavier", " francois xavier "),
    ("Ñuñez", "NUNEZ"), ("Şahin", "SAHIN"), ("Ștefan", "stefan"), ("Đặng", "DANG"), ("Þór", "THOR"),
    ("J. R.", "JR"), ("de La Tour", "De la tour"), ("McDonald", "MC DONALD"),
]  # fmt: skip
OTHER = [
    ("Jean-René", "Jean"), ("Martin", "Martine"), ("Éloïse", "Héloïse"), ("Dupont", "Dupond"), ("Lévy", "Levi"),
    ("Anne", "Ann"), ("Durand", "Durant"), ("Le Goff", "Goff"), ("Marie", "Maria"), ("Zoë", ""), ("Noël", "Noëlle"),
    ("Petit", "Petit2"), ("Ali", "Alí Ali"), ("Wójcik", "Wojcikowa"), ("Νίκη", "Niki"),
]  # fmt: skip
DATES = [
    "12/05/2023", "12-05-2023", "12.05.2023", "12 05 2023", "12052023", "12/5/2023", "2023-05-12", "2023/5/12",
    "12 mai 2023", "12 MAI 2023", "le 12 mai 2023",
]  # fmt: skip
PHONES = [
    "0639980001", "06 39 98 00 01", "06.39.98.00.01", "06-39-98-00-01", "+33639980001", "+33 6 39 98 00 01",
    "+33 0639980001", "+33 (0)6 39 98 00 01", "0033639980001", "0033 6 39 98 00 01",
]  # fmt: skip
NUMBERS = ["T7X2K9LM4", "t7x2k9lm4", "T7X2 K9LM4", "T7X2-K9LM4", " T7X2K9LM4 "]


def right(answers: Answers) -> bool:
    return identity.matches(answers, HOLDER, FIELDS)


@pytest.mark.rows("CS-98", "CS-99", "CS-100", "CS-101", "CS-103")
@pytest.mark.parametrize(
    "wrong",
    [
        {"number": "T7X2K9LM5"}, {"number": ""}, {"issued_on": "13/05/2023"}, {"issued_on": ""},
        {"issued_on": "05/12/2023"}, {"first_name": "Élise"}, {"first_name": ""}, {"last_name": "Nguyenne"},
        {"last_name": ""}, {"phone": "0639980002"}, {"phone": ""}, {"phone": "+3263998001"},
    ],
)  # fmt: skip
def test_each_answer_must_be_the_orders(wrong: dict[str, str]) -> None:
    assert right(RIGHT)
    assert not right(replace(RIGHT, **wrong))


@pytest.mark.checks("IDV-03")
@pytest.mark.rows("CS-104")
def test_two_hundred_pairs() -> None:
    same = [
        (a, b)
        for one, two in SAME
        for a, b in ((one, two), (two, one), (one.upper(), two), (one.lower(), two))
    ]
    assert [pair for pair in same if identity.name(pair[0]) != identity.name(pair[1])] == []
    other = [
        pair
        for one, two in OTHER
        for pair in ((one, two), (one.upper(), two), (two, one), (one, two.upper()))
    ]
    assert [pair for pair in other if identity.name(pair[0]) == identity.name(pair[1])] == []
    typed = [
        *(replace(RIGHT, issued_on=d) for d in DATES),
        *(replace(RIGHT, phone=p) for p in PHONES),
        *(replace(RIGHT, number=n) for n in NUMBERS),
    ]
    assert [answers for answers in typed if not right(answers)] == []
    assert len(same) + len(other) + len(typed) >= 200


def test_the_dates_asked_are_the_portals() -> None:
    """K-08: issue or expiry, per portal and document."""
    expiry = IdentityFields(DocumentType.CNI, issued_on=False, expires_on=True)
    answers = replace(RIGHT, issued_on="", expires_on="11/05/2033")
    assert identity.matches(answers, HOLDER, expiry)
    assert not identity.matches(answers, HOLDER, FIELDS)
    assert not identity.matches(replace(answers, expires_on="12/05/2033"), HOLDER, expiry)


def test_middle_names_may_be_given_or_not() -> None:
    person = replace(HOLDER, middle_name="Marie Anne")
    for first in ("Éloïse", "Eloise Marie-Anne", "ELOISE MARIE ANNE"):
        assert identity.matches(replace(RIGHT, first_name=first), person, FIELDS)
    assert not identity.matches(replace(RIGHT, first_name="Marie-Anne"), person, FIELDS)


def test_an_order_without_identity_is_matched_by_nothing() -> None:
    nobody = replace(HOLDER, identity=None, mobile="", first_name="", last_name="")
    assert not identity.matches(Answers("", "", "", "", "", ""), nobody, FIELDS)


def test_the_same_work_whichever_field_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    compare = identity._same

    def counted(given: str, expected: str) -> bool:
        calls.append(given)
        return compare(given, expected)

    monkeypatch.setattr(identity, "_same", counted)
    counts = set()
    for wrong in (
        {},
        {"number": "x"},
        {"first_name": "x"},
        {"last_name": "x"},
        {"phone": "x"},
        {"issued_on": "x"},
    ):
        calls.clear()
        identity.matches(replace(RIGHT, **wrong), HOLDER, FIELDS)
        counts.add(len(calls))
    assert counts == {7}


@pytest.mark.parametrize(
    "typed",
    ["", "x", "32/01/2023", "31/02/2023", "12/05/23", "12/13/2023", "2023", "12 brumaire 2023", "1/2/3/4"],
)
def test_what_is_no_date(typed: str) -> None:
    assert identity.read_date(typed) is None


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)))
def test_every_way_to_write_a_day(day: date) -> None:
    ways = (day.isoformat(), f"{day:%d/%m/%Y}", f"{day.day}.{day.month}.{day.year}", f"{day:%d%m%Y}")
    assert {identity.read_date(way) for way in ways} == {day}
    assert (
        identity.read_date(
            f"{'1er' if day.day == 1 else day.day} {identity._MONTHS[day.month - 1]} {day.year}"
        )
        == day
    )


@given(st.text(max_size=60), st.text(max_size=60))
def test_any_text_is_judged_without_fail(number: str, name: str) -> None:
    assert not right(Answers(number, name, name, name, number, number)) or identity.name(name) == "ELOISE"


@pytest.mark.parametrize(
    ("kind", "number", "usual"),
    [
        (DocumentType.CNI, "160169301234", True), (DocumentType.CNI, "16012A301234", True),
        (DocumentType.CNI, "T7X2K9LM4", True), (DocumentType.CNI, "12345678", False),
        (DocumentType.PASSPORT, "24FV12345", True), (DocumentType.PASSPORT, "A12345678", False),
        (DocumentType.RESIDENCE_PERMIT, "9X4T7R2B1", True), (DocumentType.RESIDENCE_PERMIT, "9912345678", True),
        (DocumentType.RESIDENCE_PERMIT, "12", False),
    ],
)  # fmt: skip
def test_usual_numbers(kind: DocumentType, number: str, usual: bool) -> None:
    assert identity.usual_number(IdentityDocument(kind, number, None, None)) is usual


def test_numbers_are_shown_by_their_last_three_characters() -> None:
    assert identity.masked("T7X2K9LM4") == "••••••LM4"
    assert "T7X2" not in identity.masked("T7X2K9LM4")
