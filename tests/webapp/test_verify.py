"""`/verifier`: any file gets a verdict in words, and nothing of it is kept."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.webapp.conftest import Send
from webapp import create_app
from webapp.settings import Settings
from webapp.use_cases import verify_upload as use_case
from webapp.use_cases.verify_upload import display_name


def changed(bundle: bytes) -> bytes:
    """The bundle made again with one byte of its first document changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(BytesIO(bundle)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            data = bytearray(old.read(entry))
            if entry.filename.startswith("documents/01-"):
                data[5000] ^= 1
            new.writestr(entry, bytes(data))
    return out.getvalue()


def test_valid_bundle(send: Send, bundle: bytes) -> None:
    answer = send("dossier.asice", bundle)
    assert answer.status_code == 200
    assert "paraphe-verdict--valid" in answer.text
    assert "Ce dossier est complet et ses signatures sont valides" in answer.text
    for word in (
        "Éloïse N&#39;Guyen",
        "Zoë d&#39;Été",
        "Cachet du service",
        "B-LTA",
        "SPECIMEN",
        "N° 600100",
    ):
        assert word in answer.text
    assert answer.text.count(">Valide<") == 7
    assert "Que faire" not in answer.text


def test_valid_pdf(send: Send, paper: bytes) -> None:
    page = send("formulaire.pdf", paper).text
    assert "Toutes les signatures de ce document sont valides" in page
    assert page.count("autorité reconnue") == 3


def test_changed_document_is_named_with_what_to_do(send: Send, bundle: bytes) -> None:
    page = send("dossier.asice", changed(bundle)).text
    assert "paraphe-verdict--invalid" in page
    wrong = page.split("Ce qui ne va pas")[1].split("Que faire")[0]
    assert wrong.count("Ce fichier a été modifié depuis que le dossier a été scellé.") == 1
    assert "Formulaire d’abonnement" in wrong
    assert "vous renvoyer l’original" in page


@pytest.mark.parametrize("place", [0.1, 0.5, 0.9])
def test_one_flipped_bit_is_never_valid(send: Send, bundle: bytes, place: float) -> None:
    data = bytearray(bundle)
    data[int(len(data) * place)] ^= 1
    page = send("dossier.asice", bytes(data)).text
    assert "paraphe-verdict--valid" not in page
    assert "ne vous y fiez pas" in page
    assert "Ce qui ne va pas" in page


UNREADABLE = {
    "empty": (b"", "Ce fichier n’a pas pu être lu"),
    "text": (b"bonjour", "Ce fichier n’a pas pu être lu"),
    "pdf head only": (b"%PDF-1.7\n", "Ce fichier n’a pas pu être lu"),
    "zip head only": (b"PK\x03\x04" + bytes(60), "Ce dossier a été abîmé ou modifié"),
    "image": (b"\x89PNG\r\n\x1a\n" + bytes(60), "Ce fichier n’a pas pu être lu"),
    "markup": (b"<script>alert(1)</script>", "Ce fichier n’a pas pu être lu"),
}


@pytest.mark.parametrize("case", sorted(UNREADABLE))
def test_whatever_the_file_is_there_is_a_page_that_says_what_to_do(send: Send, case: str) -> None:
    data, words = UNREADABLE[case]
    answer = send("fichier.pdf", data)
    assert answer.status_code == 200
    assert words in answer.text
    assert "Que faire" in answer.text
    assert "paraphe-verdict--valid" not in answer.text


def test_zip_that_is_no_bundle(send: Send) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "Ce fichier n’est pas un dossier scellé" in send("lettre.docx", out.getvalue()).text


@pytest.fixture
def quick(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A judge that does not even look."""
    judge = tmp_path / "judge.py"
    verdict = {"kind": "unreadable", "verdict": "unreadable", "documents": [], "problems": []}
    judge.write_text(f"print({json.dumps(json.dumps(verdict))})")
    monkeypatch.setattr(use_case, "_LAUNCHER", judge)


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("<img src=x onerror=alert(1)>.pdf", "&lt;img src=x onerror=alert(1)&gt;.pdf"),
        ("a'><b>.pdf", "a&#39;&gt;&lt;b&gt;.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("a\u0000b\u001b[2J.pdf", "ab[2J.pdf"),
        ("{{ 7*7 }}.pdf", "{{ 7*7 }}.pdf"),
        ("\u200b", "fichier"),
        ("é" * 500, "é" * 120),
    ],
)
def test_file_names_are_shown_without_danger(send: Send, name: str, shown: str) -> None:
    page = send(name, b"rien").text
    assert f'<p class="govuk-body paraphe-file">{shown}</p>' in page
    assert "<img src=x" not in page


def test_display_name() -> None:
    assert display_name("C:\\Users\\x\\dossier.pdf") == "dossier.pdf"
    assert display_name("///") == display_name("") == "fichier"
    assert display_name("\udcff.pdf") == ".pdf"


def test_words_of_a_file_cannot_change_how_the_page_reads() -> None:
    assert use_case._printable({"a": ["x\u202ey\x1b", 3, None]}) == {"a": ["x\ufffdy\ufffd", 3, None]}


@pytest.mark.parametrize("data", [{}, {"file": (BytesIO(b""), "")}, {"file": "du texte"}, {"autre": "x"}])
def test_no_file(client: FlaskClient, data: dict[str, object]) -> None:
    answer = client.post("/verifier", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    assert "<title>Erreur\u00a0: Vérifier un document signé" in answer.text
    assert answer.text.count("Choisissez un PDF signé ou un dossier scellé (.asice)") == 2


def test_too_large(settings: Settings, temporary: Path) -> None:
    small = create_app(replace(settings, largest_upload=3 * 1024**2)).test_client()
    answer = small.post("/verifier", data={"file": (BytesIO(bytes(3 * 1024**2)), "gros.pdf")})
    assert answer.status_code == 413
    assert (
        answer.text.count("Ce fichier dépasse 3 Mo") == 3
    )  # summary, field, and the one kept for the script
    assert list(temporary.iterdir()) == []


def test_many_parts_are_refused(client: FlaskClient) -> None:
    answer = client.post(
        "/verifier", data={f"champ{n}": "x" for n in range(50)}, content_type="multipart/form-data"
    )
    assert answer.status_code == 413


def test_third_at_once_is_asked_to_come_back(
    send: Send, bundle: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    doors = threading.BoundedSemaphore(1)
    monkeypatch.setattr(use_case, "_DOORS", doors)
    with doors:
        answer = send("dossier.asice", bundle)
    assert answer.status_code == 503
    assert "Réessayez dans un instant" in answer.text
    assert answer.headers["Retry-After"] == "10"
    assert send("x", b"rien").status_code == 200, "the door opens again"
    assert doors.acquire(blocking=False), "and is left open"


def test_without_a_root_nothing_is_judged(tmp_path: Path, bundle: bytes) -> None:
    empty = create_app(Settings(data=tmp_path)).test_client()
    answer = empty.post("/verifier", data={"file": (BytesIO(bundle), "dossier.asice")})
    assert answer.status_code == 503
    assert "certificat racine" in answer.text


def test_root_of_the_file_is_never_trusted(tmp_path: Path, bundle: bytes) -> None:
    from datetime import UTC, datetime

    from dossier.acts.authority import open_authority
    from dossier.cli.progress import silent

    other = Settings(data=tmp_path / "var")
    open_authority(other.data, datetime.now(UTC), silent)
    answer = (
        create_app(other).test_client().post("/verifier", data={"file": (BytesIO(bundle), "dossier.asice")})
    )
    assert "paraphe-verdict--valid" not in answer.text
    assert "autorité non reconnue" in answer.text


def test_logs_hold_nothing_of_a_person(send: Send, paper: bytes, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    send("Éloïse.pdf", paper)
    send("Éloïse.pdf", paper[:3000])
    assert "loïse" not in caplog.text
