"""Numbers and addresses of the trade."""

from __future__ import annotations

import json

import pytest

from dossier import checks, passwords, phones, text_checks, world
from dossier.catalog import PasswordPolicy
from dossier.errors import Invalid
from dossier.papers.glyphs import check_text
from dossier.text_checks import Kind
from tests.dossier.cases import portal

HOSTILE = json.loads((world.folder("hostile") / "names.json").read_text(encoding="utf-8"))
ALNUM = PasswordPolicy(8, 64, True)
FREE = PasswordPolicy(12, 128, False)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("433702479", ""),
        ("356000000", ""),
        ("433702478", "siren_checksum"),
        ("123456789", "siren_checksum"),
        ("43370247", "siren_format"),
        ("43370247A", "siren_format"),
        ("٤٣٣٧٠٢٤٧٩", "siren_format"),
        ("", "siren_format"),
    ],
)
@pytest.mark.rows("CS-09")
def test_siren(value: str, code: str) -> None:
    assert checks.siren(value) == code


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("43370247900042", ""),
        ("43370247900043", "siret_checksum"),
        ("35600000000048", ""),
        ("35600000010000", ""),
        ("35600000010001", "siret_checksum"),
        ("433702479", "siret_format"),
    ],
)
@pytest.mark.rows("CS-13")
def test_siret_and_the_rule_of_la_poste(value: str, code: str) -> None:
    assert checks.siret(value) == code


@pytest.mark.parametrize(
    ("value", "country", "code"),
    [
        ("83 433702479", "FR", ""),
        ("FR83433702479", "FR", ""),
        ("fr 83 433 702 479", "FR", ""),
        ("11 123456789", "FR", "vat_checksum"),
        ("84 433702479", "FR", "vat_checksum"),
        ("IO 433702479", "FR", "vat_format"),
        ("83 43370247", "FR", "vat_format"),
        ("BE 0123.456.789", "BE", ""),
        ("?", "BE", "vat_format"),
    ],
)
@pytest.mark.rows("GS-17")
def test_vat(value: str, country: str, code: str) -> None:
    assert checks.vat(value, country) == code


@pytest.mark.rows("GS-18")
def test_duns() -> None:
    assert checks.duns("123123123") == ""
    assert checks.duns("12-312-3123") == ""
    assert checks.duns("12312312") == "duns_format"


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("jean-rene.dupont@example.org", True),
        ("o'riordain@example.org", True),
        ("prenom.nom@société.example.fr", True),
        ("a@b.fr", True),
        ("a@b", False),
        ("a b@example.fr", False),
        ("a@example.fr\nBcc: x@example.fr", False),
        ("<a@example.fr>", False),
        ("a..b@example.fr", False),
        (".a@example.fr", False),
        ("a@127.0.0.1", False),
        ("a@-x.fr", False),
        ("a" * 65 + "@example.fr", False),
        ("@example.fr", False),
        ("é@example.fr", False),
    ],
)
def test_email(value: str, right: bool) -> None:
    assert (checks.email(value) == "") is right


@pytest.mark.parametrize(
    ("value", "right"),
    [
        ("service-applicatif.mon-domaine.fr", True),
        ("société.example.fr", True),
        ("localhost", False),
        ("*.example.fr", False),
        ("example.fr.", False),
        ("192.168.0.1", False),
        ("a..fr", False),
        ("under_score.example.fr", False),
        ("x" * 64 + ".fr", False),
        ("https://example.fr", False),
    ],
)
@pytest.mark.rows("CS-41")
def test_fqdn(value: str, right: bool) -> None:
    assert (checks.fqdn(value) == "") is right


@pytest.mark.parametrize(
    ("value", "department"),
    [("69002", "69"), ("13832", "13"), ("20000", "2A"), ("20167", "2A"), ("20200", "2B"), ("20600", "2B"),
     ("97410", "974"), ("98800", "988"), ("01200", "01")],
)  # fmt: skip
def test_department_of_a_postcode(value: str, department: str) -> None:
    assert checks.postcode(value, "FR") == ""
    assert checks.department(value) == department


def test_postcodes_that_are_none() -> None:
    assert [checks.postcode(v, "FR") for v in ("6900", "00100", "99000", "6900A")] == ["postcode_format"] * 4
    assert checks.postcode("SW1A 1AA", "GB") == ""


def test_csr_shape() -> None:
    csr = world.order("globalsign-csr").certificate.csr
    assert checks.csr(csr) == ""
    assert checks.csr(csr.replace("REQUEST", "CERTIFICATE")) == "csr_format"
    assert checks.csr("-----BEGIN CERTIFICATE REQUEST-----") == "csr_format"


@pytest.mark.parametrize("case", HOSTILE, ids=lambda case: ascii(case["text"])[:30])
def test_hostile_names(case: dict[str, str]) -> None:
    code, _ = text_checks.text(case["text"], Kind(case["kind"]))
    assert code == case["code"]
    assert case["expected"] == ("refused" if code else "printed")
    if case["expected"] == "printed":
        assert check_text(case["text"].replace("ﬁ", "fi"), lines=case["kind"] == "note") == ()


