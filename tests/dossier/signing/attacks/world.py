"""What is attacked: a paper we issued, returned signed by a person with his own certificate, then made to last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from dossier.acts.returned import asked_of_issuers, judge_file, make_to_last
from dossier.blocks import Paper, Paragraph, Role, Signatures, SignatureZone, Title
from dossier.papers import render
from dossier.signing import Authority, Desk, Document, Proofs, seal
from dossier.signing.returned import Awaited, Returned

from ..elsewhere import Bearer, bearer, person, signed
from ..foreign import ForeignPki
from ..stage import START, ticking

FIELD = Role.HOLDER.value
Prepare = Callable[[IncrementalPdfFileWriter], None]


@dataclass(frozen=True)
class World:
    """`issued` is sealed and waits for the holder only; `returned` is what he gives back; `lasting` is B-LTA."""

    authority: Authority
    desk: Desk
    pki: ForeignPki
    holder: Bearer
    awaited: Awaited
    issued: bytes
    returned: bytes
    lasting: bytes

    @property
    def trust(self) -> tuple[bytes, ...]:
        return self.desk.trust

    def judged(self, pdf: bytes, issued: bytes = b"") -> Returned:
        """What is said of a file given back instead."""
        return judge_file(issued or self.issued, pdf, self.awaited, self.trust, self.desk.clock, self.known)

    def known(self, chain: Sequence[bytes]) -> Proofs:
        """What people's authority answers about those whom it certified."""
        mine = chain[-1] == self.pki.ca.public_bytes(Encoding.DER)
        return asked_of_issuers(self.trust, self.pki)(chain) if mine else Proofs()

    def signed(self, prepare: Prepare = lambda writer: None, issued: bytes = b"") -> bytes:
        """What the holder gives back when he, or his program, also does something else."""
        return signed(issued or self.issued, FIELD, self.holder, prepare=prepare)

    def sealed(self, pdf: bytes) -> bytes:
        """Another document that the service would have frozen and sealed."""
        (done,) = seal([Document("form", pdf)], self.authority.seal(), self.desk, "Scellé par le service")
        return done.pdf


def paper(*roles: Role, slug: str = "form") -> bytes:
    """A tagged paper with fields for these roles and the seal, locked by nobody: the weakest that we make."""
    zones = tuple(SignatureZone(role, role.name.title()) for role in roles)
    blocks = (Title("Formulaire"), Paragraph(f"Montant : 150 € hors taxes ({slug})."), Signatures(zones))
    made = Paper(slug, "Formulaire", "D2026-0001", "Paraphe", f"{slug} v1", START.isoformat(), blocks)
    return render(replace(made, invisible=(Role.SEAL,))).pdf


def made(folder: Path) -> World:
    """A world of its own."""
    clock = ticking()
    authority, pki = Authority.create(folder / "pki", START), ForeignPki(clock)
    desk = Desk(authority.stamps(clock), clock, (authority.anchor, pki.anchor))
    awaited = Awaited(Role.HOLDER, person("Loïc", "Müller d’Arc"))
    draft = World(authority, desk, pki, bearer(pki, "Loïc", "MÜLLER-D'ARC"), awaited, b"", b"", b"")
    draft = replace(draft, issued=draft.sealed(paper(Role.HOLDER)))
    returned = draft.signed()
    done = make_to_last("form", returned, awaited, draft.judged(returned), desk, draft.known)
    return replace(draft, returned=returned, lasting=done.pdf)
