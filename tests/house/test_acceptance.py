"""docs/acceptance.md says what is proven, no more and no less."""

from __future__ import annotations

from tests.house.acceptance import column, listed_rows, named_rows


def test_each_row_listed_is_named_by_its_tests() -> None:
    named = named_rows()
    for row, (_, tests) in listed_rows().items():
        assert tests == column(named.get(row, [])) != "", row


def test_each_row_named_is_listed() -> None:
    assert set(named_rows()) <= set(listed_rows())
