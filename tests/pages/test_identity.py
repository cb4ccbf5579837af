"""Short names are joined to full ones only where a single candidate fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.identity import Identity, Named
from generator.text import slug


def person(name: str, *aliases: str) -> Named:
    return Named(f"person/{slug(name)}", "person", name, set(aliases))


def organization(name: str, *aliases: str) -> Named:
    return Named(f"organization/{slug(name)}", "organization", name, set(aliases))


def test_a_surname_is_joined_to_the_one_full_name() -> None:
    identity = Identity([person("Holm"), person("Ada Holm", "Holm"), person("Bo Lund")])
    assert identity.of("person/holm") == "person/ada-holm"
    assert identity.of("person/ada-holm") == "person/ada-holm"


def test_two_candidates_are_one_too_many() -> None:
    identity = Identity([person("Holm"), person("Ada Holm", "Holm"), person("Bo Holm")])
    assert identity.of("person/holm") == "person/holm"


def test_a_given_name_is_not_joined() -> None:
    assert Identity([person("Ada"), person("Ada Holm")]).of("person/ada") == "person/ada"


def test_the_fullest_form_gathers_all_shorter_ones() -> None:
    identity = Identity([person("Holm"), person("Ada Holm"), person("Ada Marie Holm")])
    assert identity.of("person/holm") == "person/ada-marie-holm"
    assert identity.of("person/ada-holm") == "person/ada-marie-holm"


def test_a_person_is_never_joined_to_an_organisation() -> None:
    assert Identity([person("Holm"), organization("Ada Holm", "Holm")]).of("person/holm") == "person/holm"


def test_an_organisation_is_joined_by_alias_alone() -> None:
    identity = Identity(
        [organization("HBC"), organization("Harbour Board of Corrie", "HBC"), organization("Board of Corrie")]
    )
    assert identity.of("organization/hbc") == "organization/harbour-board-of-corrie"
    assert identity.of("organization/board-of-corrie") == "organization/board-of-corrie"


def test_two_that_name_each_other_make_no_circle() -> None:
    identity = Identity([organization("HBC", "Harbour Board"), organization("Harbour Board", "HBC")])
    assert identity.of("organization/hbc") == identity.of("organization/harbour-board")


names = st.lists(st.sampled_from(["Ada", "Bo", "Holm", "Lund", "Marie"]), min_size=1, max_size=3).map(" ".join)


@pytest.mark.slow
@given(st.lists(st.tuples(names, st.lists(names, max_size=2)), max_size=8), st.randoms())
def test_the_order_of_briefs_does_not_matter_and_no_circle_arises(
    drawn: list[tuple[str, list[str]]], random: object
) -> None:
    people = list({one.id: one for one in (person(name, *aliases) for name, aliases in drawn)}.values())
    shuffled = people.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    one, other = Identity(people), Identity(shuffled)
    for found in people:
        assert one.of(found.id) == other.of(found.id)
        assert one.of(one.of(found.id)) == one.of(found.id)
