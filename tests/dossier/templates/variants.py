"""Every paper in its variants: a sample, the longest, a hostile one; for some, one per path or portal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from dossier.blocks import Paper, Role
from dossier.order import Order, Piece, PieceKind
from dossier.templates import (
    cover,
    delegation,
    evidence_report,
    face_to_face,
    invoice,
    piece_copy,
    piece_list,
    receipt,
    subscription_form,
    terms,
)
from dossier.world import pieces
from tests.dossier.cases import order, portal_of
from tests.dossier.templates import evidence_case
from tests.dossier.templates.orders import longest, named

HOSTILE = "<b>DUPONT</b> & {{ 7*7 }} « Łódź » Νίκη"
CARD = (pieces() / "shared" / "identite-anais-lhopital.png").read_bytes()
CONTENTS = ("Liste des justificatifs", "Formulaire d’abonnement", "Conditions générales d’utilisation")

Make = Callable[[Order], Paper]


def _three(name: str, make: Make) -> dict[str, Callable[[], Paper]]:
    return {
        "sample": lambda: make(order(name)),
        "longest": lambda: make(longest(order(name))),
        "hostile": lambda: make(named(order(name), HOSTILE)),
    }


def form(value: Order) -> Paper:
    return subscription_form.paper(value, portal_of(value))


def sheet(value: Order) -> Paper:
    return face_to_face.paper(value, portal_of(value))


def terms_of(value: Order) -> Paper:
    return terms.paper(value, portal_of(value))


def _other_terms(text: str, times: int) -> Paper:
    value = order("chambersign-person")
    plain = text.replace("<b>", "").replace("</b>", "")
    written = f"# {plain[:120]}\n\n" + f"## {plain[:200]}\n\n{plain}\n\n- {plain}\n\n" * times
    return terms.paper(value, replace(portal_of(value), terms_text=written))


def listed(value: Order) -> Paper:
    return piece_list.paper(value, portal_of(value))


def copy(value: Order, *images: bytes) -> Paper:
    piece = Piece(PieceKind.HOLDER_IDENTITY, "card.png", date(2026, 1, 2))
    return piece_copy.paper(value, portal_of(value), piece_copy.Copy(piece, images or (CARD,)))


def proof(value: Order) -> Paper:
    piece = Piece(PieceKind.REPRESENTATIVE_PROOF, "proof.png", date(2026, 1, 2))
    return piece_copy.paper(value, portal_of(value), piece_copy.Copy(piece, (CARD, CARD, CARD)))


def _form_of(name: str) -> Callable[[], Paper]:
    return lambda: form(order(name))


def _report(text: str = "", only: Role | None = None) -> Paper:
    known = evidence_case.evidence()
    told = evidence_case.renamed(known, text) if text else known
    return evidence_report.paper(told, issuer="ChamberSign France", only=only)


def _invoice(text: str = "") -> Paper:
    value = evidence_case.invoice()
    if text:
        lines = tuple(replace(line, name=text, discount_reason=text) for line in value.lines)
        value = replace(value, buyer=replace(value.buyer, name=text), lines=lines, order_reference=text[:50])
    return invoice.paper(value, created="2026-11-21T10:00:00+01:00")


_PATHS = (
    "chambersign-delegate", "chambersign-paper", "chambersign-seal", "chambersign-client-server",
    "chambersign-holder-is-representative", "certigna-bailiff", "globalsign-pkcs12", "globalsign-csr",
)  # fmt: skip

VARIANTS: Mapping[str, Mapping[str, Callable[[], Paper]]] = {
    "subscription-form": _three("chambersign-person", form) | {name: _form_of(name) for name in _PATHS},
    "face-to-face": _three("certigna-bailiff", sheet)
    | {
        "no-bailiff": lambda: sheet(order("certigna-no-bailiff")),
        "office": lambda: sheet(order("chambersign-paper")),
    },
    "delegation": _three("chambersign-delegate", lambda o: delegation.paper(o, portal_of(o))),
    "terms": {
        "sample": lambda: terms_of(order("chambersign-person")),
        "longest": lambda: _other_terms("MONTGERMONT-WATTWILLER " * 60, 30),
        "hostile": lambda: _other_terms(HOSTILE, 2),
        "certigna": lambda: terms_of(order("certigna-bailiff")),
        "globalsign": lambda: terms_of(order("globalsign-csr")),
    },
    "piece-list": _three("certigna-bailiff", listed) | {"paper": lambda: listed(order("chambersign-paper"))},
    "cover": _three("chambersign-paper", lambda o: cover.paper(o, portal_of(o), CONTENTS)),
    "receipt": _three("chambersign-person", lambda o: receipt.paper(o, portal_of(o)))
    | {"globalsign": lambda: receipt.paper(order("globalsign-csr"), portal_of(order("globalsign-csr")))},
    "piece": _three("chambersign-person", copy)
    | {
        "two-pages": lambda: copy(order("chambersign-person"), CARD, CARD),
        "proof": lambda: proof(order("chambersign-person")),
        "by-hand": lambda: copy(order("chambersign-paper")),
    },
    "evidence-report": {
        "sample": _report,
        "one-signer": lambda: _report(only=Role.HOLDER),
        "longest": lambda: _report("MONTGERMONT-WATTWILLER " * 10),
        "hostile": lambda: _report(HOSTILE),
    },
    "invoice": {
        "sample": _invoice,
        "longest": lambda: _invoice("MONTGERMONT-WATTWILLER " * 6),
        "hostile": lambda: _invoice(HOSTILE),
    },
}
CASES = tuple((slug, name) for slug, variants in VARIANTS.items() for name in variants)
