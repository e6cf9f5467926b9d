"""The dossier that the demonstration signed: its papers as page images, its bundle to download."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template, send_file

from webapp.settings import Settings
from webapp.use_cases.show_demonstration import Shown, ShownPaper, show_demonstration

pages = Blueprint("demonstration", __name__, url_prefix="/demonstration")
_IMAGE = "image/webp"
_BUNDLE = "application/vnd.etsi.asic-e+zip"


def _shown() -> Shown:
    settings: Settings = current_app.config["PARAPHE"]
    return show_demonstration(settings) or abort(404)


def _paper(slug: str) -> ShownPaper:
    return _shown().paper(slug) or abort(404)


@pages.get("")
def index() -> str:
    """The dossier: who signed, its papers, its bundle."""
    return render_template("demonstration.html", dossier=_shown())


@pages.get("/papiers/<slug>")
def paper(slug: str) -> str:
    """One paper, page by page, with its text."""
    shown = _shown()
    return render_template("paper.html", dossier=shown, paper=shown.paper(slug) or abort(404))


@pages.get("/papiers/<slug>/<int:page>.webp")
def page(slug: str, page: int) -> Response:
    """One page image."""
    found = _paper(slug)
    if not 1 <= page <= len(found.pages):
        abort(404)
    return send_file(found.pages[page - 1].image, mimetype=_IMAGE)


@pages.get("/papiers/<slug>/vignette.webp")
def thumbnail(slug: str) -> Response:
    """The first page, small."""
    return send_file(_paper(slug).thumbnail, mimetype=_IMAGE)


@pages.get("/papiers/<slug>.pdf")
def document(slug: str) -> Response:
    """The signed PDF itself."""
    found = _paper(slug)
    return send_file(found.file, as_attachment=True, download_name=found.file.name)


@pages.get("/dossier.asice")
def bundle() -> Response:
    """The sealed bundle."""
    file = _shown().bundle
    return send_file(file, mimetype=_BUNDLE, as_attachment=True, download_name=file.name)
