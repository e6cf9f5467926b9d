"""Rule 4: the diagram of the docs comes from the table. `python -m tests.house.test_workflow_page` writes it."""

from __future__ import annotations

from dossier import labels, workflow
from tests.house.code import ROOT

PAGE = ROOT / "docs" / "workflow.md"
HEAD = """# The life of a dossier

Drawn from the one table of `dossier/workflow.py`; deletions, expiries and renewed links are left out for the eye.

```mermaid
"""


def page() -> str:
    """The page as the table says it."""
    diagram = workflow.mermaid(labels.state, lambda action: labels.word("action", action.value))
    return f"{HEAD}{diagram}```\n"


def test_the_diagram_is_the_tables() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
