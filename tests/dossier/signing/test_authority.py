"""The built-in authority: what it writes, what its certificates say, what it answers."""

from __future__ import annotations

import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest
from asn1crypto import ocsp, tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp as ocsp_messages
from cryptography.x509.oid import ExtendedKeyUsageOID, ExtensionOID, NameOID

from dossier.blocks import Role
from dossier.errors import Conflict, Expired, Invalid, NotAllowed, NotFound, Refused
from dossier.signing import HOLDER, ONE_SHOT_CA, ROOT, SERVICE_CA, Authority, Signer, Status
from tests.conformance.tools import lint_certificate

from .stage import HOLDER_SIGNER, START


def test_keys_are_private_and_read_again(authority: Authority, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "pki"
    made = Authority.create(folder, START, "Essai", base_url="https://pki.example/")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}
    assert [path.name for path in folder.parent.iterdir()] == ["pki"]  # no draft left
    again = Authority.load(folder)
    assert (again.anchor, again.certificates) == (made.anchor, made.certificates)
    assert again.anchor != authority.anchor


def test_a_folder_in_use_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "precious").write_text("x")
    with pytest.raises(Conflict) as error:
        Authority.create(tmp_path, START)
    assert error.value.code == "authority_exists"
    assert [path.name for path in tmp_path.iterdir()] == ["precious"]


def test_missing_and_foreign_files_are_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        Authority.load(tmp_path)
    first, second = tmp_path / "a", tmp_path / "b"
    Authority.create(first, START)
    Authority.create(second, START)
    (first / "seal.pem").write_bytes((second / "seal.pem").read_bytes())
    with pytest.raises(Refused, match="authority_unreadable seal"):
        Authority.load(first)


def test_every_certificate_says_specimen_unless_told(authority: Authority, tmp_path: Path) -> None:
    for der in authority.certificates.values():
        assert "SPECIMEN" in _common_name(x509.load_der_x509_certificate(der))
    real = Authority.create(tmp_path / "pki", START, "Paraphe", specimen=False)
    assert "SPECIMEN" not in _common_name(x509.load_der_x509_certificate(real.certificates[ROOT]))


def test_profiles(authority: Authority) -> None:
    found = {name: x509.load_der_x509_certificate(der) for name, der in authority.certificates.items()}
    for certificate in found.values():
        assert certificate.serial_number.bit_length() > 64
        assert START - certificate.not_valid_before_utc == timedelta(seconds=60)
    usage = found["tsa"].extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    assert (list(usage.value), usage.critical) == ([ExtendedKeyUsageOID.TIME_STAMPING], True)
    for name in ("one-shot-ocsp", "service-ocsp"):
        assert found[name].extensions.get_extension_for_oid(ExtensionOID.OCSP_NO_CHECK)
    root_crl = x509.load_der_x509_crl(authority.crl(ROOT, START))
    assert root_crl.next_update_utc is not None
    assert root_crl.next_update_utc > found["tsa"].not_valid_after_utc


def test_one_shot_certificate(authority: Authority) -> None:
    one_shot = authority.one_shot(HOLDER_SIGNER, START)
    certificate = x509.load_der_x509_certificate(one_shot.source.chain[0])
    names = {item.oid: item.value for item in certificate.subject}
    assert names == {
        NameOID.COUNTRY_NAME: "FR",
        NameOID.SURNAME: "MÜLLER-D'ARC",
        NameOID.GIVEN_NAME: "Loïc",
        NameOID.SERIAL_NUMBER: "D2026-0001-T",
        NameOID.COMMON_NAME: "Loïc MÜLLER-D'ARC",
    }
    usage = certificate.extensions.get_extension_for_class(x509.KeyUsage)
    assert usage.critical
    assert usage.value.content_commitment
    assert not usage.value.digital_signature
    assert certificate.not_valid_after_utc - START == timedelta(minutes=10)
    assert one_shot.not_after == certificate.not_valid_after_utc
    assert one_shot.serial == certificate.serial_number
    with pytest.raises(x509.ExtensionNotFound):
        certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints)


def test_one_shot_proof_ends_with_the_certificate(authority: Authority) -> None:
    one_shot = authority.one_shot(HOLDER_SIGNER, START)
    (der,) = one_shot.source.proofs(START + timedelta(minutes=1)).ocsps
    single = ocsp.OCSPResponse.load(der).basic_ocsp_response["tbs_response_data"]["responses"][0]
    assert single["cert_status"].name == "good"
    assert single["next_update"].native == one_shot.not_after
    with pytest.raises(Expired, match="one_shot_expired"):
        one_shot.source.proofs(one_shot.not_after)


def test_a_closed_source_signs_nothing(authority: Authority) -> None:
    source = authority.one_shot(HOLDER_SIGNER, START).source
    assert len(source.sign([b"1", b"2"])) == 2
    source.close()
    with pytest.raises(NotAllowed, match="key_destroyed"):
        source.sign([b"3"])


@pytest.mark.parametrize("identifier", ["", "É", "a_b", "x" * 65])
def test_names_that_no_certificate_takes(authority: Authority, identifier: str) -> None:
    with pytest.raises(Invalid) as error:
        authority.one_shot(Signer(Role.HOLDER, " ", "X", identifier, HOLDER, ""), START)
    assert {one.field for one in error.value.problems} == {"signer.given_name", "signer.identifier"}


