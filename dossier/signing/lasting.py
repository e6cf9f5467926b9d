# mypy: untyped-calls-exclude="pyhanko,pyhanko_certvalidator"
"""What makes a signature last: proofs in the document security store, then a document timestamp over all."""

from __future__ import annotations

from io import BytesIO

from asn1crypto import crl, ocsp, x509
from pyhanko.pdf_utils.generic import StreamObject
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import InvisSigSettings, SigFieldSpec
from pyhanko.sign.signers.pdf_byterange import DocumentTimestamp
from pyhanko.sign.validation.dss import DocumentSecurityStore

from dossier.signing.increments import QuietWriter, writer
from dossier.signing.pades import DIGEST, RESERVED, embedded
from dossier.signing.proofs import Proofs
from dossier.signing.stamping import StampClient

_PREFIX = "stamp_"
_INVISIBLE = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)


async def made_to_last(pdf: bytes, proofs: Proofs, client: StampClient) -> bytes:
    """One more revision: `proofs` added to the DSS and, over it, an invisible document timestamp."""
    made = writer(pdf)
    _store(made, proofs)
    return await _stamped(made, pdf, client)


async def stamped(pdf: bytes, client: StampClient) -> bytes:
    """One more revision: an invisible document timestamp alone."""
    return await _stamped(writer(pdf), pdf, client)


async def _stamped(made: QuietWriter, pdf: bytes, client: StampClient) -> bytes:
    field = _next_field(pdf)
    spec = SigFieldSpec(field, invis_sig_settings=_INVISIBLE, readable_field_name="Horodatage du document")
    prepared = embedded(made, field, DocumentTimestamp(bytes_reserved=RESERVED), new=spec)
    token = await client.async_timestamp(prepared.digest, DIGEST)
    return prepared.filled(token.dump())


def _store(made: QuietWriter, proofs: Proofs) -> None:
    DocumentSecurityStore.supply_dss_in_writer(
        made,
        None,
        certs=[x509.Certificate.load(der) for der in proofs.certificates],
        ocsps=[ocsp.OCSPResponse.load(der) for der in proofs.ocsps],
        crls=[crl.CertificateList.load(der) for der in proofs.crls],
    )
    for one in made.objects.values():
        if isinstance(one, StreamObject) and one.data[-1:] in (b"\r", b"\n"):
            one.compress()  # a raw stream that ends like a line is read one byte short (signing.md §3.4)


def _next_field(pdf: bytes) -> str:
    """`stamp_01`, `stamp_02`… no name is the prefix of another up to 99 renewals."""
    count = len(PdfFileReader(BytesIO(pdf)).embedded_timestamp_signatures)
    return f"{_PREFIX}{count + 1:02d}"
