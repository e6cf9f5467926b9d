"""Rules 1 to 3: who may import what."""

from __future__ import annotations

import sys

import pytest

from tests.house.code import Module, imported, modules, within

NETWORK = ("socket", "ssl", "http", "urllib.request", "aiohttp", "requests", "httpx", "smtplib", "ftplib")
SHELL = ("webapp", "flask", "werkzeug", "jinja2", "sqlalchemy", "twilio", "waitress", "dbos")

# One library, one door: the modules that may import it.
DOORS = {
    "reportlab": ("dossier.papers",),
    "pikepdf": ("dossier.papers",),
    "PIL": ("dossier.papers",),
    "pillow_heif": ("dossier.papers.intake",),
    "pypdf": ("dossier.papers",),
    "pypdfium2": ("dossier.papers",),
    "pyhanko": ("dossier.signing",),
    "pyhanko_certvalidator": ("dossier.signing",),
    "asn1crypto": ("dossier.signing",),
    "pkcs11": ("dossier.signing.pkcs11",),
    "signxml": ("dossier.signing.trusted_lists",),
    "cryptography.x509": ("dossier.signing",),
    "lxml": ("dossier.signing", "dossier.papers"),
    "pydantic": ("dossier.codec", "webapp.settings"),
    "sqlalchemy": ("webapp.database", "webapp.tables", "webapp.store"),
    "twilio": ("webapp.adapters",),
    "dbos": ("webapp.jobs",),
    "webapp.adapters": ("webapp.wiring", "webapp.adapters"),
}
# The words: what only speaks of the trade imports nothing but words, the standard library, stdnum and phonenumbers.
ROOMS = (
    "dossier.papers", "dossier.signing", "dossier.templates", "dossier.acts", "dossier.cli", "dossier.__main__",
)  # fmt: skip
MOST_DOORS = {"reportlab": 5, "pikepdf": 4, "PIL": 2, "pypdf": 1, "pypdfium2": 2}


def names(found: tuple[Module, ...]) -> list[str]:
    return [module.name for module in found]


CORE = modules("dossier")
ALL = modules("dossier", "webapp")


@pytest.mark.parametrize("module", CORE, ids=names(CORE))
def test_core_knows_no_shell_and_no_network(module: Module) -> None:
    """Rule 1."""
    wrong = [name for name in imported(module) if within(name, *SHELL, *NETWORK)]
    assert not wrong


@pytest.mark.parametrize("module", CORE, ids=names(CORE))
def test_words_import_words(module: Module) -> None:
    """Rule 1: words see the standard library, stdnum, phonenumbers, pydantic in the codec, and each other."""
    if within(module.name, *ROOMS):
        return
    allowed = {"dossier", "stdnum", "phonenumbers"} | (
        {"pydantic"} if module.name == "dossier.codec" else set()
    )
    wrong = {
        name for name in imported(module)
        if name.split(".")[0] not in allowed and name.split(".")[0] not in sys.stdlib_module_names
    } | {name for name in imported(module) if within(name, *ROOMS)}  # fmt: skip
    assert not wrong


@pytest.mark.parametrize("module", CORE, ids=names(CORE))
def test_core_reads_no_clock_and_no_chance(module: Module) -> None:
    """Rule 1: time and chance are arguments (the command line is where they enter)."""
    if within(module.name, "dossier.cli", "dossier.__main__"):
        return
    source = (module.path).as_posix()
    import ast

    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            assert node.func.attr not in {"now", "utcnow", "today"}, f"{source}:{node.lineno}"
    assert not [name for name in imported(module) if within(name, "random")]


@pytest.mark.parametrize("module", ALL, ids=names(ALL))
def test_one_library_one_door(module: Module) -> None:
    """Rule 2."""
    for library, doors in DOORS.items():
        if any(within(name, library) for name in imported(module)):
            assert within(module.name, *doors), f"{module.name} imports {library}"


@pytest.mark.parametrize("library", sorted(MOST_DOORS))
def test_doors_are_few(library: str) -> None:
    """Rule 2: a library of papers/ stands behind few modules."""
    behind = [m.name for m in CORE if any(within(name, library) for name in imported(m))]
    assert len(behind) <= MOST_DOORS[library], behind


@pytest.mark.parametrize("module", ALL, ids=names(ALL))
def test_use_cases_see_no_flask_and_no_other_use_case(module: Module) -> None:
    """Rule 3."""
    if within(module.name, "webapp.use_cases"):
        others = {name for name in imported(module) if within(name, "webapp.use_cases")}
        assert not others
        assert not [name for name in imported(module) if within(name, "flask")]
