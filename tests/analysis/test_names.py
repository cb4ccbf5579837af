"""Names as strings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis import names, organizations, shapes


def test_fold() -> None:
    assert names.key("Ada  Müller’s") == ("ada", "muller")
    assert names.key("U.N.") == ("un",)
    assert names.key("\n“") == ()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Holm", "Ada M. Holm", True),
        ("Jim Holm", "James Holm", True),
        ("J. Holm", "James Holm", True),
        ("Kristen Holm", "Kristin Holm", True),
        ("Ada Brodersen", "Ada Broderson", True),
        ("Thomas Holm", "Manju Holm", False),
        ("Donald Holm", "Donald Holm Jr.", False),
        ("Ada Holm", "Ada Varga", False),
        ("Holm", "Ada Holm", False),
    ],
)
def test_same_person(one: str, other: str, same: bool) -> None:
    assert names.same_person(names.key(one), names.key(other)) is same
    assert names.same_person(names.key(other), names.key(one)) is same


def test_acronyms() -> None:
    assert names.acronyms(names.key("Bureau of Tidal Affairs")) == ["bota", "bta"]
    assert names.acronyms(("gull",)) == []


@pytest.mark.parametrize(
    ("one", "other", "variant"),
    [("marrow", "morrow", True), ("untied", "united", True), ("brodersen", "broadersn", True), ("holm", "helm", False)],
)
def test_is_variant(one: str, other: str, variant: bool) -> None:
    assert names.is_variant(one, other) is variant
    assert bool(set(names.signatures(one)) & set(names.signatures(other))) is variant


@given(st.text(alphabet="abcde", min_size=5, max_size=14), st.text(alphabet="abcde", min_size=5, max_size=14))
def test_variants_share_a_signature(one: str, other: str) -> None:
    if names.is_variant(one, other) and one != other:
        assert set(names.signatures(one)) & set(names.signatures(other))


def test_gender_of_given_names() -> None:
    assert names.gender_of_given("ada") == "f"
    assert names.gender_of_given("james") == "m"
    assert names.gender_of_given("robin") is None
    assert names.is_given("robin")
    assert not names.is_given("holm")


def test_shape_of_persons_names() -> None:
    assert shapes.is_shaped("Ada Holm")
    assert shapes.is_shaped("K.C. Holm")
    assert not shapes.is_shaped("Ada Holm Foundation")
    assert not shapes.is_shaped("Tidal Bureau")
    assert not shapes.is_shaped("Ada")


def test_roles_are_told_from_kin_and_camps() -> None:
    assert shapes.is_role("co-founder")
    assert shapes.is_role("spokeswoman")
    assert shapes.is_role("Sen.")
    assert not any(map(shapes.is_role, ("wife", "Democrat", "herring", "state", "-", "")))


def test_known_organizations_are_known_as_they_are_written() -> None:
    assert organizations.known("WHO", ("who",)) == organizations.known(
        "World Health Organization", ("world", "health", "organization")
    )
    assert organizations.known("Who", ("who",)) is None
    assert organizations.is_acronym("WHO")
    assert not organizations.is_acronym("HOLM")


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("East L.A.", "East Los Angeles", True),
        ("UMG Lesk", "University of Marrow and Gull at Lesk", True),
        ("East L.A.", "West Los Angeles", False),
        ("L.A.", "Los Angeles", False),  # an acronym alone: see acronyms
        ("Los Angeles", "Los Angeles County", False),
        ("UMG Lesk", "University of Marrow at Lesk", False),
    ],
)
def test_initials_in_place_of_some_words(short: str, long: str, same: bool) -> None:
    assert names.is_contracted(names.key(short), names.key(long)) is same
