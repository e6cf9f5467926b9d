"""The look on the wire: addresses that change with the content, and answers compressed."""

from __future__ import annotations

import gzip
import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, request, url_for

_TEXT = frozenset({"text/html", "text/css", "text/javascript", "image/svg+xml"})
_WORTH_IT = 1024
"""Bytes under which compressing gains nothing."""


def install(app: Flask) -> None:
    """`asset("paraphe.css")` in templates; text is compressed for whoever accepts it."""
    folder = Path(str(app.static_folder))

    @app.template_global()
    def asset(name: str) -> str:
        return url_for("static", filename=name, v=_digest(folder / name))

    app.after_request(_compress)


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]


def _compress(response: Response) -> Response:
    if response.mimetype not in _TEXT:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code == 200 and request.accept_encodings["gzip"] and not _ranged(response):
        response.direct_passthrough = False
        data = response.get_data()
        if len(data) >= _WORTH_IT:
            response.set_data(gzip.compress(data, 6, mtime=0))
            response.headers["Content-Encoding"] = "gzip"
            response.headers.pop("ETag", None)
    return response


def _ranged(response: Response) -> bool:
    return "Content-Range" in response.headers or "Content-Encoding" in response.headers
