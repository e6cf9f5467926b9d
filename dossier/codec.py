"""Orders and portals, from and to their files: strict JSON and TOML, through pydantic's TypeAdapter.

The only module that imports pydantic. Unknown and missing keys are refused with their path (`pieces[2].file`);
messages never repeat the value given, which may be personal.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
import typing
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import datetime
from functools import cache
from pathlib import Path as FilePath
from typing import Any, TypeVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

from dossier.canonical import canonical
from dossier.catalog import Portal
from dossier.errors import Invalid, NotFound, Problem
from dossier.order import Order
from dossier.portal_checks import faults

SCHEMA = 1
Json = dict[str, Any]
Upgrade = Callable[[Json], Json]
UPGRADES: dict[int, Upgrade] = {}
"""From a schema number to the function that makes the next one of it; stored examples in tests/dossier/stored."""

_CODES = {
    "missing": "missing_key",
    "unexpected_keyword_argument": "unknown_key",
    "enum": "unknown_value",
    "json_invalid": "not_json",
}
_REFERENCES = ("offices", "bailiffs", "terms_text", "prerequisites")
_T = TypeVar("_T")


def load_order(data: bytes | str) -> Order:
    """The order of that JSON, whatever its schema number; Invalid with a path for each problem."""
    value = _upgraded(_parse(data))
    order: Order = _validated(_adapter(Order), value)
    _refuse(_naive(order, ""))
    return order


def dump_order(order: Order) -> bytes:
    """The order's canonical JSON: sorted keys, no spaces, UTF-8. Equal orders give equal bytes."""
    return canonical(_adapter(Order).dump_python(order, mode="json"))


def pretty_order(order: Order) -> str:
    """The order's JSON for people: in the order of the fields, indented."""
    value = _adapter(Order).dump_python(order, mode="json")
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def load_portal(path: FilePath) -> Portal:
    """The portal of that TOML file and of the files it names, which its digest covers; Invalid with paths."""
    sources = [_read(path)]
    value = _toml(sources[0], path.name)
    for key in _REFERENCES:
        if _names_a_file(value.get(key)):
            sources.append(_read(path.parent / value[key]))
            value[key] = _referenced(sources[-1], key, value[key])
    value["digest"] = _digest(sources)
    _fill_absent(Portal, value)
    portal: Portal = _validated(_adapter(Portal), value)
    _refuse(faults(portal))
    return portal


def _names_a_file(value: object) -> bool:
    return isinstance(value, str) and value.endswith((".toml", ".md"))


def _referenced(source: bytes, key: str, name: str) -> object:
    if name.endswith(".md"):
        return source.decode()
    return _toml(source, name).get(key, [])


def _digest(sources: Iterable[bytes]) -> str:
    parts = b"".join(hashlib.sha256(source).digest() for source in sources)
    return hashlib.sha256(parts).hexdigest()


def _read(path: FilePath) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise NotFound("file", path.name) from error


def _toml(source: bytes, name: str) -> Json:
    try:
        return tomllib.loads(source.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Invalid(Problem(name, "not_toml", str(error))) from error


def _parse(data: bytes | str) -> Json:
    try:
        value = json.loads(data, object_pairs_hook=_unique, parse_constant=_no_constant)
    except Invalid:
        raise
    except (ValueError, RecursionError) as error:
        raise Invalid(Problem("", "not_json")) from error
    if not isinstance(value, dict):
        raise Invalid(Problem("", "type", "object"))
    return value


def _unique(pairs: list[tuple[str, Any]]) -> Json:
    value = dict(pairs)
    if len(value) < len(pairs):
        names = [name for name, _ in pairs]
        raise Invalid(*(Problem(n, "duplicate_key") for n in value if names.count(n) > 1))
    return value


def _no_constant(name: str) -> object:
    raise Invalid(Problem("", "not_json", name))


def _upgraded(value: Json) -> Json:
    number = value.get("schema")
    while isinstance(number, int) and number in UPGRADES:
        value = UPGRADES[number](value)
        number = value["schema"]
    if isinstance(number, bool) or not isinstance(number, int) or number != SCHEMA:
        raise Invalid(Problem("schema", "unknown_schema", str(SCHEMA)))
    return value


def _validated(adapter: TypeAdapter[_T], value: Json) -> _T:
    try:
        return adapter.validate_json(json.dumps(value, default=_plain), strict=True)
    except ValidationError as error:
        raise Invalid(*(_problem(dict(e)) for e in error.errors(include_url=False))) from error


def _plain(value: object) -> str:
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    raise TypeError(type(value).__name__)


def _problem(error: Json) -> Problem:
    kind = str(error["type"])
    detail = str(error.get("ctx", {}).get("expected", ""))
    return Problem(_dotted(error["loc"]), _CODES.get(kind, "type"), detail or kind)


def _dotted(location: Iterable[str | int]) -> str:
    text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in location)
    return text.removeprefix(".")


def _naive(value: object, path: str) -> Iterator[Problem]:
    if isinstance(value, datetime) and value.utcoffset() is None:
        yield Problem(path.removeprefix("."), "offset_missing")
    elif is_dataclass(value):
        for item in fields(value):
            yield from _naive(getattr(value, item.name), f"{path}.{item.name}")


def _refuse(problems: Iterable[Problem]) -> None:
    found = tuple(problems)
    if found:
        raise Invalid(*found)


@cache
def _adapter(kind: type[_T]) -> TypeAdapter[_T]:
    _forbid_unknown_keys(kind)
    return TypeAdapter(kind)


def _forbid_unknown_keys(kind: type) -> None:
    """Tell pydantic to refuse unknown keys in that dataclass and in those it is made of."""
    if "__pydantic_config__" in vars(kind):
        return
    kind.__pydantic_config__ = ConfigDict(extra="forbid")  # type: ignore[attr-defined]
    for hint in typing.get_type_hints(kind).values():
        for part in _dataclasses(hint):
            _forbid_unknown_keys(part)


def _fill_absent(kind: type, value: object) -> None:
    """TOML has no null: an absent key whose field may be None is None."""
    if not isinstance(value, dict):
        return
    for name, hint in typing.get_type_hints(kind).items():
        if type(None) in typing.get_args(hint):
            value.setdefault(name, None)
        found = value.get(name)
        for part in _dataclasses(hint):
            for item in found if isinstance(found, list) else (found,):
                _fill_absent(part, item)


def _dataclasses(hint: object) -> Iterator[type]:
    for part in (hint, *typing.get_args(hint)):
        if isinstance(part, type) and is_dataclass(part):
            yield part
