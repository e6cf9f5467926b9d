"""Every code that verification and the verdict on returned files give has its words."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dossier import labels, signing

MODULES = (
    "acts", "asic", "bundle_verdict", "chains", "cms_rules", "completion", "containers", "fields", "kinds", "manifests",
    "origins", "returned", "verdict", "verify",
)  # fmt: skip
NOT_CODES = {
    "cert_hash", "content_type", "digest_algorithm", "digest_algorithms", "encap_content_info", "hash_algorithm",
    "issuer_and_serial_number", "message_digest", "pyhanko_certvalidator", "serial_number", "signed_attrs",
    "signed_data", "signer_infos", "tst_info",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
@pytest.mark.parametrize("language", labels.LANGUAGES)
def test_every_code_has_its_words(name: str, language: str) -> None:
    tree = ast.parse((Path(signing.__file__).parent / f"{name}.py").read_text(encoding="utf-8"))
    texts = {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    codes = {text for text in texts if re.fullmatch(r"[a-z]+(_[a-z]+)+", text)} - NOT_CODES
    words = labels.words(language)
    assert codes <= {
        code for table in ("verification", "returned", "error", "problem") for code in words[table]
    }


def test_no_code_has_a_hyphen() -> None:
    for language in labels.LANGUAGES:
        for table in ("verification", "returned", "error", "problem"):
            assert not [code for code in labels.words(language)[table] if "-" in code]
