"""What a person reads when something does not go as planned."""

from __future__ import annotations

import logging
import secrets
import traceback

from flask import Flask, Response, make_response, render_template, request
from werkzeug.exceptions import HTTPException

from dossier.errors import Unavailable

_WORDS = {
    400: ("Demande incomprise", "Le navigateur a envoyé une demande que ce site ne comprend pas."),
    404: ("Page introuvable", "L’adresse est incomplète, ou la page n’existe plus."),
    405: ("Action impossible", "Cette page ne répond pas à cette demande."),
    413: ("Fichier trop volumineux", "La taille acceptée est dépassée. Choisissez un fichier plus léger."),
}
_OTHER = ("La demande n’a pas abouti", "Revenez à la page précédente et recommencez.")
_UNAVAILABLE = {
    "busy": (
        "Réessayez dans un instant",
        "Plusieurs fichiers sont déjà en cours de vérification. Le vôtre n’a pas été lu : "
        "attendez quelques secondes, puis déposez-le à nouveau.",
    ),
    "no-authority": (
        "Vérification indisponible",
        "Cette installation n’a pas encore de certificat racine. Lancez « make demo », puis recommencez.",
    ),
}
_SECONDS = "10"


def install(app: Flask) -> None:
    """Error pages in words; an unexpected error shows a reference, never a detail."""
    app.register_error_handler(HTTPException, _known)
    app.register_error_handler(Unavailable, _unavailable)
    app.register_error_handler(Exception, _unexpected)


def _known(error: HTTPException) -> Response:
    code = error.code or 500
    answer = _page(code, *_WORDS.get(code, _OTHER))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Content-Range"):
            answer.headers[name] = value
    return answer


def _unavailable(error: Unavailable) -> Response:
    answer = _page(503, *_UNAVAILABLE.get(error.code, _OTHER))
    if error.retry:
        answer.headers["Retry-After"] = _SECONDS
    return answer


def _unexpected(error: Exception) -> Response:
    """The log says where, never what: an error's own words may quote a person's file."""
    reference = secrets.token_hex(4)
    where = "".join(traceback.format_tb(error.__traceback__))
    logging.getLogger("paraphe").error(
        "erreur %s, %s sur %s\n%s", reference, type(error).__name__, request.endpoint, where
    )
    text = f"Une erreur est survenue de notre côté. Indiquez la référence {reference} à l’assistance."
    return _page(500, "Erreur inattendue", text)


def _page(code: int, title: str, text: str) -> Response:
    return make_response(render_template("error.html", title=title, text=text), code)
