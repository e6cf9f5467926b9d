"""Files nobody here chose: `PARAPHE_CORPORA` names a folder with `pdfs`, `images` and `signature-attacks`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask

from webapp import create_app
from webapp.settings import Settings

FOLDERS = ("signature-attacks", "pdfs", "images")


@pytest.fixture(params=FOLDERS)
def corpus(request: pytest.FixtureRequest) -> Path:
    """One folder of files."""
    top = os.environ.get("PARAPHE_CORPORA")
    if not top:
        pytest.skip("PARAPHE_CORPORA names no folder of hostile files (several minutes when it does)")
    folder = Path(top) / str(request.param)
    assert folder.is_dir(), f"{folder} is missing"
    return folder


def test_no_failure_and_nothing_called_valid(corpus: Path, settings: Settings, temporary: Path) -> None:
    app = create_app(settings)
    files = sorted(path for path in corpus.iterdir() if path.is_file())
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
