"""One authority and one bundle per case for the session; the command line called as a person would."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from dossier import world
from dossier.__main__ import main


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str


Paraphe = Callable[..., Said]


@pytest.fixture(scope="session")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of the session's demonstration authority."""
    return tmp_path_factory.mktemp("data")


@pytest.fixture
def paraphe(data: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Paraphe:
    """Run `python -m dossier` with these words."""
    monkeypatch.setenv("PARAPHE_DATA", str(data))

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture(scope="session")
def bundles(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The signed bundle of a case, made once."""
    folder = tmp_path_factory.mktemp("bundles")

    def bundle(case: str) -> Path:
        path = folder / f"{case}.asice"
        if not path.exists():
            order = world.folder("orders") / f"{case}.json"
            assert main(["sign", str(order), "-o", str(path), "--data", str(data)]) == 0
        return path

    return bundle
