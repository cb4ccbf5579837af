"""How pages are cut into bundles by period."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search import periods
from generator.search.periods import Bundle, cut


def archive(count: int, *, a_day: int = 20, first: date = date(2001, 1, 1)) -> dict[str, str | None]:
    """Pages by their days."""
    days = ((k, first + timedelta(days=k // a_day)) for k in range(count))
    return {f"briefs/{day:%Y/%m}/{k:07}/": day.isoformat() for k, day in days}


def described(bundles: list[Bundle]) -> list[tuple[str, str | None, str | None, int]]:
    return [(one.name, one.first, one.last, len(one.pages)) for one in bundles]


def test_few_pages_are_one_bundle() -> None:
    assert described(cut({"a": "2020-01-05", "b": None, "c": "1999-12-31"})) == [
        ("1999-12-31", "1999-12-31", "2020-01-05", 3)
    ]
    assert cut({}) == []


def test_an_archive_is_a_month_the_year_before_it_and_full_years() -> None:
    assert described(cut(archive(30_000))) == [
        ("2005-02-01", "2005-02-01", "2005-02-08", 160),
        ("2005-01-01", "2005-01-01", "2005-01-31", 620),
        ("2004-01-01", "2004-01-01", "2004-12-31", 7320),
        ("2003-01-01", "2003-01-01", "2003-12-31", 7300),
        ("2002-01-01", "2002-01-01", "2002-12-31", 7300),
        ("2001-01-01", "2001-01-01", "2001-12-31", 7300),
    ]


def test_a_busy_month_is_cut_into_stretches_of_days() -> None:
    found = described(cut(archive(3000, a_day=100, first=date(2020, 6, 1))))
    assert [one[0] for one in found] == ["2020-06-25", "2020-06-17", "2020-06-09", "2020-06-01"]
    assert [one[3] for one in found] == [600, 800, 800, 800]


def test_a_day_of_more_pages_than_fit_is_cut_by_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST", 300)
    days: dict[str, str | None] = dict.fromkeys((f"a/{k}" for k in range(1000)), "2020-01-01")
    days |= dict.fromkeys((f"b/{k}" for k in range(1000)), None)
    found = cut(days)
    assert {one.name[:10].removesuffix("-2") for one in found} >= {"2020-01-01", "undated"}
    assert [one.first is None for one in found] == [False] * 8 + [True] * 8
    assert max(len(one.pages) for one in found) <= 300
    assert len({one.name for one in found}) == len(found)


def test_full_bundles_stay_when_an_archive_grows() -> None:
    """Over a year of days no bundle but the newest, and the year's at the turn of a month, is indexed again."""
    before: dict[str, tuple[str, ...]] = {}
    indexed = 0
    for day in range(730, 730 + 365):
        now = {one.name: one.pages for one in cut(archive(4 * (day + 1), a_day=4))}
        indexed += sum(len(pages) for name, pages in now.items() if before.get(name) != pages) if before else 0
        before = now
    assert indexed / 365 < 150


@given(
    st.dictionaries(
        st.text("abc0123456789/-", min_size=1, max_size=12),
        st.one_of(st.none(), st.dates(date(1999, 1, 1), date(2002, 3, 1)).map(date.isoformat)),
        max_size=120,
    )
)
def test_every_page_is_in_one_bundle_of_its_period(days: dict[str, str | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MOST", 20), ("FEW", 5), ("MANY", 10)):
            patch.setattr(periods, name, value)
        found = cut(days)
    assert sorted(page for one in found for page in one.pages) == sorted(days)
    assert len({one.name for one in found}) == len(found)
    dated = [one for one in found if one.first is not None]
    for newer, older in itertools.pairwise(dated):
        assert (newer.first or "") >= (older.last or "")
    for one in dated:
        ends = sorted(day for page in one.pages if (day := days[page]))
        assert (one.first, one.last) == (ends[0], ends[-1])
