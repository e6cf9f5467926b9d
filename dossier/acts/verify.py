"""Verify a file that comes from anywhere: a signed PDF or a bundle. Offline, with the caller's anchors only."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime

from dossier import evidence
from dossier.acts import manifest
from dossier.acts.manifest import Listed, Manifest
from dossier.acts.reports import (
    INVALID,
    UNREADABLE,
    VALID,
    DocumentReport,
    FileReport,
    Finding,
    SignatureReport,
    finding,
    role_label,
    signature_report,
    stamp_report,
    unsigned,
    worst,
)
from dossier.errors import Invalid
from dossier.signing import (
    BundleVerdict,
    Expected,
    Outcome,
    Verdict,
    unpack,
    verify_asic,
    verify_pdf,
)

_PDF, _ZIP = b"%PDF-", b"PK\x03\x04"


def verify_file(name: str, data: bytes, trust: Sequence[bytes], at: datetime) -> FileReport:
    """The report on a file at `at` (aware). `trust` are PEM roots; none is ever taken from the file.

    Raises Invalid for a wrong `trust` only: whatever the bytes are makes a verdict."""
    if data.startswith(_ZIP):
        return _bundle(name, data, trust, at)
    if _PDF in data[:1024]:
        one = verify_document(name, "", data, trust, at)
        return _report(name, "pdf", data, at, documents=(one,))
    return _report(name, "unreadable", data, at, problems=(finding("not_a_signed_file"),))


def verify_document(
    name: str, title: str, pdf: bytes, trust: Sequence[bytes], at: datetime
) -> DocumentReport:
    """The report on one PDF that we hold: each field of ours in it must be signed, a bailiff's apart.

    Raises Invalid for a wrong `trust` only."""
    return _document(name, title, pdf, verify_pdf(pdf, trust, at))


def _bundle(name: str, data: bytes, trust: Sequence[bytes], at: datetime) -> FileReport:
    verdict = verify_asic(data, trust, at)
    problems = [finding(code) for code in verdict.problems]
    problems += [finding("file_not_intact", one.name) for one in verdict.files if not one.intact]
    try:
        files = unpack(data)[0]
        listed = manifest.read(files)
    except Invalid as wrong:
        problems += [finding(one.code, one.field) for one in wrong.problems]
        return _report(name, "bundle", data, at, verdict, problems=_once(problems))
    documents = tuple(_listed(one, files, trust, at) for one in listed.documents)
    problems += _contents(listed, files)
    return _report(name, "bundle", data, at, verdict, listed, documents, _once(problems), _journal(files))


def _listed(one: Listed, files: Mapping[str, bytes], trust: Sequence[bytes], at: datetime) -> DocumentReport:
    """A document that the manifest announces, with the signatures it announces."""
    data = files.get(one.name)
    if data is None:
        missing = (finding("file_missing", one.name),)
        return DocumentReport(one.name, one.title, "", INVALID, False, (), (), missing)
    expected = [Expected(field, serial) for field, serial in one.signatures]
    return _document(one.name, one.title, data, verify_pdf(data, trust, at, expected=expected))


def _document(name: str, title: str, data: bytes, verdict: Verdict) -> DocumentReport:
    missing = tuple(unsigned(role) for role in verdict.waiting)
    return DocumentReport(
        name=name,
        title=title,
        sha256=hashlib.sha256(data).hexdigest(),
        verdict=INVALID if missing else verdict.outcome.value,
        specimen=verdict.specimen,
        signatures=tuple(signature_report(one) for one in verdict.signatures),
        timestamps=tuple(stamp_report(one) for one in verdict.stamps),
        problems=(*(finding(code, name) for code in verdict.problems), *missing),
    )


def _contents(listed: Manifest, files: Mapping[str, bytes]) -> list[Finding]:
    """The manifest's own digests, and the journal's chain, which the seal covers too."""
    found = [
        finding("file_changed", name)
        for name, digest in listed.digests
        if hashlib.sha256(files.get(name, b"")).hexdigest() != digest
    ]
    try:
        broken = evidence.verify_chain(evidence.load(files[manifest.JOURNAL]))
    except (KeyError, Invalid):
        return [*found, finding("journal_unreadable", manifest.JOURNAL)]
    return found + ([finding("journal_broken", manifest.JOURNAL, str(broken.sequence))] if broken else [])


def _journal(files: Mapping[str, bytes]) -> int:
    try:
        return len(evidence.load(files[manifest.JOURNAL]))
    except (KeyError, Invalid):
        return 0


def _report(
    name: str,
    kind: str,
    data: bytes,
    at: datetime,
    bundle: BundleVerdict | None = None,
    listed: Manifest | None = None,
    documents: tuple[DocumentReport, ...] = (),
    problems: tuple[Finding, ...] = (),
    journal: int = 0,
) -> FileReport:
    return FileReport(
        file=name,
        kind=kind,
        verdict=_verdict(kind, bundle, documents, problems),
        specimen=any(one.specimen for one in documents) or (bundle is not None and bundle.specimen),
        sha256=hashlib.sha256(data).hexdigest(),
        checked_at=at.isoformat(),
        order=listed.order if listed else "",
        files=len(bundle.files) if bundle else 0,
        journal=journal,
        seal=_seal(bundle) if bundle and bundle.sealer else None,
        documents=documents,
        problems=problems,
    )


def _verdict(
    kind: str, bundle: BundleVerdict | None, documents: Sequence[DocumentReport], problems: Sequence[Finding]
) -> str:
    codes = {one.code for one in problems}
    if kind == "unreadable" or {"unreadable", "not_asic"} & codes or _all_unreadable(kind, documents):
        return UNREADABLE
    own = bundle.outcome.value if bundle else VALID
    if problems and own == Outcome.VALID:
        own = INVALID
    return worst(own, *(one.verdict for one in documents))


def _all_unreadable(kind: str, documents: Sequence[DocumentReport]) -> bool:
    return kind == "pdf" and any(f.code == "unreadable" for one in documents for f in one.problems)


def _seal(bundle: BundleVerdict) -> SignatureReport:
    return SignatureReport(
        field="",
        role="seal",
        role_label=role_label("sig_seal"),
        signer=bundle.sealer,
        claimed_role="",
        reason="",
        time=bundle.sealed_at.isoformat() if bundle.sealed_at else None,
        claimed_time=None,
        level=bundle.level.value,
        trusted=bundle.trusted,
        covers="file",
        changes_since="none",
        issuer=bundle.issuer,
        serial=f"{bundle.serial:x}",
        problems=(),
    )


def _once(problems: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(dict.fromkeys(problems))
