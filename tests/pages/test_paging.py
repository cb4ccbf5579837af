"""Full pages never change when a list grows, and none is too heavy."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.paging import parts, slices, stretches


def light(_: object) -> int:
    return 1


def test_a_short_list_has_one_page() -> None:
    assert [part.page for part in parts("actors/person/a.md", [1] * 3, 3)] == ["actors/person/a.md"]


def test_parts_are_numbered_from_the_oldest() -> None:
    newest_first = list("edcba")
    found = {part.page: "".join(items) for part, items in slices(newest_first, "x.md", 2, light)}
    assert found == {"x.md": "ed", "x/part-1.md": "ba", "x/part-2.md": "dc", "x/part-3.md": "e"}


def test_heavy_items_make_pages_short() -> None:
    found = {part.page: items for part, items in slices([9, 1, 4, 4, 3, 20], "x.md", 5, int, heaviest=10)}
    assert found == {
        "x.md": [9, 1],
        "x/part-1.md": [20],
        "x/part-2.md": [4, 3],
        "x/part-3.md": [1, 4],
        "x/part-4.md": [9],
    }


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 9), st.integers(0, 50))
def test_every_item_is_on_a_numbered_page_and_full_pages_stay(weights: list[int], size: int, more: int) -> None:
    numbered = list(enumerate(weights))
    before = {part: items for part, items in slices(numbered, "x.md", size, lambda item: item[1], 60) if part.number}
    grown = [(-1, more), *numbered]
    after = {part.page: (part, items) for part, items in slices(grown, "x.md", size, lambda item: item[1], 60)}
    if before:
        assert sorted(item for items in before.values() for item in items) == numbered
    for part, items in before.items():
        assert len(items) == 1 or (len(items) <= size and sum(weight for _, weight in items) <= 60)
        if part.followed:
            assert list(after[part.page][1]) == list(items)
            assert after[part.page][0].followed


@given(st.lists(st.integers(0, 50), max_size=60), st.integers(1, 9))
def test_stretches_hold_every_item_in_order(weights: list[int], size: int) -> None:
    found = list(stretches(weights, size, 60))
    assert [at for start, stop in found for at in range(start, stop)] == list(range(len(weights)))
    assert all(stop - start == 1 or sum(weights[start:stop]) <= 60 for start, stop in found)
