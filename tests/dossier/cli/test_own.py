"""`paraphe sign` with the signers' own certificates; `paraphe certificates`."""

from __future__ import annotations

import json
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from dossier import world
from dossier.acts.authority import root_file
from dossier.order import Order
from dossier.people import Person
from tests.dossier.cli.conftest import Paraphe
from tests.dossier.signing.foreign import CRL_CA, CRL_ROOT, ForeignPki, new_person_key, pkcs12_file, subject
from tests.dossier.signing.softhsm import PIN, Hsm, module

PASSWORD = "Sésame"
CASE = "chambersign-person"
ORDER = world.folder("orders") / f"{CASE}.json"
DER = Encoding.DER


@dataclass(frozen=True)
class World:
    """A foreign authority, the holder's file, the representative's key, and what proves that neither is revoked."""

    folder: Path
    pki: ForeignPki
    root: Path
    p12: Path
    proofs: tuple[Path, ...]


def name_of(person: Person) -> Any:
    return subject(person.first_name.upper(), person.last_name)


@pytest.fixture(scope="module")
def order() -> Order:
    return world.orders()[CASE]


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory, order: Order) -> World:
    folder = tmp_path_factory.mktemp("own")
    pki = ForeignPki(lambda: datetime.now(UTC))
    key = new_person_key()
    held = pki.certify(name_of(order.holder), key)
    (folder / "holder.p12").write_bytes(pkcs12_file(folder, key, [held, pki.ca], PASSWORD, ("-legacy",)))
    hsm = Hsm(folder)
    assert order.legal_representative
    token = hsm.token("Clé du gérant")
    other = hsm.certify(token, subject("Jean", "AUTRE"), pki, b"\x01")
    carried = hsm.certify(
        token, name_of(order.legal_representative), pki, b"\x02", "RSA-3072", beside=[pki.ca]
    )
    assert other.serial_number != carried.serial_number
    answers = {"holder.ocsp": pki.ocsp(held.public_bytes(DER), pki.ca.public_bytes(DER)),
               "ca.crl": pki.crl(CRL_CA), "root.crl": pki.crl(CRL_ROOT), "root.pem": pki.anchor}  # fmt: skip
    for name, data in answers.items():
        (folder / name).write_bytes(data)
    return World(folder, pki, folder / "root.pem", folder / "holder.p12",
                 tuple(folder / name for name in ("holder.ocsp", "ca.crl", "root.crl")))  # fmt: skip


