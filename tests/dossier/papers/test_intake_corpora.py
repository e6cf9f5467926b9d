"""A sample of files nobody here chose; `python -m tests.bench.intake` takes them all."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.bench.intake import Row, corpora, files, measured

TAKEN = ("vector", "raster")


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    """Some seventy files: real and broken PDFs, conforming ones, images."""
    home = corpora()
    if home is None:
        pytest.skip("no corpora on this machine (PARAPHE_CORPORA, or ../shared/corpora)")
    documents, pictures = files([home / "pdfs"]), files([home / "images"])
    chosen = {*documents[::14], *[path for path in documents if is_right(path)][::5], *pictures[::20]}
    with ThreadPoolExecutor(2) as pool:
        return list(pool.map(measured, sorted(chosen)))


def is_right(path: Path) -> bool:
    """Whether it is one of the veraPDF corpus that conforms."""
    return "-pass-" in path.name


def test_no_file_ends_badly(rows: list[Row]) -> None:
    assert [row for row in rows if row.outcome.startswith(("crashed", "timed"))] == []
    assert [(row.path.name, row.wrong) for row in rows if row.wrong] == []


def test_what_opens_elsewhere_is_normalised(rows: list[Row]) -> None:
    clean = [row for row in rows if row.clean]
    assert len(clean) >= 40
    assert len([row for row in clean if row.outcome not in TAKEN]) <= len(clean) * 0.02


def test_conforming_files_are_not_refused(rows: list[Row]) -> None:
    right = [row for row in rows if is_right(row.path)]
    assert right
    assert [row for row in right if row.outcome not in TAKEN] == []
