"""veraPDF on papers: before they are signed PDF/A-2a and PDF/UA-1, after they are signed still PDF/UA-1."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conformance.judges import judge_pdfa
from tests.conformance.produced import Produced
from tests.conformance.table import agree

pytestmark = pytest.mark.conformance


def _judge(files: list[Path], flavours: tuple[str, ...], output: str, expectation: str) -> None:
    found = judge_pdfa(files, flavours)
    wrong: dict[str, object] = {one.file.name: one.verdicts for one in found if not one.passed}
    agree("veraPDF", output, expectation, wrong, len(files))


def test_unsigned_papers(produced: Produced) -> None:
    _judge(produced.unsigned, ("2a", "ua1"), "papers, unsigned", "PDF/A-2a and PDF/UA-1")


def test_print_sets(produced: Produced) -> None:
    _judge(produced.printed, ("2a", "ua1"), "print sets", "PDF/A-2a and PDF/UA-1")


def test_signed_documents(produced: Produced) -> None:
    _judge(produced.signed, ("2a", "ua1"), "documents, signed", "still PDF/A-2a and PDF/UA-1")
