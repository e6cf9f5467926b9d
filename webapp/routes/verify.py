"""« Vérifier »: anybody drops a signed PDF or a bundle and reads the verdict."""

from __future__ import annotations

from flask import Blueprint, current_app, render_template, request

from webapp.use_cases.verify_upload import verify_upload

pages = Blueprint("verify", __name__, url_prefix="/verifier")


@pages.get("/")
def form() -> str:
    """The empty form."""
    return render_template("verify.html", result=None, problem=None)


@pages.post("/")
def judge() -> tuple[str, int]:
    """The verdict on the file sent; nothing of it is kept."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        text = "Choisissez un PDF signé ou un dossier signé (.asice), puis recommencez."
        return render_template("verify.html", result=None, problem=text), 422
    result = verify_upload(current_app.config["PARAPHE"], sent.filename, sent.stream)
    return render_template("verify.html", result=result, problem=None), 200
