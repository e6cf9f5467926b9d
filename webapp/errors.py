"""What a person reads when something does not go as planned."""

from __future__ import annotations

import logging
import secrets

from flask import Flask, render_template
from werkzeug.exceptions import HTTPException

WORDS = {
    404: ("Page introuvable", "L’adresse est incomplète ou la page n’existe plus. Repartez de l’accueil."),
    405: ("Action impossible", "Cette page ne répond pas à cette demande. Repartez de l’accueil."),
    413: ("Fichier trop volumineux", "Le fichier dépasse {limit} Mo. Choisissez un fichier plus léger."),
}
OTHER = ("La demande n’a pas abouti", "Revenez à la page précédente et recommencez.")


def install(app: Flask) -> None:
    """Error pages in words; an unexpected error shows a reference, never a detail."""

    @app.errorhandler(HTTPException)
    def known(error: HTTPException) -> tuple[str, int]:
        code = error.code or 500
        title, text = WORDS.get(code, OTHER)
        limit = (app.config["MAX_CONTENT_LENGTH"] or 0) // 1024**2
        return render_template("error.html", title=title, text=text.format(limit=limit)), code

    @app.errorhandler(Exception)
    def unexpected(error: Exception) -> tuple[str, int]:
        reference = secrets.token_hex(4)
        logging.getLogger("paraphe").exception("erreur %s", reference, exc_info=error)
        text = f"Une erreur est survenue de notre côté. Indiquez la référence {reference} à l’assistance."
        return render_template("error.html", title="Erreur", text=text), 500
