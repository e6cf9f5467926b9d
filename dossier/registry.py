"""What the registry of companies says of an organisation, and how its answers are read (domain B.6, B.7).

The shape read is that of recherche-entreprises; answers are read leniently: a field absent is a field unknown.
A protected organisation (Sirene `N` or `P`, « [NON-DIFFUSIBLE] », « [ND] ») is said to be so, and none of its
placeholders ever leaves this module.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dossier.organisation import Address, OrganisationType

_PLACEHOLDERS = ("[NON-DIFFUSIBLE]", "[ND]")
_TYPES: tuple[tuple[OrganisationType, tuple[str, ...]], ...] = (
    (OrganisationType.SOLE_TRADER, ("1",)),
    (
        OrganisationType.PROFESSION,
        (
            "2385",
            "5385",
            "5485",
            "5585",
            "5685",
            "5785",
            "656",
            "657",
            "6585",
            "5370",
            "5470",
            "5570",
            "5670",
            "5770",
        ),
    ),
    (OrganisationType.COMPANY, ("5", "3120", "62", "63", "64", "65")),
    (OrganisationType.ASSOCIATION, ("92", "93")),
    (OrganisationType.LOCAL_AUTHORITY, ("72", "7343", "7344", "7345", "7346", "7347", "7348", "7349", "735")),
    (OrganisationType.PUBLIC_BODY, ("4", "71", "73", "74")),
    (OrganisationType.SOCIAL_BODY, ("81", "82", "83", "84", "85")),
)
"""INSEE legal categories by prefix; the first that matches decides, the applicant may change it (CS-11)."""


@dataclass(frozen=True)
class Establishment:
    """One establishment; coordinates are known for most, and need no geocoder."""

    nic: str
    name: str
    address: Address
    active: bool
    head_office: bool
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Leader:
    """A person the registry names as a leader: a suggestion for the representative, to be confirmed."""

    first_name: str
    last_name: str
    quality: str


@dataclass(frozen=True)
class Entity:
    """An organisation as the registry knows it. `protected`: its data may not be shown (CS-12)."""

    siren: str
    name: str
    type: OrganisationType
    active: bool
    protected: bool
    establishments: tuple[Establishment, ...]
    leaders: tuple[Leader, ...]

    @property
    def open_establishments(self) -> tuple[Establishment, ...]:
        """The choices of CS-13: active establishments only."""
        return tuple(e for e in self.establishments if e.active)


def organisation_type(category: str) -> OrganisationType:
    """The type that an INSEE legal category suggests."""
    for kind, prefixes in _TYPES:
        if category.startswith(prefixes):
            return kind
    return OrganisationType.OTHER


def entity(result: Mapping[str, Any]) -> Entity:
    """One result of recherche-entreprises."""
    protected = _text(result, "statut_diffusion") in ("N", "P") or _hidden(result.get("nom_complet"))
    name = _text(result, "nom_raison_sociale") or _text(result, "nom_complet")
    return Entity(
        siren=_text(result, "siren"),
        name="" if protected else name,
        type=organisation_type(_text(result, "nature_juridique")),
        active=_text(result, "etat_administratif") == "A",
        protected=protected,
        establishments=tuple(_establishment(found, name, protected) for found in _establishments(result)),
        leaders=() if protected else tuple(_leaders(result)),
    )


def _establishments(result: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The head office first, then the others, each once."""
    seen: set[str] = set()
    head = result.get("siege") or {}
    for found in ({**head, "est_siege": True}, *(result.get("matching_etablissements") or ())):
        siret = _text(found, "siret")
        if len(siret) == 14 and siret not in seen:
            seen.add(siret)
            yield found


def _establishment(found: Mapping[str, Any], name: str, protected: bool) -> Establishment:
    own = _text(found, "nom_commercial") or next(iter(found.get("liste_enseignes") or ()), "") or name
    return Establishment(
        nic=_text(found, "siret")[9:],
        name="" if protected else own,
        address=_address(found, protected),
        active=_text(found, "etat_administratif") == "A",
        head_office=bool(found.get("est_siege")),
        latitude=_number(found.get("latitude")),
        longitude=_number(found.get("longitude")),
    )


def _address(found: Mapping[str, Any], protected: bool) -> Address:
    parts = ("numero_voie", "indice_repetition", "type_voie", "libelle_voie")
    street = " ".join(part for part in (_text(found, name) for name in parts) if part)
    return Address(
        street="" if protected else street,
        complement="" if protected else _text(found, "complement_adresse"),
        locality="" if protected else _text(found, "distribution_speciale"),
        postcode=_text(found, "code_cedex") or _text(found, "code_postal"),
        town=_text(found, "libelle_cedex") or _text(found, "libelle_commune"),
        region="",
        country="FR",
    )


def _leaders(result: Mapping[str, Any]) -> Iterator[Leader]:
    elected = ((result.get("complements") or {}).get("collectivite_territoriale") or {}).get("elus") or ()
    for found in (*(result.get("dirigeants") or ()), *elected):
        last = _text(found, "nom")
        if last:
            first = _text(found, "prenoms").split(" ")[0]
            yield Leader(first, last, _text(found, "qualite") or _text(found, "fonction"))


def _text(found: Mapping[str, Any], key: str) -> str:
    value = found.get(key)
    return "" if value is None or _hidden(value) else str(value).strip()


def _hidden(value: object) -> bool:
    return isinstance(value, str) and value.strip() in _PLACEHOLDERS


def _number(value: object) -> float | None:
    try:
        return float(str(value)) if value not in (None, "") else None
    except ValueError:
        return None
