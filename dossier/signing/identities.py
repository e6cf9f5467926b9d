"""Who signs, and how a certificate names them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID

from dossier.blocks import Role
from dossier.errors import Invalid, Problem

SPECIMEN = "SPECIMEN"
"""Word in the subject of every demonstration certificate; verification looks for it."""

HOLDER = "titulaire"
REPRESENTATIVE = "représentant légal"
DELEGATE = "délégataire"
HOLDER_AND_REPRESENTATIVE = "titulaire et représentant légal"
"""Claimed roles, as written in the signature (CAdES signer-attributes-v2) and read by people."""

_UB_COMMON_NAME = 64  # RFC 5280 appendix A, ub-common-name
_PRINTABLE = re.compile(r"[A-Za-z0-9 '()+,\-./:=?]{1,64}")  # X.680 PrintableString, ub-serial-number


@dataclass(frozen=True)
class Signer:
    """A natural person about to sign.

    `identifier` is a pseudonym of the signer within the dossier (PrintableString, at most 64 characters);
    it is never the number of an identity document. `role` names the signature field; `claimed` is the
    capacity written in the signature; `reason` and `location` go to the signature dictionary.
    """

    role: Role
    given_name: str
    family_name: str
    identifier: str
    claimed: str
    reason: str
    location: str = ""
    country: str = "FR"

    @property
    def name(self) -> str:
        """Given name then family name, NFC."""
        return unicodedata.normalize("NFC", f"{self.given_name} {self.family_name}".strip())


def subject_of(signer: Signer) -> x509.Name:
    """The subject of a one-shot certificate: C, SN, GN, serialNumber, CN (EN 319 412-2 §4.2.4).

    Raises Invalid when a part is missing or the identifier is not printable.
    """
    _check(signer)
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, signer.country),
            x509.NameAttribute(NameOID.SURNAME, unicodedata.normalize("NFC", signer.family_name)),
            x509.NameAttribute(NameOID.GIVEN_NAME, unicodedata.normalize("NFC", signer.given_name)),
            x509.NameAttribute(NameOID.SERIAL_NUMBER, signer.identifier),
            x509.NameAttribute(NameOID.COMMON_NAME, signer.name[:_UB_COMMON_NAME].strip()),
        ]
    )


def organisation_name(organisation: str, common_name: str, country: str = "FR") -> x509.Name:
    """The subject of one of the service's own certificates: C, O, CN."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, country),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, common_name),
        ]
    )


def _check(signer: Signer) -> None:
    problems = [
        Problem(f"signer.{field}", "required")
        for field in ("given_name", "family_name")
        if not getattr(signer, field).strip()
    ]
    if not _PRINTABLE.fullmatch(signer.identifier):
        problems.append(Problem("signer.identifier", "not_printable"))
    if problems:
        raise Invalid(*problems)
