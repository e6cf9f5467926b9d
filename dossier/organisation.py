"""The organisation a certificate is ordered for, and its establishment."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class OrganisationType(StrEnum):
    """« Type d'organisation » (CS-11); it decides which pieces prove the entity and its representative."""

    COMPANY = "company"
    CRAFT = "craft"
    SOLE_TRADER = "sole_trader"
    PROFESSION = "profession"
    ASSOCIATION = "association"
    LOCAL_AUTHORITY = "local_authority"
    PUBLIC_BODY = "public_body"
    SOCIAL_BODY = "social_body"
    OTHER = "other"
    INDIVIDUAL = "individual"


class BusinessId(StrEnum):
    """« Business Directory ID » kinds of GS-18."""

    DUNS = "duns"
    SIREN = "siren"


@dataclass(frozen=True)
class Address:
    """A postal address (CS-15…18, CS-60…65). `country` is ISO 3166-1 alpha-2."""

    street: str
    complement: str
    locality: str
    postcode: str
    town: str
    region: str
    country: str


@dataclass(frozen=True)
class Organisation:
    """The entity and the establishment that orders (CS-09…20; GS-09…20).

    `siren` is 9 digits and `nic` 5, both empty only where the portal does not ask for them (a foreign
    organisation or an individual). `to_check` is True when the registry did not confirm what was typed
    (down, or a protected SIREN, CS-12): the office must look.
    """

    siren: str
    name: str
    type: OrganisationType
    nic: str
    establishment: str
    address: Address
    phone: str
    fax: str
    department: str
    vat: str
    business_id_kind: BusinessId | None
    business_id: str
    category: str
    timezone: str
    to_check: bool

    @property
    def siret(self) -> str:
        """SIREN and NIC, 14 digits."""
        return self.siren + self.nic
