"""People of an order, and what is known of their identity documents."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class DocumentType(StrEnum):
    """Identity documents that portals may accept (each portal lists its own)."""

    CNI = "cni"
    PASSPORT = "passport"
    RESIDENCE_PERMIT = "residence_permit"


@dataclass(frozen=True)
class IdentityDocument:
    """The document a signer will be asked about before signing (Q-6). Never printed in full."""

    type: DocumentType
    number: str
    issued_on: date | None
    expires_on: date | None


@dataclass(frozen=True)
class Person:
    """A holder, certificate manager, representative or delegate (CS-29…35, CS-45…47, CS-51).

    `function`, `service`, `office_phone` and `mobile` are empty when the guide does not ask for them;
    phones are E.164 (`+33…`). `identity` and `mobile` are required before a dematerialised validation.
    """

    first_name: str
    middle_name: str
    last_name: str
    email: str
    function: str
    service: str
    office_phone: str
    mobile: str
    identity: IdentityDocument | None

    @property
    def name(self) -> str:
        """First, middle and last names as they are to be printed."""
        return " ".join(part for part in (self.first_name, self.middle_name, self.last_name) if part)


@dataclass(frozen=True)
class Contact:
    """Somebody to write to: applicant, billing contact (GS-26), technical contact (GS-46)."""

    first_name: str
    last_name: str
    email: str
    phone: str

    @property
    def name(self) -> str:
        """First and last names."""
        return f"{self.first_name} {self.last_name}".strip()
