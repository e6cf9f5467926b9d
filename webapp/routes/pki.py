"""What the demonstration authority publishes."""

from __future__ import annotations

from flask import Blueprint, Response, abort, current_app

from webapp.settings import Settings

pages = Blueprint("pki", __name__, url_prefix="/pki")


@pages.get("/racine.pem")
def root() -> Response:
    """The root certificate: the trust anchor of everything signed here."""
    settings: Settings = current_app.config["PARAPHE"]
    path = settings.root
    if not path.is_file():
        abort(404)
    headers = {"Content-Disposition": 'attachment; filename="paraphe-racine.pem"'}
    return Response(path.read_bytes(), mimetype="application/x-pem-file", headers=headers)
