"""European trusted lists: who is believed, since when, on whose word; hostile files."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from lxml import etree

from dossier.acts.anchors import refresh
from dossier.errors import Refused
from dossier.people import Person
from dossier.signing.own_certificates import asked, judge
from dossier.signing.trusted_lists import read_lists

from .foreign import ForeignPki, new_person_key, subject
from .lists import STAMPS, Operator, Service, national
from .stage import START

DER = Encoding.DER
DAY = timedelta(days=1)
NS = "{http://uri.etsi.org/02231/v2#}"


@pytest.fixture(scope="module")
def pki() -> ForeignPki:
    return ForeignPki(lambda: START)


@pytest.fixture(scope="module")
def other() -> ForeignPki:
    return ForeignPki(lambda: START, "Une autre")


@pytest.fixture(scope="module")
def operator() -> Operator:
    return Operator("ANSSI d’ailleurs")


@pytest.fixture(scope="module")
def europe() -> Operator:
    return Operator("Commission")


def refusal(*words: object) -> Refused:
    with pytest.raises(Refused) as caught:
        read_lists(*words)  # type: ignore[arg-type]
    return caught.value


def listed(*services: Service, at: datetime = START) -> list[bytes]:
    (found,) = read_lists([national(services)], at)
    return [one.certificate for one in found.authorities]


def test_an_authority_is_read_with_its_names(pki: ForeignPki) -> None:
    (found,) = read_lists([national([Service(pki.ca)])], START)
    (one,) = found.authorities
    assert (found.territory, found.sequence, found.signed) == ("FR", 42, False)
    assert (one.territory, one.provider, one.service) == ("FR", "Prestataire", "AC qualifiée")
    assert one.since == datetime(2017, 7, 1, tzinfo=UTC)
    assert one.certificate == pki.ca.public_bytes(DER)


@pytest.mark.parametrize(
    ("service", "believed"),
    [
        ({}, True),
        ({"purposes": ("eSignatures",)}, True),
        ({"purposes": ("eSeals", "eSignatures")}, True),
        ({"purposes": ("eSeals",)}, False),
        ({"purposes": ("WebSiteAuthentication",)}, False),
        ({"status": "withdrawn"}, False),
        ({"kind": STAMPS}, False),
        ({"since": START + DAY}, False),
        ({"since": START + DAY, "status": "withdrawn", "before": (("granted", START - DAY),)}, True),
        ({"since": START - DAY, "status": "withdrawn", "before": (("granted", START - 9 * DAY),)}, False),
        ({"since": START - DAY, "before": (("withdrawn", START - 9 * DAY),)}, True),
    ],
)
def test_granted_for_signatures_at_that_date(
    service: dict[str, object], believed: bool, pki: ForeignPki
) -> None:
    assert listed(Service(pki.ca, **service)) == ([pki.ca.public_bytes(DER)] if believed else [])  # type: ignore[arg-type]


def test_a_list_out_of_date(pki: ForeignPki) -> None:
    found = refusal([national([Service(pki.ca)], until=START - DAY)], START)
    assert (found.code, found.detail) == ("trusted_list_old", "2026-03-01")


def test_a_list_signed_by_its_operator(pki: ForeignPki, operator: Operator, europe: Operator) -> None:
    data = operator.signed(national([Service(pki.ca)]))
    for certificate in (operator.pem, operator.certificate.public_bytes(DER)):
        (found,) = read_lists([data], START, [certificate])
        assert found.signed
        assert len(found.authorities) == 1
    plain = operator.signed(national([Service(pki.ca)]), exclusive=True)
    assert read_lists([plain], START, [europe.pem, operator.pem])[0].signed
    assert refusal([data], START, [europe.pem]).code == "trusted_list_signature"
    assert refusal([national([Service(pki.ca)])], START, [operator.pem]).code == "trusted_list_signature"
    assert (
        refusal([data.replace(b"Prestataire", b"Imposteur.")], START, [operator.pem]).code
        == "trusted_list_signature"
    )
    assert refusal([data], START, [b"nothing"]).code == "certificate_unreadable"


def test_a_list_of_lists_names_the_operators(pki: ForeignPki, operator: Operator, europe: Operator) -> None:
    pointers = [("FR", operator.certificate)]
    lists = europe.signed(national([], "EU", pointers=pointers, kind="EUlistofthelists"))
    french = operator.signed(national([Service(pki.ca)]))
    found = read_lists([french, lists], START, [europe.pem])
    assert [(one.territory, one.signed, len(one.authorities)) for one in found] == [
        ("EU", True, 0),
        ("FR", True, 1),
    ]
    belgian = operator.signed(national([Service(pki.ca)], "BE"))
    assert refusal([belgian, lists], START, [europe.pem]).code == "trusted_list_signature"
    forged = operator.signed(national([], "EU", pointers=pointers, kind="EUlistofthelists"))
    assert refusal([french, forged], START, [europe.pem]).code == "trusted_list_signature"


def test_a_national_list_names_no_operator(pki: ForeignPki, operator: Operator, europe: Operator) -> None:
    """Only the list of lists does, whatever a national one points to."""
    pointing = operator.signed(national([], "DE", pointers=[("FR", europe.certificate)]))
    french = europe.signed(national([Service(pki.ca)]))
    assert refusal([pointing, french], START, [operator.pem]).code == "trusted_list_signature"


def test_a_signed_list_wrapped_in_another(pki: ForeignPki, other: ForeignPki, operator: Operator) -> None:
    """The signature holds on what it covers; the rest of the file is not read."""
    signed = etree.fromstring(operator.signed(national([Service(pki.ca)])))
    forged = etree.fromstring(national([Service(other.ca)]))
    forged.append(copy.deepcopy(signed))
    assert refusal([etree.tostring(forged)], START, [operator.pem]).code == "trusted_list_signature"
    (signature,) = [one for one in signed if etree.QName(one).localname == "Signature"]
    moved = etree.fromstring(national([Service(other.ca)]))
    moved.append(copy.deepcopy(signature))
    assert refusal([etree.tostring(moved)], START, [operator.pem]).code == "trusted_list_signature"


def test_a_signature_on_a_part_is_none_on_the_list(other: ForeignPki, operator: Operator) -> None:
    """What an operator signed elsewhere, carried in a list that he did not."""
    forged = national([Service(other.ca)]).replace(
        b"<TSLVersionIdentifier>", b'<TSLVersionIdentifier Id="part">'
    )
    data = operator.signed_in_part(forged, "part")
    assert refusal([data], START, [operator.pem]).code == "trusted_list_signature"


HOSTILE = {
    "empty": b"",
    "text": b"bonjour",
    "another XML": b"<html/>",
    "cut": national([])[:300],
    "entity": national([]).replace(
        b"<TrustServiceStatusList", b'<!DOCTYPE x [<!ENTITY e SYSTEM "/etc/hostname">]><TrustServiceStatusList', 1
    ).replace(b"Prestataire", b"&e;"),
    "laughs": b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><TrustServiceStatusList '
    b'xmlns="http://uri.etsi.org/02231/v2#">&b;</TrustServiceStatusList>',
    "territory": national([], territory="../../x"),
    "no territory": national([], territory=""),
    "deep": b'<TrustServiceStatusList xmlns="http://uri.etsi.org/02231/v2#">' + b"<a>" * 5000,
    "sequence": national([]).replace(b">42<", b">many<"),
    "date": national([]).replace(b"2026-09-01T00:00:00Z", b"2026-09-01T00:00:00"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_no_lists(name: str) -> None:
    assert refusal([HOSTILE[name]], START).code == "not_a_trusted_list"


def test_certificates_that_are_none(pki: ForeignPki) -> None:
    whole = national([Service(pki.ca), Service(pki.root)])
    root = etree.fromstring(whole)
    first = next(root.iter(f"{NS}X509Certificate"))
    first.text = "MAA="
    (found,) = read_lists([etree.tostring(root)], START)
    assert [one.certificate for one in found.authorities] == [pki.root.public_bytes(DER)]
    first.text = "é"
    assert refusal([etree.tostring(root)], START).code == "not_a_trusted_list"


def test_names_are_only_text(pki: ForeignPki) -> None:
    data = national([Service(pki.ca)], provider="A\u202eB\n-----BEGIN CERTIFICATE-----")
    (found,) = read_lists([data], START)
    assert found.authorities[0].provider == "AB -----BEGIN CERTIFICATE-----"


def test_a_folder_of_anchors_follows_its_lists(pki: ForeignPki, other: ForeignPki, tmp_path: Path) -> None:
    mine = tmp_path / "mine.pem"
    mine.write_bytes(pki.anchor)
    (tmp_path / "DE-0123456789abcdef.pem").write_text("kept\n")
    both = national([Service(pki.ca), Service(other.ca, "Autre")], provider="-----BEGIN CERTIFICATE-----")
    done = refresh(tmp_path, read_lists([both], START))
    assert (len(done.added), done.removed, done.kept) == (2, (), 0)
    assert "Autre, 2017-07-01" in " ".join(done.added)
    done = refresh(tmp_path, read_lists([national([Service(pki.ca)])], START))
    assert (done.added, len(done.removed), done.kept) == ((), 1, 1)
    assert sorted(path.name[:3] for path in tmp_path.iterdir()) == ["DE-", "FR-", "min"]
    (anchor,) = tmp_path.glob("FR-*.pem")
    own = pki.certify(subject("Anne", "DURAND"), new_person_key()).public_bytes(DER)
    anne = Person("Anne", "", "Durand", "", "", "", "", "", None)
    trust = [anchor.read_bytes()]
    assert judge((own,), anne, trust, asked((own,), trust, pki).proofs, START).verdict == "ok"
