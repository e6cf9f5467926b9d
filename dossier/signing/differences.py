# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""What may change between two revisions of a signed file: pyHanko's rules, and the habits of Acrobat that they lack.

When it fills a signature field, Acrobat also writes the date of the widget (/M) and its characteristics (/MK); neither
can show anything outside the field's rectangle.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import (
    CatalogModificationRule,
    DocInfoRule,
    DSSCompareRule,
    FormUpdatingRule,
    GenericFieldModificationRule,
    MetadataUpdateRule,
    ModificationLevel,
    ObjectStreamRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
    SuspiciousModification,
    XrefStreamRule,
)
from pyhanko.sign.diff_analysis.constants import VALUE_UPDATE_KEYS

_HABITS = frozenset({"/M", "/MK"})
_ALONE = (DocInfoRule, XrefStreamRule, ObjectStreamRule, DSSCompareRule, MetadataUpdateRule)

POLICY = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule(),
        *(rule().as_qualified(ModificationLevel.LTA_UPDATES) for rule in _ALONE),
    ],
    form_rule=FormUpdatingRule(
        [
            SigFieldCreationRule(),
            SigFieldModificationRule(value_update_keys=VALUE_UPDATE_KEYS | _HABITS),
            GenericFieldModificationRule(),
        ]
    ),
)
"""Between a signature and any later state of the file."""

PROOFS = StandardDiffPolicy(
    global_rules=[
        CatalogModificationRule({"/DSS", "/Extensions", "/Metadata", "/Version"}),
        *(rule().as_qualified(ModificationLevel.LTA_UPDATES) for rule in _ALONE),
    ],
    form_rule=None,
    ignore_orphaned_objects=False,
)
"""For the one revision that may follow the last signature (rule R1): proofs of revocation and the dates of the file, no
form, no object that nothing uses."""


def only_proofs(reader: PdfFileReader) -> bool:
    """Whether the last revision brings proofs to the document security store, and nothing else."""
    last = int(reader.total_revisions) - 1
    old, new = reader.get_historical_resolver(last - 1), reader.get_historical_resolver(last)
    if not _stored(new.root) - _stored(old.root):
        return False
    try:
        PROOFS.apply(old, new)
    except SuspiciousModification:
        return False
    return True


def _stored(root: Any) -> set[int]:
    """The object numbers of the certificates, OCSP responses and lists of a document security store."""
    store = root["/DSS"] if "/DSS" in root else {}  # noqa: SIM401  `get` does not resolve
    kinds = [store[key] for key in ("/Certs", "/OCSPs", "/CRLs") if key in store]
    return {item.idnum for kind in kinds for item in kind}
