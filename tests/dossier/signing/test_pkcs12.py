"""PKCS#12 files as `openssl` makes them: every protection it knows, and why each wrong one is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from asn1crypto import pkcs12 as structure
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID

from dossier import labels
from dossier.errors import NotAllowed, Refused
from dossier.signing.pkcs12 import open_pkcs12, read

from .foreign import ForeignPki, PersonKey, new_person_key, pkcs12_file, subject
from .stage import START

PASSWORD = "Sésame, ouvre-toi"
ANNE = subject("Anne", "DURAND")
PROTECTIONS = {
    "RC2-40 and 3DES": ("-legacy",),
    "RC2-128": ("-legacy", "-certpbe", "PBE-SHA1-RC2-128", "-keypbe", "PBE-SHA1-RC2-128"),
    "RC4-128": ("-legacy", "-certpbe", "PBE-SHA1-RC4-128", "-keypbe", "PBE-SHA1-RC4-128"),
    "3DES": ("-certpbe", "PBE-SHA1-3DES", "-keypbe", "PBE-SHA1-3DES", "-macalg", "sha1"),
    "AES-256": (),
    "AES-128": ("-certpbe", "AES-128-CBC", "-keypbe", "AES-128-CBC"),
    "certificates in clear": ("-certpbe", "NONE"),
    "no integrity code": ("-nomac",),
}


@pytest.fixture(scope="module")
def pki() -> ForeignPki:
    return ForeignPki(lambda: START)


def certified(pki: ForeignPki, key: PersonKey, **more: object) -> list[x509.Certificate]:
    return [pki.certify(ANNE, key, **more), pki.ca, pki.root]  # type: ignore[arg-type]


def refusal(data: bytes, password: str = PASSWORD, at: datetime = START) -> Refused:
    with pytest.raises(Refused) as caught:
        open_pkcs12(data, password, at)
    return caught.value


@pytest.mark.parametrize("name", PROTECTIONS)
def test_every_protection_is_opened(name: str, pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD, PROTECTIONS[name])
    source = open_pkcs12(data, PASSWORD, START)
    assert [x509.load_der_x509_certificate(der) for der in source.chain] == certified_chain(source.chain, pki)
    assert refusal(data, "autre").code == "pkcs12_password"


def certified_chain(chain: tuple[bytes, ...], pki: ForeignPki) -> list[x509.Certificate]:
    """The person's certificate, its issuer, and no root."""
    return [x509.load_der_x509_certificate(chain[0]), pki.ca]


@pytest.mark.parametrize("kind", ["P-256", "P-384", "P-521", "RSA-2048", "RSA-3072"])
def test_its_signatures_hold_until_it_is_closed(kind: str, pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key(kind)
    source = open_pkcs12(pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD), PASSWORD, START)
    one, two = source.sign([b"first", b"second"])
    public = x509.load_der_x509_certificate(source.chain[0]).public_key()
    for data, signature in ((b"first", one), (b"second", two)):
        if isinstance(public, rsa.RSAPublicKey):
            public.verify(signature, data, padding.PKCS1v15(), hashes.SHA256())
        else:
            assert isinstance(public, ec.EllipticCurvePublicKey)
            public.verify(signature, data, ec.ECDSA(hashes.SHA256()))
    source.close()
    with pytest.raises(NotAllowed):
        source.sign([b"third"])


def test_a_password_misread_by_an_old_program(pki: ForeignPki, tmp_path: Path) -> None:
    """OpenSSL before 1.1 took each byte of UTF-8 for a letter."""
    key, misread = new_person_key(), PASSWORD.encode().decode("latin-1")
    data = pkcs12_file(tmp_path, key, certified(pki, key), misread, PROTECTIONS["3DES"])
    assert open_pkcs12(data, PASSWORD, START)


def test_an_accent_in_two_characters_is_the_same_password(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD)
    assert open_pkcs12(data, PASSWORD.replace("é", "e\u0301"), START)


@pytest.mark.parametrize("data", [b"", b"bonjour", b"0\x82\x01", b"%PDF-1.7\n", b"0\x80" * 400, b"\x30\x00"])
def test_another_file_is_no_pkcs12(data: bytes) -> None:
    assert refusal(data).code == "not_pkcs12"


