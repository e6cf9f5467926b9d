"""A real server on the session's demonstration, a real browser, and pictures for the README when asked for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.webapp.demonstration import demonstration

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1200, 900), (390, 844)
MOST_PICTURE = 300_000

Visit = Callable[..., Page]
Picture = Callable[[Page, str], None]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The data folder of the session's demonstration."""
    return demonstration(tmp_path_factory, worker_id).data


@pytest.fixture(scope="session")
def bundle(data: Path) -> Path:
    """The demonstration's bundle."""
    return next((data / "demonstration").glob("*.asice"))


@pytest.fixture(scope="session")
def server(data: Path) -> Iterator[str]:
    """The address of `paraphe demo`, run as a person runs it."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "webapp", "demo", "--port", str(port), "--data", str(data)]
    process = subprocess.Popen(command, cwd=ROOT)
    try:
        wait_for(f"http://127.0.0.1:{port}/", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    """Until the page answers, a minute at most."""
    for _ in range(600):
        assert process.poll() is None, "the server ended before it answered"
        try:
            urllib.request.urlopen(address, timeout=5).close()  # noqa: S310 # our own address
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
        else:
            return
    raise AssertionError(f"{address} does not answer")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; its absence is a failure, never a skip."""
    assert CHROMIUM.exists(), f"{CHROMIUM} is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """`visit("/verifier")`: a page in a fresh context; an error in its console fails the test."""
    contexts: list[BrowserContext] = []
    said: list[str] = []

    def open_page(path: str, size: tuple[int, int] = DESKTOP, *, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=server, locale="fr-FR", java_script_enabled=script, accept_downloads=True,
            viewport={"width": size[0], "height": size[1]},
        )  # fmt: skip
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [one for one in said if "status of 4" not in one] == []


@pytest.fixture
def picture() -> Picture:
    """Writes docs/images/<name>.png when PARAPHE_SCREENSHOTS is set."""

    def take(page: Page, name: str) -> None:
        if os.environ.get("PARAPHE_SCREENSHOTS"):
            target = ROOT / "docs" / "images" / f"{name}.png"
            page.evaluate("document.fonts.ready.then(() => scrollTo(0, 0))")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=target)
            assert target.stat().st_size < MOST_PICTURE

    return take