def test_letters_let_through_can_be_printed() -> None:
    passed = [chr(n) for n in range(0x20, 0x3000) if not text_checks.text(chr(n), Kind.LINE)[0]]
    assert len(passed) > 1000
    assert [c for c in passed if check_text(c)] == []


@pytest.mark.rows("GS-02")
def test_account_fields_are_transliterated_on_request() -> None:
    assert text_checks.transliterated("Société SA") == "Societe SA"
    assert text_checks.transliterated("Jean-René Œuvrard, Łódź & Cie") == "Jean Rene OEuvrard Lodz Cie"
    assert not text_checks.alphanumeric("Société")
    assert text_checks.alphanumeric("Societe SA 10")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("0182880124", "+33182880124"),
        ("01 82 88 01 24", "+33182880124"),
        ("01.82-88.01 24", "+33182880124"),
        ("+33 0612345678", "+33612345678"),
        ("0033 6 12 34 56 78", "+33612345678"),
        ("0690123456", "+590690123456"),
        ("0692123456", "+262692123456"),
        ("0694123456", "+594694123456"),
        ("0696123456", "+596696123456"),
        ("06 39 98 00 01", "+33639980001"),
        ("003-570-7060", "+35707060"),
    ],
)
@pytest.mark.rows("GS-07")
def test_phones_are_read_as_people_write_them(typed: str, expected: str) -> None:
    assert phones.normal(typed) == expected


@pytest.mark.parametrize("typed", ["", "abc", "12", "+", "0612345678 poste 12"])
def test_what_is_no_phone(typed: str) -> None:
    with pytest.raises(Invalid):
        phones.normal(typed)


REACHED = [
    "+33612345678", "+33756789012", "+33639980001", "+590690123456", "+262692123456",
    "+594694123456", "+596696123456", "+32470123456", "+4915112345678", "+34612345678",
    "+393312345678", "+351912345678", "+31612345678", "+352628123456", "+353851234567",
    "+48512345678",
]  # fmt: skip
REFUSED = [
    "+33182880124", "+33199001234", "+33892230252", "+33800123456", "+33806115115",
    "+33912345678", "+331234", "+3361234567", "+33000000000", "+12025550100",
    "+442079460000", "+447400123456", "+79161234567", "+8613812345678", "+919812345678",
    "+2348031234567", "+41791234567", "+21612345678", "+5511961234567", "+0612345678",
    "0612345678", "+33-612345678", "+4930123456", "+3225551234",
]  # fmt: skip


@pytest.mark.parametrize("number", REACHED)
@pytest.mark.checks("OTP-14")
def test_mobiles_of_the_allowed_countries_are_reached(number: str) -> None:
    assert phones.mobile(number) == ""


@pytest.mark.parametrize("number", REFUSED)
@pytest.mark.checks("OTP-14")
def test_premium_landline_and_foreign_numbers_are_refused(number: str) -> None:
    assert phones.mobile(number) in {"phone_format", "phone_unassigned", "phone_country", "phone_not_mobile"}


@pytest.mark.rows("CS-108")
def test_a_code_needs_a_mobile() -> None:
    assert phones.mobile("+33199001234") == "phone_not_mobile"


def test_phones_are_shown_masked_or_as_in_france() -> None:
    assert phones.masked("+33612345678") == "••••••••••78"
    assert phones.national("+33612345678") == "06 12 34 56 78"


@pytest.mark.rows("GS-22")
def test_usernames_of_globalsign() -> None:
    assert passwords.username("GlobalSignFrance", ALNUM) == ""
    assert passwords.username("a" * 7, ALNUM) == passwords.username("a" * 65, ALNUM) == "username_length"
    assert passwords.username("global-sign", ALNUM) == "username_alphanumeric"


@pytest.mark.rows("GS-23")
def test_passwords_of_globalsign_are_alphanumeric() -> None:
    policy = portal("globalsign").password
    assert passwords.password("Abcd1234", policy) == ""
    assert passwords.password("Abcd123", policy) == "password_short"
    assert passwords.password("A1" * 33, policy) == "password_long"
    assert passwords.password("Abcd 1234", policy) == "password_alphanumeric"
    assert passwords.password("Abcdé1234", policy) == "password_alphanumeric"


def test_other_passwords_follow_current_advice() -> None:
    assert passwords.password("une phrase, avec accents é !", FREE) == ""
    assert passwords.password("correcthorse", FREE, known={"correcthorse"}) == "password_common"
    assert passwords.password("aaaaaaaaaaaaaa", FREE) == "password_common"
    assert passwords.password("eloise@example.fr", FREE, own=("Eloise@example.fr",)) == "password_own"
    assert portal().password == FREE


@pytest.mark.rows("GS-43")
def test_pickup_passwords() -> None:
    assert passwords.pickup("A" * 200) == ""
    assert passwords.pickup("Abcd123") == "password_short"
    assert passwords.pickup("Abcd-1234") == "password_alphanumeric"
