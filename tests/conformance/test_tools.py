"""openssl and pdfsig on signed documents, pkilint on every certificate that the authority makes."""

from __future__ import annotations

from pathlib import Path

import pytest
from asn1crypto import cms

from dossier.signing import Authority
from tests.conformance.der import signed_parts
from tests.conformance.produced import Produced
from tests.conformance.table import agree
from tests.conformance.tools import lint_certificate, openssl_cms_verify, openssl_ts_verify, pdfsig

pytestmark = pytest.mark.conformance
FIELDS = ("sig_seal", "sig_holder", "sig_delegate")


def test_openssl_verifies_each_signature(produced: Produced) -> None:
    """`openssl cms -verify -cades`: integrity, chain to our root, signing-certificate-v2."""
    form = _form(produced)
    found = {field: openssl_cms_verify(form, field, produced.root, produced.at) for field in FIELDS}
    wrong: dict[str, object] = {field: one for field, one in found.items() if not one.ok}
    agree("openssl cms -cades", "signatures of a form", "Verification successful", wrong, len(found))


def test_openssl_verifies_each_timestamp(produced: Produced) -> None:
    form = _form(produced)
    found = {
        field: openssl_ts_verify(form, field, produced.root) for field in (*FIELDS, "stamp_01", "stamp_03")
    }
    wrong: dict[str, object] = {field: one for field, one in found.items() if not one.ok}
    agree("openssl ts", "timestamps of a form", "Verification: OK", wrong, len(found))


def test_pdfsig_finds_each_signature_valid(produced: Produced) -> None:
    """pdfsig does not know document timestamps (« Unimplemented »); it judges the integrity of the others."""
    found = [one for one in pdfsig(_form(produced)) if one.field in FIELDS]
    wrong: dict[str, object] = {str(one.field): one for one in found if not one.valid}
    agree("pdfsig", "signatures of a form", "Signature is Valid", wrong, len(found))


def test_pkilint_accepts_every_certificate(produced: Produced) -> None:
    authority = Authority.load(produced.root.parent)
    certificates = dict(authority.certificates) | {"one-shot": _one_shot(produced)}
    found = {name: lint_certificate(der) for name, der in certificates.items()}
    wrong: dict[str, object] = {name: one for name, one in found.items() if one}
    agree("pkilint", "certificates", "nothing above a notice", wrong, len(certificates))


def _form(produced: Produced) -> Path:
    return next(p for p in produced.signed_in("chambersign-delegate") if "formulaire" in p.name)


def _one_shot(produced: Produced) -> bytes:
    """The holder's certificate, out of his signature."""
    part = next(one for one in signed_parts(_form(produced)) if one.field == "sig_holder")
    signed = cms.ContentInfo.load(part.cms)["content"]
    serial = signed["signer_infos"][0]["sid"].chosen["serial_number"].native
    found = (one.chosen for one in signed["certificates"])
    return next(bytes(one.dump()) for one in found if one.serial_number == serial)
