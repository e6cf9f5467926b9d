"""What the registry says, read from the fixture answers."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier import checks, registry, world
from dossier.organisation import OrganisationType

FILES = sorted(world.folder("sirene").glob("*.json"))


def read(siren: str) -> registry.Entity:
    return registry.entity(json.loads((world.folder("sirene") / f"{siren}.json").read_text(encoding="utf-8")))


@pytest.mark.rows("CS-10", "CS-11")
def test_the_name_and_type_come_from_the_siren() -> None:
    found = read("433702479")
    assert (found.name, found.type, found.protected) == (
        "CHAMBERSIGN FRANCE",
        OrganisationType.ASSOCIATION,
        False,
    )


@pytest.mark.rows("CS-13", "CS-14", "CS-15", "CS-18")
def test_only_open_establishments_are_offered_with_their_address() -> None:
    found = read("433702479")
    assert [e.nic for e in found.establishments] == ["00042", "00034"]
    (only,) = found.open_establishments
    assert (only.nic, only.name, only.head_office) == ("00042", "CHAMBERSIGN FRANCE", True)
    assert (only.address.street, only.address.postcode, only.address.town) == (
        "10 CRS DE VERDUN RAMBAUD",
        "69002",
        "LYON 2EME",
    )


@pytest.mark.rows("CS-12")
def test_a_protected_organisation_is_said_to_be_so_and_no_placeholder_leaves() -> None:
    found = read("990000044")
    assert found.protected
    assert found.name == ""
    assert found.leaders == ()
    assert "DIFFUSIBLE" not in repr(found)
    assert found.establishments[0].latitude is None


def test_cedex_codes_coordinates_and_leaders() -> None:
    found = read("990000036")
    assert found.establishments[1].address.postcode == "69824"
    assert found.establishments[0].latitude == pytest.approx(45.989)
    assert found.leaders == (registry.Leader("FRANÇOIS-XAVIER", "ŒUVRARD", "Gérant"),)
    assert read("219900123").leaders == (registry.Leader("NOËLLE", "SAINT-ÇAÎRE", "Maire"),)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.stem)
def test_the_fixtures_are_arithmetically_right(path: Any) -> None:
    found = read(path.stem)
    assert checks.siren(found.siren) == ""
    for establishment in found.establishments:
        assert checks.siret(found.siren + establishment.nic) == ""


@pytest.mark.parametrize(
    ("category", "kind"),
    [
        ("1000", OrganisationType.SOLE_TRADER), ("5499", OrganisationType.COMPANY), ("5710", OrganisationType.COMPANY),
        ("5785", OrganisationType.PROFESSION), ("6561", OrganisationType.PROFESSION),
        ("6540", OrganisationType.COMPANY),
        ("9220", OrganisationType.ASSOCIATION), ("9300", OrganisationType.ASSOCIATION),
        ("7210", OrganisationType.LOCAL_AUTHORITY), ("7346", OrganisationType.LOCAL_AUTHORITY),
        ("7353", OrganisationType.LOCAL_AUTHORITY), ("7389", OrganisationType.PUBLIC_BODY),
        ("4110", OrganisationType.PUBLIC_BODY), ("7120", OrganisationType.PUBLIC_BODY),
        ("8410", OrganisationType.SOCIAL_BODY), ("9110", OrganisationType.OTHER), ("", OrganisationType.OTHER),
    ],
)  # fmt: skip
def test_categories(category: str, kind: OrganisationType) -> None:
    assert registry.organisation_type(category) is kind


@given(
    st.dictionaries(
        st.sampled_from(["siren", "siege", "dirigeants", "complements", "nom_complet"]), st.none()
    )
)
def test_absent_fields_are_unknown(result: dict[str, None]) -> None:
    assert registry.entity(result).establishments == ()
