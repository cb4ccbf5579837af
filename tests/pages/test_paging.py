"""Full pages never change when a list grows."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from generator.pages.paging import parts, slices


def test_a_short_list_has_one_page() -> None:
    assert [part.page for part in parts("actors/person/a.md", 3, 3)] == ["actors/person/a.md"]


def test_parts_are_numbered_from_the_oldest() -> None:
    newest_first = list("edcba")
    found = {part.page: "".join(items) for part, items in slices(newest_first, "x.md", 2)}
    assert found == {"x.md": "ed", "x/part-1.md": "ba", "x/part-2.md": "dc", "x/part-3.md": "e"}


@given(st.integers(0, 60), st.integers(1, 9))
def test_every_item_is_on_a_numbered_page_and_full_pages_stay(count: int, size: int) -> None:
    before = {part.page: items for part, items in slices(range(count)[::-1], "x.md", size) if part.number}
    after = {part.page: items for part, items in slices(range(count + 1)[::-1], "x.md", size) if part.number}
    if count > size:
        assert sorted(item for items in before.values() for item in items) == list(range(count))
    for page, items in before.items():
        if len(items) == size:
            assert list(after[page]) == list(items)
