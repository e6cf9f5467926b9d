"""Headers of every answer: what a browser may do with it, and keep of it; and the one never believed, Host."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from flask import Flask, Response, request

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_POLICY = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; script-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
FOREVER = "public, max-age=31536000, immutable"
_AN_HOUR = "public, max-age=3600"


def install(app: Flask) -> None:
    """Add the headers after each request; forget the Host of each, which no page needs."""
    app.after_request(_add)
    app.wsgi_app = _without_host(app.wsgi_app)  # type: ignore[method-assign, assignment]


def _without_host(inner: WSGIApplication) -> WSGIApplication:
    def serve(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        environ["HTTP_HOST"] = "localhost"
        return inner(environ, start)

    return serve


def _add(response: Response) -> Response:
    for name, value in HEADERS.items():
        response.headers[name] = value
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    response.headers["Cache-Control"] = _kept(response)
    return response


def _kept(response: Response) -> str:
    """Only what is public and constant is kept: the look, whose address changes when it does (`?v=`)."""
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        return FOREVER if "v" in request.args else _AN_HOUR
    return "no-store"
