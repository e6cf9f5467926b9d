# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""What pyHanko reads in a signed PDF, as our own words: names, roles, times, changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import DiffResult, ModificationLevel
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.policy_decl import LocalKnowledge
from pyhanko_certvalidator.revinfo.archival import CRLContainer, OCSPContainer

from dossier.blocks import Role
from dossier.signing.cms_rules import attribute, embedded
from dossier.signing.differences import POLICY
from dossier.signing.proofs import Proofs

_LEVELS = {
    ModificationLevel.NONE: "none",
    ModificationLevel.LTA_UPDATES: "stamps",
    ModificationLevel.FORM_FILLING: "forms",
}


def knowledge(reader: PdfFileReader) -> LocalKnowledge:
    """Every certificate, OCSP response and CRL of the document security store."""
    try:
        store = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return LocalKnowledge()
    responses = [ocsp.OCSPResponse.load(data) for data in _streams(store.ocsps, DecodePurpose.OCSP_RESPONSE)]
    return LocalKnowledge(
        known_ocsps=[one for response in responses for one in OCSPContainer.load_multi(response)],
        known_crls=[
            CRLContainer(crl.CertificateList.load(d)) for d in _streams(store.crls, DecodePurpose.CRL)
        ],
        known_certs=list(store.load_certs()),
    )


def known(proofs: Proofs) -> LocalKnowledge:
    """Proofs that are not in the file, as pyHanko takes them."""
    responses = [ocsp.OCSPResponse.load(data) for data in proofs.ocsps]
    return LocalKnowledge(
        known_ocsps=[one for response in responses for one in OCSPContainer.load_multi(response)],
        known_crls=[CRLContainer(crl.CertificateList.load(data)) for data in proofs.crls],
        known_certs=[x509.Certificate.load(data) for data in proofs.certificates],
    )


def store_at(reader: PdfFileReader, revision: int) -> bool:
    """Whether there is a document security store in this revision."""
    return "/DSS" in reader.get_historical_root(revision)


def modifications(signature: Any) -> tuple[str, bool]:
    """What came after a signature (`none`, `stamps`, `forms`, `other`) and whether its DocMDP allows it."""
    signature.compute_integrity_info(skip_diff=True)
    found = signature.evaluate_modifications(POLICY)
    if not isinstance(found, DiffResult):
        return "other", False
    level, allowed = found.modification_level, signature.docmdp_level
    return _LEVELS.get(level, "other"), level in _LEVELS and (allowed is None or level.value <= allowed.value)


def certifies(reader: PdfFileReader, signature: Any) -> bool:
    """Whether it is the signature that /Perms /DocMDP names."""
    if "/Perms" not in reader.root or "/DocMDP" not in reader.root["/Perms"]:
        return False
    named = reader.root["/Perms"].raw_get("/DocMDP")
    return bool(getattr(named, "idnum", None) == getattr(signature.sig_field.raw_get("/V"), "idnum", 0))


def role_of(field: str) -> Role | None:
    """The role that owns a field, None for anybody else's field."""
    return Role(field) if field in set(Role) else None


def chain_of(pdf: bytes, field: str) -> tuple[tuple[bytes, ...], str]:
    """The certificates (DER) of the signature in a field, its own first, and its /SubFilter; empty when nobody
    signed there.

    Raises whatever the file makes a parser do."""
    reader = PdfFileReader(BytesIO(pdf), strict=True)
    for one in reader.embedded_regular_signatures:
        if one.field_name == field:
            others = [item.dump() for item in embedded(one.signed_data)]
            chain = (one.signer_cert.dump(), *(der for der in others if der != one.signer_cert.dump()))
            return chain, text(one, "/SubFilter")
    return (), ""


def text(signature: Any, key: str) -> str:
    """A text of the signature dictionary (/Reason, /Name…), empty when it is absent."""
    return str(signature.sig_object[key]) if key in signature.sig_object else ""


def claimed_role(signature: Any) -> str:
    """The roles claimed in the signed attributes, joined by commas."""
    found = attribute(signature.signer_info, "signer_attributes_v2")
    return ", ".join(_roles(found)) if found is not None else ""


def common_name(name: x509.Name) -> str:
    """The CN of a subject or issuer, else its whole text."""
    native = name.native
    return str(native.get("common_name") or name.human_friendly)


def gen_time(data: Any) -> datetime:
    """The time of a timestamp token."""
    found: datetime = data["encap_content_info"]["content"].parsed["gen_time"].native
    return found


def _roles(found: Any) -> Iterator[str]:
    for claimed in found["claimed_attributes"]:
        for value in claimed["values"]:
            native = value.native
            yield str(native.get("role_name") if isinstance(native, dict) else native)


def _streams(references: Any, purpose: DecodePurpose) -> Iterator[bytes]:
    for reference in references:
        yield reference.get_object().read_data(purpose)
