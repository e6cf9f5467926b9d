"""Whether a certificate is in the name of the person expected: tolerant as the identity check is, and explained.

Accents, case, hyphens, apostrophes and spaces do not count (`dossier.identity`). A certificate may say more than
the order, « Anne Marie Sophie » for « Anne » or « DURAND ÉPOUSE MARTIN » for « DURAND »: accepted, with a word. It
may not say less, nor something else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cryptography import x509
from cryptography.x509.oid import NameOID

from dossier import identity
from dossier.people import Person
from dossier.signing.usable import Remark
from dossier.text_checks import without_accents


@dataclass(frozen=True)
class Named:
    """How a certificate names somebody; parts that it does not give are empty."""

    given: str
    family: str
    common: str
    pseudonym: str


def named(der: bytes) -> Named:
    """The name in a certificate's subject."""
    subject = x509.load_der_x509_certificate(der).subject

    def part(oid: x509.ObjectIdentifier) -> str:
        return " ".join(str(one.value) for one in subject.get_attributes_for_oid(oid))

    return Named(
        part(NameOID.GIVEN_NAME), part(NameOID.SURNAME), part(NameOID.COMMON_NAME), part(NameOID.PSEUDONYM)
    )


def refusals(name: Named, person: Person) -> tuple[Remark, ...]:
    """Why the certificate is not this person's, or nothing."""
    if name.pseudonym:
        return (Remark("certificate_pseudonym", name.pseudonym),)
    if not (name.common or name.family):
        return (Remark("certificate_no_person", "CN, SN, GN"),)
    if not (name.given and name.family):
        other = Remark("certificate_other_person", f"{name.common or name.family} ≠ {person.name}")
        return () if _common(name.common, person) else (other,)
    found = []
    if not _begins(name.given, person.first_name, person.middle_name):
        found.append(Remark("certificate_other_first_name", f"{name.given} ≠ {person.first_name}"))
    if not _holds(name.family, person.last_name):
        found.append(Remark("certificate_other_last_name", f"{name.family} ≠ {person.last_name}"))
    return tuple(found)


def cautions(name: Named, person: Person) -> tuple[Remark, ...]:
    """Where an accepted certificate says more than the order does."""
    if name.given and name.family:
        said, more = f"{name.given} {name.family}", (name.given, name.family)
        short = identity.name(more[0]) in _given(person) and _same(more[1], person.last_name)
    else:
        said, short = name.common, identity.name(name.common) in _whole(person)
    return () if short else (Remark("name_longer", f"{said} / {person.name}"),)


def _given(person: Person) -> set[str]:
    return {identity.name(person.first_name), identity.name(person.first_name + person.middle_name)}


def _whole(person: Person) -> set[str]:
    """First and last names, in either order, with or without the middle names."""
    last = identity.name(person.last_name)
    return {text for given in _given(person) for text in (given + last, last + given)}


def _begins(text: str, first: str, middle: str) -> bool:
    """« Anne Marie » begins with « Anne »; « Jean » does not with « Jean-René »."""
    whole = identity.name(text) in {identity.name(first), identity.name(first + middle)}
    return whole or _starts(_parts(text), _parts(first))


def _holds(text: str, last: str) -> bool:
    """« DURAND ÉPOUSE MARTIN » holds « MARTIN » and « DURAND »."""
    found, wanted = _parts(text), _parts(last)
    return _same(text, last) or any(_starts(found[start:], wanted) for start in range(len(found)))


def _common(text: str, person: Person) -> bool:
    """A common name alone: first then last name, or last then first, and perhaps more after the first of them."""
    if identity.name(text) in _whole(person):
        return True
    found, first, last = _parts(text), _parts(person.first_name), _parts(person.last_name)
    for one, other in ((first, last), (last, first)):
        if _starts(found, one) and _holds(" ".join(found[len(one) :]), " ".join(other)):
            return True
    return False


def _starts(found: list[str], wanted: list[str]) -> bool:
    return bool(wanted) and found[: len(wanted)] == wanted


def _parts(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", without_accents(text).upper())


def _same(one: str, other: str) -> bool:
    return identity.name(one) == identity.name(other)
