"""Certificates on real tokens (SoftHSM2): listed, chosen, signing; and what is said when they cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from dossier import labels
from dossier.errors import NotAllowed, NotFound, Refused
from dossier.signing.pkcs11 import TokenFound, open_pkcs11, tokens

from .foreign import ForeignPki, subject
from .softhsm import PIN, SO_PIN, Hsm, module
from .stage import START

ANNE, LOIC = subject("Anne", "DURAND"), subject("Loïc", "MÜLLER-D'ARC")


@pytest.fixture(scope="module")
def pki() -> ForeignPki:
    return ForeignPki(lambda: START)


@pytest.fixture(scope="module")
def hsm(tmp_path_factory: pytest.TempPathFactory, pki: ForeignPki) -> Hsm:
    """Anne's key with two usable certificates and an expired one; Loïc's with one; one that is empty."""
    made = Hsm(tmp_path_factory.mktemp("hsm"))
    day = timedelta(days=1)
    made.certify(made.token("Clé d’Anne"), ANNE, pki, b"\x01", beside=[pki.ca, pki.root])
    made.certify("Clé d’Anne", subject("Anne", "DURAND", "Anne DURAND (gérante)"), pki, b"\x02", "RSA-2048")
    made.certify("Clé d’Anne", ANNE, pki, b"\x03", end=START - day)
    made.certify(made.token("Carte de Loïc"), LOIC, pki, b"\x01", "P-384", beside=[pki.ca])
    made.token("Vide")
    return made


def refusal(*words: Any, **more: Any) -> Refused:
    with pytest.raises(Refused) as caught:
        open_pkcs11(module(), *words, **more)
    return caught.value


def on(label: str) -> TokenFound:
    return next(one for one in tokens(module()) if one.label == label)


def test_tokens_and_certificates_are_listed_without_a_pin(hsm: Hsm, pki: ForeignPki) -> None:
    found = [one for one in tokens(module()) if one.label]
    assert {one.label: len(one.certificates) for one in found} == {
        "Clé d’Anne": 3,
        "Carte de Loïc": 1,
        "Vide": 0,
    }
    assert all(one.trouble == "" and one.serial and one.model == "SoftHSM v2" for one in found)
    own = on("Carte de Loïc").certificates[0]
    assert [x509.load_der_x509_certificate(der) for der in own.chain[1:]] == [pki.ca]
    assert (own.token, own.label) == ("Carte de Loïc", "signature")


@pytest.mark.parametrize(
    ("token", "certificate"), [("Loïc", ""), ("Anne", "gérante"), ("Clé d’Anne", "CN=Anne DURAND,")]
)
def test_one_pin_signs_every_document(token: str, certificate: str, hsm: Hsm) -> None:
    chosen = certificate or "d'arc"
    if certificate.endswith(","):
        chosen = f"{first_serial():x}"
    source = open_pkcs11(module(), PIN, START, token, chosen)
    data = [bytes([number]) * 200 for number in range(7)]
    public = x509.load_der_x509_certificate(source.chain[0]).public_key()
    for item, signature in zip(data, source.sign(data), strict=True):
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, item, padding.PKCS1v15(), hashes.SHA256())
        else:
            assert isinstance(public, ec.EllipticCurvePublicKey)
            public.verify(signature, item, ec.ECDSA(hashes.SHA256()))
    source.close()
    source.close()
    with pytest.raises(NotAllowed):
        source.sign(data)


def first_serial() -> int:
    """The serial of Anne's P-256 certificate that has not expired."""
    every = [x509.load_der_x509_certificate(one.chain[0]) for one in on("Clé d’Anne").certificates]
    return next(
        one.serial_number
        for one in every
        if one.not_valid_after_utc > START and isinstance(one.public_key(), ec.EllipticCurvePublicKey)
    )


def test_what_is_not_clear_is_asked(hsm: Hsm) -> None:
    several = refusal(PIN, START)
    assert several.code == "pkcs11_several_tokens"
    assert "Clé d’Anne (" in several.detail
    certificates = refusal(PIN, START, "Anne")
    assert certificates.code == "several_certificates"
    assert "gérante" in certificates.detail
    assert refusal(PIN, START, "Martin").code == "pkcs11_no_token"
    assert refusal(PIN, START, "Vide").code == "pkcs11_no_certificate"
    assert refusal(PIN, START, "Anne", "martin").code == "no_such_certificate"
    assert refusal(PIN, START + timedelta(days=9999), "Loïc").code == "certificate_expired"


def test_a_token_is_named_by_its_serial_or_its_whole_label(hsm: Hsm, pki: ForeignPki) -> None:
    open_pkcs11(module(), PIN, START, on("Carte de Loïc").serial).close()
    hsm.certify(hsm.token("Carte de Loïc bis"), LOIC, pki)
    open_pkcs11(module(), PIN, START, "Carte de Loïc").close()
    assert refusal(PIN, START, "Carte de").code == "pkcs11_several_tokens"


