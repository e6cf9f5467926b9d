"""EU DSS and veraPDF on a dossier signed with a PKCS#12 file and a PKCS#11 token, under another authority."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from dossier import world
from dossier.__main__ import main
from dossier.acts.authority import root_file
from tests.conformance.judges import judge_pdfa, judge_signatures
from tests.conformance.table import agree
from tests.dossier.signing.foreign import CRL_CA, CRL_ROOT, ForeignPki, new_person_key, pkcs12_file, subject
from tests.dossier.signing.softhsm import PIN, Hsm, module

pytestmark = pytest.mark.conformance

CASE = "chambersign-person"
PADES = "PAdES-BASELINE-LTA"
LATER = {"now": timedelta(0), "+20 min": timedelta(minutes=20), "+1 year": timedelta(days=366)}


@dataclass(frozen=True)
class Own:
    """The PDFs of the bundle, the two roots, and when they were made."""

    files: list[Path]
    roots: list[Path]
    at: datetime


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Own:
    """The holder signs with a file, the representative with a token, as a person would at the command line."""
    folder, order = tmp_path_factory.mktemp("own"), world.orders()[CASE]
    pki, key = ForeignPki(lambda: datetime.now(UTC)), new_person_key("RSA-3072")
    held = pki.certify(subject(order.holder.first_name, order.holder.last_name), key)
    other = order.legal_representative
    hsm = Hsm(folder)
    hsm.certify(hsm.token("own"), subject(other.first_name, other.last_name), pki, beside=[pki.ca])
    given = {
        "own.p12": pkcs12_file(folder, key, [held, pki.ca], "secret"), "secrets": f"secret\n{PIN}\n".encode(),
        "holder.ocsp": pki.ocsp(held.public_bytes(Encoding.DER), pki.ca.public_bytes(Encoding.DER)),
        "ca.crl": pki.crl(CRL_CA), "root.crl": pki.crl(CRL_ROOT), "root.pem": pki.anchor,
    }  # fmt: skip
    for name, data in given.items():
        (folder / name).write_bytes(data)
    words: list[object] = ["sign", world.folder("orders") / f"{CASE}.json", "-o", folder / "own.asice",
                           "--data", folder / "var", "--holder-p12", folder / "own.p12", "--pkcs11", module(),
                           "--trust", folder / "root.pem", "--secrets", folder / "secrets"]  # fmt: skip
    for name in ("holder.ocsp", "ca.crl", "root.crl"):
        words += ["--revocation", folder / name]
    assert main([str(word) for word in words]) == 0
    with zipfile.ZipFile(folder / "own.asice") as archive:
        names = [name for name in archive.namelist() if name.startswith("documents/")]
        archive.extractall(folder / "out", names)
    files = sorted((folder / "out").rglob("*.pdf"))
    return Own(files, [root_file(folder / "var"), folder / "root.pem"], datetime.now(UTC))


@pytest.mark.parametrize("shift", LATER)
def test_dss_passes_every_document(own: Own, shift: str) -> None:
    found = judge_signatures(own.files, own.roots, [own.at + LATER[shift]])
    wrong: dict[str, object] = {
        one.file.name: [(s.field, s.format, s.indication, s.errors) for s in one.signatures]
        for one in found
        if not one.passed or {s.format for s in one.signatures} != {PADES}
    }
    agree("EU DSS, strict", f"PKCS#12 and PKCS#11, {shift}", f"TOTAL-PASSED, {PADES}", wrong, len(found))


def test_dss_does_not_know_the_people_without_their_root(own: Own) -> None:
    """The judge can fail: only what the service alone sealed passes."""
    found = judge_signatures(own.files, own.roots[:1], [own.at])
    assert [one.passed for one in found] == [len(one.signatures) == 1 for one in found]
    assert not all(one.passed for one in found)


def test_verapdf_passes_every_document(own: Own) -> None:
    found = judge_pdfa(own.files)
    wrong: dict[str, object] = {one.file.name: one.verdicts for one in found if not one.passed}
    agree("veraPDF", "PKCS#12 and PKCS#11", "PDF/A-2a and PDF/UA-1", wrong, len(found))