def secrets(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "secrets"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def manifest(bundle: Path) -> dict[str, Any]:
    with zipfile.ZipFile(bundle) as archive:
        value: dict[str, Any] = json.loads(archive.read("manifest.json"))
    return value


def journal(bundle: Path) -> str:
    with zipfile.ZipFile(bundle) as archive:
        return archive.read("evidence/journal.jsonl").decode()


def revocations(own: World) -> list[object]:
    return [word for path in own.proofs for word in ("--revocation", path)]


def test_a_file_and_a_key_sign_a_dossier(
    paraphe: Paraphe, own: World, order: Order, data: Path, tmp_path: Path
) -> None:
    bundle = tmp_path / "x.asice"
    said = paraphe(
        "sign", ORDER, "-o", bundle, "--holder-p12", own.p12, "--pkcs11", module(), "--trust", own.root,
        *revocations(own), "--secrets", secrets(tmp_path, PASSWORD, PIN),
    )  # fmt: skip
    assert said.code == 0, said.err
    assert said.out.count("B-LTA") == 2
    signers = manifest(bundle)["signers"]
    assert [(one["means"], one["asked"], one["obtained"], one["why"]) for one in signers] == [
        ("pkcs12", "B-LTA", "B-LTA", ""), ("pkcs11", "B-LTA", "B-LTA", ""),
    ]  # fmt: skip
    assert '"means":"pkcs12"' in journal(bundle).replace(" ", "")
    assert PASSWORD not in journal(bundle)
    both = paraphe("verify", bundle, "--trust", root_file(data), "--trust", own.root)
    assert both.code == 0, both.out
    assert order.holder.first_name.upper() in both.out
    alone = paraphe("verify", bundle, "--trust", root_file(data))
    assert alone.code == 1
    assert "non reconnue" in alone.out


def test_without_answers_of_the_issuer_the_level_is_said(
    paraphe: Paraphe, own: World, data: Path, tmp_path: Path
) -> None:
    """An order with one signer, and a folder of roots."""
    case = "chambersign-holder-is-representative"
    bundle, roots, key = tmp_path / "x.asice", tmp_path / "roots", new_person_key()
    roots.mkdir()
    (roots / "one.pem").write_bytes(own.root.read_bytes())
    held = own.pki.certify(name_of(world.orders()[case].holder), key)
    file = tmp_path / "own.p12"
    file.write_bytes(pkcs12_file(tmp_path, key, [held, own.pki.ca], PASSWORD))
    said = paraphe("sign", world.folder("orders") / f"{case}.json", "-o", bundle, "--holder-p12", file,
                   "--trust", roots, "--secrets", secrets(tmp_path, PASSWORD))  # fmt: skip
    assert said.code == 3, said.err
    assert "niveau demandé B-LTA, obtenu B-T" in said.err
    (holder,) = manifest(bundle)["signers"]
    assert (holder["means"], holder["asked"], holder["obtained"]) == ("pkcs12", "B-LTA", "B-T")
    assert holder["why"] == "revocation_unknown"
    assert paraphe("verify", bundle, "--trust", root_file(data), "--trust", roots).code == 3


def refused(paraphe: Paraphe, own: World, tmp_path: Path, *words: object, code: int = 1) -> str:
    bundle = tmp_path / "x.asice"
    said = paraphe("sign", ORDER, "-o", bundle, *words)
    assert said.code == code, said.err
    assert not bundle.exists()
    return said.err


def test_a_wrong_password(paraphe: Paraphe, own: World, tmp_path: Path) -> None:
    words = ("--holder-p12", own.p12, "--trust", own.root)
    err = refused(paraphe, own, tmp_path, *words, "--secrets", secrets(tmp_path, "faux"))
    assert "mot de passe de ce fichier est faux" in err


def test_secrets_come_from_a_terminal_or_a_file(paraphe: Paraphe, own: World, tmp_path: Path,
                                                monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    words = ("--holder-p12", own.p12, "--pkcs11", module(), "--trust", own.root)
    assert "--secrets" in refused(paraphe, own, tmp_path, *words, code=2)
    lines = secrets(tmp_path, PASSWORD)
    assert "Clé du gérant" in refused(paraphe, own, tmp_path, *words, "--secrets", lines, code=2)
    asked: list[str] = []
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)

    def typed(title: str) -> str:
        asked.append(title)
        return "faux"

    monkeypatch.setattr("getpass.getpass", typed)
    refused(paraphe, own, tmp_path, *words)
    assert asked == ["Mot de passe de holder.p12 : "]


def test_somebody_elses_certificate(paraphe: Paraphe, own: World, order: Order, tmp_path: Path) -> None:
    words = ("--representative-p12", own.p12, "--trust", own.root, "--secrets", secrets(tmp_path, PASSWORD))
    err = refused(paraphe, own, tmp_path, *words)
    assert order.holder.last_name in err
    assert order.legal_representative
    assert order.legal_representative.last_name in err


def test_an_authority_not_given(paraphe: Paraphe, own: World, tmp_path: Path) -> None:
    err = refused(paraphe, own, tmp_path, "--holder-p12", own.p12, "--secrets", secrets(tmp_path, PASSWORD))
    assert "Autorité d’ailleurs racine" in err


def test_a_revoked_certificate(paraphe: Paraphe, own: World, order: Order, tmp_path: Path) -> None:
    key = new_person_key()
    lost = own.pki.certify(name_of(order.holder), key)
    own.pki.revoked = {lost.serial_number: datetime.now(UTC) - timedelta(days=3)}
    (tmp_path / "lost.p12").write_bytes(pkcs12_file(tmp_path, key, [lost, own.pki.ca], PASSWORD))
    (tmp_path / "ca.crl").write_bytes(own.pki.crl(CRL_CA))
    own.pki.revoked = {}
    err = refused(paraphe, own, tmp_path, "--holder-p12", tmp_path / "lost.p12", "--trust", own.root, "--revocation",
                  tmp_path / "ca.crl", "--secrets", secrets(tmp_path, PASSWORD))  # fmt: skip
    assert "révoqué" in err


def test_files_that_are_not_what_they_should_be(paraphe: Paraphe, own: World, tmp_path: Path) -> None:
    lines = secrets(tmp_path, PASSWORD)
    err = refused(paraphe, own, tmp_path, "--holder-p12", own.root, "--secrets", lines)
    assert "PKCS#12" in err
    words = ("--holder-p12", own.p12, "--revocation", own.root, "--secrets", lines)
    assert "ni réponse OCSP" in refused(paraphe, own, tmp_path, *words, code=2)
    err = refused(paraphe, own, tmp_path, "--pkcs11", tmp_path / "none.so", "--secrets", lines, code=2)
    assert "pilote" in err


def test_a_certificate_for_nobody(paraphe: Paraphe, own: World, tmp_path: Path) -> None:
    alone = world.folder("orders") / "chambersign-holder-is-representative.json"
    said = paraphe("sign", alone, "-o", tmp_path / "x.asice", "--representative-p12", own.p12)
    assert said.code == 2
    assert "seul à signer" in said.err


def test_certificates_are_listed(paraphe: Paraphe, own: World, order: Order, tmp_path: Path) -> None:
    said = paraphe("certificates", own.p12, "--pkcs11", module(), "--secrets", secrets(tmp_path, PASSWORD))
    assert said.code == 0
    assert said.out.count("peut signer") == 3
    assert "Clé du gérant" in said.out
    assert "01/01/2040" in said.out
    assert order.holder.last_name in said.out


def test_certificates_that_cannot_sign_are_listed_too(paraphe: Paraphe, own: World, tmp_path: Path) -> None:
    key = new_person_key("RSA-1024")
    past = own.pki.certify(subject("Anne", "DURAND"), key, end=datetime(2021, 6, 5, tzinfo=UTC))
    (tmp_path / "old.p12").write_bytes(pkcs12_file(tmp_path, key, [past], PASSWORD))
    said = paraphe("certificates", tmp_path / "old.p12", "--secrets", secrets(tmp_path, PASSWORD))
    assert said.code == 1
    assert "a expiré le 2021-06-05" in said.out
    assert "trop courte" in said.out
    assert paraphe("certificates").code == 2
    assert paraphe("certificates", "--pkcs11", tmp_path / "none.so").code == 2
