"""`paraphe certificates`: what PKCS#12 files, keys and cards hold, and whether each certificate can sign."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dossier import labels
from dossier.cli import inputs
from dossier.cli.secrets import add_secrets, asker
from dossier.cli.surroundings import now
from dossier.signing import describe, pkcs11, pkcs12
from dossier.signing.usable import Remark, cautions, common_name_of, faults


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser(
        "certificates", help="liste les certificats d’un fichier, d’une clé ou d’une carte"
    )
    parser.add_argument("files", type=Path, nargs="*", metavar="FICHIER.p12", help="fichier PKCS#12")
    parser.add_argument("--pkcs11", metavar="PILOTE", help="pilote PKCS#11 d’une clé ou d’une carte")
    add_secrets(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """0 when a certificate can sign, 1 when none can, 2 when a file or a module cannot be read."""
    if not (given.files or given.pkcs11):
        raise inputs.Unreadable("Indiquez un fichier .p12, ou --pkcs11 PILOTE.")
    ask, usable = asker(given), False
    for file in given.files:
        print(file)
        for source in pkcs12.read(inputs.read(file), ask(f"Mot de passe de {file.name}")):
            usable |= _show(source.chain)
            source.close()
    for token in pkcs11.tokens(given.pkcs11) if given.pkcs11 else ():
        print(f"{token.label}  {token.model}, n° {token.serial}")
        if token.trouble:
            print(f"  ✗ {labels.word('error', token.trouble)}")
        for own in token.certificates:
            usable |= _show(own.chain)
    return 0 if usable else inputs.REFUSED


def _show(chain: Sequence[bytes]) -> bool:
    wrong = faults(chain, now())
    print("\n".join(_lines(chain, wrong)))
    return not wrong


def _lines(chain: Sequence[bytes], wrong: Sequence[Remark]) -> Iterator[str]:
    found = describe(chain[0])
    yield f"  {common_name_of(chain[0])}"
    yield f"    {found.subject}"
    yield f"    émis par {found.issuer}"
    yield f"    n° {found.serial}, jusqu’au {found.not_after:%d/%m/%Y}"
    for mark, remarks in (("✗", wrong), ("!", () if wrong else cautions(chain))):
        yield from (f"    {mark} {labels.word('error', one.code, detail=one.detail)}" for one in remarks)
    if not wrong:
        yield "    peut signer"