def test_a_wrong_pin_is_counted(hsm: Hsm, pki: ForeignPki) -> None:
    hsm.certify(hsm.token("PIN"), ANNE, pki)
    assert refusal("9999", START, "PIN").code == "pkcs11_pin_low"
    assert on("PIN").trouble == "pkcs11_pin_low"
    assert refusal("", START, "PIN").code.startswith("pkcs11_pin")
    open_pkcs11(module(), PIN, START, "PIN").close()
    assert on("PIN").trouble == ""


@pytest.mark.parametrize(
    ("flag", "code"),
    [
        ("USER_PIN_FINAL_TRY", "pkcs11_pin_last"),
        ("USER_PIN_LOCKED", "pkcs11_pin_locked"),
    ],
)
def test_what_the_token_says_of_its_pin(flag: str, code: str, hsm: Hsm, pki: ForeignPki) -> None:
    """SoftHSM never locks: the flags of those that do are written in its file."""
    hsm.certify(hsm.token(flag), ANNE, pki)
    hsm.toggle(flag, pkcs11.TokenFlag[flag])
    assert refusal("9999", START, flag).code == code
    assert on(flag).trouble == code
    assert code in labels.words("fr")["error"]


def test_a_token_whose_pin_was_never_set(hsm: Hsm) -> None:
    hsm.token_without_pin("Neuve")
    assert on("Neuve").trouble == "pkcs11_pin_not_set"
    assert refusal(PIN, START, "Neuve").code == "pkcs11_pin_not_set"


def test_a_certificate_without_its_key(hsm: Hsm, pki: ForeignPki) -> None:
    hsm.certify(hsm.token("Sans clé"), ANNE, pki, b"\x07")
    with hsm.opened("Sans clé") as session:
        for key in list(session.get_objects({pkcs11.Attribute.CLASS: pkcs11.ObjectClass.PRIVATE_KEY})):
            key.destroy()
    assert refusal(PIN, START, "Sans clé").code == "pkcs11_no_key"


def test_a_token_removed_while_signing(hsm: Hsm, pki: ForeignPki, monkeypatch: pytest.MonkeyPatch) -> None:
    hsm.certify(hsm.token("Fugace"), ANNE, pki)
    source = open_pkcs11(module(), PIN, START, "Fugace")

    def removed(*_: object, **__: object) -> bytes:
        raise pkcs11.DeviceRemoved

    monkeypatch.setattr(type(source._key), "sign", removed)
    with pytest.raises(Refused, match="pkcs11_removed"):
        source.sign([b"data"])
    source.close()


def test_a_token_taken_away_for_good(hsm: Hsm, pki: ForeignPki) -> None:
    """Its files deleted under an open session, and its session ended by the library."""
    before = set(hsm.tokens.iterdir())
    hsm.certify(hsm.token("Perdue"), ANNE, pki)
    source = open_pkcs11(module(), PIN, START, "Perdue")
    for folder in set(hsm.tokens.iterdir()) - before:
        shutil.rmtree(folder)
    with pytest.raises(Refused) as caught:
        source.sign([b"data"])
    assert caught.value.code in ("pkcs11_removed", "pkcs11_failed")
    source.close()
    hsm.again()
    assert refusal(PIN, START, "Perdue").code == "pkcs11_no_token"


@pytest.mark.parametrize("name", ["/nowhere/libnothing.so", __file__, ""])
def test_another_file_is_no_module(name: str) -> None:
    with pytest.raises(NotFound, match="pkcs11_module"):
        tokens(name)


def test_without_the_extra_the_rest_works() -> None:
    """Nothing imports the library before it is needed, and its absence is explained."""
    code = (
        "import sys; sys.modules['pkcs11'] = None\n"
        "import dossier.signing, dossier.signing.pkcs11 as own\n"
        "from dossier.errors import Refused\n"
        "try: own.tokens('x')\n"
        "except Refused as found: print(found.code)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "pkcs11_library\n"


def test_the_security_officers_pin_is_none(hsm: Hsm) -> None:
    assert refusal(SO_PIN, START, "Carte de Loïc bis").code.startswith("pkcs11_pin")


def test_an_unreadable_certificate_is_passed_over(hsm: Hsm, pki: ForeignPki) -> None:
    own = hsm.certify(hsm.token("Abîmée"), ANNE, pki)
    names = pkcs11.Attribute
    with hsm.opened("Abîmée") as session:
        session.create_object(
            {
                names.CLASS: pkcs11.ObjectClass.CERTIFICATE,
                names.CERTIFICATE_TYPE: pkcs11.CertificateType.X_509,
                names.TOKEN: True,
                names.SUBJECT: b"0\x00",
                names.VALUE: b"nothing",
            }
        )
    (found,) = on("Abîmée").certificates
    assert found.chain[0] == own.public_bytes(Encoding.DER)


def test_keys_are_never_said(hsm: Hsm, tmp_path: Path) -> None:
    source = open_pkcs11(module(), PIN, START, "Carte de Loïc bis")
    assert PIN not in repr(vars(source))
    source.close()
