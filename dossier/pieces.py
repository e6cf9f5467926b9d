"""Which pieces a dossier needs, and what is wrong with those given (domain.md B.4, B.5)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from dossier import identity
from dossier.catalog import PaperKind, PieceRule, Portal
from dossier.errors import Problem
from dossier.order import Order, Path, Piece, PieceKind
from dossier.organisation import OrganisationType
from dossier.people import DocumentType, IdentityDocument, Person

IDENTITIES = {
    PieceKind.HOLDER_IDENTITY: "holder",
    PieceKind.REPRESENTATIVE_IDENTITY: "representative",
    PieceKind.DELEGATE_IDENTITY: "delegate",
}
"""Piece → whose identity document it copies."""

_PROLONGED = (date(2004, 1, 2), date(2013, 12, 31))
_PROLONGED_YEARS = 5


@dataclass(frozen=True)
class Requirement:
    """One line of the list of pieces: its words are `labels.piece(kind)`, completed by `what`.

    `what` is the portal's own words (« Extrait Kbis »), empty for an identity document. `original` says that
    the paper itself is sent, not a copy (CG-37…39); `fresh_months` 0 = no limit.
    """

    kind: PaperKind
    what: str = ""
    fresh_months: int = 0
    original: bool = False


def required(order: Order, portal: Portal) -> tuple[Requirement, ...]:
    """The pieces to hand in, in the portal's order (CS-68…72, CG-40, CG-41)."""
    rule = rule_for(portal, order.organisation.type)
    kinds = (kind for kind in portal.required_pieces if _concerns(order, kind))
    found = (_requirement(kind, rule) for kind in kinds)
    return tuple(requirement for requirement in found if requirement is not None)


def checklist(order: Order, portal: Portal) -> tuple[Requirement, ...]:
    """Everything that goes in the envelope: signed papers first, in original, then the pieces (CG-38…41)."""
    papers = [Requirement(PaperKind.FORM, original=True)]
    if order.path is Path.BAILIFF:
        papers.append(Requirement(PaperKind.FACE_TO_FACE, original=True))
    return (*papers, *required(order, portal))


def rule_for(portal: Portal, kind: OrganisationType) -> PieceRule | None:
    """What proves an organisation of that type in this portal, or None when it asks nothing."""
    return next((rule for rule in portal.piece_rules if kind in rule.types), None)


def missing(order: Order, portal: Portal) -> tuple[PieceKind, ...]:
    """The required pieces that were not handed in."""
    given = {piece.kind for piece in order.pieces}
    kinds = (PieceKind(requirement.kind.value) for requirement in required(order, portal))
    return tuple(kind for kind in kinds if kind not in given)


def delegate_is_holder(order: Order) -> bool:
    """Q-7: one signature in both capacities, flagged to the office."""
    return order.delegate is not None and identity.same_person(order.delegate, order.holder)


def fresh(issued_on: date, today: date, months: int) -> bool:
    """« De moins de trois mois »: strictly less than that many months before today."""
    return months == 0 or _months_later(issued_on, months) > today


def prolonged(document: IdentityDocument) -> bool:
    """Whether the card may be valid five years more than printed (issued to an adult from 2004 to 2013).

    The order holds no birth date, so this cannot be decided: it is flagged to the office, never blocked.
    """
    first, last = _PROLONGED
    return (
        document.type is DocumentType.CNI
        and document.issued_on is not None
        and first <= document.issued_on <= last
    )


def findings(order: Order, portal: Portal, today: date) -> Iterator[Problem]:
    """What is wrong with the pieces and identity documents given; the codes of `WARNINGS` do not block."""
    for number, piece in enumerate(order.pieces):
        yield from _piece(order, portal, piece, f"pieces[{number}]", today)
    for kind, who in IDENTITIES.items():
        person = getattr(order, who)
        if isinstance(person, Person) and person.identity is not None and _concerns(order, kind):
            yield from _document(order, portal, person.identity, f"{who}.identity", today)


