"""Every page, clean and in error, for everybody: axe, a narrow screen, a slow line."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.conftest import DESKTOP, PHONE, Visit
from tests.journeys.test_demonstration import judge

MOST_FIRST_VIEW = 120_000
PAPER = "/demonstration/papiers/subscription-form"
STILL = ["/", "/demonstration", PAPER, "/verifier", "/absente"]


def is_for_everybody(page: Page) -> None:
    """No violation of axe's rules and no sideways scrolling, on a desk and on a telephone."""
    for width, height in (DESKTOP, PHONE):
        page.set_viewport_size({"width": width, "height": height})
        found = Axe().run(page)
        assert found.violations_count == 0, f"{page.url}, {width} px\n{found.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("path", STILL)
def test_still_pages(visit: Visit, path: str) -> None:
    is_for_everybody(visit(path))


def test_opened_text_of_a_page(visit: Visit) -> None:
    page = visit(PAPER)
    page.get_by_text("Texte de la page 1").click()
    is_for_everybody(page)


def test_form_in_error(visit: Visit) -> None:
    page = visit("/verifier")
    page.get_by_role("button", name="Vérifier", exact=True).click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    is_for_everybody(page)


@pytest.mark.parametrize("changed", [False, True])
def test_verdicts(visit: Visit, bundle: Path, tmp_path: Path, changed: bool) -> None:
    name = "un-nom-de-fichier-" * 6 + ("changé.pdf" if changed else "intact.pdf")
    data = bytearray(bundle.with_name("01-formulaire-d-abonnement.pdf").read_bytes())
    if changed:
        data[data.index(b"stream") + 40] ^= 1
    (tmp_path / name).write_bytes(data)
    page = visit("/verifier")
    page.locator("input[type=file]").set_input_files(tmp_path / name)
    judge(page)
    expect(page.get_by_text("Ce qui ne va pas")).to_be_visible(visible=changed)
    page.locator("details").evaluate_all("parts => parts.forEach(part => { part.open = true })")
    is_for_everybody(page)


@pytest.mark.parametrize("path", ["/", "/demonstration", "/verifier"])
def test_first_view_is_light(visit: Visit, path: str) -> None:
    page = visit("about:blank")
    received: list[float] = []
    tap = page.context.new_cdp_session(page)
    tap.send("Network.enable")
    tap.on("Network.loadingFinished", lambda event: received.append(event["encodedDataLength"]))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    print(f"{path}: {sum(received) / 1000:.1f} kB in {len(received)} answers")  # noqa: T201 # shown by pytest -rP
    assert 10_000 < sum(received) <= MOST_FIRST_VIEW
