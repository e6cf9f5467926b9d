# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Revisions appended to a PDF, with nothing in them that was not asked for."""

from __future__ import annotations

from io import BytesIO

from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1


class QuietWriter(IncrementalPdfFileWriter):
    """An incremental writer that leaves XMP and the information dictionary alone (private API, see tests)."""

    def _update_meta(self) -> None:
        """Write no metadata: rewriting the XMP packet loses its PDF/A extension schema."""


def writer(pdf: bytes) -> QuietWriter:
    """A writer of one more revision. Raises what pyHanko raises on an unreadable file."""
    made = QuietWriter(BytesIO(pdf))
    if made.output_version < (2, 0):
        made.register_extension(ESIC_EXTENSION_1)
    return made
