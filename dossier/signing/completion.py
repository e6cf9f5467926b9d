"""A returned file made to last: a timestamp at once, then the proofs of revocation and a timestamp over them.

A signature made elsewhere comes without proofs and often without a timestamp (B-B, B-T). When it has none that is
trusted, a first document timestamp dates it, so that the proofs gathered afterwards are younger than the signature
and older than the second timestamp: B-LTA (signing.md §5.3, EN 319 142-1 §6.3).
"""

from __future__ import annotations

from dossier.blocks import Role
from dossier.errors import Refused
from dossier.signing import lasting
from dossier.signing.desk import Desk
from dossier.signing.loops import run
from dossier.signing.records import Level, Signed
from dossier.signing.returned import ProofsOf, Returned
from dossier.signing.stamping import StampClient
from dossier.signing.verdict import Outcome
from dossier.signing.verify import verify_pdf


def completed(name: str, pdf: bytes, role: Role, judged: Returned, desk: Desk, proofs: ProofsOf) -> Signed:
    """The accepted file up to B-LTA, with the level obtained and why it is not B-LTA, when it is not.

    `judged` is what `judge_returned` said of these bytes; `proofs` is asked after the first timestamp.
    Raises Refused (`not_accepted`, `verification_failed`), Unavailable without a timestamp, and what `proofs`
    raises."""
    if judged.outcome is Outcome.INVALID or judged.signature is None:
        raise Refused("not_accepted", " ".join(sorted(judged.codes)))
    client = StampClient(desk.stamps)
    dated = pdf if judged.signature.signed_at else run(lasting.stamped(pdf, client))
    gathered = proofs(judged.chain) + desk.stamps.proofs(desk.clock())
    lasted = run(lasting.made_to_last(dated, gathered, client))
    return _verified(name, lasted, role, desk)


def _verified(name: str, pdf: bytes, role: Role, desk: Desk) -> Signed:
    verdict = verify_pdf(pdf, desk.trust, desk.clock())
    own = next((one for one in verdict.signatures if one.field == role), None)
    if verdict.outcome is Outcome.INVALID or own is None or own.signed_at is None:
        raise Refused("verification_failed", f"{name}: {' '.join(sorted(verdict.codes))}")
    why = "" if own.level is Level.LTA else next(iter(own.problems), "no_revocation_data")
    return Signed(name, pdf, role.value, Level.LTA, own.level, why, own.signed_at)
