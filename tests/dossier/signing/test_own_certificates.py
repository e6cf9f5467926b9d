"""Certificates that signers own: judged before use."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dossier import labels
from dossier.errors import Refused
from dossier.people import Person
from dossier.signing import Proofs
from dossier.signing.gathering import from_files
from dossier.signing.own_certificates import Judgement, asked, judge, proved
from dossier.signing.pkcs12 import open_pkcs12

from .foreign import ForeignPki, new_person_key, person, pkcs12_file, subject
from .stage import START, ticking

DER = Encoding.DER


@pytest.fixture
def pki() -> ForeignPki:
    return ForeignPki(ticking())


def judged(
    pki: ForeignPki,
    name: x509.Name,
    who: Person,
    *,
    trust: Sequence[bytes] | None = None,
    at: datetime = START + timedelta(minutes=5),
    kind: str = "P-256",
    **more: object,
) -> Judgement:
    own = pki.certify(name, new_person_key(kind), **more)  # type: ignore[arg-type]
    chain = (own.public_bytes(DER), pki.ca.public_bytes(DER))
    trust = [pki.anchor] if trust is None else trust
    return judge(chain, who, trust, asked(chain, trust, pki).proofs, at)


def codes(judgement: Judgement) -> list[str]:
    return [one.code for one in (*judgement.refusals, *judgement.warnings)]


def test_a_good_certificate(pki: ForeignPki) -> None:
    found = judged(pki, subject("Anne", "DURAND"), person())
    assert (found.verdict, codes(found)) == ("ok", [])
    assert len(found.chain) == 2, "up to but without the root"


SAME = [
    (("Anne", "DURAND"), ("Anne", "Durand")),
    (("LOIC", "MULLER DARC"), ("Loïc", "Müller-d’Arc")),
    (("Jean René", "OEUVRARD"), ("Jean-René", "Œuvrard")),
    (("N'GUYEN", "Le"), ("N’Guyen", "LE")),
]
LONGER = [
    (("Anne Marie Sophie", "DURAND"), ("Anne", "Durand")),
    (("Anne", "DURAND ÉPOUSE MARTIN"), ("Anne", "Martin")),
    (("Anne", "DURAND-MARTIN"), ("Anne", "Durand")),
]
OTHER = [
    (("Jeanne", "DURAND"), ("Anne", "Durand"), "certificate_other_first_name"),
    (("Jean", "MARTIN"), ("Jean-René", "Martin"), "certificate_other_first_name"),
    (("Anne", "DURANDEAU"), ("Anne", "Durand"), "certificate_other_last_name"),
    (("Anne", "DUR"), ("Anne", "Durand"), "certificate_other_last_name"),
    (("Durand", "ANNE"), ("Anne", "Durand"), "certificate_other_first_name"),
]


@pytest.mark.parametrize(("said", "expected"), SAME)
def test_the_same_name_written_otherwise(
    said: tuple[str, str], expected: tuple[str, str], pki: ForeignPki
) -> None:
    assert codes(judged(pki, subject(*said), person(*expected))) == []


@pytest.mark.parametrize(("said", "expected"), LONGER)
def test_a_longer_name_is_accepted_and_said(
    said: tuple[str, str], expected: tuple[str, str], pki: ForeignPki
) -> None:
    found = judged(pki, subject(*said), person(*expected))
    assert (found.verdict, codes(found)) == ("warnings", ["name_longer"])


@pytest.mark.parametrize(("said", "expected", "code"), OTHER)
def test_another_name_is_refused_and_explained(
    said: tuple[str, str], expected: tuple[str, str], code: str, pki: ForeignPki
) -> None:
    found = judged(pki, subject(*said), person(*expected))
    assert (found.verdict, found.refusals[0].code) == ("refused", code)
    assert " ≠ " in found.refusals[0].detail
    assert "{detail}" not in labels.word("error", code, detail=found.refusals[0].detail)


@pytest.mark.parametrize(
    ("common", "expected"),
    [("Anne DURAND", []), ("DURAND Anne", []), ("Durand Anne Marie", []), ("Anne Marie Durand", []),
     ("DURAND Anne 0123456789", ["name_longer"]), ("DURAND Anne Sophie", ["name_longer"]),
     ("Marie Anne DURAND", ["certificate_other_person"]), ("Anne MARTIN", ["certificate_other_person"]),
     ("Anne", ["certificate_other_person"]), ("www.durand.example", ["certificate_other_person"])],
)  # fmt: skip
def test_a_common_name_alone(common: str, expected: list[str], pki: ForeignPki) -> None:
    found = judged(pki, subject("", "", common), person(middle="Marie"))
    assert codes(found) == expected


def test_a_middle_name_given_or_not(pki: ForeignPki) -> None:
    assert codes(judged(pki, subject("Anne Marie", "DURAND"), person(middle="Marie"))) == []
    assert codes(judged(pki, subject("Anne", "DURAND"), person(middle="Marie"))) == []


def test_a_pseudonym_or_nobody(pki: ForeignPki) -> None:
    hidden = subject("Anne", "DURAND", "", (NameOID.PSEUDONYM, "Zorro"))
    assert codes(judged(pki, hidden, person())) == ["certificate_pseudonym"]
    company = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Durand SARL")])
    assert codes(judged(pki, company, person())) == ["certificate_no_person"]


def test_everything_wrong_is_listed_at_once(pki: ForeignPki) -> None:
    day = timedelta(days=1)
    found = judged(pki, subject("Jean", "MARTIN"), person(), kind="RSA-1024", uses=("key_agreement",),
                   begin=START - 9 * day, end=START - day)  # fmt: skip
    refused = {one.code for one in found.refusals}
    assert refused >= {"certificate_expired", "certificate_usage", "weak_key", "certificate_other_last_name"}
    for code in refused:
        assert code in labels.words("fr")["error"]


def test_a_short_key_signs_with_a_warning(pki: ForeignPki) -> None:
    found = judged(pki, subject("Anne", "DURAND"), person(), kind="RSA-2048")
    assert [(one.code, one.detail) for one in found.warnings] == [("short_key", "RSA 2048")]


def test_an_authority_that_nobody_trusts(pki: ForeignPki) -> None:
    other = ForeignPki(ticking(), "Une autre").anchor
    for trust in ([other], []):
        found = judged(pki, subject("Anne", "DURAND"), person(), trust=trust)
        assert codes(found) == ["certificate_untrusted"]
        assert found.refusals[0].detail == "Autorité d’ailleurs racine"


def test_an_authority_of_the_same_name_is_another(pki: ForeignPki) -> None:
    own = pki.certify(subject("Anne", "DURAND"), new_person_key())
    forged = ForeignPki(ticking())
    chain = (own.public_bytes(DER), forged.ca.public_bytes(DER))
    assert codes(judge(chain, person(), [forged.anchor], Proofs(), START)) == ["certificate_untrusted"]


def test_an_issuing_authority_may_be_the_anchor(pki: ForeignPki) -> None:
    """As trusted lists name them."""
    assert (
        codes(judged(pki, subject("Anne", "DURAND"), person(), trust=[pki.ca.public_bytes(Encoding.PEM)]))
        == []
    )


def test_a_chain_left_incomplete_by_its_owner_is_completed(pki: ForeignPki) -> None:
    own = pki.certify(subject("Anne", "DURAND"), new_person_key()).public_bytes(DER)
    trust = [pki.anchor, pki.ca.public_bytes(Encoding.PEM)]
    assert judge((own,), person(), trust, asked((own,), trust, pki).proofs, START).chain[1:] == (
        pki.ca.public_bytes(DER),
    )
    assert codes(judge((own,), person(), [pki.anchor], Proofs(), START)) == ["certificate_untrusted"]


def test_a_revoked_certificate(pki: ForeignPki) -> None:
    for down in (set[str](), {"ocsp"}):
        own = pki.certify(subject("Anne", "DURAND"), new_person_key())
        pki.revoked, pki.down = {own.serial_number: START - timedelta(days=2)}, down
        chain = (own.public_bytes(DER), pki.ca.public_bytes(DER))
        found = judge(
            chain,
            person(),
            [pki.anchor],
            asked(chain, [pki.anchor], pki).proofs,
            START + timedelta(minutes=5),
        )
        assert [(one.code, one.detail) for one in found.refusals] == [("certificate_revoked", "2026-02-28")]


def test_revocation_is_asked_online_then_by_list(pki: ForeignPki) -> None:
    name = subject("Anne", "DURAND")
    assert codes(judged(pki, name, person())) == []
    assert pki.asked == ["ocsp", "crl"], "the person's by OCSP, the authority's by list"
    pki.asked, pki.down = [], {"ocsp"}
    assert codes(judged(pki, name, person())) == []
    assert pki.asked == ["ocsp", "crl", "crl"]
    pki.down = {"ocsp", "crl"}
    assert codes(judged(pki, name, person())) == ["certificate_revocation_unknown"]
    pki.down = set()
    assert codes(judged(pki, name, person(), online=False, lists=False)) == ["certificate_revocation_unknown"]


def test_answers_that_are_none(pki: ForeignPki, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pki, "ocsp", lambda *_: b"<html>")
    monkeypatch.setattr(pki, "crl", lambda *_: b"")
    own = pki.certify(subject("Anne", "DURAND"), new_person_key())
    chain = (own.public_bytes(DER), pki.ca.public_bytes(DER))
    found = asked(chain, [pki.anchor], pki)
    assert found.missing == ("Anne DURAND", "Autorité d’ailleurs")
    with pytest.raises(ValueError, match="neither"):
        from_files([b"<html>"])


def test_what_is_refused_does_not_sign(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    source = open_pkcs12(
        pkcs12_file(tmp_path, key, [pki.certify(subject("Jean", "MARTIN"), key), pki.ca], "x"), "x", START
    )
    found = judge(source.chain, person(), [pki.anchor], Proofs(), START)
    with pytest.raises(Refused, match="certificate_other_first_name"):
        proved(source, found, lambda at: Proofs())


def test_every_code_has_its_words() -> None:
    """Those that are raised and remarked about files, keys, cards, certificates and trusted lists."""
    folder, found = Path(labels.__file__).parent / "signing", set[str]()
    for name in ("usable", "pkcs12", "pkcs11", "subject_names", "own_certificates", "trusted_lists"):
        text = (folder / f"{name}.py").read_text(encoding="utf-8")
        found |= set(
            re.findall(r'"((?:pkcs1[12]|certificate|not|trusted_list|weak|short|no|several)_[a-z_]+)"', text)
        )
    assert len(found) > 35
    assert found <= set(labels.words("fr")["error"])
