"""Near-copies are grouped by their signatures; which leads is settled by what is earlier, never by what comes later."""

from __future__ import annotations

from base64 import b64encode
from itertools import permutations
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.pages.duplicates import Copy, Sketches, leaders, pairs

SLOTS = 128
SHARE, DAYS = 0.5, 3


def copy(page: str, date: str | None, *, text: int, kept: float = 1.0, shingles: int = 400) -> Copy:
    """A signature of which the share ``kept`` is that of ``text``, the rest its own."""
    whole, own = Random(text), Random(page)
    slots = [whole.randrange(1 << 16) for _ in range(SLOTS)]
    for at in range(int(SLOTS * kept), SLOTS):
        slots[at] = own.randrange(1 << 16)
    return Copy(page, date, shingles, b64encode(b"".join(slot.to_bytes(2, "little") for slot in slots)).decode())


def grouped(*copies: Copy, share: float = SHARE) -> dict[str, str]:
    return leaders(copies, share, DAYS)


def test_the_earliest_leads_then_the_longest_then_the_first_by_name() -> None:
    late, early = copy("late", "2031-03-05", text=1, shingles=900), copy("early", "2031-03-04", text=1)
    assert grouped(late, early) == {"late": "early"}
    assert grouped(late, early, copy("longer", "2031-03-04", text=1, shingles=500)) == dict.fromkeys(
        ("early", "late"), "longer"
    )
    assert grouped(copy("b", "2031-03-04", text=1), copy("a", "2031-03-04", text=1)) == {"b": "a"}


def test_order_makes_no_difference() -> None:
    copies = [copy(f"{text}{day}", f"2031-03-0{day}", text=text, kept=0.9) for text in (1, 2) for day in (3, 4, 5)]
    expected = {"14": "13", "15": "13", "24": "23", "25": "23"}
    assert all(grouped(*order) == expected for order in permutations(copies))


def test_a_short_copy_is_known_by_what_it_holds_not_by_what_it_lacks() -> None:
    whole = copy("whole", "2031-03-04", text=1, shingles=1000)
    # 0.3 of all shingles are common: nearly all of 300, less than half of 1000.
    assert grouped(whole, copy("short", "2031-03-04", text=1, kept=0.3, shingles=300)) == {"short": "whole"}
    assert grouped(whole, copy("other", "2031-03-04", text=1, kept=0.3, shingles=1000)) == {}


def test_a_flash_is_no_copy_of_the_report_it_became() -> None:
    whole = copy("whole", "2031-03-04", text=1, shingles=1000)
    assert grouped(whole, copy("flash", "2031-03-04", text=1, kept=0.06, shingles=60)) == {}


def test_days_bound_a_group_by_the_one_that_leads() -> None:
    chain = [copy(f"day{day}", f"2031-03-{day:02}", text=1) for day in range(1, 9)]
    assert grouped(*chain) == {f"day{day}": f"day{1 if day < 5 else 5}" for day in (2, 3, 4, 6, 7, 8)}


def test_what_is_undated_repeats_what_has_a_date() -> None:
    assert grouped(copy("a", None, text=1), copy("z", "2031-03-04", text=1)) == {"a": "z"}
    assert grouped(copy("a", None, text=1), copy("b", None, text=1)) == {"b": "a"}


def test_nothing_is_grouped_if_so_set_or_if_there_is_little() -> None:
    assert grouped(copy("a", None, text=1), copy("b", None, text=1), share=0) == {}
    assert grouped(copy("a", None, text=1)) == grouped() == {}


def test_many_copies_of_one_text_are_one_group() -> None:
    copies = [copy(f"p{number:03}", "2031-03-04", text=1, kept=0.8) for number in range(100)]
    assert set(grouped(*copies).values()) == {"p000"}
    assert len(grouped(*copies)) == 99


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(1, 9), st.sampled_from((1.0, 0.8, 0.6))), max_size=20))
def test_a_brief_of_a_later_day_changes_no_group(found: list[tuple[int, int, float]]) -> None:
    copies = [copy(f"p{at}", f"2031-03-0{day}", text=text, kept=kept) for at, (text, day, kept) in enumerate(found)]
    before = grouped(*copies)
    after = grouped(*copies, *(copy(f"new{text}", "2031-03-10", text=text) for text in range(4)))
    assert {page: leader for page, leader in after.items() if not page.startswith("new")} == before
    assert not set(before) & set(before.values()), "who leads repeats nobody"


@pytest.mark.parametrize("size", [2_000, 8_000])
def test_even_if_all_share_a_band_the_pairs_stay_few(size: int) -> None:
    """Boilerplate in every text must not make it quadratic: four million pairs of 2,000 would show."""
    import numpy as np

    from generator.pages import duplicates

    signatures = np.random.default_rng(1).integers(0, 1 << 16, (size, SLOTS), dtype=np.uint16)
    signatures[:, :4] = 7
    pairs = sum(len(first) for first, _ in duplicates._candidates(signatures))
    assert 2 * (size - 8) * duplicates.NEAR <= pairs <= 2.1 * size * duplicates.NEAR


_COPIES = st.lists(
    st.builds(
        lambda at, day, text, kept, size: copy(f"p{at}", day, text=text, kept=kept, shingles=size),
        st.integers(0, 40),
        st.sampled_from((None, "2031-03-04", "2031-03-05", "2031-03-06")),
        st.integers(0, 2),
        st.sampled_from((1.0, 0.8, 0.5, 0.2)),
        st.sampled_from((60, 100, 400)),
    ),
    min_size=2,
    max_size=30,
    unique_by=lambda one: one.page,
)


@settings(max_examples=60, deadline=None)
@given(_COPIES)
def test_of_a_few_briefs_the_same_pairs_are_found(copies: list[Copy]) -> None:
    some = Sketches(copies, SHARE)
    assert {pair for one in copies for pair in some.pairs(one)} == {*pairs(copies, SHARE)}


@settings(max_examples=60, deadline=None)
@given(_COPIES, st.integers(1, 3))
def test_a_brief_that_comes_or_goes_changes_the_pairs_of_those_after_it_alone(copies: list[Copy], count: int) -> None:
    moved, others = copies[:count], copies[count:]
    before, after = {*pairs(others, SHARE)}, {*pairs(copies, SHARE)}
    own = {one.page for one in moved}
    for there in (copies, others):  # as they came, and as they went
        touched = {page for one in moved for page in Sketches(there, SHARE).after(one)} | own
        assert {pair.later for pair in before ^ after} <= touched
