"""The signers' own certificates on the command line of `sign`: files, keys and cards, before anything is drawn."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from dossier import labels
from dossier.acts import means
from dossier.acts.ceremony import SignedDossier
from dossier.acts.means import Confidence, Own, Owned
from dossier.blocks import Role
from dossier.catalog import Portal
from dossier.cli import inputs
from dossier.cli.confidence import add_confidence, anchors, known
from dossier.cli.secrets import add_secrets, asker
from dossier.cli.surroundings import now
from dossier.order import Order
from dossier.signing import Source
from dossier.signing.own_certificates import Judgement
from dossier.templates.signers import Signer, signers


def add_own(parser: argparse.ArgumentParser) -> None:
    """The arguments for signing with certificates that people already have."""
    group = parser.add_argument_group("certificats des signataires")
    group.add_argument("--holder-p12", type=Path, metavar="FICHIER.p12", help="celui du titulaire")
    group.add_argument(
        "--representative-p12", type=Path, metavar="FICHIER.p12",
        help="celui du représentant légal, ou du délégataire",
    )  # fmt: skip
    add_token(group)
    add_confidence(parser)
    add_secrets(parser)


def add_token(group: argparse._ActionsContainer) -> None:
    """The arguments that name a token and a certificate on it."""
    group.add_argument(
        "--pkcs11", metavar="PILOTE", help="pilote PKCS#11 de la clé ou carte de qui n’a pas de fichier"
    )
    group.add_argument("--token", default="", metavar="NOM", help="nom ou numéro de la clé ou carte")
    group.add_argument(
        "--certificate", default="", metavar="NOM", help="nom, numéro ou empreinte du certificat"
    )


def owned(given: argparse.Namespace, order: Order, portal: Portal) -> Owned:
    """The certificates given for the signers of this order, opened and judged; says what to look at.

    Raises Refused with the reason, and Unreadable when a certificate is given for nobody."""
    by = Confidence(tuple(anchors(given.trust)), known(given.revocation))
    ask, found = asker(given), dict[Role, Own]()
    people = signers(order, portal)
    if given.representative_p12 and all(one.role is Role.HOLDER for one in people):
        raise inputs.Unreadable("--representative-p12 : le titulaire est seul à signer cette commande.")
    for one in people:
        file = given.holder_p12 if one.role is Role.HOLDER else given.representative_p12
        if file:
            password = ask(f"Mot de passe de {file.name}")
            opened = means.from_file(inputs.read(file), password, one.person, by, now(), given.certificate)
            found[one.role] = _accepted(means.PKCS12, one, *opened, by)
        elif given.pkcs11:
            opened = means.from_token(
                given.pkcs11, lambda token: ask(f"Code PIN de « {token} »"), one.person, by, now(),
                given.token, given.certificate,
            )  # fmt: skip
            found[one.role] = _accepted(means.PKCS11, one, *opened, by)
    return found


def _accepted(how: str, one: Signer, judgement: Judgement, source: Source, by: Confidence) -> Own:
    """Every remark is said; the first refusal is raised."""
    for remark in (*judgement.refusals[1:], *judgement.warnings):
        text = labels.word("error", remark.code, detail=remark.detail)
        print(f"À vérifier — Certificat de {one.person.name} : {text}", file=sys.stderr)
    return means.accepted(how, judgement, source, by)


def lower_levels(done: SignedDossier) -> Iterator[str]:
    """One line per signer whose signatures are below the level asked, and why."""
    for act in done.acts:
        worst = act.worst
        if worst.obtained is not worst.asked:
            why = labels.word("verification", worst.why)
            yield f"{act.signer.person.name} : niveau demandé {worst.asked}, obtenu {worst.obtained}. {why}"
