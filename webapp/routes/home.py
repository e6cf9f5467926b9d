"""The first page."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template

from webapp.use_cases.show_demonstration import show_demonstration

pages = Blueprint("home", __name__)


@pages.get("/")
def index() -> str:
    """What Paraphe is, and the two things to try."""
    return render_template("home.html", dossier=show_demonstration(current_app.config["PARAPHE"]))
