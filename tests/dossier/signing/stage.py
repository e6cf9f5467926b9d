"""A small world to sign in: an authority of its own, a clock that only goes forward, two papers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import count

from reportlab.pdfgen.canvas import Canvas

from dossier.blocks import Colours, Paper, Paragraph, Role, Signatures, SignatureZone, Title
from dossier.papers import appearance, render
from dossier.signing import (
    HOLDER,
    REPRESENTATIVE,
    Authority,
    Desk,
    Document,
    Intent,
    Signed,
    Signer,
)

START = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
DEMATERIALISED = (Role.SEAL, Role.HOLDER, Role.REPRESENTATIVE)
HOLDER_SIGNER = Signer(Role.HOLDER, "Loïc", "MÜLLER-D'ARC", "D2026-0001-T", HOLDER, "Lu et approuvé", "Lyon")
REPRESENTATIVE_SIGNER = Signer(
    Role.REPRESENTATIVE, "Anne", "DURAND", "D2026-0001-R", REPRESENTATIVE, "Bon pour accord"
)


def ticking(start: datetime = START) -> Callable[[], datetime]:
    """A clock that moves by one second each time it is read."""
    seconds = count()
    return lambda: start + timedelta(seconds=next(seconds))


@dataclass(frozen=True)
class Stage:
    """Two documents at each step of their life, and what was recorded on the way."""

    authority: Authority
    desk: Desk
    frozen: tuple[Document, ...]
    sealed: tuple[Signed, ...]
    held: tuple[Signed, ...]
    signed: tuple[Signed, ...]
    intents: tuple[Intent, ...]

    @property
    def trust(self) -> tuple[bytes, ...]:
        return self.desk.trust

    @property
    def after(self) -> datetime:
        """A minute after the last act."""
        return START + timedelta(minutes=9)


def paper(slug: str) -> bytes:
    """A tagged paper with a seal, a holder and a representative who locks it."""
    zones = (
        SignatureZone(Role.HOLDER, "Le titulaire", ("Loïc MÜLLER-D'ARC",)),
        SignatureZone(Role.REPRESENTATIVE, "Le représentant légal", ("Anne DURAND",)),
    )
    return render(
        Paper(
            slug=slug,
            title=f"Formulaire {slug}",
            dossier="D2026-0001",
            issuer="Paraphe",
            reference=f"{slug} v1",
            created=START.isoformat(),
            blocks=(
                Title(f"Formulaire {slug}"),
                Paragraph("Montant : 150 € hors taxes."),
                Signatures(zones),
            ),
            invisible=(Role.SEAL,),
            locked_by=Role.REPRESENTATIVE,
        )
    ).pdf


def drawn(name: str) -> Callable[[float, float], bytes]:
    """The look of a person's signature."""
    return lambda width, height: appearance((name, "signé le 2 mars 2026"), width, height, Colours())


def to_sign(signed: tuple[Signed, ...], name: str) -> list[Document]:
    """The documents of one act, ready for the next."""
    return [Document(one.name, one.pdf, drawn(name)) for one in signed]


def plain_page(text: str) -> bytes:
    """A page of another author."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=(595, 842), invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return stream.getvalue()
