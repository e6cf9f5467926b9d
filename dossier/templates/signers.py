"""Who signs an order's documents, in which capacities, and where (Q-1, Q-7, Q-9)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dossier.blocks import Role, SignatureZone
from dossier.catalog import HolderKind, PaperKind, Portal
from dossier.order import Order, Path
from dossier.people import Person
from dossier.pieces import delegate_is_holder
from dossier.templates.formats import typographic

READ = typographic("Mention manuscrite : « Lu et approuvé »")


@dataclass(frozen=True)
class Signer:
    """One person who signs once per document, under `role`, in all the capacities of `roles`."""

    role: Role
    roles: tuple[Role, ...]
    person: Person
    capacity: str

    @property
    def label(self) -> str:
        """« Le titulaire et représentant légal »."""
        return f"Le {self.capacity}"


def holder_capacity(order: Order, portal: Portal) -> str:
    """« titulaire », or « responsable du certificat » when the certificate names a service."""
    person = portal.product(order.certificate.product).holder is HolderKind.PERSON
    return "titulaire" if person else "responsable du certificat"


def signers(order: Order, portal: Portal) -> tuple[Signer, ...]:
    """Those who sign, in signing order: the holder, then the representative or the delegate."""
    holder = holder_capacity(order, portal)
    alone = Signer(Role.HOLDER, (Role.HOLDER,), order.holder, holder)
    if order.path is Path.APPROVAL:
        return ()
    if delegate_is_holder(order):
        return (_both(order, Role.DELEGATE, f"{holder} et délégataire"),)
    if order.delegate is not None:
        return alone, Signer(Role.DELEGATE, (Role.DELEGATE,), order.delegate, "délégataire")
    if order.holder_is_representative:
        return (_both(order, Role.REPRESENTATIVE, f"{holder} et représentant légal"),)
    representative = order.legal_representative
    return alone, Signer(Role.REPRESENTATIVE, (Role.REPRESENTATIVE,), representative, "représentant légal")


def _both(order: Order, other: Role, capacity: str) -> Signer:
    return Signer(Role.HOLDER, (Role.HOLDER, other), order.holder, capacity)


def signing(order: Order, portal: Portal, paper: PaperKind) -> tuple[Signer, ...]:
    """Those who sign that document: the portal's matrix, by capacity."""
    return tuple(
        signer
        for signer in signers(order, portal)
        if any(paper in portal.signs(role) for role in signer.roles)
    )


def electronic(order: Order) -> bool:
    """Whether this order's documents hold signature fields: elsewhere a hand signs, or nobody (CG-37)."""
    return order.path is Path.DEMATERIALISED


def by_hand(order: Order) -> bool:
    """Whether a hand may have to complete this order's papers."""
    return order.path in (Path.PAPER, Path.BAILIFF)


def zones(order: Order, found: Iterable[Signer]) -> tuple[SignatureZone, ...]:
    """One place per signer; on paper, with what the hand must write."""
    return tuple(
        SignatureZone(
            role=signer.role,
            label=signer.label,
            lines=tuple(line for line in (signer.person.name, signer.person.function) if line),
            mention=READ if by_hand(order) else "",
            field=electronic(order),
        )
        for signer in found
    )


def last(order: Order, found: Iterable[Signer]) -> Role | None:
    """The role whose signature closes a document signed by those, if fields exist."""
    roles = [signer.role for signer in found]
    return roles[-1] if roles and electronic(order) else None
