"""The pieces of an order in words: what each must be, and whether it was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from dossier import labels, pieces
from dossier.blocks import Option
from dossier.catalog import Portal
from dossier.order import Order
from dossier.people import DocumentType
from dossier.pieces import Requirement
from dossier.templates import formats, signers


@dataclass(frozen=True)
class Line:
    """One line of a list of pieces."""

    text: str
    detail: str
    given: bool = False


def pieces_to_supply(order: Order, portal: Portal) -> tuple[Line, ...]:
    """The pieces this order needs, in the portal's order; those handed in are marked."""
    return tuple(_line(order, portal, requirement) for requirement in pieces.required(order, portal))


def envelope(order: Order, portal: Portal) -> tuple[Line, ...]:
    """Everything that goes in the envelope, signed papers first (CG-38…41)."""
    return tuple(_line(order, portal, requirement) for requirement in pieces.checklist(order, portal))


def options(lines: tuple[Line, ...]) -> tuple[Option, ...]:
    """Lines as boxes: ticked when handed in, to be ticked by hand otherwise."""
    return tuple(Option(line.text, line.given, line.detail) for line in lines)


def _line(order: Order, portal: Portal, requirement: Requirement) -> Line:
    given = any(piece.kind.value == requirement.kind.value for piece in order.pieces)
    text = formats.typographic(labels.piece(requirement))
    whose = "du titulaire", f"du {signers.holder_capacity(order, portal)}"
    return Line(text.replace(*whose), _detail(order, portal, requirement), given)


def _detail(order: Order, portal: Portal, requirement: Requirement) -> str:
    guidance = labels.guidance(requirement)
    if requirement.kind.value not in pieces.IDENTITIES:
        return guidance
    accepted = portal.product(order.certificate.product).identity_documents
    return formats.typographic(f"{guidance} Documents acceptés : {_either(accepted or tuple(DocumentType))}.")


def _either(kinds: tuple[DocumentType, ...]) -> str:
    words = [labels.word("document", kind).lower() for kind in kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} ou {words[-1]}"
