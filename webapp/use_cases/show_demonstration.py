"""What the pages show of the dossier that `paraphe demo` signed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from webapp.settings import LAYOUT, Settings


@dataclass(frozen=True)
class ShownPage:
    """A page image (WebP) and the page's text."""

    image: Path
    text: str


@dataclass(frozen=True)
class ShownPaper:
    """A signed paper: its file, its first page small, and its pages."""

    slug: str
    title: str
    file: Path
    thumbnail: Path
    pages: tuple[ShownPage, ...]


@dataclass(frozen=True)
class ShownSigner:
    """Who signed, as what, when (ISO 8601), and the level obtained."""

    role_label: str
    name: str
    time: str
    level: str


@dataclass(frozen=True)
class Shown:
    """The whole dossier, ready for a page."""

    number: str
    product: str
    organisation: str
    signers: tuple[ShownSigner, ...]
    papers: tuple[ShownPaper, ...]
    bundle: Path

    @property
    def size(self) -> str:
        """Size of the bundle: « 1,7 Mo »."""
        return f"{self.bundle.stat().st_size / 1024**2:.1f} Mo".replace(".", ",")

    def paper(self, slug: str) -> ShownPaper | None:
        """The paper of that name."""
        return next((one for one in self.papers if one.slug == slug), None)


def show_demonstration(settings: Settings) -> Shown | None:
    """The dossier in the demonstration folder, or None when there is none of this version yet."""
    folder = settings.demonstration
    index = folder / "index.json"
    if not index.is_file():
        return None
    value = json.loads(index.read_text(encoding="utf-8"))
    if value.get("layout") != LAYOUT:
        return None
    return Shown(
        number=value["number"],
        product=value["product"],
        organisation=value["organisation"],
        signers=tuple(ShownSigner(**signer) for signer in value["signers"]),
        papers=tuple(_paper(folder, paper) for paper in value["papers"]),
        bundle=folder / value["bundle"],
    )


def _paper(folder: Path, paper: dict[str, str]) -> ShownPaper:
    place = folder / "pages" / paper["slug"]
    images = sorted(place.glob("[0-9]*.webp"))
    pages = tuple(ShownPage(image, image.with_suffix(".txt").read_text(encoding="utf-8")) for image in images)
    return ShownPaper(paper["slug"], paper["title"], folder / paper["file"], place / "thumbnail.webp", pages)
