# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The stages of a PDF signature, bytes in and out.

prepare → signed attributes → (raw signature, elsewhere) → embed. Files stay PDF/A-2 and PDF/UA-1: XMP and
version are left byte-identical, fields are the ones made with the paper (signing.md §3.4).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import algos, cms, core, x509
from pyhanko.pdf_utils.generic import DictionaryObject
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, GenericCommitment, SignerAttrSpec
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.pdf_byterange import PdfSignedData, PreparedByteRangeDigest, SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dossier.signing import widgets
from dossier.signing.increments import QuietWriter, writer
from dossier.signing.stamping import StampClient

DIGEST = "sha256"
ROLE_ATTRIBUTE = "2.5.4.41"
_PSS = algos.SignedDigestAlgorithm(
    {
        "algorithm": "rsassa_pss",
        "parameters": {
            "hash_algorithm": {"algorithm": DIGEST},
            "mask_gen_algorithm": {"algorithm": "mgf1", "parameters": {"algorithm": DIGEST}},
            "salt_length": 32,
        },
    }
)
RESERVED = 32768
"""Hexadecimal characters kept for a signature with its timestamp: 16 KiB (signing.md §6: 12 465 bytes seen)."""


@dataclass(frozen=True)
class Claims:
    """What a signature says: `at` is the claimed time (/M), `claimed_role` a signed attribute.

    `reason` goes to /Reason, where people read it; without one the signature says « proof of approval » as a
    signed attribute: EN 319 142-1 §6.3 forbids both at once (EU DSS then says PDF-NOT-ETSI)."""

    name: str
    reason: str
    location: str
    at: datetime
    claimed_role: str = ""


@dataclass(frozen=True)
class Prepared:
    """A PDF with a hole for its signature: `digest` (SHA-256) covers all but the bytes `start` to `end`."""

    pdf: bytes
    digest: bytes
    start: int
    end: int

    def filled(self, content: bytes) -> bytes:
        """The PDF with `content` (DER) in its hole."""
        stream = BytesIO(self.pdf)
        PreparedByteRangeDigest(self.digest, self.start, self.end).fill_reserved_region(stream, content)
        return stream.getvalue()


def prepare(
    pdf: bytes, field: str, claims: Claims, *, certify: bool = False, appearance: bytes | None = None
) -> Prepared:
    """Write the signature dictionary into the existing, empty `field`; `certify` makes it DocMDP P=2.

    `appearance` is a one-page PDF of the zone's size. Raises NotFound (`no_such_field`) or Conflict
    (`already_signed`)."""
    made = writer(pdf)
    if certify:
        widgets.make_ready(made)
    target = widgets.empty_field(made, field)
    if appearance is not None:
        widgets.draw(made, target, appearance)
    placeholder = SignatureObject(
        timestamp=claims.at,
        subfilter=SigSeedSubFilter.PADES,
        name=claims.name,
        location=claims.location or None,
        reason=claims.reason or None,
        bytes_reserved=RESERVED,
    )
    return embedded(made, field, placeholder, _permissions(target, certify))


def embedded(
    made: QuietWriter,
    field: str,
    placeholder: PdfSignedData,
    mdp: SigMDPSetup | None = None,
    new: SigFieldSpec | None = None,
) -> Prepared:
    """Run pyHanko's embedder up to the digest. `new` describes a field to create, for timestamps only."""
    steps: Generator[Any, Any, Any] = PdfCMSEmbedder(new).write_cms(
        field, made, existing_fields_only=new is None
    )
    next(steps)
    steps.send(SigObjSetup(sig_placeholder=placeholder, mdp_setup=mdp))
    prepared, output = steps.send(SigIOSetup(md_algorithm=DIGEST))
    return Prepared(
        output.getvalue(),
        prepared.document_digest,
        prepared.reserved_region_start,
        prepared.reserved_region_end,
    )


async def attributes(digest: bytes, chain: tuple[bytes, ...], claims: Claims) -> bytes:
    """The signed attributes (DER SET) of a PAdES signature over a document of this digest."""
    settings = PdfCMSSignedAttributes(cades_signed_attrs=_cades(claims))
    signer = _signer(chain, b"")
    made = await signer.signed_attrs(digest, DIGEST, settings, use_pades=True)
    return bytes(made.dump())


async def cms_of(
    attributes: bytes, signature: bytes, chain: tuple[bytes, ...], client: StampClient, *, pss: bool = False
) -> bytes:
    """The CMS (DER) holding the raw signature and its timestamp; `pss` when it is an RSASSA-PSS one.

    Raises Unavailable without a timestamp."""
    loaded = cms.CMSAttributes.load(attributes)
    content = await _signer(chain, signature, pss).async_sign_prescribed_attributes(
        DIGEST, loaded, timestamper=client
    )
    return bytes(content.dump())


def _signer(chain: tuple[bytes, ...], signature: bytes, pss: bool = False) -> ExternalSigner:
    store = SimpleCertificateStore()
    store.register_multiple([x509.Certificate.load(der) for der in chain[1:]])
    own, mechanism = x509.Certificate.load(chain[0]), _PSS if pss else None
    return ExternalSigner(own, store, signature, signature_mechanism=mechanism, embed_roots=False)


def _cades(claims: Claims) -> CAdESSignedAttrSpec:
    claimed = [_role(claims.claimed_role)] if claims.claimed_role else []
    return CAdESSignedAttrSpec(
        commitment_type=GenericCommitment.PROOF_OF_APPROVAL.asn1 if not claims.reason else None,
        signer_attributes=SignerAttrSpec(claimed, []) if claimed else None,
    )


def _role(text: str) -> cms.AttCertAttribute:
    """The role as words (EN 319 122-1 §5.2.6): id-at-role only takes URIs, without accents (RFC 5755 §4.4.5),
    so this is id-at-name, the attribute EU DSS writes and shows for a claimed role."""
    return cms.AttCertAttribute({"type": ROLE_ATTRIBUTE, "values": [core.UTF8String(text)]})


def _permissions(field: DictionaryObject, certify: bool) -> SigMDPSetup | None:
    """DocMDP P=2 for the seal; what the field's /Lock demands for the last signer."""
    if certify:
        return SigMDPSetup(md_algorithm=DIGEST, certify=True, docmdp_perms=MDPPerm.FILL_FORMS)
    if "/Lock" not in field:
        return None
    lock = field["/Lock"]
    permission = MDPPerm(lock["/P"]) if "/P" in lock else None
    return SigMDPSetup(
        md_algorithm=DIGEST, field_lock=FieldMDPSpec.from_pdf_object(lock), docmdp_perms=permission
    )
