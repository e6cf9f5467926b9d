"""`paraphe`: the commands of the core on files, and `demo`."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from dossier import __main__ as core
from dossier.cli.progress import progress


def main(words: list[str] | None = None) -> int:
    """Run `paraphe` with these words (those of the process when None); the exit code of docs/commands.md."""
    parser = core.parser("paraphe")
    demo = core.commands(parser).add_parser(
        "demo", help="signe un dossier de démonstration, puis ouvre http://127.0.0.1:5000"
    )
    demo.add_argument("--port", type=int, default=5000, help="port d’écoute sur 127.0.0.1 (5000 par défaut)")
    demo.add_argument("--data", type=Path, help="dossier des données (./var par défaut)")
    demo.add_argument("--reset", action="store_true", help="oublie la démonstration précédente")
    demo.add_argument("--no-serve", action="store_true", help="s’arrête une fois le dossier vérifié")
    demo.set_defaults(run=_demo)
    return core.run(parser, words)


def _demo(given: argparse.Namespace) -> int:
    try:
        from webapp import demo
        from webapp.settings import from_environment
    except ModuleNotFoundError as missing:
        print(f"Il manque {missing.name} : installez « paraphe[web] ».", file=sys.stderr)
        return 2
    settings = from_environment()
    if given.data:
        settings = replace(settings, data=given.data.absolute())
    return demo.run(settings, given.port, progress(), reset=given.reset, serve=not given.no_serve)


if __name__ == "__main__":
    sys.exit(main())
