"""Every route, found in the map of the application: what it answers, with which headers, and that it only shows."""

from __future__ import annotations

import gzip
import hashlib
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from webapp import create_app
from webapp.headers import FOREVER, HEADERS
from webapp.settings import Settings

VALUES = {"slug": "subscription-form", "page": 1, "filename": "paraphe.css"}
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "TRACE", "BREW")


def addresses() -> list[str]:
    """One address per route."""
    rules = create_app(Settings(data=Path("nowhere"))).url_map.iter_rules()
    built = {str(rule.build(VALUES, append_unknown=False)[1]) for rule in rules if rule.build(VALUES)}  # type: ignore[index]
    return sorted(built)


ADDRESSES = addresses()
PAGES = ["/", "/demonstration", "/demonstration/papiers/subscription-form", "/verifier"]


def test_the_map_is_whole() -> None:
    assert set(PAGES) < set(ADDRESSES)
    assert len(ADDRESSES) == 10


@pytest.mark.checks("HDR-01")
@pytest.mark.parametrize(
    "address", [*ADDRESSES, "/absente", "/demonstration/papiers/absent", "//ailleurs.example/"]
)
@pytest.mark.parametrize("method", METHODS)
def test_every_answer_carries_the_headers_and_none_fails(
    client: FlaskClient, address: str, method: str
) -> None:
    answer = client.open(address, method=method)
    assert answer.status_code < 500
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in answer.headers
    if not address.startswith("/static"):
        assert answer.headers["Cache-Control"] == "no-store"


def test_https_is_remembered(client: FlaskClient) -> None:
    answer = client.get("/", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_address_answers(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.data
    assert client.head(address).data == b""


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_french_and_named(client: FlaskClient, address: str) -> None:
    page = client.get(address).text
    assert '<html lang="fr">' in page
    assert page.count("<h1") == 1
    assert "– Paraphe</title>" in page
    assert " :" not in page, "a French colon follows a non-breaking space"


def test_reading_changes_nothing(client: FlaskClient, settings: Settings) -> None:
    before = state(settings.data)
    for address in ADDRESSES:
        client.get(address)
        client.head(address)
    assert state(settings.data) == before


def state(folder: Path) -> dict[str, tuple[int, str]]:
    """Each file with its date and digest."""
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("host", ["evil.example", "evil.example:99999", "a b", "", "x" * 5000])
def test_unknown_host_is_never_repeated(client: FlaskClient, host: str) -> None:
    for address in (*PAGES, "/verifier/", "/static", "//"):
        answer = client.get(address, headers={"Host": host})
        assert answer.status_code == client.get(address).status_code
        assert "evil.example" not in answer.text + str(answer.headers)


def test_with_and_without_a_slash(client: FlaskClient) -> None:
    assert client.get("/verifier/").status_code == client.get("/demonstration/").status_code == 200


def test_errors_are_pages_in_words(client: FlaskClient) -> None:
    absent = client.get("/absente")
    assert absent.status_code == 404
    assert "Page introuvable" in absent.text
    refused = client.delete("/verifier")
    assert refused.status_code == 405
    assert "Action impossible" in refused.text
    assert "POST" in refused.headers["Allow"]


@pytest.mark.checks("LOG-03")
def test_unexpected_error_gives_a_reference_and_logs_no_detail(
    settings: Settings, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = "Éloïse"

    def fail(_: Settings) -> None:
        raise RuntimeError(person)

    monkeypatch.setattr("webapp.routes.home.show_demonstration", fail)
    answer = create_app(settings).test_client().get("/?nom=Dupont")
    assert answer.status_code == 500
    reference = caplog.text.split("erreur ")[1].split(",")[0]
    assert reference in answer.text
    assert "RuntimeError" not in answer.text
    assert "RuntimeError" in caplog.text
    assert "test_routes.py" in caplog.text
    assert person not in caplog.text + answer.text
    assert "Dupont" not in caplog.text


def test_without_a_demonstration_pages_say_so(tmp_path: Path) -> None:
    empty = create_app(Settings(data=tmp_path)).test_client()
    assert "Aucun dossier de démonstration" in empty.get("/").text
    assert empty.get("/demonstration").status_code == 404
    assert empty.get("/pki/racine.pem").status_code == 404


def test_the_look_is_kept_and_its_address_changes_with_it(client: FlaskClient) -> None:
    page = client.get("/verifier").text
    for name in ("paraphe.css", "paraphe.js", "icon.svg"):
        address = page.split(f'"/static/{name}')[1].split('"')[0]
        assert address.startswith("?v=")
        assert client.get(f"/static/{name}{address}").headers["Cache-Control"] == FOREVER
    assert client.get("/static/paraphe.css").headers["Cache-Control"] == "public, max-age=3600"
    assert client.get("/static/absent.css").headers["Cache-Control"] == "no-store"


def test_text_is_compressed_for_whoever_accepts_it(client: FlaskClient) -> None:
    plain = client.get("/static/paraphe.css")
    small = client.get("/static/paraphe.css", headers={"Accept-Encoding": "gzip, br"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 5
    assert "Content-Encoding" not in plain.headers
    assert "Accept-Encoding" in plain.headers["Vary"]
    image = client.get("/demonstration/papiers/terms/1.webp", headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in image.headers


def test_downloads_are_the_files_themselves(client: FlaskClient, bundle: bytes, paper: bytes) -> None:
    sent = client.get("/demonstration/dossier.asice")
    assert sent.data == bundle
    assert sent.mimetype == "application/vnd.etsi.asic-e+zip"
    assert sent.headers["Content-Disposition"] == "attachment; filename=dossier-600100-r1.asice"
    signed = client.get("/demonstration/papiers/subscription-form.pdf")
    assert signed.data == paper
    assert signed.headers["Content-Disposition"].startswith("attachment")


def test_a_paper_shows_each_page_with_its_text(client: FlaskClient) -> None:
    page = client.get("/demonstration/papiers/subscription-form").text
    assert page.count("<img") == 1 + 3  # the mark, and three pages
    assert "Éloïse" in page
    assert client.get("/demonstration/papiers/subscription-form/3.webp").mimetype == "image/webp"
    for number in ("0", "4", "-1", "99999999999999999999"):
        assert client.get(f"/demonstration/papiers/subscription-form/{number}.webp").status_code == 404
    for slug in ("..", "..%2f..%2fauthority", "%00", "absent"):
        assert client.get(f"/demonstration/papiers/{slug}").status_code == 404