def test_a_certificate_alone_or_half_a_file_is_no_pkcs12(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD)
    assert refusal(pki.ca.public_bytes(Encoding.DER)).code == "not_pkcs12"
    assert refusal(pki.ca.public_bytes(Encoding.PEM)).code == "not_pkcs12"
    assert refusal(data[: len(data) // 2]).code == "not_pkcs12"
    assert refusal(data + bytes(1 << 20)).code == "not_pkcs12"


def test_an_unknown_protection_is_named(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD)
    pbes2 = bytes.fromhex("06092a864886f70d01050d")
    assert pbes2 in data
    found = refusal(data.replace(pbes2, bytes.fromhex("06092a864886f70d01057f")))
    assert (found.code, found.detail) == ("pkcs12_algorithm", "1.2.840.113549.1.5.127")


def test_an_endless_protection_is_refused_at_once(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    pfx = structure.Pfx.load(pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD))
    pfx["mac_data"]["iterations"] = 2**31 - 1
    found = refusal(pfx.dump(force=True))
    assert (found.code, found.detail) == ("pkcs12_algorithm", "iterations")


def test_without_the_old_algorithms_the_password_is_not_blamed(pki: ForeignPki, tmp_path: Path) -> None:
    """Where `cryptography` stands without OpenSSL's legacy provider."""
    key = new_person_key()
    pkcs12_file(tmp_path, key, certified(pki, key), "secret", ("-legacy",))
    code = (
        "import sys; from datetime import datetime, UTC; from dossier.errors import Refused\n"
        "from dossier.signing.pkcs12 import read\n"
        "for word in ('secret', 'wrong'):\n"
        "    try: read(open(sys.argv[1], 'rb').read(), word)\n"
        "    except Refused as found: print(found)\n"
    )
    words = [sys.executable, "-c", code, str(tmp_path / "out.p12")]
    where = {**os.environ, "CRYPTOGRAPHY_OPENSSL_NO_LEGACY": "1"}
    said = subprocess.run(words, env=where, capture_output=True, text=True, check=True).stdout.splitlines()
    assert said == ["pkcs12_algorithm pkcs12_sha1_rc2_40, pkcs12_sha1_tripledes_3key", "pkcs12_password"]


def test_no_key_no_certificate_and_no_match(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    assert refusal(pkcs12_file(tmp_path, None, certified(pki, key), PASSWORD)).code == "pkcs12_no_key"
    bare = pkcs12.serialize_key_and_certificates(None, key, None, None, NoEncryption())
    assert refusal(bare, "").code == "pkcs12_no_certificate"
    other = pkcs12.serialize_key_and_certificates(None, key, None, [pki.ca, pki.root], NoEncryption())
    assert refusal(other, "").code == "pkcs12_mismatch"


def test_dates(pki: ForeignPki, tmp_path: Path) -> None:
    key, day = new_person_key(), timedelta(days=1)
    data = pkcs12_file(tmp_path, key, certified(pki, key, begin=START - day, end=START + day), PASSWORD)
    assert open_pkcs12(data, PASSWORD, START)
    late, early = refusal(data, at=START + 2 * day), refusal(data, at=START - 2 * day)
    assert (late.code, late.detail) == ("certificate_expired", "2026-03-03")
    assert (early.code, early.detail) == ("certificate_not_yet_valid", "2026-03-01")
    assert labels.word("error", late.code, detail=late.detail) == "Ce certificat a expiré le 2026-03-03."


@pytest.mark.parametrize(
    ("uses", "accepted"),
    [
        (("digital_signature",), True),
        (("content_commitment",), True),
        ((), True),
        (("key_encipherment",), False),
    ],
)
def test_usage(uses: tuple[str, ...], accepted: bool, pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, certified(pki, key, uses=uses), PASSWORD)
    if accepted:
        assert open_pkcs12(data, PASSWORD, START)
    else:
        assert refusal(data).code == "certificate_usage"


def test_a_machines_or_an_authoritys_certificate(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    server = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
    mail = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH, ExtendedKeyUsageOID.EMAIL_PROTECTION])
    assert open_pkcs12(
        pkcs12_file(tmp_path, key, certified(pki, key, extra=[mail]), PASSWORD), PASSWORD, START
    )
    found = refusal(pkcs12_file(tmp_path, key, certified(pki, key, extra=[server]), PASSWORD))
    assert found.code == "certificate_usage"
    authority = x509.BasicConstraints(True, None)
    found = refusal(pkcs12_file(tmp_path, key, certified(pki, key, extra=[authority]), PASSWORD))
    assert found.code == "certificate_of_authority"


@pytest.mark.parametrize(("kind", "code"), [("RSA-1024", "weak_key"), ("brainpool", "unsupported_key")])
def test_keys_below_the_floor(kind: str, code: str, pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key(kind)
    assert refusal(pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD)).code == code


def test_an_edwards_key_and_a_weak_digest(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    data = pkcs12_file(tmp_path, key, [sha1(key, pki, tmp_path)], PASSWORD)
    found = refusal(data, at=datetime.now(UTC))
    assert (found.code, found.detail) == ("weak_certificate", "Anne DURAND, SHA1")
    edwards = ed25519.Ed25519PrivateKey.generate()
    name = x509.CertificateBuilder(
        pki.ca.subject, ANNE, edwards.public_key(), 7, START, START + timedelta(days=9)
    )
    data = pkcs12.serialize_key_and_certificates(
        None, edwards, name.sign(edwards, None), None, NoEncryption()
    )
    assert (refusal(data, "").code, refusal(data, "").detail) == ("unsupported_key", "Ed25519")


def sha1(key: PersonKey, pki: ForeignPki, folder: Path) -> x509.Certificate:
    """A certificate with the digest of another age, which only the `openssl` command still makes."""
    (folder / "k.pem").write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    (folder / "ca.pem").write_bytes(pki.ca.public_bytes(Encoding.PEM))
    (folder / "ca.key").write_bytes(
        pki.ca_key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    )
    asked = "openssl req -new -key k.pem -subj /CN=Anne\\ DURAND"
    made = "openssl x509 -req -sha1 -CA ca.pem -CAkey ca.key -set_serial 77 -days 36500"
    shell = f"{asked} | {made}"
    done = subprocess.run(["bash", "-c", shell], cwd=folder, capture_output=True, check=True)
    return x509.load_pem_x509_certificate(done.stdout)


def test_several_keys_in_one_file(pki: ForeignPki, tmp_path: Path) -> None:
    """The one that can sign; several that can are listed; one of them is named."""
    keys = [new_person_key(), new_person_key("RSA-2048"), new_person_key("P-384")]
    uses = [("key_encipherment",), ("digital_signature",), ("content_commitment",)]
    owned = [pki.certify(subject("Anne", f"DURAND {n}"), key, uses=use)
             for n, (key, use) in enumerate(zip(keys, uses, strict=True))]  # fmt: skip
    two = merged([pkcs12_file(tmp_path, key, [one], PASSWORD, ("-legacy",))
                  for key, one in zip(keys[:2], owned[:2], strict=True)])  # fmt: skip
    assert len(read(two, PASSWORD)) == 2
    assert x509.load_der_x509_certificate(open_pkcs12(two, PASSWORD, START).chain[0]) == owned[1]
    three = merged(
        [pkcs12_file(tmp_path, key, [one], PASSWORD) for key, one in zip(keys, owned, strict=True)]
    )
    found = refusal(three)
    assert found.code == "several_certificates"
    assert "DURAND 1 (" in found.detail
    assert "DURAND 2 (" in found.detail
    for wanted in (
        "durand 2",
        f"{owned[2].serial_number:x}",
        owned[2].fingerprint(hashes.SHA256()).hex()[:12],
    ):
        chosen = open_pkcs12(three, PASSWORD, START, wanted)
        assert x509.load_der_x509_certificate(chosen.chain[0]) == owned[2]
        assert chosen.sign([b"data"])
    with pytest.raises(Refused, match="no_such_certificate"):
        open_pkcs12(three, PASSWORD, START, "martin")
    with pytest.raises(Refused, match="certificate_usage"):
        open_pkcs12(three, PASSWORD, START, "durand 0")


def merged(files: list[bytes]) -> bytes:
    """One file, without integrity code, of the parts of several under the same password."""
    parts = []
    for data in files:
        parts += list(
            structure.AuthenticatedSafe.load(structure.Pfx.load(data)["auth_safe"]["content"].native)
        )
    whole = structure.AuthenticatedSafe(parts).dump()
    content = structure.ContentInfo({"content_type": "data", "content": whole})
    made: bytes = structure.Pfx({"version": "v3", "auth_safe": content}).dump()
    return made


def test_nothing_of_the_key_is_in_its_words(pki: ForeignPki, tmp_path: Path) -> None:
    key = new_person_key()
    source = open_pkcs12(pkcs12_file(tmp_path, key, certified(pki, key), PASSWORD), PASSWORD, START)
    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()).hex()
    assert PASSWORD not in repr(vars(source))
    assert private[80:120] not in repr(vars(source))
