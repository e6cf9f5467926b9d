"""A signed dossier → its bundle, sealed by the service. docs/bundle.md says what is where."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator
from datetime import datetime

from dossier import evidence
from dossier.acts import journal, manifest, report
from dossier.acts.ceremony import Act, SignedDossier
from dossier.acts.freeze import FrozenDocument
from dossier.acts.verify import verify_document
from dossier.blocks import Role
from dossier.codec import pretty_order
from dossier.evidence import content_digest
from dossier.masking import without_numbers
from dossier.order import Order
from dossier.signing import Authority, Desk, Member, SealedBundle, seal_asic

_READ_ME = """Dossier n° {number} — {organisation}

Ce fichier est un conteneur ASiC-E (norme ETSI EN 319 162-1) : un ZIP que l'on peut ouvrir, mais qu'il ne faut
ni modifier ni refaire, sous peine de rompre le scellé.

documents/   les papiers signés et les copies de pièces, en PDF (PAdES)
evidence/    le rapport de preuve et le journal du dossier
validation/  le rapport de vérification de chaque document, fait au moment du scellé
order.json   la commande, numéros de pièces d'identité masqués
manifest.json  la liste de ce que contient le dossier et de qui a signé
META-INF/    le scellé du service (CAdES) et ses horodatages

Pour vérifier : paraphe verify {name} --trust RACINE.pem
{specimen}"""
_SPECIMEN = "SPECIMEN : signé sous une autorité de démonstration, sans valeur.\n"


def bundle_name(order: Order) -> str:
    """`dossier-600100-r1.asice`: order number, revision."""
    number = "".join(c for c in unicodedata.normalize("NFKD", order.number) if c.isascii() and c.isalnum())
    return f"dossier-{number or 'sans-numero'}-r{order.revision}.asice"


def make_bundle(done: SignedDossier, authority: Authority, desk: Desk) -> SealedBundle:
    """The sealed container, verified before it is returned. Raises what `seal_asic` raises."""
    return seal_asic(tuple(_members(done, authority, desk)), authority.seal(), desk)


def _members(done: SignedDossier, authority: Authority, desk: Desk) -> Iterator[Member]:
    entries = journal.journal(done)
    files = {one.name: one.pdf for one in done.documents}
    files[report.NAME] = report.evidence_report_of(done, entries, authority, desk)
    files[manifest.JOURNAL] = evidence.dump(entries)
    files["order.json"] = pretty_order(without_numbers(done.frozen.order)).encode()
    for one in done.documents:
        files[f"validation/{one.file}.json"] = _validation(one, desk)
    files["LISEZMOI.txt"] = _read_me(done).encode()
    yield Member(manifest.NAME, "application/json", _manifest(done, files, desk.clock()))
    for name in sorted(files):
        yield Member(name, _media_type(name), files[name])


def _validation(one: FrozenDocument, desk: Desk) -> bytes:
    found = verify_document(one.name, one.title, one.pdf, desk.trust, desk.clock())
    return _json(found.value())


def _manifest(done: SignedDossier, files: dict[str, bytes], at: datetime) -> bytes:
    order = done.frozen.order
    return _json(
        {
            "version": manifest.VERSION,
            "kind": "signed",
            "made_at": at.isoformat(),
            "specimen": done.frozen.specimen,
            "order": {
                "number": order.number,
                "revision": order.revision,
                "portal": order.portal,
                "portal_digest": order.portal_digest,
                "terms_version": order.terms.version,
            },
            "signers": [_signer(act) for act in done.acts],
            "documents": [*(_document(done, one) for one in done.documents), _report(done)],
            "originals": [
                {"name": o.name, "kind": o.kind, "sha256": o.sha256} for o in done.frozen.originals
            ],
            "files": [{"name": name, "sha256": content_digest(files[name])} for name in sorted(files)],
        }
    )


def _signer(act: Act) -> dict[str, str]:
    """Who signed; each signature records the level asked and the level obtained, and why they differ."""
    worst = act.worst
    return {
        "field": act.signer.role.value,
        "name": act.signer.person.name,
        "capacity": act.signer.capacity,
        "means": act.means,
        "serial": f"{act.intent.serial:x}",
        "asked": worst.asked.value,
        "obtained": worst.obtained.value,
        "why": worst.why,
    }


def _document(done: SignedDossier, one: FrozenDocument) -> dict[str, object]:
    signatures = [_sealed(done)]
    signatures += [
        {"field": act.signer.role.value, "serial": f"{act.intent.serial:x}"}
        for act in done.acts
        if act.signer.role in one.signers
    ]
    return {"name": one.name, "title": one.title, "kind": one.slug, "signatures": signatures}


def _report(done: SignedDossier) -> dict[str, object]:
    title = "Rapport de preuve"
    return {"name": report.NAME, "title": title, "kind": "evidence-report", "signatures": [_sealed(done)]}


def _sealed(done: SignedDossier) -> dict[str, str]:
    return {"field": Role.SEAL.value, "serial": f"{done.seal_intent.serial:x}"}


def _read_me(done: SignedDossier) -> str:
    order = done.frozen.order
    return _READ_ME.format(
        number=order.number,
        organisation=order.organisation.name,
        name=bundle_name(order),
        specimen=_SPECIMEN if done.frozen.specimen else "",
    )


def _media_type(name: str) -> str:
    types = {"pdf": "application/pdf", "json": "application/json", "jsonl": "application/jsonl"}
    return types.get(name.rsplit(".", 1)[-1], "text/plain; charset=utf-8")


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()
