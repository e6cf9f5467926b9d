"""The command line's own words in French: those of argparse, and why the system refused a file."""

from __future__ import annotations

import argparse
import errno

_ARGPARSE = {
    "usage: ": "usage : ",
    "positional arguments": "arguments",
    "options": "options",
    "show this help message and exit": "affiche cette aide",
    "the following arguments are required: %s": "il manque : %s",
    "unrecognized arguments: %s": "mots inconnus : %s",
    "expected one argument": "une valeur est attendue",
    "expected at least one argument": "au moins une valeur est attendue",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s : %(message)s",
    "invalid %(type)s value: %(value)r": "%(value)r n’est pas une valeur possible",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r n’existe pas ; choisissez parmi %(choices)s",
    "%(prog)s: error: %(message)s\n": "%(prog)s : %(message)s\n",
}
_SYSTEM = {
    errno.ENOENT: "fichier ou dossier introuvable",
    errno.EACCES: "accès refusé",
    errno.EPERM: "accès refusé",
    errno.EISDIR: "c’est un dossier",
    errno.ENOTDIR: "ce n’est pas un dossier",
    errno.EEXIST: "un fichier porte déjà ce nom",
    errno.ENOSPC: "le disque est plein",
    errno.EROFS: "le disque est en lecture seule",
}


def speak_french() -> None:
    """Give argparse its French words. It looks them up by `argparse._`, which is its gettext."""
    argparse._ = lambda text: _ARGPARSE.get(text, text)  # type: ignore[attr-defined]


def reason(error: OSError) -> str:
    """Why the system refused, in French; its own words when it is none of the usual reasons."""
    return _SYSTEM.get(error.errno or 0, error.strerror or type(error).__name__)
