"""The judges' table: one row per judge and kind of output."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What one judge says of one kind of output."""

    judge: str
    output: str
    expectation: str
    files: int
    agreed: int


TABLE: list[Row] = []


def lines() -> list[str]:
    """The table, aligned."""
    head = ("judge", "output", "expected", "agreed")
    rows = [(r.judge, r.output, r.expectation, f"{r.agreed}/{r.files}") for r in TABLE]
    widths = [max(len(row[i]) for row in (head, *rows)) for i in range(4)]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in (head, *rows)
    ]


def agree(judge: str, output: str, expectation: str, disagreements: dict[str, object], files: int) -> None:
    """Add a row; fail with the disagreements, by file, when there are any."""
    TABLE.append(Row(judge, output, expectation, files, files - len(disagreements)))
    assert files, f"nothing to judge: {output}"
    assert not disagreements, disagreements
