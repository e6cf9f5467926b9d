"""One production for every judge, and their table at the end."""

from __future__ import annotations

import pytest

from tests.conformance.produced import Produced, produce
from tests.conformance.table import TABLE, lines


@pytest.fixture(scope="session")
def produced(tmp_path_factory: pytest.TempPathFactory) -> Produced:
    """Every kind of output, in a folder of this session."""
    return produce(tmp_path_factory.mktemp("produced"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The judges' table."""
    if TABLE:
        terminalreporter.section("what the judges say")
        for line in lines():
            terminalreporter.write_line(line)
