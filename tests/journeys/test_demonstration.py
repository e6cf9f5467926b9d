"""The demonstration in a real browser: from the first page to a verdict, and what a changed byte does."""

from __future__ import annotations

import base64
import re
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Picture, Visit

ZONE = ".govuk-file-upload-button"
DROPPED = """([name, data]) => {
  const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
  const dropped = new DataTransfer();
  dropped.items.add(new File([bytes], name));
  return dropped;
}"""


def drop(page: Page, name: str, data: bytes, *, target: str = ZONE) -> None:
    """Let a file fall on the page, as a mouse does."""
    dropped = page.evaluate_handle(DROPPED, [name, base64.b64encode(data).decode()])
    for event in ("dragenter", "dragover", "drop"):
        page.dispatch_event(target, event, {"dataTransfer": dropped})


def judge(page: Page) -> None:
    """Press « Vérifier » and wait for the verdict."""
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.get_by_text("Résultat de la vérification")).to_be_visible(timeout=30_000)


def test_from_home_to_a_valid_verdict(visit: Visit, picture: Picture, tmp_path: Path) -> None:
    page = visit("/")
    expect(page).to_have_title("Accueil – Paraphe")
    picture(page, "accueil")
    page.get_by_role("button", name="Voir un dossier signé").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Dossier n° 600100")
    picture(page, "dossier")

    page.get_by_role("link", name="Formulaire d’abonnement").click()
    first = page.get_by_role("region", name="Page 1 sur 3")
    expect(first.get_by_role("img")).to_have_js_property("complete", True)
    assert first.get_by_role("img").evaluate("image => image.naturalWidth") == 993
    picture(page, "papier")
    first.get_by_text("Texte de la page 1").click()
    expect(first.locator(".paraphe-lines")).to_contain_text("Éloïse")

    page.get_by_role("link", name="Dossier n° 600100").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger le dossier scellé").click()
    file = tmp_path / waiting.value.suggested_filename
    waiting.value.save_as(file)
    assert file.name == "dossier-600100-r1.asice"

    page.get_by_role("navigation", name="Menu principal").get_by_role("link", name="Vérifier").click()
    expect(page.locator(ZONE)).to_contain_text("Aucun fichier choisi")
    expect(page.locator(ZONE)).to_contain_text("Choisir un fichier")
    picture(page, "verifier")
    drop(page, file.name, file.read_bytes())
    expect(page.locator(ZONE)).to_contain_text(file.name)
    judge(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("complet et ses signatures sont valides")
    expect(page.locator(".paraphe-card .govuk-tag")).to_have_text(["Valide"] * 7)
    expect(page).to_have_title(re.compile("^Ce dossier est complet .* – dossier-600100-r1.asice – Paraphe$"))
    picture(page, "verdict")


def test_one_changed_byte_is_refused_with_the_reason(visit: Visit, bundle: Path) -> None:
    data = bytearray(bundle.read_bytes())
    data[len(data) // 2] ^= 1
    page = visit("/verifier")
    drop(page, "change.asice", bytes(data))
    judge(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ne vous y fiez pas")
    expect(page.get_by_role("heading", name="Ce qui ne va pas")).to_be_visible()
    expect(page.get_by_role("heading", name="Que faire")).to_be_visible()
    expect(page.get_by_text("change.asice")).to_be_visible()
    page.get_by_role("button", name="Vérifier un autre fichier").click()
    expect(page.locator(ZONE)).to_be_visible()


def test_no_file_says_so_where_it_is_missing(visit: Visit) -> None:
    page = visit("/verifier")
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page).to_have_title(re.compile("^Erreur"))
    summary = page.locator(".govuk-error-summary")
    expect(summary).to_be_focused()
    summary.get_by_role("link").click()
    expect(page.locator(ZONE)).to_be_focused()


def test_too_heavy_a_file_is_refused_before_it_is_sent(visit: Visit) -> None:
    page = visit("/verifier")
    page.locator("input[type=file]").evaluate("input => { input.dataset.limit = 10 }")
    drop(page, "lourd.pdf", bytes(11))
    expect(page.get_by_text("Ce fichier dépasse 110 Mo")).to_be_visible()
    expect(page.locator(ZONE)).to_be_focused()
    expect(page.locator(ZONE)).to_contain_text("Aucun fichier choisi")
    drop(page, "leger.pdf", bytes(9))
    expect(page.get_by_text("Ce fichier dépasse 110 Mo")).to_be_hidden()


def test_a_file_that_falls_beside_does_not_leave_the_page(visit: Visit) -> None:
    page = visit("/verifier")
    dropped = page.evaluate_handle(DROPPED, ["a.pdf", ""])
    prevented = page.evaluate(
        "dataTransfer => !document.body.dispatchEvent(new DragEvent('drop', "
        "{dataTransfer, bubbles: true, cancelable: true}))",
        dropped,
    )
    assert prevented


def test_without_javascript(visit: Visit, bundle: Path) -> None:
    page = visit("/verifier", script=False)
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_contain_text("Choisissez un PDF signé")
    page.get_by_label("Fichier à vérifier").set_input_files(bundle)
    judge(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ses signatures sont valides")
    expect(page.get_by_text("Imprimer ce résultat")).to_be_hidden()


def test_by_keyboard_alone(visit: Visit, bundle: Path) -> None:
    page = visit("/verifier")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Tab")
        expect(page.locator(ZONE)).to_be_focused()
        page.keyboard.press("Enter")
    chooser.value.set_files(bundle)
    expect(page.locator(ZONE)).to_contain_text(bundle.name)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "ses signatures sont valides", timeout=30_000
    )
    page.locator("details summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".paraphe-proofs .paraphe-digest").first).to_be_visible()


def test_the_verdict_prints_whole(visit: Visit, bundle: Path) -> None:
    page = visit("/verifier")
    page.locator("input[type=file]").set_input_files(bundle.with_name("01-formulaire-d-abonnement.pdf"))
    judge(page)
    expect(page.get_by_role("button", name="Imprimer ce résultat")).to_be_visible()
    expect(page.locator(".paraphe-proofs ul")).to_be_hidden()
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for shown in (".paraphe-verdict", ".paraphe-card", ".paraphe-proofs ul"):
        expect(page.locator(shown)).to_be_visible()
    for hidden in (".paraphe-header nav", ".paraphe-actions", ".paraphe-footer"):
        expect(page.locator(hidden)).to_be_hidden()
