"""Signatures: bytes → bytes, the only home of pyHanko, asn1crypto and x509.

Time, chance and keys are arguments; nothing here opens a connection. No type of a library leaves.

    authority = Authority.create(folder, now)                       the built-in (demonstration) authority
    desk = Desk(authority.stamps(clock), clock, (authority.anchor,))
    sealed = seal([Document("form", pdf)], authority.seal(), desk, "Scellé par le service")
    signed = sign([Document("form", sealed[0].pdf, draw)], signer, authority.one_shot(signer, now).source, desk)
    verdict = verify_pdf(signed[0].pdf, [authority.anchor], now)
"""

from dossier.signing.acts import finish, renew, seal, sign
from dossier.signing.asic import Member, SealedBundle, seal_asic
from dossier.signing.authority import ONE_SHOT_CA, ROOT, SERVICE_CA, TSA, Authority, OneShot
from dossier.signing.bundle_verdict import BundleVerdict, FileVerdict, verify_asic
from dossier.signing.containers import unpack
from dossier.signing.described import Described, describe
from dossier.signing.desk import Clock, Desk
from dossier.signing.identities import (
    DELEGATE,
    HOLDER,
    HOLDER_AND_REPRESENTATIVE,
    REPRESENTATIVE,
    SPECIMEN,
    Signer,
)
from dossier.signing.proofs import Proofs
from dossier.signing.records import (
    Appearance,
    Document,
    HalfSigned,
    Intent,
    Keep,
    Level,
    Record,
    Signed,
    ToBeSigned,
)
from dossier.signing.revocation import Status
from dossier.signing.source import Source
from dossier.signing.stamping import TimeStamps
from dossier.signing.verdict import Expected, Outcome, SignatureVerdict, StampVerdict, Verdict
from dossier.signing.verify import verify_pdf

__all__ = [
    "DELEGATE",
    "HOLDER",
    "HOLDER_AND_REPRESENTATIVE",
    "ONE_SHOT_CA",
    "REPRESENTATIVE",
    "ROOT",
    "SERVICE_CA",
    "SPECIMEN",
    "TSA",
    "Appearance",
    "Authority",
    "BundleVerdict",
    "Clock",
    "Described",
    "Desk",
    "Document",
    "Expected",
    "FileVerdict",
    "HalfSigned",
    "Intent",
    "Keep",
    "Level",
    "Member",
    "OneShot",
    "Outcome",
    "Proofs",
    "Record",
    "SealedBundle",
    "SignatureVerdict",
    "Signed",
    "Signer",
    "Source",
    "StampVerdict",
    "Status",
    "TimeStamps",
    "ToBeSigned",
    "Verdict",
    "describe",
    "finish",
    "renew",
    "seal",
    "seal_asic",
    "sign",
    "unpack",
    "verify_asic",
    "verify_pdf",
]
