"""A file signed elsewhere and given back: judged, explained in plain words, made to last when it is accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dossier import labels
from dossier.acts.reports import SignatureReport, signature_report
from dossier.papers.pages import page_pictures
from dossier.signing import own_certificates
from dossier.signing.completion import completed
from dossier.signing.desk import Clock, Desk
from dossier.signing.gathering import Revocations
from dossier.signing.looks import PageImage
from dossier.signing.proofs import Proofs
from dossier.signing.records import Signed
from dossier.signing.returned import Awaited, ProofsOf, Returned, judge_returned


@dataclass(frozen=True)
class Explanation:
    """One reason or warning: the rule (R1 to R7, empty for a warning), the code, what it means and what to do."""

    rule: str
    code: str
    message: str


@dataclass(frozen=True)
class ReturnedReport:
    """What is told of a returned file. `verdict` is valid, invalid or person; `advice` what to do next;
    `signature` the one awaited, in the shape of `paraphe verify --json`, None when it is not there."""

    verdict: str
    advice: str
    reasons: tuple[Explanation, ...]
    warnings: tuple[Explanation, ...]
    signature: SignatureReport | None

    def value(self) -> dict[str, Any]:
        """The report as JSON's types."""
        return asdict(self)


def judge_file(
    issued: bytes,
    returned: bytes,
    awaited: Awaited,
    trust: Sequence[bytes],
    clock: Clock,
    proofs: ProofsOf = lambda chain: Proofs(),
) -> Returned:
    """Rules R1 to R7, now, pages drawn in this process: call it from one that may be killed."""
    return judge_returned(issued, returned, awaited, trust, clock, _pages, proofs)


def explained(judged: Returned, language: str = "fr") -> ReturnedReport:
    """The verdict in words."""
    return ReturnedReport(
        verdict=judged.outcome.value,
        advice=labels.word("returned_advice", judged.outcome.value, language),
        reasons=tuple(
            Explanation(one.rule, one.code, _words(one.code, one.detail, language)) for one in judged.reasons
        ),
        warnings=tuple(
            Explanation("", one.code, _words(one.code, one.detail, language)) for one in judged.warnings
        ),
        signature=signature_report(judged.signature) if judged.signature else None,
    )


def make_to_last(
    name: str, pdf: bytes, awaited: Awaited, judged: Returned, desk: Desk, proofs: ProofsOf
) -> Signed:
    """An accepted file up to B-LTA, asked and obtained levels said. Raises what `completed` raises."""
    return completed(name, pdf, awaited.role, judged, desk, proofs)


def asked_of_issuers(trust: Sequence[bytes], revocations: Revocations) -> ProofsOf:
    """Proofs asked of those who issued the signer's certificates, through the shell's port."""
    return lambda chain: own_certificates.asked(chain, trust, revocations).proofs


def _pages(pdf: bytes, dpi: int) -> Iterator[PageImage]:
    for picture in page_pictures(pdf, dpi):
        yield PageImage(picture.width, picture.height, picture.tobytes())


def _words(code: str, detail: str, language: str) -> str:
    """A reason's words: with its detail, those that the code has when a certificate is chosen; else its own."""
    words = labels.words(language)
    detailed = (detail and code in words["error"]) or code not in words["returned"]
    return labels.word("error" if detailed else "returned", code, language, detail)
