"""`paraphe sign ORDER.json -o BUNDLE`: each signer by his own certificate when it is given, else by a one-shot
certificate of the demonstration authority."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from dossier.acts.authority import open_authority, root_file
from dossier.acts.bundle import make_bundle
from dossier.acts.ceremony import sign_all
from dossier.acts.freeze import freeze
from dossier.acts.reports import EXIT_CODES, PERSON
from dossier.cli import inputs
from dossier.cli.confidence import anchors
from dossier.cli.own import add_own, lower_levels, owned
from dossier.cli.progress import progress
from dossier.cli.surroundings import data_folder, now
from dossier.signing import Desk


def add(commands: Any) -> None:
    """The command's arguments."""
    parser = commands.add_parser("sign", help="signe un dossier et le met sous scellé")
    inputs.add_order(parser, pieces=True)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="BUNDLE", help="le .asice à écrire"
    )
    parser.add_argument("--data", type=Path, help="dossier de l’autorité de démonstration (./var)")
    add_own(parser)
    parser.set_defaults(run=run)


def run(given: argparse.Namespace) -> int:
    """Freeze, seal, sign, bundle; nothing is written unless all of it verifies.

    0 done; 3 done, but a signature is below the level asked, which is said."""
    order, portal = inputs.read_order(given)
    folder, say = inputs.pieces_folder(given), progress()
    data = (given.data or data_folder()).absolute()
    own = owned(given, order, portal)
    say("Préparation des papiers")
    frozen = freeze(order, portal, folder, now(), specimen=True)
    authority = open_authority(data, now(), say)
    desk = Desk(authority.stamps(now), now, (authority.anchor, *anchors(given.trust)))
    done = sign_all(frozen, authority, desk, say, own)
    say("Mise sous scellé")
    sealed = make_bundle(done, authority, desk)
    inputs.write(given.output, sealed.data)
    say("")
    print(f"{given.output}  dossier n° {order.number}, {len(done.documents)} documents, SPECIMEN")
    for act in done.acts:
        levels = ", ".join(sorted({one.obtained.value for one in act.results}))
        print(f"  {act.signer.person.name}, {act.signer.capacity} : {len(act.results)} signatures {levels}")
    print(f"  Racine de confiance : {root_file(data)}")
    lower = list(lower_levels(done))
    for line in lower:
        print(f"À vérifier — {line}", file=sys.stderr)
    return EXIT_CODES[PERSON] if lower else 0
