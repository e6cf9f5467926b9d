"""Every kind of output, made once in a folder, for the judges: papers, print set, signed documents, bundles."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from dossier import papers, world
from dossier.templates.dossier_papers import papers_for
from tests.dossier.templates.variants import VARIANTS

SIGNED = (
    "chambersign-person", "chambersign-holder-is-representative", "chambersign-delegate", "chambersign-seal",
    "chambersign-client-server",
)  # fmt: skip
PRINTED = ("chambersign-paper", "chambersign-delegate", "certigna-bailiff")


@dataclass(frozen=True)
class Produced:
    """Folders of one run; `root` is the anchor of what is signed, `at` when the last signature was made."""

    folder: Path
    root: Path
    at: datetime

    @property
    def unsigned(self) -> list[Path]:
        """Papers as they are drawn, of every case and every variant of every template."""
        return sorted((self.folder / "unsigned").glob("*.pdf"))

    @property
    def printed(self) -> list[Path]:
        """Sets to print."""
        return sorted((self.folder / "printed").glob("*.pdf"))

    @property
    def signed(self) -> list[Path]:
        """Every PDF of every bundle."""
        return sorted((self.folder / "signed").rglob("*.pdf"))

    def signed_in(self, case: str) -> list[Path]:
        """The PDFs of one case's bundle."""
        return sorted((self.folder / "signed" / case).glob("*.pdf"))

    @property
    def bundles(self) -> list[Path]:
        """Sealed containers."""
        return sorted((self.folder / "bundles").glob("*.asice"))


def produce(folder: Path) -> Produced:
    """Make everything, as a user would: the papers in this process, the rest by the command line."""
    for name in ("unsigned", "printed", "signed", "bundles"):
        (folder / name).mkdir(parents=True)
    _papers(folder / "unsigned")
    for case in PRINTED:
        _run(folder, "paper", _order(case), "-o", folder / "printed" / f"{case}.pdf")
    for case in SIGNED:
        bundle = folder / "bundles" / f"{case}.asice"
        _run(folder, "sign", _order(case), "-o", bundle)
        _extract(bundle, folder / "signed" / case)
    return Produced(folder, folder / "var" / "authority" / "root.pem", datetime.now(UTC))


def _papers(folder: Path) -> None:
    for case, order in world.orders().items():
        for paper in papers_for(order, world.portal(order.portal), specimen=True):
            (folder / f"{case}--{paper.slug}.pdf").write_bytes(papers.render(paper).pdf)
    for slug, made in VARIANTS.items():
        for name, make in made.items():
            (folder / f"variant--{slug}--{name}.pdf").write_bytes(papers.render(make()).pdf)


def _order(case: str) -> Path:
    return world.folder("orders") / f"{case}.json"


def _extract(bundle: Path, folder: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        for name in archive.namelist():
            if name.endswith(".pdf"):
                path = folder / Path(name).name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))


def _run(folder: Path, *words: object) -> None:
    command = [sys.executable, "-m", "dossier", *map(str, words)]
    done = subprocess.run(
        command, env={"PARAPHE_DATA": str(folder / "var")}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
