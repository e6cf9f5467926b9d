"""The verdict on a file that a person signed elsewhere, with Acrobat for instance, and gives back: rules R1 to R7.

We issued a certified file with an empty field of that person; an honest program appends a revision that fills it.

    R1  nothing follows the last signature, except a revision of proofs        ISA, trailing bytes (CCS'19)
    R2  the file begins with exactly what we issued                            shadow, wrapping (NDSS'21, CCS'19)
    R3  the signatures are those expected, the new one is that of the person   sneaky signatures (S&P'21)
    R4  nothing but the person's field changed since we issued it              replaced forms, annotations (S&P'21)
    R5  the pages look the same outside the field's rectangle                  whatever the other rules would miss
    R6  whatever the file makes a parser do is a verdict, never an exception   USF (CCS'19)
    R7  the signature itself is well made: PAdES, one signer, SHA-256 or more  USF; EN 319 142-1, EN 319 122-1 §5

Sources: pdf-insecurity.org; CCS'19 « 1 Trillion Dollar Refund », NDSS'21 « Shadow Attacks », S&P'21 « Breaking the
Specification ». Three answers: valid, invalid, needs a person. Codes only; `dossier.acts.returned` has the sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from dossier.blocks import Role
from dossier.people import Person
from dossier.signing import looks, origins, own_certificates, reading
from dossier.signing.desk import Clock
from dossier.signing.own_certificates import Judgement
from dossier.signing.proofs import Proofs
from dossier.signing.usable import Remark
from dossier.signing.verdict import Expected, Outcome, SignatureVerdict, Verdict
from dossier.signing.verify import verify_pdf

ProofsOf = Callable[[Sequence[bytes]], Proofs]
"""What is known of the revocation of a chain (DER, the person's certificate first)."""

_R1 = {"bytes_after_signature": "bytes_after", "not_covered": "bytes_after"}
_R3 = {
    "unexpected_signature": "extra_signature",
    "wrong_order": "extra_signature",
    "stamp_in_the_future": "foreign_stamp",
    "invalid_stamp": "foreign_stamp",
    "not_a_seal": "extra_signature",
    "same_signer": "extra_signature",
}
_CERTIFICATE = {
    "untrusted": "certificate_untrusted",
    "revoked": "certificate_revoked",
    "expired_unproved": "certificate_expired",
    "revocation_unknown": "certificate_revocation_unknown",
    "wrong_signer": "certificate_of_service",
}
_OUT_OF_TIME = {"certificate_expired", "certificate_not_yet_valid"}
_R4 = dict.fromkeys(
    ("modified", "field_added", "field_moved", "field_removed", "foreign_widget", "other_fields"),
    "changed_outside",
)
_R7 = {
    "wrong_signing_certificate": "not_pades",
    "no_signed_attributes": "not_pades",
    "unsupported_signature": "not_pades",
    "not_one_signer": "badly_made",
    "weak_digest": "badly_made",
    "incoherent_signature": "badly_made",
    "wrong_certificate": "badly_made",
    "invalid_signature": "badly_made",
    "stray_certificate": "stray_certificate",
}
_R6 = {"unreadable": "unreadable", "malformed_signature": "unreadable", "no_signature": "unreadable"}
_OWNED = {*_R1, *_R3, *_CERTIFICATE, *_R4, *_R7, *_R6, "missing_signature", "not_our_file"}
DOUBTS = frozenset(
    {
        "certificate_revocation_unknown",
        "certificate_other_first_name",
        "stray_certificate",
        "pages_not_compared",
    }
)
"""Reasons that a person may clear; every other one refuses the file."""


@dataclass(frozen=True)
class Awaited:
    """Whose signature the file was given out for: the field, and the person it belongs to."""

    role: Role
    person: Person


@dataclass(frozen=True)
class Reason:
    """Why a file is not accepted at once: the rule, a code, and what completes its words."""

    rule: str
    code: str
    detail: str = ""


@dataclass(frozen=True)
class Returned:
    """The answer. `signature` is the one awaited, None when it is not there; `chain` its certificates (DER);
    `warnings` are to be shown and refuse nothing; `verdict` is all that verification saw."""

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    warnings: tuple[Remark, ...] = ()
    signature: SignatureVerdict | None = None
    chain: tuple[bytes, ...] = ()
    verdict: Verdict = field(default_factory=lambda: Verdict(Outcome.INVALID))

    @property
    def codes(self) -> frozenset[str]:
        """Every reason's code."""
        return frozenset(one.code for one in self.reasons)


@dataclass(frozen=True)
class _Case:
    """One returned file before the judge."""

    issued: bytes
    returned: bytes
    awaited: Awaited
    verdict: Verdict
    format: str = ""
    judgement: Judgement | None = None
    pages: looks.Pages | None = None

    @property
    def signature(self) -> SignatureVerdict | None:
        """The signature in the field awaited."""
        return next((one for one in self.verdict.signatures if one.field == self.awaited.role), None)


def judge_returned(
    issued: bytes,
    returned: bytes,
    awaited: Awaited,
    trust: Sequence[bytes],
    clock: Clock,
    pages: looks.Pages | None = None,
    proofs: ProofsOf = lambda chain: Proofs(),
) -> Returned:
    """Judge a file given back now. `trust` are PEM anchors: the service's and those of people.

    `pages` draws the files, in a process that may be killed; without it rule R5 is left to a person. `proofs` is
    asked about the signer's chain once the file is known to be ours and the chain to end at an anchor; the
    clock is read after it answered. Raises Invalid for a wrong `trust` only, and what `proofs` raises."""
    before = verify_pdf(issued, trust, clock())
    expected = [Expected(one.field, one.serial) for one in before.signatures]
    if before.outcome is not Outcome.VALID or awaited.role not in before.waiting:
        return Returned(Outcome.INVALID, (Reason("R2", "not_issued_for_this"),))
    case = _Case(issued, returned, awaited, Verdict(Outcome.INVALID), pages=pages)
    if reasons := tuple(begins_with_what_was_issued(case)):
        return Returned(Outcome.INVALID, reasons)
    chain, form = _chain(returned, awaited.role)
    asked = bool(chain) and _anchored(chain, awaited.person, trust, clock())
    known = proofs(chain) if asked else Proofs()
    at = clock()
    found = verify_pdf(returned, trust, at, [*expected, Expected(awaited.role)], issued, known)
    case = replace(case, verdict=found, format=form)
    if chain and case.signature is not None:
        case = replace(case, judgement=_judged(case, chain, trust, known, at))
    return _answer(case, chain)


def _judged(
    case: _Case, chain: tuple[bytes, ...], trust: Sequence[bytes], known: Proofs, at: datetime
) -> Judgement:
    """The signer's certificate now; if it expired since a trusted timestamp, as it was then."""
    found = own_certificates.judge(chain, case.awaited.person, trust, known, at)
    dated = case.signature.signed_at if case.signature else None
    if dated is None or "certificate_expired" not in {one.code for one in found.refusals}:
        return found
    return own_certificates.judge(chain, case.awaited.person, trust, Proofs(), dated)


def _anchored(chain: tuple[bytes, ...], person: Person, trust: Sequence[bytes], at: datetime) -> bool:
    """Whether it is worth asking its issuers: nobody else chooses the addresses that are asked."""
    judged = own_certificates.judge(chain, person, trust, Proofs(), at)
    return not {one.code for one in judged.refusals} & {"certificate_untrusted", "certificate_unreadable"}


def begins_with_what_was_issued(case: _Case) -> Iterator[Reason]:
    """R2: the issued bytes are an exact prefix; else say how the file came to be."""
    if not case.returned.startswith(case.issued):
        yield Reason("R2", origins.origin(case.issued, case.returned))


def signed_by_the_person_awaited(case: _Case) -> Iterator[Reason]:
    """R3: the signatures expected and no other; the new one by a trusted certificate in that person's name."""
    codes, own = case.verdict.codes, case.signature
    if "missing_signature" in codes:
        yield Reason("R3", "wrong_field" if "unexpected_signature" in codes else "unsigned")
        return
    yield from _said("R3", _R3, codes)
    yield from _of_the_certificate(set(own.problems if own else ()), case.judgement)
    others = {code for one in case.verdict.signatures if one is not own for code in one.problems}
    yield from _said("R3", dict.fromkeys(_CERTIFICATE, "extra_signature"), others)
    stamps = {code for one in case.verdict.stamps for code in one.problems}
    yield from _said("R3", dict.fromkeys(_CERTIFICATE, "foreign_stamp"), stamps)


def _of_the_certificate(codes: set[str], judged: Judgement | None) -> Iterator[Reason]:
    """What its own judgement says, then what verification says more; out of its dates, no chain can be told."""
    doubts = tuple(one for one in judged.warnings if one.code in DOUBTS) if judged else ()
    found = (*judged.refusals, *doubts) if judged else ()
    said = {one.code for one in found}
    hidden = set(_CERTIFICATE.values()) - said if said & _OUT_OF_TIME else set()
    hidden |= {"certificate_untrusted"} if said & _OUT_OF_TIME else set()
    yield from (Reason("R3", one.code, one.detail) for one in found if one.code not in hidden)
    yield from (one for one in _said("R3", _CERTIFICATE, codes) if one.code not in said | hidden)


def only_the_field_changed(case: _Case) -> Iterator[Reason]:
    """R4: every earlier signature sees a filled form at most; no field added, moved or removed, no stranger."""
    yield from _said("R4", _R4, case.verdict.codes)


def nothing_follows_the_signature(case: _Case) -> Iterator[Reason]:
    """R1: the last signature or timestamp covers the whole file, or only a revision of proofs follows it."""
    yield from _said("R1", _R1, case.verdict.codes)


def the_signature_is_well_made(case: _Case) -> Iterator[Reason]:
    """R7: PAdES, one signer, signed attributes, SHA-256 or better, the signing certificate named, strict DER."""
    if case.signature is not None and case.format != "/ETSI.CAdES.detached":
        yield Reason("R7", "not_pades", case.format)
    yield from _said("R7", _R7, case.verdict.codes)


def it_can_be_read(case: _Case) -> Iterator[Reason]:
    """R6: what a parser choked on refuses the file, and so does a problem that no other rule knows."""
    yield from _said("R6", _R6, case.verdict.codes)
    yield from (Reason("R6", "unreadable", code) for code in sorted(case.verdict.codes - _OWNED))


def the_pages_look_the_same(case: _Case) -> Iterator[Reason]:
    """R5: pixel for pixel outside the rectangle of the field awaited, and as many pages."""
    if case.pages is None:
        yield Reason("R5", "pages_not_compared")
        return
    try:
        page = looks.differing_page(case.issued, case.returned, case.awaited.role, case.pages)
    except Exception as failure:  # R6: whatever the file makes the drawing do
        yield Reason("R5", "unreadable", type(failure).__name__)
        return
    if page is not None:
        yield Reason("R5", "looks_changed", str(page))


RULES = (
    it_can_be_read,
    signed_by_the_person_awaited,
    only_the_field_changed,
    nothing_follows_the_signature,
    the_signature_is_well_made,
)
"""Those judged on what verification saw, once R2 holds; R5 is judged last, when nothing else refuses the file."""


def _answer(case: _Case, chain: tuple[bytes, ...]) -> Returned:
    reasons = [reason for rule in RULES for reason in rule(case)]
    if not _refused(reasons):
        reasons += the_pages_look_the_same(case)
    if case.signature is None and not reasons:
        reasons.append(Reason("R3", "unsigned"))
    outcome = Outcome.INVALID if _refused(reasons) else Outcome.PERSON if reasons else Outcome.VALID
    warnings = case.judgement.warnings if case.judgement else ()
    shown = tuple(one for one in warnings if one.code not in DOUBTS)
    return Returned(outcome, tuple(dict.fromkeys(reasons)), shown, case.signature, chain, case.verdict)


def _refused(reasons: Sequence[Reason]) -> bool:
    return any(one.code not in DOUBTS for one in reasons)


def _said(rule: str, words: Mapping[str, str], codes: frozenset[str] | set[str]) -> Iterator[Reason]:
    """What a rule says of the codes that it owns, each thing once."""
    yield from dict.fromkeys(Reason(rule, said) for code, said in words.items() if code in codes)


def _chain(pdf: bytes, role: Role) -> tuple[tuple[bytes, ...], str]:
    try:
        return reading.chain_of(pdf, role)
    except Exception:  # R6: whatever the file makes a parser do
        return (), ""
