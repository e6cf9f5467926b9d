"""The application on the session's demonstration, and what is sent to it."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.demonstration import demonstration
from webapp import create_app
from webapp.settings import Settings

Send = Callable[[str, bytes], TestResponse]


@pytest.fixture(scope="session")
def settings(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Settings:
    """Those of the session's demonstration."""
    return demonstration(tmp_path_factory, worker_id)


@pytest.fixture
def client(settings: Settings) -> FlaskClient:
    """A browser that keeps nothing."""
    return create_app(settings).test_client(use_cookies=False)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's temporary files go."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


@pytest.fixture
def send(client: FlaskClient, temporary: Path) -> Send:
    """Post a file to /verifier; no temporary file may be left."""

    def post(name: str, data: bytes) -> TestResponse:
        answer = client.post("/verifier", data={"file": (BytesIO(data), name)})
        assert list(temporary.iterdir()) == []
        return answer

    return post


@pytest.fixture(scope="session")
def bundle(settings: Settings) -> bytes:
    """The demonstration's bundle."""
    return next(settings.demonstration.glob("*.asice")).read_bytes()


@pytest.fixture(scope="session")
def paper(settings: Settings) -> bytes:
    """A paper signed by both signers."""
    return next(settings.demonstration.glob("01-*.pdf")).read_bytes()