def test_openssl_trusts_every_chain(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(authority.anchor)
    bundle = b"".join(_pem(authority.certificates[name]) for name in (ONE_SHOT_CA, SERVICE_CA))
    (tmp_path / "cas.pem").write_bytes(bundle)
    leaves = dict(authority.certificates) | {"x": authority.one_shot(HOLDER_SIGNER, START).source.chain[0]}
    for name, der in leaves.items():
        (tmp_path / f"{name}.pem").write_bytes(_pem(der))
        at = ["-attime", str(int(START.timestamp()))]
        done = subprocess.run(
            ["openssl", "verify", "-x509_strict", *at, "-CAfile", "root.pem", "-untrusted", "cas.pem", f"{name}.pem"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, (name, done.stderr)


def test_pkilint_has_nothing_to_say(authority: Authority) -> None:
    leaf = authority.one_shot(HOLDER_SIGNER, START).source.chain[0]
    for name in ("root", "one-shot-ca", "service-ca", "seal", "tsa", "one-shot-ocsp"):
        assert lint_certificate(authority.certificates[name]) == [], name
    assert lint_certificate(leaf) == []


def test_openssl_accepts_the_ocsp_answers(authority: Authority, tmp_path: Path) -> None:
    one_shot = authority.one_shot(HOLDER_SIGNER, START)
    (tmp_path / "root.pem").write_bytes(authority.anchor)
    (tmp_path / "ca.pem").write_bytes(_pem(authority.certificates[ONE_SHOT_CA]))
    (tmp_path / "leaf.pem").write_bytes(_pem(one_shot.source.chain[0]))
    ask = ["openssl", "ocsp", "-no_nonce", "-issuer", "ca.pem", "-cert", "leaf.pem"]
    subprocess.run([*ask, "-reqout", "q.der"], cwd=tmp_path, check=True, capture_output=True)
    request = (tmp_path / "q.der").read_bytes()
    revoked = START + timedelta(seconds=5)
    for status, word in (
        (Status(one_shot.not_after), "good"),
        (Status(one_shot.not_after, revoked), "revoked"),
        (None, "unknown"),
    ):
        known = {one_shot.serial: status} if status else {}
        (tmp_path / "a.der").write_bytes(authority.ocsp(ONE_SHOT_CA, request, START, known))
        read = [*ask, "-respin", "a.der", "-CAfile", "root.pem", "-reqin", "q.der"]
        at = ["-attime", str(int(START.timestamp())), "-validity_period", "999999999"]
        done = subprocess.run([*read, *at], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert f"leaf.pem: {word}" in done.stdout
        assert "Response verify OK" in done.stderr


def test_ocsp_answers_nobody_elses_questions(authority: Authority) -> None:
    def status(answer: bytes) -> str:
        return str(ocsp.OCSPResponse.load(answer)["response_status"].native)

    one_shot = authority.one_shot(HOLDER_SIGNER, START)
    leaf = x509.load_der_x509_certificate(one_shot.source.chain[0])
    other = x509.load_der_x509_certificate(authority.certificates[SERVICE_CA])
    assert status(authority.ocsp(ONE_SHOT_CA, _question(leaf, other), START, {})) == "unauthorized"
    assert status(authority.ocsp(ONE_SHOT_CA, b"junk", START, {})) == "malformed_request"


def test_ocsp_gives_the_nonce_back(authority: Authority) -> None:
    one_shot = authority.one_shot(HOLDER_SIGNER, START)
    leaf, ca = (x509.load_der_x509_certificate(der) for der in one_shot.source.chain)
    answer = authority.ocsp(ONE_SHOT_CA, _question(leaf, ca, b"12345678"), START, {})
    extensions = ocsp_messages.load_der_ocsp_response(answer).extensions
    assert extensions.get_extension_for_class(x509.OCSPNonce).value.nonce == b"12345678"


@pytest.mark.parametrize(
    ("algorithm", "digest", "failure"),
    [
        ("sha1", bytes(20), "bad_alg"),
        ("sha256", bytes(20), "bad_data_format"),
        (None, b"", "bad_data_format"),
    ],
)
def test_timestamps_are_refused_by_the_book(
    authority: Authority, algorithm: str | None, digest: bytes, failure: str
) -> None:
    query = b"junk"
    if algorithm:
        imprint = {"hash_algorithm": {"algorithm": algorithm}, "hashed_message": digest}
        query = tsp.TimeStampReq({"version": 1, "message_imprint": imprint}).dump()
    answer = authority.stamps(lambda: START).exchange(query)
    assert tsp.PKIStatusInfo.load(answer[2:])["status"].native == "rejection"
    assert tsp.PKIStatusInfo.load(answer[2:])["fail_info"].native == {failure}


def test_openssl_accepts_a_timestamp(authority: Authority, tmp_path: Path) -> None:
    (tmp_path / "root.pem").write_bytes(authority.anchor)
    (tmp_path / "data").write_bytes(b"hello")
    ask = ["openssl", "ts", "-query", "-data", "data", "-sha512", "-cert", "-out", "q.tsq"]
    subprocess.run(ask, cwd=tmp_path, check=True, capture_output=True)
    query = (tmp_path / "q.tsq").read_bytes()
    (tmp_path / "a.tsr").write_bytes(authority.stamps(lambda: START).exchange(query))
    at = ["-attime", str(int(START.timestamp()))]
    verify = ["openssl", "ts", "-verify", "-queryfile", "q.tsq", "-in", "a.tsr", "-CAfile", "root.pem", *at]
    done = subprocess.run(verify, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert "Verification: OK" in done.stdout + done.stderr


def _common_name(certificate: x509.Certificate) -> str:
    return str(certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value)


def _question(leaf: x509.Certificate, ca: x509.Certificate, nonce: bytes = b"") -> bytes:
    builder = ocsp_messages.OCSPRequestBuilder().add_certificate(leaf, ca, hashes.SHA256())
    if nonce:
        builder = builder.add_extension(x509.OCSPNonce(nonce), critical=False)
    return builder.build().public_bytes(Encoding.DER)


def _pem(der: bytes) -> bytes:
    return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
