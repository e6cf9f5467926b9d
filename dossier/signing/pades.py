# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""The stages of a PDF signature, bytes in and out; with `timestamping` and `dss`, all that writes with pyHanko.

prepare → signed attributes → (raw signature, elsewhere) → embed. Files stay PDF/A-2 and PDF/UA-1: XMP and
version are left byte-identical, fields are the ones made with the paper (signing.md §3.4).
"""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

from asn1crypto import cms, core, x509
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NameObject, TextStringObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.api import CAdESSignedAttrSpec, GenericCommitment, SignerAttrSpec
from pyhanko.sign.fields import FieldMDPSpec, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import ExternalSigner
from pyhanko.sign.signers.cms_embedder import PdfCMSEmbedder, SigIOSetup, SigMDPSetup, SigObjSetup
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.signers.pdf_byterange import PdfSignedData, PreparedByteRangeDigest, SignatureObject
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dossier.errors import Conflict, NotFound
from dossier.signing.stamping import StampClient

DIGEST = "sha256"
ROLE_ATTRIBUTE = "2.5.4.41"
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


class QuietWriter(IncrementalPdfFileWriter):
    """An incremental writer that leaves XMP and the information dictionary alone (private API, see tests)."""

    def _update_meta(self) -> None:
        """Write no metadata: rewriting the XMP packet loses its PDF/A extension schema."""


def writer(pdf: bytes) -> QuietWriter:
    """A writer of one more revision. Raises what pyHanko raises on an unreadable file."""
    made = QuietWriter(BytesIO(pdf))
    if made.output_version < (2, 0):
        made.register_extension(ESIC_EXTENSION_1)
    return made


def prepare(
    pdf: bytes, field: str, claims: Claims, *, certify: bool = False, appearance: bytes | None = None
) -> Prepared:
    """Write the signature dictionary into the existing, empty `field`; `certify` makes it DocMDP P=2.

    `appearance` is a one-page PDF of the zone's size. Raises NotFound (`no-such-field`) or Conflict
    (`already-signed`)."""
    made = writer(pdf)
    target = _empty_field(made, field)
    if certify:
        _name_locked_fields(made)
    if appearance is not None:
        _draw(made, target, appearance)
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


async def cms_of(attributes: bytes, signature: bytes, chain: tuple[bytes, ...], client: StampClient) -> bytes:
    """The CMS (DER) holding the raw signature and its timestamp. Raises Unavailable without a timestamp."""
    loaded = cms.CMSAttributes.load(attributes)
    content = await _signer(chain, signature).async_sign_prescribed_attributes(
        DIGEST, loaded, timestamper=client
    )
    return bytes(content.dump())


def _signer(chain: tuple[bytes, ...], signature: bytes) -> ExternalSigner:
    store = SimpleCertificateStore()
    store.register_multiple([x509.Certificate.load(der) for der in chain[1:]])
    return ExternalSigner(x509.Certificate.load(chain[0]), store, signature, embed_roots=False)


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


def _empty_field(made: QuietWriter, name: str) -> DictionaryObject:
    for field in made.root["/AcroForm"]["/Fields"]:
        found = field.get_object()
        if found.get("/T") == name:
            if "/V" in found:
                raise Conflict("already-signed", name)
            assert isinstance(found, DictionaryObject)  # noqa: S101  for the type checker
            return found
    raise NotFound("no-such-field", name)


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


def _name_locked_fields(made: QuietWriter) -> None:
    """A /Lock on All becomes a lock on every field by name: All would also forbid the document timestamps that
    follow the last signature (EU DSS, BBB_FC_ISVAFMDPD_ANS). DocMDP P=1 still forbids any other new field."""
    fields = [field.get_object() for field in made.root["/AcroForm"]["/Fields"]]
    for lock in (field["/Lock"] for field in fields if "/Lock" in field):
        if lock["/Action"] == "/All":
            lock[NameObject("/Action")] = NameObject("/Include")
            lock[NameObject("/Fields")] = ArrayObject(
                [TextStringObject(str(other["/T"])) for other in fields]
            )
            made.update_container(lock)


def _draw(made: QuietWriter, field: DictionaryObject, appearance: bytes) -> None:
    normal = made.import_page_as_xobject(PdfFileReader(BytesIO(appearance)))
    stream = normal.get_object()
    stream[NameObject("/BBox")] = ArrayObject([FloatObject(float(side)) for side in stream["/BBox"]])
    field[NameObject("/AP")] = DictionaryObject({NameObject("/N"): normal})


def zone_size(pdf: bytes, field: str) -> tuple[float, float]:
    """Width and height in points of an empty field's rectangle; (0, 0) when it is invisible."""
    rectangle = _empty_field(QuietWriter(BytesIO(pdf)), field)["/Rect"]
    left, bottom, right, top = (float(side) for side in rectangle)
    return abs(right - left), abs(top - bottom)
