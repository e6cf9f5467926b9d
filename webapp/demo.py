"""`paraphe demo`: from nothing to a verified bundle, then the pages on 127.0.0.1."""

from __future__ import annotations

import logging
import shutil
import socket
import sys

from dossier.cli.progress import Progress
from webapp import create_app
from webapp.settings import Settings
from webapp.use_cases.prepare_demonstration import prepare_demonstration

_PANEL = """
  Paraphe — MODE DÉMONSTRATION : documents SPECIMEN, sans valeur

  Dossier n° {order} : {documents} documents signés, {files} fichiers scellés, verdict « valide »
  Du lancement au premier dossier vérifié : {seconds:.1f} s
  Données : {data}
"""


def run(settings: Settings, port: int, say: Progress, *, reset: bool, serve: bool) -> int:
    """Prepare the demonstration and serve it until interrupted; 2 when the port is taken."""
    if reset:
        shutil.rmtree(settings.demonstration, ignore_errors=True)
    if serve and not _free(port):
        print(f"Le port {port} est déjà pris. Choisissez-en un autre : make demo PORT=5001", file=sys.stderr)
        return 2
    report, seconds = prepare_demonstration(settings, say)
    say("")
    print(_PANEL.format(order=report.order, documents=len(report.documents), files=report.files,
                        seconds=seconds, data=settings.data))  # fmt: skip
    if serve:
        _serve(settings, port)
    return 0


def _free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _serve(settings: Settings, port: int) -> None:
    import waitress

    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    print(f"  http://127.0.0.1:{port}   (Ctrl+C pour arrêter)\n", flush=True)
    waitress.serve(create_app(settings), host="127.0.0.1", port=port, threads=8, ident="",
                   max_request_body_size=4 * settings.largest_upload)  # fmt: skip # our own page says « too large »
