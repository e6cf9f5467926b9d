"""Intake over files nobody here chose: `python -m tests.bench.intake [FOLDER…] [--each N]`.

Prints what became of each kind of file, why files were refused, what ended badly, and how long it took. The
folders are those of the corpora (`PARAPHE_CORPORA`, else `../shared/corpora`); `--each 8` takes one file in 8.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import statistics
import time
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from dossier.papers.intake import Limits, examine
from dossier.papers.intake.answer import Made, Refusal
from dossier.papers.intake.pictures import image_kind

ROOT = Path(__file__).resolve().parents[2]
FORBIDDEN = {
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/A", "/AcroForm", "/Annots", "/OCProperties", "/OC", "/OCGs",
    "/EmbeddedFiles", "/EF", "/AF", "/XFA", "/Names", "/URI", "/Launch", "/RichMedia", "/Perms", "/Collection",
    "/StructTreeRoot", "/PieceInfo", "/Ref", "/OPI", "/Alternates", "/Encrypt",
}  # fmt: skip
NAMED = {
    "/Font",
    "/XObject",
    "/ColorSpace",
    "/ExtGState",
    "/Pattern",
    "/Shading",
    "/Properties",
    "/CharProcs",
}
FOREIGN = re.compile(rb"PK\x03\x04|<script|\n#!", re.IGNORECASE)


@dataclass(frozen=True)
class Row:
    """One file: where it stands (`vector`, `raster`, a code, `crashed`, `timed out`), and what is wrong with it."""

    path: Path
    outcome: str
    clean: bool
    seconds: float
    wrong: tuple[str, ...] = ()


def corpora() -> Path | None:
    """Where the files are, if they are on this machine."""
    folder = Path(os.environ.get("PARAPHE_CORPORA", ROOT.parent / "shared" / "corpora"))
    return folder if (folder / "pdfs").is_dir() else None


def files(folders: Iterable[Path], each: int = 1) -> list[Path]:
    """The files of the folders, in the order of their names; one in `each`."""
    return sorted(path for folder in folders for path in folder.iterdir() if path.is_file())[::each]


def measured(path: Path, limits: Limits | None = None) -> Row:
    """Takes one file in, and judges what comes out."""
    data = path.read_bytes()
    bounds = limits or Limits()
    begun = time.perf_counter()
    if not data or len(data) > bounds.size:
        return Row(path, "too large or empty", False, 0.0)
    answer, ended = examine(data, bounds)
    seconds = time.perf_counter() - begun
    clean = opens(data, bounds)
    if ended.late:
        return Row(path, "timed out", clean, seconds)
    if ended.signal:
        return Row(path, f"crashed ({ended.signal})", clean, seconds)
    if isinstance(answer, Refusal):
        return Row(path, answer.code, clean, seconds)
    return Row(path, answer.way, clean, seconds, tuple(wrongs(answer, data)))


def opens(data: bytes, limits: Limits) -> bool:
    """Whether pikepdf (Pillow for an image of our formats) opens it, with as many pages as we accept."""
    kind = image_kind(data)
    try:
        if kind:
            return _decodes(data, kind)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return 1 <= len(pdf.pages) <= limits.pages
    except Exception:
        return False


def wrongs(made: Made, data: bytes) -> Iterator[str]:
    """What a file made again may not be (security.md §2.2)."""
    file = made.pdf
    if file.count(b"startxref") != 1 or file.count(b"%%EOF") != 1:
        yield "several revisions"
    if FOREIGN.search(file):
        yield "another type"
    with pikepdf.open(io.BytesIO(file)) as pdf:
        yield from (str(problem) for problem in pdf.check_pdf_syntax())
        yield from sorted(active(pdf))
        if not image_kind(data) and len(pdf.pages) != len(made.images):
            yield "pages"
    with pypdfium2.PdfDocument(file) as drawn:
        drawn[0].render(scale=0.2)


def active(pdf: pikepdf.Pdf) -> set[str]:
    """Keys of a file that could do, hide or fetch something; those under which a page names its resources apart."""
    found: set[str] = set()
    for item in pdf.objects:
        found |= _keys(item)
    return found & FORBIDDEN


def _keys(item: object) -> set[str]:
    """Keys of an object and of what is written inside it."""
    if isinstance(item, pikepdf.Array):
        return set().union(*(_keys(one) for one in item if _is_inside(one)))
    if not isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
        return set()
    inside = [value for key, value in item.items() if key not in NAMED and _is_inside(value)]
    return set(item.keys()).union(*(_keys(value) for value in inside))


def _is_inside(value: object) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The report, line by line."""
    every = list(rows)
    for folder in sorted({row.path.parent for row in every}):
        mine = [row for row in every if row.path.parent == folder]
        yield f"{folder.name}: {len(mine)} files"
        for outcome, count in Counter(row.outcome for row in mine).most_common():
            yield f"  {count:5}  {outcome}"
        yield from _ratio(mine)
        times = sorted(row.seconds for row in mine)
        yield f"  seconds: median {statistics.median(times):.2f}, 95 % {times[len(times) * 95 // 100]:.2f}"
        for row in sorted(mine, key=lambda row: -row.seconds)[:5]:
            yield f"    {row.seconds:6.2f}  {row.outcome:10}  {row.path.name}"


def _ratio(rows: list[Row]) -> Iterator[str]:
    clean = [row for row in rows if row.clean]
    lost = [row for row in clean if row.outcome not in ("vector", "raster")]
    yield f"  opened cleanly elsewhere: {len(clean)}, normalised {1 - len(lost) / max(len(clean), 1):.2%}"
    yield from (f"    {row.outcome:18}  {row.path.name}" for row in lost)
    yield from (f"  WRONG {row.path.name}: {', '.join(row.wrong)}" for row in rows if row.wrong)
    ended = [row for row in rows if row.outcome.startswith(("crashed", "timed"))]
    yield from (f"  ENDED {row.outcome}  {row.path.name}" for row in ended)


def _decodes(data: bytes, kind: str) -> bool:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with Image.open(io.BytesIO(data), formats=(kind,)) as image:
            image.load()
    return True


def main() -> None:
    """Runs and prints."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--each", type=int, default=1)
    asked = parser.parse_args()
    home = corpora()
    folders = asked.folders or (
        [home / name for name in ("pdfs", "images", "signature-attacks")] if home else []
    )
    if not folders:
        raise SystemExit("no folder of files: give one, or set PARAPHE_CORPORA")
    with ThreadPoolExecutor(2) as pool:
        rows = list(pool.map(measured, files(folders, asked.each)))
    print("\n".join(table(rows)))


if __name__ == "__main__":
    main()
