"""Files signed by somebody else, by nobody, or badly; and files that are not the one we issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from unittest.mock import patch

import pikepdf
from cryptography import x509
from cryptography.x509.oid import ExtendedKeyUsageOID
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.signers.pdf_signer import PdfSigningSession

from dossier.blocks import Role

from ..elsewhere import Bearer, bearer, signed
from ..foreign import ForeignPki
from ..stage import START, plain_page
from .world import FIELD, World, paper


def signers(world: World) -> Iterator[tuple[str, str, bytes]]:
    """Name, the code expected, the file: right place, wrong certificate."""
    pki, before = world.pki, START - timedelta(days=30)
    names = ("Loïc", "MÜLLER-D'ARC")
    machine = (x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]),)
    revoked = bearer(pki, *names)
    pki.revoked[x509.load_der_x509_certificate(revoked.chain[0]).serial_number] = before
    found = {
        "another person": (bearer(pki, "Jean", "MARTIN"), "certificate_other_last_name"),
        "another family name": (bearer(pki, "Loïc", "MARTIN"), "certificate_other_last_name"),
        "another first name": (bearer(pki, "Jean", "MÜLLER-D'ARC"), "certificate_other_first_name"),
        "an authority unknown": (bearer(ForeignPki(pki.clock, "Autorité inconnue"), *names), "certificate_untrusted"),
        "expired": (bearer(pki, *names, end=before), "certificate_expired"),
        "not yet valid": (bearer(pki, *names, begin=START + timedelta(days=9)), "certificate_not_yet_valid"),
        "revoked": (revoked, "certificate_revoked"),
        "a machine": (bearer(pki, *names, extra=machine), "certificate_usage"),
        "encryption only": (bearer(pki, *names, uses=("key_encipherment",)), "certificate_usage"),
        "RSA 1024": (bearer(pki, *names, kind="RSA-1024"), "weak_key"),
        "the service's seal": (_service(world, "seal"), "certificate_of_service"),
        "the service's timestamps": (_service(world, "tsa"), "certificate_of_service"),
    }  # fmt: skip
    for name, (who, code) in found.items():
        yield name, code, signed(world.issued, FIELD, who)


def others(world: World) -> Iterator[tuple[str, str, bytes]]:
    """Name, the code expected, the file: not signed, or not our file any more."""
    yield "not signed", "unsigned", world.issued
    yield "saved again, signed", "resaved", _saved(world.returned)
    yield "saved again, not signed", "resaved", _saved(world.issued)
    yield "printed", "printed", _printed(world.issued)
    other = world.sealed(paper(Role.HOLDER, slug="b"))
    yield "another document of ours", "other_file", signed(other, FIELD, world.holder)
    yield "another PDF", "other_file", plain_page("x")
    yield "cut", "truncated", world.issued[:-200]
    yield "cut after signing", "unreadable", world.returned[:-200]
    yield "empty", "unreadable", b""
    yield "a text", "unreadable", b"bonjour"
    yield "a picture", "unreadable", b"\x89PNG\r\n\x1a\n" + bytes(99)
    yield "an old format", "not_pades", _old_format(world)


def _service(world: World, name: str) -> Bearer:
    key = world.authority.pairs[name][0]
    certificates = world.authority.certificates
    return Bearer(world.pki, key, (certificates[name], certificates["service-ca"]))


def _saved(pdf: bytes) -> bytes:
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(stream)
    return stream.getvalue()


def _printed(pdf: bytes) -> bytes:
    """Its pages without form nor annotations, by what calls itself a printer."""
    stream = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as opened, pikepdf.new() as made:
        made.add_pages_from(opened)
        for page in made.pages:
            del page.obj["/Annots"]
        made.Root.AcroForm = pikepdf.Dictionary()
        made.docinfo["/Producer"] = "Microsoft: Print To PDF"
        made.save(stream)
    return stream.getvalue()


def _old_format(world: World) -> bytes:
    """What a program does that ignores the format the field requires."""
    with patch.object(PdfSigningSession, "_enforce_seed_value_constraints", lambda *_: None):
        return signed(world.issued, FIELD, world.holder, subfilter=SigSeedSubFilter.ADOBE_PKCS7_DETACHED)
