"""The journal: whatever is taken out, changed, moved or cut is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import evidence
from dossier.errors import Invalid
from dossier.evidence import Entry, Event, Trace, append, verify_chain

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


def chain(length: int = 8, dossier: str = "600100") -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for number, event in enumerate(list(Event)[:length]):
        last = entries[-1] if entries else None
        details = {"digest": "ab" * 32, "nom": "Éloïse N'Guyen", "n": str(number)}
        moment = NOW + timedelta(minutes=number)
        entries.append(
            append(last, dossier, moment, event, "applicant", Trace("192.0.2.1", "Firefox"), details)
        )
    return tuple(entries)


def broken(entries: tuple[Entry, ...], head: str = "") -> tuple[int, str]:
    found = verify_chain(entries, head)
    assert found is not None
    return found.sequence, found.code


def intact(data: bytes, head: str) -> bool:
    try:
        return verify_chain(evidence.load(data), head) is None
    except Invalid:
        return False


def test_an_intact_chain_is_intact() -> None:
    assert verify_chain(chain()) is None
    assert verify_chain(()) is None
    assert verify_chain(chain(), chain()[-1].digest) is None
    assert evidence.load(evidence.dump(chain())) == chain()


@pytest.mark.checks("LOG-01")
def test_gaps_swaps_foreigners_and_cuts_are_found() -> None:
    entries = chain()
    assert broken(entries[1:]) == (1, "gap")
    assert broken(entries[:3] + entries[4:]) == (4, "gap")
    assert broken((*entries[:2], entries[3], entries[2], *entries[4:])) == (3, "gap")
    assert broken((*entries[:2], chain(dossier="600101")[2], *entries[3:])) == (3, "foreign")
    assert broken(entries[:-1], entries[-1].digest) == (8, "cut")
    renumbered = replace(entries[3], sequence=3)
    assert broken((*entries[:2], renumbered)) == (3, "unchained")


@pytest.mark.checks("LOG-01")
@given(st.integers(0, 7), st.sampled_from(["at", "event", "actor", "trace", "details"]))
def test_a_changed_field_is_found_where_it_is(index: int, field: str) -> None:
    entries = list(chain())
    new: dict[str, object] = {
        "at": NOW - timedelta(days=1), "event": Event.PURGED, "actor": "office",
        "trace": Trace("203.0.113.9", ""), "details": (("digest", "00"),),
    }  # fmt: skip
    entries[index] = replace(entries[index], **{field: new[field]})  # type: ignore[arg-type]
    assert broken(tuple(entries)) == (index + 1, "tampered")


def test_a_rewritten_entry_breaks_the_next() -> None:
    entries = list(chain())
    forged = replace(entries[2], actor="office", digest="")
    entries[2] = replace(forged, digest=evidence.entry_digest(forged))
    assert broken(tuple(entries)) == (4, "unchained")


@pytest.mark.checks("LOG-01")
def test_a_thousand_flipped_bytes_are_found() -> None:
    data, random = evidence.dump(chain()), Random(1)  # noqa: S311 - the same flips at every run
    head = chain()[-1].digest
    assert intact(data, head)
    for _ in range(1000):
        flipped = bytearray(data)
        flipped[random.randrange(len(data))] ^= 1 << random.randrange(8)
        assert not intact(bytes(flipped), head)


@pytest.mark.checks("LOG-02")
@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_makes_a_second_line(agent: str, name: str) -> None:
    entry = append(None, "600100", NOW, Event.CREATED, "applicant", Trace("", agent), {name: "\r\n" + agent})
    data = evidence.dump((entry,))
    assert data.count(b"\n") == 1
    assert b"\r" not in data
    assert evidence.load(data) == (entry,)


@pytest.mark.parametrize(
    "data", [b"x", b"\n", b"{}\n", b"[]\n", b'{"a":1}\n', b"\xff\n", b"[" * 100_000 + b"\n", b" \n"]
)
def test_what_is_no_journal(data: bytes) -> None:
    with pytest.raises(Invalid):
        evidence.load(data)


def test_a_line_written_another_way_is_refused() -> None:
    """The same entry with a space, or its keys in another order, is not what was written."""
    data = evidence.dump(chain())
    for other in (data.replace(b'":"', b'": "', 1), data.replace(b"{", b"{ ", 1)):
        assert not intact(other, "")


def test_a_moment_without_offset_is_refused() -> None:
    with pytest.raises(Invalid):
        append(None, "600100", datetime(2026, 1, 1), Event.CREATED, "x", Trace())


def test_the_days_digest_anchors_every_head() -> None:
    heads = {"600100": chain()[-1].digest, "600101": chain(dossier="600101")[-1].digest}
    day = date(2026, 11, 21)
    assert evidence.day_digest(day, heads) == evidence.day_digest(day, dict(reversed(heads.items())))
    changed = heads | {"600101": "0" * 64}
    assert (
        len(
            {evidence.day_digest(day, h) for h in (heads, changed, {})}
            | {evidence.day_digest(date.min, heads)}
        )
        == 4
    )
