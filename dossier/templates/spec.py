"""What names a template, and what every paper of an order carries around its blocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.blocks import Block, Paper, Role
from dossier.catalog import Portal
from dossier.order import Order


@dataclass(frozen=True)
class Spec:
    """A template: its slug (English, stable), the version of its wording, its French title."""

    slug: str
    version: str
    title: str


@dataclass(frozen=True)
class Marks:
    """What is drawn around the blocks, and what is signed without a place.

    `coded` puts a machine-readable code on each page; the rest is as in `Paper`.
    """

    specimen: bool = False
    coded: bool = False
    initials: bool = False
    certified_copy: bool = False
    sealed: bool = False
    locked_by: Role | None = None
    language: str = "fr-FR"


def of_order(spec: Spec, order: Order, portal: Portal, blocks: Iterable[Block], marks: Marks) -> Paper:
    """A paper of an order. The order's date is its clock; page codes carry the revision."""
    code = f"PARAPHE:1:{order.number}:{spec.slug}:{order.revision}:{{page}}"
    return Paper(
        slug=spec.slug,
        title=spec.title,
        dossier=order.number,
        issuer=portal.issuer,
        reference=f"{spec.title} — modèle {spec.version}, révision {order.revision}",
        created=order.placed_at.isoformat(),
        blocks=tuple(blocks),
        language=marks.language,
        colours=portal.colours,
        specimen=marks.specimen,
        initials=marks.initials,
        certified_copy=marks.certified_copy,
        page_code=code if marks.coded else "",
        invisible=(Role.SEAL,) if marks.sealed else (),
        locked_by=marks.locked_by,
    )
