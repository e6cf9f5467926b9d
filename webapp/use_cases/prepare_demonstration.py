"""Sign one dossier of the small world under the demonstration authority, verify it, and lay it out for the pages."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from dossier import world
from dossier.acts.authority import open_authority
from dossier.acts.bundle import bundle_name, make_bundle
from dossier.acts.ceremony import Act, SignedDossier, sign_all
from dossier.acts.freeze import freeze
from dossier.acts.reports import VALID, FileReport
from dossier.acts.verify import verify_file
from dossier.errors import Refused
from dossier.papers import pages
from dossier.signing import Authority, Desk
from webapp.settings import LAYOUT, Settings

CASE = "chambersign-person"
_DPI, _THUMBNAIL_DPI = 120, 36


def prepare_demonstration(settings: Settings, say: Callable[[str], None]) -> tuple[FileReport, float]:
    """The report on the demonstration's bundle, and the seconds from nothing to it.

    A demonstration made before, by this version, is verified again and kept. Raises Refused when the bundle does
    not verify."""
    started = time.monotonic()
    authority = open_authority(settings.data, _now(), say)
    folder = settings.demonstration
    if _index(folder).get("layout") != LAYOUT:
        _make(settings, authority, say)
    name = str(_index(folder)["bundle"])
    say("Vérification du dossier")
    report = verify_file(name, (folder / name).read_bytes(), (authority.anchor,), _now())
    if report.verdict != VALID:
        raise Refused("verification_failed", f"{name}, {report.verdict}")
    return report, time.monotonic() - started


def _index(folder: Path) -> dict[str, object]:
    """What the folder holds, or nothing."""
    try:
        value: dict[str, object] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return value


def _make(settings: Settings, authority: Authority, say: Callable[[str], None]) -> None:
    order = world.order(CASE)
    portal = world.portal(order.portal)
    desk = Desk(authority.stamps(_now), _now, (authority.anchor,))
    say("Préparation des papiers")
    frozen = freeze(order, portal, world.pieces(), _now(), specimen=True)
    done = sign_all(frozen, authority, desk, say)
    say("Mise sous scellé du dossier")
    sealed = make_bundle(done, authority, desk)
    draft = settings.data / f".demonstration.{secrets.token_hex(8)}"
    draft.mkdir(mode=0o700)
    try:
        _lay_out(draft, done, bundle_name(order), sealed.data, say)
        shutil.rmtree(settings.demonstration, ignore_errors=True)
        os.rename(draft, settings.demonstration)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _lay_out(folder: Path, done: SignedDossier, name: str, data: bytes, say: Callable[[str], None]) -> None:
    (folder / name).write_bytes(data)
    for document in done.documents:
        say(f"Images des pages : {document.title}")
        _pages(folder, document.slug, document.pdf)
        (folder / document.file).write_bytes(document.pdf)
    order, portal = done.frozen.order, done.frozen.portal
    index = {
        "layout": LAYOUT,
        "number": order.number,
        "product": portal.product(order.certificate.product).name,
        "organisation": order.organisation.name,
        "bundle": name,
        "signers": [_signer(act) for act in done.acts],
        "papers": [{"slug": d.slug, "title": d.title, "file": d.file} for d in done.documents],
    }
    (folder / "index.json").write_text(json.dumps(index, ensure_ascii=False, indent=1), encoding="utf-8")


def _signer(act: Act) -> dict[str, str]:
    return {
        "role_label": act.signer.capacity[:1].upper() + act.signer.capacity[1:],
        "name": act.signer.person.name,
        "time": act.results[0].signed_at.isoformat(),
        "level": f"PAdES {act.results[0].obtained.value}",
    }


def _pages(folder: Path, slug: str, pdf: bytes) -> None:
    """Each page as an image and as text, and the first one small."""
    place = folder / "pages" / slug
    place.mkdir(parents=True)
    next(pages.page_pictures(pdf, _THUMBNAIL_DPI)).save(place / "thumbnail.webp", quality=60)
    images, texts = pages.page_pictures(pdf, _DPI), pages.page_texts(pdf)
    for number, (image, text) in enumerate(zip(images, texts, strict=True), 1):
        image.save(place / f"{number:03}.webp", quality=80, method=2)
        (place / f"{number:03}.txt").write_text(text, encoding="utf-8")


def _now() -> datetime:
    return datetime.now(UTC)
