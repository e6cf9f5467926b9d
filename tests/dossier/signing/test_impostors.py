"""Trusted certificates where they have no business: seals made by others than the service, people's fields by it."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from dossier.errors import Refused
from dossier.signing import (
    Authority,
    Desk,
    Document,
    HalfSigned,
    Member,
    Outcome,
    Proofs,
    seal,
    seal_asic,
    sign,
    verify_pdf,
)
from dossier.signing.source import KeySource

from .foreign import ForeignPki, subject
from .stage import HOLDER_SIGNER, START, Stage, paper

OTHERS = ("one-shot", "tsa", "service-ocsp", "one-shot-ocsp", "service-ca", "root")


def source(authority: Authority, who: str) -> KeySource:
    """A source with another key of the same root, and the seal's proofs."""
    if who == "one-shot":
        return authority.one_shot(HOLDER_SIGNER, START).source
    key, own = authority.pairs[who]
    issuer = {"one-shot-ocsp": "one-shot-ca", "service-ca": "root", "root": "root"}.get(who, "service-ca")
    chain = (own.public_bytes(Encoding.DER), authority.certificates[issuer])
    return KeySource(chain, key, authority.seal().proofs)


@pytest.mark.checks("SIG-03")
@pytest.mark.parametrize("who", OTHERS)
def test_only_a_seal_certificate_seals_a_document(stage: Stage, who: str) -> None:
    half: list[HalfSigned] = []
    with pytest.raises(Refused, match="not_a_seal"):
        seal(
            [Document("form", paper("form"))], source(stage.authority, who), stage.desk, "x", keep=half.append
        )
    ((_, pdf),) = half[0].documents
    verdict = verify_pdf(pdf, stage.trust, stage.after)
    assert (verdict.outcome, verdict.signatures[0].problems[-1]) == (Outcome.INVALID, "not_a_seal")


@pytest.mark.parametrize("who", OTHERS)
def test_only_a_seal_certificate_seals_a_bundle(stage: Stage, who: str) -> None:
    with pytest.raises(Refused, match="not_a_seal"):
        seal_asic([Member("a.txt", "text/plain", b"a")], source(stage.authority, who), stage.desk)


@pytest.mark.checks("SIG-03")
@pytest.mark.parametrize("who", ["seal", "tsa", "service-ocsp", "service-ca"])
def test_the_service_never_signs_for_a_person(stage: Stage, who: str) -> None:
    with pytest.raises(Refused, match="wrong_signer"):
        sign([Document("form", stage.sealed[0].pdf)], HOLDER_SIGNER, source(stage.authority, who), stage.desk)


def test_nor_does_a_seal_bought_elsewhere(stage: Stage) -> None:
    """A seal of another authority, trusted, says nothing of policies: it may seal, and sign for nobody."""
    pki, key = ForeignPki(lambda: START), ec.generate_private_key(ec.SECP256R1())
    name = subject("", "", "Cachet Paraphe", (NameOID.ORGANIZATION_NAME, "PARAPHE SAS"))
    own = pki.certify(name, key)
    der, issuer = own.public_bytes(Encoding.DER), pki.ca.public_bytes(Encoding.DER)
    root = pki.crl("http://pki.example/root.crl")
    proofs = Proofs((der, issuer), (pki.ocsp(der, issuer),), (root,))
    desk = Desk(stage.desk.stamps, stage.desk.clock, (*stage.trust, pki.anchor))

    def bought() -> KeySource:
        return KeySource((der, issuer), key, lambda at: proofs)

    (sealed,) = seal([Document("form", paper("form"))], bought(), desk, "Scellé par le service")
    assert verify_pdf(sealed.pdf, desk.trust, stage.after).codes == frozenset()
    with pytest.raises(Refused, match="wrong_signer"):
        sign([Document("form", sealed.pdf)], HOLDER_SIGNER, bought(), desk)
