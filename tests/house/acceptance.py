"""docs/acceptance.md: each row that a test proves, in one line, with the tests that name it.

`python -m tests.house.acceptance` writes the last column again from the markers; the sentence of a new row
is written by hand.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from pathlib import Path

from tests.house.code import ROOT, Module, modules

PAGE = ROOT / "docs" / "acceptance.md"
LINE = re.compile(r"^\| ([A-Z]{1,3}-\d{2,3}) \| (.+?) \| (.*?) \|$")
MOST_IDS = 8
"""A marker listing dozens of ids is not proof."""


def named_rows() -> dict[str, list[str]]:
    """Row or checklist id → the tests whose marker names it (`path::function`)."""
    found: dict[str, list[str]] = defaultdict(list)
    for module in modules("tests"):
        for function, ids in _marked(module):
            assert len(ids) <= MOST_IDS, f"{module.path}::{function} names {len(ids)} rows in one marker"
            for name in ids:
                found[name].append(f"{_short(module.path)}::{function}")
    return {name: sorted(set(tests)) for name, tests in found.items()}


def listed_rows() -> dict[str, tuple[str, str]]:
    """Row id → (sentence, tests) of the page."""
    matches = (LINE.match(line) for line in PAGE.read_text(encoding="utf-8").splitlines())
    return {m[1]: (m[2], m[3]) for m in matches if m}


def column(tests: list[str]) -> str:
    """The last column for these tests."""
    return ", ".join(f"`{test}`" for test in tests)


def _short(path: Path) -> str:
    return path.relative_to("tests").as_posix()


def _marked(module: Module) -> list[tuple[str, list[str]]]:
    found = []
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef):
            for ids in (ids for decorator in node.decorator_list for ids in _ids(decorator)):
                found.append((node.name, ids))
    return found


def _ids(decorator: ast.expr) -> list[list[str]]:
    """The ids of each marker, alone or inside a `parametrize`."""
    calls = [node for node in ast.walk(decorator) if isinstance(node, ast.Call)]
    markers = [c for c in calls if ast.unparse(c.func) in {"pytest.mark.rows", "pytest.mark.checks"}]
    return [[str(a.value) for a in m.args if isinstance(a, ast.Constant)] for m in markers]


def _write() -> None:
    named = named_rows()
    lines = []
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        match = LINE.match(line)
        lines.append(f"| {match[1]} | {match[2]} | {column(named.get(match[1], []))} |" if match else line)
    PAGE.write_text("\n".join(lines) + "\n", encoding="utf-8")
    missing = sorted(set(named) - set(listed_rows()))
    if missing:
        raise SystemExit("rows without a sentence in docs/acceptance.md: " + ", ".join(missing))


if __name__ == "__main__":
    _write()
