"""The signing ceremony of a frozen dossier, without a server: the service's seal, then each signer in turn.

The next signer starts only when the one before him has reached the level asked on every document, or the level that
his own certificate allows, recorded with its reason.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from dossier import papers
from dossier.acts.freeze import Frozen, FrozenDocument
from dossier.acts.means import NOBODY, ONE_SHOT, Own, Owned
from dossier.acts.signers import as_signer
from dossier.errors import Refused
from dossier.signing import Appearance, Authority, Desk, Document, Intent, Signed, seal, sign
from dossier.templates import formats
from dossier.templates.signers import Signer, signers

Say = Callable[[str], None]
_Sealed = tuple[Intent, tuple[Signed, ...]]


@dataclass(frozen=True)
class Act:
    """What one signer did: by which means, the reason he agreed to, his certificate (DER), when he began, the
    intent recorded before the key was used, and one result per document."""

    signer: Signer
    means: str
    reason: str
    certificate: bytes
    started_at: datetime
    intent: Intent
    results: tuple[Signed, ...]

    @property
    def worst(self) -> Signed:
        """The result of the lowest level."""
        return min(self.results, key=lambda one: one.obtained.rank)


@dataclass(frozen=True)
class SignedDossier:
    """A dossier whose documents carry every signature they need, seal first."""

    frozen: Frozen
    seal_intent: Intent
    seals: tuple[Signed, ...]
    acts: tuple[Act, ...]
    documents: tuple[FrozenDocument, ...]


def sign_all(
    frozen: Frozen, authority: Authority, desk: Desk, say: Say, owned: Owned = NOBODY
) -> SignedDossier:
    """Seal the documents, then sign them up to B-LTA: each signer with the certificate in `owned`, else with a
    one-shot certificate of `authority`. Without proofs of revocation, a certificate of `owned` stops lower, and
    the result says why.

    `say` is told each step. Raises what `dossier.signing.sign` raises, and Refused (`level_not_obtained`)."""
    say("Sceau du service sur chaque document")
    files = {one.name: one.pdf for one in frozen.documents}
    intent, sealed = _seal(frozen, files, authority, desk)
    files |= {one.name: one.pdf for one in sealed}
    acts = []
    for one in signers(frozen.order, frozen.portal):
        say(f"Signature de {one.person.name}, {one.capacity}")
        act = _act(frozen, files, one, authority, desk, owned.get(one.role))
        files |= {result.name: result.pdf for result in act.results}
        acts.append(act)
    documents = tuple(replace(one, pdf=files[one.name]) for one in frozen.documents)
    return SignedDossier(frozen, intent, sealed, tuple(acts), documents)


def _seal(frozen: Frozen, files: Mapping[str, bytes], authority: Authority, desk: Desk) -> _Sealed:
    waiting = [Document(one.name, files[one.name]) for one in frozen.documents]
    intents: list[Intent] = []
    reason = f"Document figé de la demande n° {frozen.order.number}, révision {frozen.order.revision}"
    results = seal(waiting, authority.seal(), desk, reason, record=intents.append)
    return intents[0], _obtained(results)


def _act(
    frozen: Frozen,
    files: Mapping[str, bytes],
    one: Signer,
    authority: Authority,
    desk: Desk,
    own: Own | None,
) -> Act:
    drawn = _appearance(frozen, one, desk)
    waiting = [Document(d.name, files[d.name], drawn) for d in frozen.documents if one.role in d.signers]
    signer = as_signer(one, frozen.order)
    started, intents = desk.clock(), list[Intent]()
    source = own.source if own else authority.one_shot(signer, desk.clock()).source
    results = sign(waiting, signer, source, desk, record=intents.append)
    means = own.means if own else ONE_SHOT
    return Act(
        one,
        means,
        signer.reason,
        source.chain[0],
        started,
        intents[0],
        results if own else _obtained(results),
    )


def _obtained(results: tuple[Signed, ...]) -> tuple[Signed, ...]:
    """Never less than asked in silence."""
    for one in results:
        if one.obtained is not one.asked:
            raise Refused("level_not_obtained", f"{one.name}: {one.obtained} {one.why}")
    return results


def _appearance(frozen: Frozen, one: Signer, desk: Desk) -> Appearance:
    at = formats.moment(desk.clock())
    lines = (one.person.name, f"Signé électroniquement le {at}", f"en qualité de {one.capacity}")

    def drawn(width: float, height: float) -> bytes:
        return papers.appearance(lines, width, height, frozen.portal.colours, frozen.specimen)

    return drawn
