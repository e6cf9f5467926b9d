# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The verdict on a PDF that comes from anywhere: rules R1, R3, R4, R6, R7 and EN 319 102-1, offline.

No trust anchor is taken from the file; no network; no exception leaves for what a file contains.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter, message_imprint_checker

from dossier.blocks import Role
from dossier.signing import cms_rules, differences, fields, holes, kinds, reading
from dossier.signing.chains import Judge, anchors
from dossier.signing.holes import Covers
from dossier.signing.identities import SPECIMEN
from dossier.signing.instant import judged_at
from dossier.signing.loops import run
from dossier.signing.proofs import Proofs
from dossier.signing.records import Level
from dossier.signing.verdict import Expected, Outcome, SignatureVerdict, StampVerdict, Verdict, outcome_of

for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).setLevel(logging.CRITICAL)  # the verdict says it; their logs name people


def verify_pdf(
    pdf: bytes,
    trust: Sequence[bytes],
    at: datetime,
    expected: Sequence[Expected] | None = None,
    issued: bytes | None = None,
    known: Proofs | None = None,
) -> Verdict:
    """Judge every signature and timestamp of a PDF as they stand at `at` (aware; normally now).

    `trust` are PEM certificates, the only anchors. `expected` are the signatures that must be there, in order,
    and no other (R3). `issued` are the bytes that we issued: the file must begin with them (R2). `known` are proofs
    of revocation that the file may lack, gathered by the caller.
    Raises Invalid only for a wrong `trust`; anything the file does makes an invalid Verdict (R6): `unreadable`
    when it is no PDF, `malformed_signature` when what it says of its signatures makes no sense.
    """
    roots = anchors(trust)
    code = "unreadable"
    try:
        case = _Case(pdf, roots, at, known or Proofs())
        code = "malformed_signature"
        with judged_at(at):
            return run(_verify(case, expected, issued))
    except Exception:  # R6: whatever the file makes a parser do
        return Verdict(Outcome.INVALID, problems=(code,))


async def _verify(case: _Case, expected: Sequence[Expected] | None, issued: bytes | None) -> Verdict:
    found = case.reader.embedded_signatures
    stamps = await case.judge_stamps()
    signatures = [await case.judge_signature(one) for one in found if one.sig_object_type != "/DocTimeStamp"]
    problems = list(_of_file(case, found, signatures, expected, issued))
    specimen = any(SPECIMEN in one.issuer for one in signatures)
    waiting = case.waiting() if signatures else ()
    draft = Verdict(Outcome.INVALID, tuple(signatures), tuple(stamps), tuple(problems), specimen, waiting)
    return replace(draft, outcome=outcome_of(draft.codes))


def _of_file(
    case: _Case,
    found: list[Any],
    signatures: list[SignatureVerdict],
    expected: Sequence[Expected] | None,
    issued: bytes | None,
) -> list[str]:
    if case.unsupported(len(found)):
        return ["unsupported_signature"]
    if not signatures:
        return ["no_signature"]
    problems = fields.problems(case.reader, found[0].signed_revision)
    if issued is not None and not case.pdf.startswith(issued):
        problems.append("not_our_file")
    if expected is not None:
        problems += fields.against(expected, [(one.field, one.serial) for one in signatures])
    people = [(one.issuer, one.serial) for one in signatures if one.role not in (None, Role.SEAL)]
    if len(people) != len(set(people)):
        problems.append("same_signer")
    if not case.closed(found[-1]):
        problems.append("bytes_after_signature")
    return problems


