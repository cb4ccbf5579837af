"""Short names are joined to full ones only where a single candidate fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.identity import Identity, Named, alike_by
from generator.text import slug
from tests.pages.factory import Draft
from tests.pages.test_render import render


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


def both(person_briefs: int, organization_briefs: int, *, salience: float = 0.0) -> list[Named]:
    """One name that some briefs take for a person and others for an organisation."""
    one, other = person("Skeld Vantmoor", "Vantmoor"), organization("Skeld Vantmoor")
    one.briefs, one.salience, other.briefs, other.salience = person_briefs, salience, organization_briefs, 0.5
    return [one, other]


@pytest.mark.parametrize(
    ("named", "expected"),
    [
        (both(3, 1), "person/skeld-vantmoor"),
        (both(1, 3, salience=0.9), "organization/skeld-vantmoor"),
        (both(2, 2, salience=0.9), "person/skeld-vantmoor"),
        (both(2, 2, salience=0.1), "organization/skeld-vantmoor"),
    ],
)
def test_a_name_of_two_types_is_what_most_briefs_take_it_for(named: list[Named], expected: str) -> None:
    identity = Identity(named)
    assert {identity.of(one.id) for one in named} == {expected}


def test_two_types_in_one_brief_are_two_actors() -> None:
    named = both(3, 1)
    identity = Identity(named, apart={"skeld-vantmoor"})
    assert [identity.of(one.id) for one in named] == [one.id for one in named]


def test_a_state_is_never_taken_for_a_person() -> None:
    state = Named("state/vessen", "state", "Vessen", briefs=9)
    assert Identity([state, person("Vessen")]).of("person/vessen") == "person/vessen"


def test_short_forms_follow_to_the_type_that_is_shown() -> None:
    identity = Identity([*both(1, 3), person("Ada Vantmoor"), organization("Vantmoor Ferries", "Skeld Vantmoor")])
    assert identity.of("person/skeld-vantmoor") == "organization/vantmoor-ferries"


def test_the_page_says_that_briefs_do_not_agree() -> None:
    drafts = [Draft("Skeld Freight sails.", title=f"Freight {k}", tags=(), url=None) for k in range(3)]
    for k, draft in enumerate(drafts):
        draft.actor("Skeld Freight", "person" if k == 0 else "organization")
    found = render(*(draft.triple() for draft in drafts))
    assert "actors/person/skeld-freight.md" not in found
    text = found["actors/organization/skeld-freight.md"]
    assert "1 brief takes this name for a person. It is shown as an organisation" in text
    assert "in 3 briefs" in text
    assert 'href="../../../actors/organization/skeld-freight.md"' in found[f"briefs/{drafts[0].path()}"]


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


_KINDS = st.sampled_from(("person", "organization", "state"))
_FORMS = st.sampled_from(
    ("Ada Holm", "Holm", "Bo Holm", "HBC", "Harbour Board", "Germany", "Allemagne", "Ada Marie Holm")
)
_NAMED = st.tuples(_KINDS, _FORMS, st.lists(_FORMS, max_size=2), st.integers(1, 3), st.booleans())


@given(st.lists(_NAMED, max_size=9, unique_by=lambda one: one[:2]))
def test_who_has_nothing_in_common_can_be_joined_apart(drawn: list[tuple[str, str, list[str], int, bool]]) -> None:
    """So that a changed brief need not have all joined again."""

    def made() -> list[Named]:
        return [
            Named(f"{kind}/{slug(name)}", kind, name, set(also), known=known, briefs=briefs)
            for kind, name, also, briefs, known in drawn
        ]

    parts: list[tuple[set[str], set[str]]] = []
    for one in made():
        joined = (alike_by(one), {one.id})
        for other in [part for part in parts if not part[0].isdisjoint(joined[0])]:
            parts.remove(other)
            joined = (joined[0] | other[0], joined[1] | other[1])
        parts.append(joined)
    apart: dict[str, str] = {}
    for _, ids in parts:
        apart |= Identity([one for one in made() if one.id in ids]).joined()
    assert apart == Identity(made()).joined()
