"""One demonstration for the whole session of tests, whoever asks first, shared between pytest's workers."""

from __future__ import annotations

import fcntl

import pytest

from dossier.cli.progress import silent
from webapp.settings import Settings
from webapp.use_cases.prepare_demonstration import prepare_demonstration


def demonstration(factory: pytest.TempPathFactory, worker: str) -> Settings:
    """Settings whose data folder holds the signed demonstration; `worker` is xdist's `worker_id`."""
    base = factory.getbasetemp()
    folder = (base if worker == "master" else base.parent) / "demonstration"
    folder.mkdir(exist_ok=True)
    settings = Settings(data=folder / "var")
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        prepare_demonstration(settings, silent)
    return settings