class _Case:
    """One file before the judge."""

    def __init__(self, pdf: bytes, roots: tuple[x509.Certificate, ...], at: datetime, known: Proofs) -> None:
        self.pdf, self.roots, self.at = pdf, roots, at
        self.reader = PdfFileReader(BytesIO(pdf), strict=True)
        self.judge = Judge(roots, reading.knowledge(self.reader), at, reading.known(known))
        self.trusted: list[tuple[int, datetime]] = []

    def waiting(self) -> tuple[Role, ...]:
        """Who has a field here and has not signed it, in the order of the form; bailiffs sign on paper."""
        empty = [reading.role_of(name) for name, *_ in enumerate_sig_fields(self.reader, filled_status=False)]
        return tuple(role for role in empty if role not in (None, Role.BAILIFF))

    def sealer(self) -> bytes:
        """The certificate in `sig_seal`, DER; empty when nothing is sealed."""
        found = [one for one in self.reader.embedded_regular_signatures if one.field_name == Role.SEAL]
        return bytes(found[0].signer_cert.dump()) if found else b""

    def unsupported(self, read: int) -> bool:
        """Whether a field holds a signature that pyHanko passed over in silence (unknown /SubFilter)."""
        return sum(1 for _ in enumerate_sig_fields(self.reader, filled_status=True)) != read

    def closed(self, last: Any) -> bool:
        """R1: nothing follows the last signature or timestamp, except one revision of proofs (B-LT)."""
        if self.covers(last) == Covers.FILE:
            return True
        alone = last.signed_revision == self.reader.total_revisions - 2
        if not (alone and self.covers(last) == Covers.REVISION):
            return False
        whole = holes.ends_with_revision(self.pdf, self.reader.last_startxref or 0)
        return whole and differences.only_proofs(self.reader)

    def covers(self, one: Any) -> Covers:
        """How much of the file one signature covers."""
        return holes.coverage(self.pdf, holes.hole_of(one.byte_range), one.pkcs7_content)

    async def judge_stamps(self) -> list[StampVerdict]:
        """Every document timestamp, oldest first; trusted ones are kept for the signatures before them."""
        stamps = self.reader.embedded_timestamp_signatures
        times = [reading.gen_time(one.signed_data) for one in stamps]
        found = []
        for number, one in enumerate(stamps):
            following = times[number + 1] if number + 1 < len(stamps) else self.at
            found.append(await self._stamp(one, times[number], following))
        return found

    async def _stamp(self, one: Any, time: datetime, following: datetime) -> StampVerdict:
        covers, (changes, allowed) = self.covers(one), reading.modifications(one)
        problems = self._integrity(one, covers, changes, allowed)
        code = await self.judge.token(one.signed_data, one.compute_digest, (following, time))
        if time > self.at:
            code = code or "stamp_in_the_future"
        if not problems and not code:
            self.trusted.append((one.signed_revision, time))
        authority = reading.common_name(one.signer_cert.subject)
        problems += [code] if code else []
        return StampVerdict(str(one.field_name), time, authority, not code, covers, changes, tuple(problems))

    def _integrity(self, one: Any, covers: Covers, changes: str, allowed: bool) -> list[str]:
        info, der = cms_rules.load(one.pkcs7_content)
        problems = cms_rules.problems(info, (*self.judge.knowledge.known_certs, *self.roots))
        if covers == Covers.PART or not holes.padded(one.pkcs7_content, der):
            problems.append("not_covered")
        if changes == "other" or not allowed:
            problems.append("modified")
        return problems

    async def judge_signature(self, one: Any) -> SignatureVerdict:
        """One signature, with the trusted document timestamps that came after it."""
        covers, (changes, allowed) = self.covers(one), reading.modifications(one)
        problems = self._integrity(one, covers, changes, allowed)
        code, result = await self.judge.signature(one)
        later = [time for revision, time in self.trusted if revision >= one.signed_revision]
        proved = result.best_signature_time if not code else None
        if code in ("revocation_unknown", "expired_unproved") and later:
            code = await self._at_timestamps(one, later)
            proved = min([later[0], *map(reading.gen_time, _tokens(one))])
        if not code and not _tokens(one) and not later:
            proved = None
        certificate, role = one.signer_cert, reading.role_of(one.field_name)
        problems += [code] if code else []
        problems += kinds.misplaced(role, certificate.dump(), self.sealer())
        return SignatureVerdict(
            field=str(one.field_name),
            role=role,
            signer=reading.common_name(certificate.subject),
            claimed_role=reading.claimed_role(one),
            reason=reading.text(one, "/Reason"),
            serial=certificate.serial_number,
            issuer=reading.common_name(certificate.issuer),
            claimed_at=one.self_reported_timestamp,
            signed_at=proved,
            level=self._level(one, code, bool(problems)),
            trusted=not code,
            covers=covers,
            modifications=changes,
            docmdp_ok=allowed,
            certifies=reading.certifies(self.reader, one),
            problems=tuple(problems),
        )

    async def _at_timestamps(self, one: Any, instants: list[datetime]) -> str:
        """The verdict at the oldest trusted document timestamp; at the next ones where the proofs are younger than
        it, as those of a signature that came without any: what was alive and not revoked then was so before."""
        code = ""
        for instant in instants:
            code = await self._at_timestamp(one, instant)
            if code != "revocation_unknown":
                break
        return code

    async def _at_timestamp(self, one: Any, instant: datetime) -> str:
        """The signer's chain, and that of its timestamp, judged at a trusted document timestamp."""
        code = await self.judge.chain(one.signed_data, instant)
        for token in _tokens(one):
            code = code or await self.judge.token(token, message_imprint_checker(one.signer_info), (instant,))
        return code

    def _level(self, one: Any, code: str, broken: bool) -> Level:
        if broken and code not in ("", "revocation_unknown"):
            return Level.NONE
        later = [revision for revision, _ in self.trusted if revision >= one.signed_revision]
        stamped = bool(_tokens(one)) or bool(later)
        if not stamped or code:
            return Level.T if stamped else Level.B
        if any(reading.store_at(self.reader, revision) for revision in later):
            return Level.LTA
        elsewhere = self.judge.beside.known_ocsps or self.judge.beside.known_crls
        stored = reading.store_at(self.reader, self.reader.total_revisions - 1) and not elsewhere
        return Level.LT if stored else Level.T


def _tokens(one: Any) -> list[Any]:
    return list(extract_tst_data_iter(one.signer_info, signed=False))
