"""Where the small world shipped with the project is: its portals, offices, orders, pieces.

From a checkout it is the folder `fixtures/` at the top; in an installed wheel it is `dossier/_world/`.
"""

from __future__ import annotations

from pathlib import Path as FilePath

from dossier.catalog import Portal
from dossier.codec import load_order, load_portal
from dossier.errors import NotFound
from dossier.order import Order

_HERE = FilePath(__file__).resolve().parent


def folder(name: str = "") -> FilePath:
    """The folder of the world, or one of its folders: `portals`, `orders`, `pieces`, `sirene`, `hostile`…"""
    shipped = _HERE / "_world"
    root = shipped if shipped.is_dir() else _HERE.parent / "fixtures"
    return root / name if name else root


def portal(slug: str, source: FilePath | None = None) -> Portal:
    """The portal of that slug, from the shipped world or from the folder given; NotFound."""
    return load_portal(_file("portal", source or folder("portals"), slug, "toml"))


def portals(source: FilePath | None = None) -> tuple[Portal, ...]:
    """Every portal of the shipped world, or of the folder given, by slug."""
    return tuple(load_portal(path) for path in sorted((source or folder("portals")).glob("*.toml")))


def order(name: str) -> Order:
    """A shipped case, by name (`chambersign-person`); NotFound."""
    return load_order(_file("order", folder("orders"), name, "json").read_bytes())


def orders() -> dict[str, Order]:
    """Every shipped case, by name."""
    return {path.stem: load_order(path.read_bytes()) for path in sorted(folder("orders").glob("*.json"))}


def pieces() -> FilePath:
    """The folder that the `file` of a shipped order's pieces is relative to."""
    return folder("pieces")


def _file(kind: str, parent: FilePath, name: str, extension: str) -> FilePath:
    path = parent / f"{name}.{extension}"
    if not name.replace("-", "").isalnum() or not path.is_file():
        raise NotFound(kind, name)
    return path
