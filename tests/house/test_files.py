"""Rules 5 to 8: values, sizes, names, errors; and the project stands alone."""

from __future__ import annotations

import ast
import re
import statistics

import pytest

from tests.house.code import ROOT, Module, files, modules

CODE = modules("dossier", "webapp")
EVERY = modules("dossier", "webapp", "tests", "fixtures")
BANNED_NAMES = {
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "misc",
    "base",
    "manager",
    "service",
    "services",
    "models",
}
FRENCH = (
    "titulaire",
    "representant_legal",
    "delegataire",
    "demandeur",
    "huissier",
    "bureau",
    "coffre",
    "piece_justificative",
)
FAMILY = {"Invalid", "NotAllowed", "NotFound", "Conflict", "Locked", "Expired", "Refused", "Unavailable"}
# An error of a caller of the library, not of a person: Python's own words say it.
PROGRAMMING = {
    "KeyError",
    "TypeError",
    "NotImplementedError",
    "AssertionError",
    "SystemExit",
    "StopIteration",
}


def ids(found: tuple[Module, ...]) -> list[str]:
    return [module.path.as_posix() for module in found]


@pytest.mark.parametrize("module", EVERY, ids=ids(EVERY))
def test_no_file_over_300_lines(module: Module) -> None:
    """Rule 6."""
    assert module.lines <= 300


@pytest.mark.parametrize("module", EVERY, ids=ids(EVERY))
def test_file_says_what_it_holds(module: Module) -> None:
    """Rule 6: no catch-all names."""
    assert module.path.stem not in BANNED_NAMES


def functions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return [n for n in ast.walk(module.tree) if isinstance(n, ast.FunctionDef | ast.AsyncFunctionDef)]


def test_files_and_functions_are_small() -> None:
    """Rule 6: median file near 100 lines, functions of about ten."""
    sizes = [module.lines for module in CODE if module.path.stem != "__init__"]
    lengths = [(f.end_lineno or f.lineno) - f.lineno + 1 for m in CODE for f in functions(m)]
    assert statistics.median(sizes) <= 150
    assert statistics.median(lengths) <= 12
    assert max(lengths) <= 60


@pytest.mark.parametrize("module", modules("dossier"), ids=ids(modules("dossier")))
def test_values_are_frozen(module: Module) -> None:
    """Rule 5."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            for decorator in node.decorator_list:
                text = ast.unparse(decorator)
                if text.split("(")[0].endswith("dataclass"):
                    assert "frozen=True" in text, f"{module.path}:{node.lineno} {node.name}"


@pytest.mark.parametrize("module", CODE, ids=ids(CODE))
def test_names_are_those_of_the_glossary(module: Module) -> None:
    """Rule 7: English in code; the French word belongs to screens and papers."""
    for node in ast.walk(module.tree):
        name = getattr(node, "name", None) or getattr(node, "id", None) or getattr(node, "arg", None)
        if isinstance(name, str):
            assert not any(word in name.lower() for word in FRENCH), f"{module.path}: {name}"


@pytest.mark.parametrize("module", modules("dossier"), ids=ids(modules("dossier")))
def test_errors_are_one_family(module: Module) -> None:
    """Rule 8: the core raises its own family, nothing else that a person's input could cause."""
    private = {n.name for n in ast.walk(module.tree) if isinstance(n, ast.ClassDef)}
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Raise) and node.exc is not None:
            name = ast.unparse(node.exc).split("(")[0].split(".")[-1]
            known = FAMILY | PROGRAMMING | private | _own(module)
            assert name in known or not name[:1].isupper(), f"{module.path}:{node.lineno} raises {name}"


def _own(module: Module) -> set[str]:
    """A command line speaks of its files; what parsing raises becomes a verdict in signing/ (R6), a refusal in
    papers/intake."""
    rooms = {"cli": {"Unreadable"}, "signing": {"ValueError", "BadZipFile"}, "papers": {"ValueError"}}
    return rooms.get(module.path.parts[1], set()) if len(module.path.parts) > 2 else set()


def test_public_functions_have_docstrings() -> None:
    """What goes in and comes out is written where it is public."""
    bare = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in CODE
        for node in module.tree.body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        and not node.name.startswith("_") and ast.get_docstring(node) is None
    ]  # fmt: skip
    assert not bare


FOREIGN = re.compile(
    r"/work/(?!\.)|files\.pythonhosted|pypi\.org|registry\.npmjs|repo\.maven|repo1\.maven|deb\.debian\.org|proxy\.golang|crates\.io"
)


@pytest.mark.parametrize(
    "path", [p for p in files() if p.suffix not in {".ttf", ".png", ".jpg", ".pdf", ".woff2"}], ids=str
)
def test_project_stands_alone(path: object) -> None:
    """No path of a machine, no registry's address."""
    text = (ROOT / str(path)).read_text(encoding="utf-8", errors="replace")
    if str(path) != "tests/house/test_files.py":
        found = FOREIGN.search(text)
        assert found is None, f"{path}: {found}"
