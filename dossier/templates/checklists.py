"""The pieces of an order in words: what each must be, and whether it was handed in."""

from __future__ import annotations

from dataclasses import dataclass

from dossier import pieces
from dossier.blocks import Option
from dossier.catalog import PaperKind, Portal
from dossier.order import Order, Path
from dossier.people import DocumentType
from dossier.pieces import Requirement
from dossier.templates import formats, signers, vocabulary


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
    kind = portal.product(order.certificate.product).holder
    name = vocabulary.document(requirement.kind, kind)
    what = formats.typographic(requirement.what)
    text = f"{name}{formats.NBSP}: {what[:1].lower()}{what[1:]}" if what else name
    given = any(piece.kind.value == requirement.kind.value for piece in order.pieces)
    return Line(text, _detail(order, portal, requirement), given)


def _detail(order: Order, portal: Portal, requirement: Requirement) -> str:
    if requirement.original:
        return "Original signé"
    if requirement.kind in vocabulary.IDENTITIES:
        return _identity(order, portal)
    if requirement.kind is PaperKind.DELEGATION:
        return "Document signé par le représentant légal, en cours de validité"
    fresh = formats.count(requirement.fresh_months, "mois", "mois")
    age = f"de moins de{formats.NBSP}{fresh}" if requirement.fresh_months else "en cours de validité"
    return f"Copie d’un document {age}"


def _identity(order: Order, portal: Portal) -> str:
    accepted = portal.product(order.certificate.product).identity_documents
    kinds = _either(tuple(accepted) or tuple(DocumentType))
    signed = "datée et signée avec les mots « Copie conforme à l’original »"
    how = f", {signed}" if signers.by_hand(order) and order.path is Path.PAPER else ""
    return formats.typographic(f"Copie recto verso en cours de validité ({kinds}){how}")


def _either(kinds: tuple[DocumentType, ...]) -> str:
    words = [vocabulary.DOCUMENTS[kind].lower() for kind in kinds]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} ou {words[-1]}"
