from __future__ import annotations

import pytest

from dossier.signing import Authority, Desk, Document, Intent, Member, SealedBundle, seal, seal_asic, sign

from .stage import (
    HOLDER_SIGNER,
    REPRESENTATIVE_SIGNER,
    START,
    Stage,
    paper,
    ticking,
    to_sign,
)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority.create(tmp_path_factory.mktemp("authority") / "pki", START)


@pytest.fixture(scope="session")
def stage(authority: Authority) -> Stage:
    """Two papers sealed, signed by the holder, then by the representative."""
    clock = ticking()
    desk = Desk(authority.stamps(clock), clock, (authority.anchor,))
    intents: list[Intent] = []
    frozen = (Document("form", paper("form")), Document("terms", paper("terms")))
    sealed = seal(frozen, authority.seal(), desk, "Scellé par le service", intents.append)
    source = authority.one_shot(HOLDER_SIGNER, clock()).source
    held = sign(to_sign(sealed, HOLDER_SIGNER.name), HOLDER_SIGNER, source, desk, intents.append)
    source = authority.one_shot(REPRESENTATIVE_SIGNER, clock()).source
    documents = to_sign(held, REPRESENTATIVE_SIGNER.name)
    signed = sign(documents, REPRESENTATIVE_SIGNER, source, desk, intents.append)
    return Stage(authority, desk, frozen, sealed, held, signed, tuple(intents))


@pytest.fixture(scope="session")
def bundle(stage: Stage) -> SealedBundle:
    members = [
        Member("papiers/Formulaire signé.pdf", "application/pdf", stage.signed[0].pdf),
        Member("papiers/Conditions.pdf", "application/pdf", stage.signed[1].pdf),
        Member("journal.json", "application/json", b'{"events": []}'),
    ]
    return seal_asic(members, stage.authority.seal(), stage.desk)
