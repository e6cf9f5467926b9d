"""The dossier that the demonstration signed: its papers as page images, its bundle to download."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app, render_template, send_file

from webapp.settings import Settings
from webapp.use_cases.show_demonstration import Shown, ShownPaper, show_demonstration

pages = Blueprint("demonstration", __name__, url_prefix="/demonstration")


def _settings() -> Settings:
    settings: Settings = current_app.config["PARAPHE"]
    return settings


def _shown() -> Shown:
    return show_demonstration(_settings()) or abort(404)


def _paper(slug: str) -> ShownPaper:
    return next((p for p in _shown().papers if p.slug == slug), None) or abort(404)


@pages.get("/")
def index() -> str:
    """The dossier: who signed, its papers, its bundle."""
    return render_template("demonstration.html", dossier=_shown())


@pages.get("/papiers/<slug>")
def paper(slug: str) -> str:
    """One paper, page by page, with its text."""
    return render_template("paper.html", dossier=_shown(), paper=_paper(slug))


@pages.get("/papiers/<slug>/<int:page>.png")
def page(slug: str, page: int) -> Response:
    """One page image."""
    found = _paper(slug)
    if not 1 <= page <= len(found.pages):
        abort(404)
    return send_file(found.pages[page - 1].image, mimetype="image/png", max_age=3600)


@pages.get("/papiers/<slug>.pdf")
def document(slug: str) -> Response:
    """The signed PDF itself."""
    found = _paper(slug)
    return send_file(found.file, as_attachment=True, download_name=found.file.name)


@pages.get("/dossier.asice")
def bundle() -> Response:
    """The sealed bundle."""
    shown = _shown()
    return send_file(
        shown.bundle, mimetype="application/vnd.etsi.asic-e+zip", as_attachment=True, download_name=shown.bundle.name
    )
