"""The shell: it remembers, connects and shows what the core decides.

Today it holds the demonstration: its dossier, page by page, and the page where anybody verifies a file.
"""

from __future__ import annotations

from flask import Flask

from webapp import errors, headers, static_files, words
from webapp.routes import demonstration, home, pki, verify
from webapp.settings import Settings


def create_app(settings: Settings) -> Flask:
    """The WSGI application on the data folder of `settings`."""
    app = Flask(__name__, instance_path=str(settings.data.resolve()))
    app.config.update(MAX_CONTENT_LENGTH=settings.largest_upload, MAX_FORM_PARTS=20, PARAPHE=settings)
    app.url_map.strict_slashes = False
    app.url_map.merge_slashes = False  # a redirection would repeat the Host header
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    for part in (words, headers, static_files, errors):
        part.install(app)
    for blueprint in (home.pages, demonstration.pages, verify.pages, pki.pages):
        app.register_blueprint(blueprint)
    return app