def _concerns(order: Order, kind: PieceKind) -> bool:
    if kind is PieceKind.REPRESENTATIVE_IDENTITY:
        return not order.holder_is_representative
    if kind is PieceKind.DELEGATE_IDENTITY:
        return order.delegate is not None and not delegate_is_holder(order)
    if kind is PieceKind.DELEGATION:
        return order.delegate is not None
    return True


def _requirement(kind: PieceKind, rule: PieceRule | None) -> Requirement | None:
    paper = PaperKind(kind.value)
    if kind is PieceKind.ORGANISATION_PROOF:
        return Requirement(paper, rule.label, rule.fresh_months) if rule and rule.label else None
    if kind is PieceKind.REPRESENTATIVE_PROOF:
        return Requirement(paper, rule.proof, rule.proof_fresh_months) if rule and rule.proof else None
    return Requirement(paper)


def _piece(order: Order, portal: Portal, piece: Piece, path: str, today: date) -> Iterator[Problem]:
    if not _safe(piece.file):
        yield Problem(f"{path}.file", "file_name")
    if piece.issued_on is not None and piece.issued_on > today:
        yield Problem(f"{path}.issued_on", "in_future")
    if not _concerns(order, piece.kind):
        yield Problem(path, "piece_not_needed", piece.kind.value)
        return
    needed = {r.kind.value: r for r in required(order, portal)}.get(piece.kind.value)
    if needed is not None and needed.fresh_months:
        yield from _freshness(order, piece, needed.fresh_months, f"{path}.issued_on", today)


def _freshness(order: Order, piece: Piece, months: int, path: str, today: date) -> Iterator[Problem]:
    """Blocks a dematerialised dossier on the entity's proof alone: the representative's may be another
    document without limit, and what is posted is judged when it is received."""
    blocks = order.path is Path.DEMATERIALISED and piece.kind is PieceKind.ORGANISATION_PROOF
    if piece.issued_on is None:
        yield Problem(path, "issue_date_required" if blocks else "issue_date_unknown")
    elif not fresh(piece.issued_on, today, months):
        yield Problem(path, "too_old" if blocks else "perhaps_too_old", str(months))


def _document(
    order: Order, portal: Portal, document: IdentityDocument, path: str, today: date
) -> Iterator[Problem]:
    accepted = next((p.identity_documents for p in portal.products if p.id == order.certificate.product), ())
    if accepted and document.type not in accepted:
        yield Problem(f"{path}.type", "document_not_accepted", ",".join(accepted))
    if not identity.usual_number(document):
        yield Problem(f"{path}.number", "document_number_unusual")
    if not identity.number_agrees_with_date(document):
        yield Problem(f"{path}.issued_on", "document_date_unusual")
    yield from _dates(document, path, today)


def _dates(document: IdentityDocument, path: str, today: date) -> Iterator[Problem]:
    issued, expires = document.issued_on, document.expires_on
    if issued is not None and issued > today:
        yield Problem(f"{path}.issued_on", "in_future")
    if issued is not None and expires is not None and expires <= issued:
        yield Problem(f"{path}.expires_on", "dates_reversed")
    elif expires is not None and expires < today:
        perhaps = prolonged(document) and _months_later(expires, 12 * _PROLONGED_YEARS) >= today
        yield Problem(f"{path}.expires_on", "perhaps_prolonged" if perhaps else "document_expired")


def _months_later(day: date, months: int) -> date:
    """The same day that many months later, or the last one of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    first = date(day.year + years, month + 1, 1)
    following = (first + timedelta(days=31)).replace(day=1)
    return first.replace(day=min(day.day, (following - timedelta(days=1)).day))


def _safe(file: str) -> bool:
    """A relative path that stays in its folder, on every system."""
    parts = file.split("/")
    return bool(file) and not any(c in file for c in '\\:*?"<>|\0') and not {"", ".", ".."} & set(parts)
