"""The journal of a dossier signed on files, without a server: what was frozen, sealed, intended and signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from dossier.acts.ceremony import Act, SignedDossier
from dossier.evidence import Entry, Event, Trace, append, content_digest

_HERE = Trace(agent="paraphe sign")
_Fact = tuple[datetime, Event, str, dict[str, str]]


def journal(done: SignedDossier) -> tuple[Entry, ...]:
    """The chained entries, oldest first."""
    entries: list[Entry] = []
    for at, event, actor, details in _facts(done):
        last = entries[-1] if entries else None
        entries.append(append(last, done.frozen.order.number, at, event, actor, _HERE, details))
    return tuple(entries)


def _facts(done: SignedDossier) -> Iterator[_Fact]:
    order = done.frozen.order
    yield order.placed_at, Event.VALIDATED, "applicant", {"revision": str(order.revision)}
    terms = {"version": order.terms.version, "portal": order.portal_digest}
    yield order.terms.accepted_at, Event.TERMS_ACCEPTED, "applicant", terms
    frozen = {one.name: content_digest(one.pdf) for one in done.frozen.documents}
    yield done.frozen.at, Event.FROZEN, "service", frozen
    for given in done.frozen.originals:
        yield done.frozen.at, Event.PIECE_ADDED, "applicant", {"file": given.name, "sha256": given.sha256}
    for sealed in done.seals:
        yield (
            sealed.signed_at,
            Event.SEALED,
            "service",
            _result(sealed.name, sealed.pdf, sealed.obtained.value),
        )
    for act in done.acts:
        yield from _of_act(act)


def _of_act(act: Act) -> Iterator[_Fact]:
    actor = act.signer.role.name.lower()
    intent: Mapping[str, str] = {one.name: one.attributes for one in act.intent.documents}
    serial = {"serial": f"{act.intent.serial:x}", "not_after": act.intent.not_after.isoformat()}
    first = min(one.signed_at for one in act.results)
    yield (
        act.started_at,
        Event.CONSENTED,
        actor,
        {"means": act.means, "identified": "not checked: no server"},
    )
    yield min(act.started_at, first), Event.INTENT, actor, {**intent, **serial}
    for one in act.results:
        details = _result(one.name, one.pdf, one.obtained.value) | {"asked": one.asked.value, "why": one.why}
        yield one.signed_at, Event.SIGNED, actor, details


def _result(name: str, pdf: bytes, level: str) -> dict[str, str]:
    return {"file": name, "sha256": content_digest(pdf), "level": level}
