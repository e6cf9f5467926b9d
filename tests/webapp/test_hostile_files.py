"""Files nobody here chose: every signature attack, and a sample of the rest; all of them (several minutes) when
`PARAPHE_CORPORA` names the folder with `pdfs`, `images` and `signature-attacks`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from tests.bench.intake import corpora
from webapp import create_app
from webapp.settings import Settings

FOLDERS = ("signature-attacks", "pdfs", "images")
SAMPLED = 60


@pytest.fixture(params=FOLDERS)
def corpus(request: pytest.FixtureRequest) -> Path:
    """One folder of files."""
    home = corpora()
    if home is None:
        pytest.skip("no corpora on this machine (PARAPHE_CORPORA, or ../shared/corpora)")
    return home / str(request.param)


def test_no_failure_and_nothing_called_valid(corpus: Path, settings: Settings, temporary: Path) -> None:
    app = create_app(settings)
    every = 1 if "PARAPHE_CORPORA" in os.environ or corpus.name == FOLDERS[0] else SAMPLED
    files = sorted(path for path in corpus.iterdir() if path.is_file())[::every]
    assert files
    with ThreadPoolExecutor(2) as pool:
        wrong = [one for found in pool.map(lambda path: list(complaints(app, path)), files) for one in found]
    assert not wrong
    assert list(temporary.iterdir()) == []


def complaints(app: Flask, path: Path) -> Iterator[str]:
    """What is wrong with the answer for this file."""
    answer = app.test_client().post("/verifier", data={"file": (BytesIO(path.read_bytes()), path.name)})
    if answer.status_code not in (200, 413):
        yield f"{path.name}: {answer.status_code}"
    if "paraphe-verdict--valid" in answer.text:
        yield f"{path.name}: called valid"
    if "Que faire" not in answer.text:
        yield f"{path.name}: does not say what to do"
