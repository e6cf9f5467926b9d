"""What the Java judges say, as values: the fields are the JSON keys, those of fr.paraphe.judge.*Verdict."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True)
class Remark:
    """One sentence of DSS; `key` names the check and is stable between versions."""

    key: str
    text: str


@dataclass(frozen=True)
class Scope:
    """What is signed: the document's name, and FULL, PARTIAL or DIGEST."""

    name: str
    scope: str


@dataclass(frozen=True)
class Revision:
    """What the PDF allowed, and what changed after this signature; the four change lists hold "ACTION /path"."""

    sub_filter: str
    reason: str | None
    docmdp: int | None
    lock: str | None
    locked_fields: tuple[str, ...]
    modified_fields: tuple[str, ...]
    overlap_pages: tuple[int, ...]
    visual_pages: tuple[int, ...]
    added_pages: tuple[int, ...]
    extensions: tuple[str, ...]
    form_fills: tuple[str, ...]
    annotations: tuple[str, ...]
    undefined: tuple[str, ...]


@dataclass(frozen=True)
class Timestamp:
    id: str
    filename: str | None
    field: str | None
    type: str
    produced_by: str | None
    production_time: datetime
    indication: str
    sub_indication: str | None
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    infos: tuple[Remark, ...]
    scopes: tuple[Scope, ...]
    pdf: Revision | None

    @property
    def passed(self) -> bool:
        return self.indication == "PASSED"


@dataclass(frozen=True)
class Signature:
    id: str
    filename: str | None
    field: str | None
    signed_by: str | None
    format: str
    indication: str
    sub_indication: str | None
    errors: tuple[Remark, ...]
    warnings: tuple[Remark, ...]
    infos: tuple[Remark, ...]
    signing_time: datetime | None
    best_signature_time: datetime | None
    scopes: tuple[Scope, ...]
    timestamps: tuple[Timestamp, ...]
    pdf: Revision | None

    @property
    def passed(self) -> bool:
        """The signature and each of its timestamps: DSS can pass a signature whose archive timestamp fails."""
        return self.indication == "TOTAL_PASSED" and all(stamp.passed for stamp in self.timestamps)


@dataclass(frozen=True)
class Verdict:
    """DSS on one file at one time; `timestamps` belong to no signature."""

    judge: str
    version: str
    file: Path
    time: datetime
    policy: str
    error: str | None
    container: str | None
    contents: tuple[str, ...]
    signatures: tuple[Signature, ...]
    timestamps: tuple[Timestamp, ...]

    @property
    def passed(self) -> bool:
        alone = all(stamp.passed for stamp in self.timestamps)
        return bool(self.signatures) and alone and all(signature.passed for signature in self.signatures)

    @property
    def warnings(self) -> tuple[Remark, ...]:
        stamps = [
            *self.timestamps,
            *(stamp for signature in self.signatures for stamp in signature.timestamps),
        ]
        found = [signature.warnings for signature in self.signatures] + [stamp.warnings for stamp in stamps]
        return tuple(remark for warnings in found for remark in warnings)

    def field(self, name: str) -> Signature:
        """The signature in the PDF field of that name."""
        return next(signature for signature in self.signatures if signature.field == name)


@dataclass(frozen=True)
class Failure:
    """A failed rule: how many objects break it, and where the first one is."""

    specification: str
    clause: str
    test: int
    description: str
    count: int
    example: str | None
    message: str | None


@dataclass(frozen=True)
class Flavour:
    flavour: str
    compliant: bool
    checks: int
    failures: tuple[Failure, ...]


@dataclass(frozen=True)
class Conformance:
    """veraPDF on one file."""

    judge: str
    version: str
    file: Path
    error: str | None
    claimed: tuple[str, ...]
    verdicts: tuple[Flavour, ...]

    @property
    def passed(self) -> bool:
        return bool(self.verdicts) and all(verdict.compliant for verdict in self.verdicts)


def read_verdicts(lines: Iterable[str]) -> list[Verdict]:
    return [_verdict(row) for row in _rows(lines)]


def read_conformances(lines: Iterable[str]) -> list[Conformance]:
    return [_conformance(row) for row in _rows(lines)]


def _rows(lines: Iterable[str]) -> Iterator[Row]:
    return (json.loads(line) for line in lines if line.strip())


def _verdict(row: Row) -> Verdict:
    changed: Row = {
        "file": Path(row["file"]),
        "time": datetime.fromisoformat(row["time"]),
        "contents": tuple(row["contents"]),
        "signatures": tuple(map(_signature, row["signatures"])),
        "timestamps": tuple(map(_timestamp, row["timestamps"])),
    }
    return Verdict(**(row | changed))


def _signature(row: Row) -> Signature:
    changed: Row = {
        "signing_time": _moment(row["signing_time"]),
        "best_signature_time": _moment(row["best_signature_time"]),
        "timestamps": tuple(map(_timestamp, row["timestamps"])),
    }
    return Signature(**(row | _judged(row) | changed))


def _timestamp(row: Row) -> Timestamp:
    return Timestamp(
        **(row | _judged(row) | {"production_time": datetime.fromisoformat(row["production_time"])})
    )


def _judged(row: Row) -> Row:
    """What signatures and timestamps have in common."""
    remarks: Row = {
        name: tuple(Remark(**remark) for remark in row[name]) for name in ("errors", "warnings", "infos")
    }
    return remarks | {
        "scopes": tuple(Scope(**scope) for scope in row["scopes"]),
        "pdf": _revision(row["pdf"]),
    }


def _revision(row: Row | None) -> Revision | None:
    return None if row is None else Revision(**_tuples(row))


def _conformance(row: Row) -> Conformance:
    changed: Row = {"file": Path(row["file"]), "verdicts": tuple(map(_flavour, row["verdicts"]))}
    return Conformance(**(_tuples(row) | changed))


def _flavour(row: Row) -> Flavour:
    return Flavour(**(row | {"failures": tuple(Failure(**failure) for failure in row["failures"])}))


def _tuples(row: Row) -> Row:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
