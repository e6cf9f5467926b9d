"""The form as plain data for the peers: (kind, text or rows), made once by us and read by all."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def rows() -> list[tuple[str, Any]]:
    """The blocks of our eight-page form, with nothing that only our renderer knows."""
    from dossier import blocks as b
    from tests.dossier.papers.real_form import form

    found: list[tuple[str, Any]] = []
    for one in form().blocks:
        if isinstance(one, b.Title | b.Section | b.Subsection):
            found.append(("heading", one.text))
        elif isinstance(one, b.Paragraph | b.Notice):
            found.append(("paragraph", one.text))
        elif isinstance(one, b.Bullets):
            found += [("bullet", item) for item in one.items]
        elif isinstance(one, b.Fields):
            found.append(("fields", [(field.label, field.value or "—") for field in one.items]))
        elif isinstance(one, b.Options):
            found += [("paragraph", item.text) for item in one.items]
        elif isinstance(one, b.Table):
            found.append(("table", [one.header, *one.rows]))
        elif isinstance(one, b.Signatures):
            found.append(("fields", [(zone.label, " / ".join(zone.lines)) for zone in one.zones]))
    return found


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(rows(), ensure_ascii=False), encoding="utf-8")
