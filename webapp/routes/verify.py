"""« Vérifier »: anybody drops a signed PDF or a bundle and reads the verdict."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request
from werkzeug.exceptions import RequestEntityTooLarge

from webapp.settings import Settings
from webapp.use_cases.verify_upload import verify_upload

pages = Blueprint("verify", __name__, url_prefix="/verifier")


@pages.get("")
def form() -> str:
    """The empty form."""
    return _form()


@pages.post("")
def judge() -> tuple[str, int]:
    """The verdict on the file sent; nothing of it is kept."""
    try:
        sent = request.files.get("file")
    except RequestEntityTooLarge:
        return _form("too_large"), 413
    if sent is None or not sent.filename:
        return _form("no_file"), 422
    verdict = verify_upload(_settings(), sent.filename, sent.stream)
    return render_template("verdict.html", verdict=verdict), 200


def _settings() -> Settings:
    settings: Settings = current_app.config["PARAPHE"]
    return settings


def _form(problem: str = "") -> str:
    return render_template("verify.html", problem=problem, limit=_settings().largest_upload)
