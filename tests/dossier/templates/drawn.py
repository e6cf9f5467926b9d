"""Papers drawn once per run, and what is read back from them."""

from __future__ import annotations

from functools import cache

from dossier.blocks import Rendered
from dossier.papers import render
from tests.dossier.papers.reading import page_texts
from tests.dossier.templates.variants import VARIANTS


@cache
def drawn(slug: str, variant: str) -> Rendered:
    return render(VARIANTS[slug][variant]())


@cache
def pages(slug: str, variant: str) -> tuple[str, ...]:
    return tuple(page_texts(drawn(slug, variant).pdf))


def zones(slug: str, variant: str) -> str:
    """One line per signature field: role, page, rounded box."""
    lines = (
        f"{z.role.value} page {z.page} {' '.join(f'{x:.1f}' for x in z.box)}"
        for z in drawn(slug, variant).zones
    )
    return "\n".join(lines)
