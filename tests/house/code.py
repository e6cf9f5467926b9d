"""The project's own files, read as text and as syntax trees."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Module:
    """One Python file: its path from the top, and its tree."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        """Dotted name, as imported."""
        parts = self.path.with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def files() -> tuple[Path, ...]:
    """Every file of the project, from the top: what git knows or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    ).stdout.splitlines()  # fmt: skip
    return tuple(Path(name) for name in listed if (ROOT / name).is_file())


@cache
def modules(*tops: str) -> tuple[Module, ...]:
    """The Python files under these top-level folders."""
    found = []
    for path in files():
        if path.suffix == ".py" and path.parts[0] in tops:
            text = (ROOT / path).read_text(encoding="utf-8")
            found.append(Module(path, ast.parse(text), len(text.splitlines())))
    return tuple(found)


def imported(module: Module) -> Iterator[str]:
    """Dotted names a module imports, wherever in the file."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module.path}: relative import"
            assert node.module is not None
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(name: str, *packages: str) -> bool:
    """Whether a dotted name is one of these packages or under one."""
    return any(name == package or name.startswith(package + ".") for package in packages)
