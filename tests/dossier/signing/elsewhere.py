# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""Programs of others that sign a file we issued: pyHanko as it comes, and the habits of Acrobat by hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from asn1crypto import keys, ocsp, x509
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.stamp import TextStampStyle
from pyhanko_certvalidator.registry import SimpleCertificateStore

from dossier.people import Person
from dossier.signing.loops import run

from .foreign import BEGIN, END, ForeignPki, PersonKey, new_person_key, subject


@dataclass(frozen=True)
class Bearer:
    """Somebody with a certificate of another authority, and the program that he signs with."""

    pki: ForeignPki
    key: PersonKey
    chain: tuple[bytes, ...]

    @property
    def signer(self) -> SimpleSigner:
        der = self.key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
        store = SimpleCertificateStore()
        store.register_multiple([x509.Certificate.load(item) for item in self.chain[1:]])
        return SimpleSigner(x509.Certificate.load(self.chain[0]), keys.PrivateKeyInfo.load(der), store)


def person(first: str, last: str) -> Person:
    return Person(first, "", last, "", "", "", "", "", None)


def bearer(
    pki: ForeignPki,
    given: str,
    family: str,
    kind: str = "P-256",
    begin: datetime = BEGIN,
    end: datetime = END,
    **more: Any,
) -> Bearer:
    """A person certified by that authority."""
    key = new_person_key(kind)
    own = pki.certify(subject(given, family), key, begin, end, **more)
    return Bearer(pki, key, (own.public_bytes(Encoding.DER), pki.ca.public_bytes(Encoding.DER)))


def signed(
    pdf: bytes,
    field: str,
    by: Bearer,
    *,
    at: datetime | None = None,
    timestamper: TimeStamper | None = None,
    subfilter: SigSeedSubFilter = SigSeedSubFilter.PADES,
    digest: str = "sha256",
    prepare: Callable[[IncrementalPdfFileWriter], None] = lambda writer: None,
    new: bool = False,
) -> bytes:
    """pyHanko's own signer, its own appearance, in the field that is there (or a new one)."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    prepare(writer)
    meta = PdfSignatureMetadata(
        field_name=field, md_algorithm=digest, subfilter=subfilter, reason="J’approuve ce document",
        location="Lyon", name="Quelqu’un",
    )  # fmt: skip
    style = TextStampStyle(stamp_text="Signé par %(signer)s", background_opacity=0.4)
    signer = PdfSigner(meta, signer=by.signer, timestamper=timestamper, stamp_style=style)
    out = BytesIO()
    run(signer.async_sign_pdf(writer, existing_fields_only=not new, output=out))
    return out.getvalue()


def like_acrobat(pdf: bytes, field: str, by: Bearer, *, store: bool = True) -> bytes:
    """What Acrobat leaves behind: widget's /M, /MK and /F, default resources, an extension, XMP and Info dates
    (pyHanko's writer sees to the dates); then its own document security store, with /VRI, in a revision of its own."""
    made = signed(pdf, field, by, prepare=lambda writer: _habits(writer, field))
    return with_store(made, by) if store else made


def with_store(pdf: bytes, by: Bearer) -> bytes:
    """One more revision holding certificates and an OCSP response, as « LTV enabled » writes it."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    last = writer.prev.embedded_regular_signatures[-1]
    answer = ocsp.OCSPResponse.load(by.pki.ocsp(by.chain[0], by.chain[1]))
    DocumentSecurityStore.supply_dss_in_writer(
        writer,
        last.pkcs7_content,
        certs=[x509.Certificate.load(der) for der in by.chain],
        ocsps=[answer],
        crls=[],
    )
    return written(writer)


def written(writer: IncrementalPdfFileWriter) -> bytes:
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def field_of(writer: IncrementalPdfFileWriter, name: str) -> tuple[Any, Any]:
    """The reference and dictionary of a field."""
    for reference in writer.root["/AcroForm"]["/Fields"]:
        value = reference.get_object()
        if value["/T"] == name:
            return reference, value
    raise KeyError(name)


def _habits(writer: IncrementalPdfFileWriter, field: str) -> None:
    _, widget = field_of(writer, field)
    now = generic.pdf_date(datetime(2026, 3, 2, 10, tzinfo=UTC))
    widget[pdf_name("/M")] = now
    widget[pdf_name("/MK")] = generic.DictionaryObject()
    widget[pdf_name("/F")] = generic.NumberObject(132)
    writer.update_container(widget)
    form = writer.root["/AcroForm"]
    font = generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/Font"), pdf_name("/Subtype"): pdf_name("/Type1"),
         pdf_name("/BaseFont"): pdf_name("/Helvetica")}
    )  # fmt: skip
    fonts = generic.DictionaryObject({pdf_name("/Helv"): writer.add_object(font)})
    form[pdf_name("/DR")] = generic.DictionaryObject({pdf_name("/Font"): fonts})
    form[pdf_name("/DA")] = generic.pdf_string("/Helv 0 Tf 0 g ")
    writer.update_container(form)
    extension = {
        pdf_name("/BaseVersion"): pdf_name("/1.7"),
        pdf_name("/ExtensionLevel"): generic.NumberObject(8),
    }
    extensions = generic.DictionaryObject({pdf_name("/ADBE"): generic.DictionaryObject(extension)})
    writer.root[pdf_name("/Extensions")] = extensions
    writer.update_root()
