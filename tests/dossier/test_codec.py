"""Orders as strict JSON: what goes in comes out, and nothing else goes in."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dossier import codec
from dossier.errors import Invalid
from dossier.order import Order
from tests.dossier.cases import NAMES, order

st.register_type_strategy(Decimal, st.decimals(allow_nan=False, allow_infinity=False, places=2))
st.register_type_strategy(
    datetime,
    st.datetimes(
        timezones=st.sampled_from([UTC, timezone(timedelta(hours=2)), timezone(-timedelta(hours=9))])
    ),
)
STORED = Path(__file__).parent / "stored"


def raw(name: str = "chambersign-person") -> dict[str, Any]:
    value: dict[str, Any] = json.loads(codec.dump_order(order(name)))
    return value


def refused(value: object) -> list[tuple[str, str]]:
    text = value if isinstance(value, str | bytes) else json.dumps(value)
    with pytest.raises(Invalid) as error:
        codec.load_order(text)
    return [(p.field, p.code) for p in error.value.problems]


@pytest.mark.parametrize("name", NAMES)
def test_shipped_order_comes_back(name: str) -> None:
    assert codec.load_order(codec.dump_order(order(name))) == order(name)
    assert codec.load_order(codec.pretty_order(order(name))) == order(name)


@settings(max_examples=60, deadline=None)
@given(st.builds(Order, schema=st.just(codec.SCHEMA)))
def test_any_order_comes_back(value: Order) -> None:
    data = codec.dump_order(value)
    assert codec.load_order(data) == value
    assert codec.dump_order(codec.load_order(data)) == data


def test_json_out_is_canonical() -> None:
    data = codec.dump_order(order())
    assert (
        data
        == json.dumps(json.loads(data), ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    )


def test_unknown_key_is_refused_with_its_path() -> None:
    value = raw()
    value["holder"]["nickname"] = "Élo"
    assert refused(value) == [("holder.nickname", "unknown_key")]


def test_missing_key_is_refused_with_its_path() -> None:
    value = raw()
    del value["pieces"][2]["issued_on"]
    assert refused(value) == [("pieces[2].issued_on", "missing_key")]


def test_every_problem_is_said_at_once() -> None:
    value = raw()
    value["path"] = "pigeon"
    value["organisation"]["to_check"] = "no"
    del value["holder"]["email"]
    assert set(refused(value)) == {
        ("path", "unknown_value"),
        ("organisation.to_check", "type"),
        ("holder.email", "missing_key"),
    }


def test_problems_do_not_repeat_what_was_typed() -> None:
    value = raw()
    value["holder"]["identity"]["issued_on"] = "secret-number"
    with pytest.raises(Invalid) as error:
        codec.load_order(json.dumps(value))
    assert "secret-number" not in str(error.value)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("{", ("", "not_json")),
        ("[]", ("", "type")),
        ('{"schema": NaN}', ("", "not_json")),
        ('{"schema": 1, "schema": 1}', ("schema", "duplicate_key")),
        ('{"schema": 99}', ("schema", "unknown_schema")),
        ('{"schema": true}', ("schema", "unknown_schema")),
        ("{}", ("schema", "unknown_schema")),
        ("[" * 100_000, ("", "not_json")),
        (b"\xff\xfe\xfa", ("", "not_json")),
    ],
)
def test_what_is_not_an_order(data: str | bytes, expected: tuple[str, str]) -> None:
    assert refused(data) == [expected]


def test_a_number_is_no_text_and_a_text_no_number() -> None:
    value = raw()
    value["certificate"]["quantity"] = "1"
    value["organisation"]["siren"] = 433702479
    assert set(refused(value)) == {("certificate.quantity", "type"), ("organisation.siren", "type")}


def test_a_date_without_offset_is_refused() -> None:
    value = raw()
    value["placed_at"] = "2026-11-16T10:30:00"
    assert refused(value) == [("placed_at", "offset_missing")]


@pytest.mark.parametrize("path", sorted(STORED.glob("order-*.json")), ids=lambda p: p.stem)
def test_old_versions_are_still_read(path: Path) -> None:
    assert codec.load_order(path.read_bytes()).schema == codec.SCHEMA


def test_every_schema_number_has_a_stored_example() -> None:
    assert {p.stem for p in STORED.glob("order-*.json")} == {f"order-{n}" for n in range(1, codec.SCHEMA + 1)}


def test_upgrades_run_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def from_zero(value: codec.Json) -> codec.Json:
        return value | {"schema": 1, "number": value["numero"], "numero": None}

    def without(value: codec.Json) -> codec.Json:
        return {k: v for k, v in from_zero(value).items() if k != "numero"}

    monkeypatch.setitem(codec.UPGRADES, 0, without)
    old = raw()
    old["numero"] = old.pop("number")
    assert codec.load_order(json.dumps(old | {"schema": 0})) == order()
