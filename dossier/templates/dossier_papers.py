"""Which papers an order gets, by path, in the order they are read, printed and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from dossier.blocks import Paper
from dossier.catalog import Portal
from dossier.order import Order, Path
from dossier.templates import (
    cover,
    delegation,
    face_to_face,
    piece_copy,
    piece_list,
    receipt,
    subscription_form,
    terms,
)

Images = Mapping[str, Sequence[bytes]]
"""The `file` of a piece of the order → the images of its pages."""


def papers_for(
    order: Order,
    portal: Portal,
    *,
    specimen: bool = False,
    delegation_model: bool = False,
    images: Images | None = None,
) -> tuple[Paper, ...]:
    """The papers of an order.

    dematerialised   form, terms, face-to-face sheet when the product asks for one, pieces
    paper            cover, checklist, form, terms, face-to-face sheet, pieces (CS-88)
    bailiff          form, list of justificatifs, face-to-face sheet (CG-33), then terms and pieces
    approval         form, terms

    `specimen` for papers made under demonstration keys. `delegation_model` adds the model of delegation after
    the form. Pieces without images are left out.
    """
    made = _BY_PATH[order.path](order, portal, specimen, delegation_model, images or {})
    return tuple(made)


def receipt_for(order: Order, portal: Portal, *, specimen: bool = False) -> Paper:
    """The receipt, which is sent and not part of the dossier."""
    return receipt.paper(order, portal, specimen=specimen)


def _dematerialised(
    order: Order, portal: Portal, specimen: bool, model: bool, images: Images
) -> Iterator[Paper]:
    yield subscription_form.paper(order, portal, specimen=specimen)
    yield from _model(order, portal, specimen, model)
    yield terms.paper(order, portal, specimen=specimen)
    yield from _sheet(order, portal, specimen)
    yield from _pieces(order, portal, specimen, images)


def _paper(order: Order, portal: Portal, specimen: bool, model: bool, images: Images) -> Iterator[Paper]:
    inside = (
        piece_list.paper(order, portal, specimen=specimen),
        *_dematerialised(order, portal, specimen, model, images),
    )
    yield cover.paper(order, portal, tuple(paper.title for paper in inside), specimen=specimen)
    yield from inside


def _bailiff(order: Order, portal: Portal, specimen: bool, model: bool, images: Images) -> Iterator[Paper]:
    yield subscription_form.paper(order, portal, specimen=specimen)
    yield from _model(order, portal, specimen, model)
    yield piece_list.paper(order, portal, specimen=specimen)
    yield face_to_face.paper(order, portal, specimen=specimen)
    yield terms.paper(order, portal, specimen=specimen)
    yield from _pieces(order, portal, specimen, images)


def _approval(order: Order, portal: Portal, specimen: bool, _model: bool, _images: Images) -> Iterator[Paper]:
    yield subscription_form.paper(order, portal, specimen=specimen)
    yield terms.paper(order, portal, specimen=specimen)


_BY_PATH = {
    Path.DEMATERIALISED: _dematerialised,
    Path.PAPER: _paper,
    Path.BAILIFF: _bailiff,
    Path.APPROVAL: _approval,
}


def _model(order: Order, portal: Portal, specimen: bool, asked: bool) -> Iterator[Paper]:
    if asked:
        yield delegation.paper(order, portal, specimen=specimen)


def _sheet(order: Order, portal: Portal, specimen: bool) -> Iterator[Paper]:
    if portal.product(order.certificate.product).face_to_face:
        yield face_to_face.paper(order, portal, specimen=specimen)


def _pieces(order: Order, portal: Portal, specimen: bool, images: Images) -> Iterator[Paper]:
    """One copy per piece handed in, in the order of the dossier; pieces of one kind are numbered."""
    seen: Counter[str] = Counter()
    for piece in order.pieces:
        found = tuple(images.get(piece.file, ()))
        if found:
            seen[piece.kind] += 1
            copy = piece_copy.Copy(piece, found, seen[piece.kind])
            yield piece_copy.paper(order, portal, copy, specimen=specimen)
