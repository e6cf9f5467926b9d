"""`python -m dossier`: render, paper, sign, return, verify, certificates, trust on files, without the web packages."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Any, cast

from dossier.cli import certificates, french, inputs, paper, render, returned, sign, trust, verify
from dossier.errors import DossierError

_ABOUT = "Paraphe : les papiers d’une commande de certificat, leurs signatures, leur vérification."


def parser(program: str = "python -m dossier") -> argparse.ArgumentParser:
    """The parser with the seven commands on files."""
    french.speak_french()
    made = argparse.ArgumentParser(prog=program, description=_ABOUT)
    verbs = made.add_subparsers(dest="command", required=True, metavar="COMMANDE")
    made.set_defaults(commands=verbs)
    for module in (render, paper, sign, returned, verify, certificates, trust):
        module.add(verbs)
    return made


def commands(made: argparse.ArgumentParser) -> Any:
    """Where further commands are added to that parser."""
    return made.get_default("commands")


def run(made: argparse.ArgumentParser, words: list[str] | None = None) -> int:
    """Run the command of these words; its exit code. Errors are said in French, never as a traceback."""
    given = made.parse_args(words)
    try:
        return cast(int, given.run(given))
    except DossierError as error:
        return inputs.explain(given.command, error)
    except inputs.Unreadable as error:
        print(error, file=sys.stderr)
        return inputs.UNREADABLE
    except BrokenPipeError:  # whoever read our output has left: nobody to tell
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        print("\nInterrompu : rien n’a été écrit à moitié.", file=sys.stderr)
        return 130


def main(words: list[str] | None = None) -> int:
    """The command line of the core."""
    return run(parser(), words)


if __name__ == "__main__":
    sys.exit(main())
