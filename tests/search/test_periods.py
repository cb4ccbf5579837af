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


def test_an_archive_is_days_the_months_before_them_and_full_years() -> None:
    assert described(cut(archive(35_000))) == [
        ("2005-10-16", "2005-10-16", "2005-10-16", 20),
        ("2005-10-11", "2005-10-11", "2005-10-15", 100),
        ("2005-10-06", "2005-10-06", "2005-10-10", 100),
        ("2005-10-01", "2005-10-01", "2005-10-05", 100),
        ("2005-09-01", "2005-09-01", "2005-09-30", 600),
        ("2005-07-01", "2005-07-01", "2005-08-31", 1240),
        ("2005-05-01", "2005-05-01", "2005-06-30", 1220),
        ("2005-03-01", "2005-03-01", "2005-04-30", 1220),
        ("2005-01-01", "2005-01-01", "2005-02-28", 1180),
        ("2004-01-01", "2004-01-01", "2004-12-31", 7320),
        ("2003-01-01", "2003-01-01", "2003-12-31", 7300),
        ("2002-01-01", "2002-01-01", "2002-12-31", 7300),
        ("2001-01-01", "2001-01-01", "2001-12-31", 7300),
    ]


def test_years_of_few_pages_share_a_bundle() -> None:
    found = cut(archive(12_000, a_day=4))
    assert [(one.first, one.last, len(one.pages)) for one in found if (one.last or "") < "2009"] == [
        ("2005-01-01", "2008-12-31", 5844),
        ("2001-01-01", "2004-12-31", 5844),
    ]


def test_busy_days_are_bundles_of_their_own() -> None:
    found = described(cut(archive(1000, a_day=200, first=date(2020, 6, 1))))
    assert found == [(f"2020-06-{day:02}", f"2020-06-{day:02}", f"2020-06-{day:02}", 200) for day in (5, 4, 3, 2, 1)]


def test_a_day_of_more_pages_than_fit_is_cut_by_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(periods, "MOST", 300)
    days: dict[str, str | None] = dict.fromkeys((f"a/{k}" for k in range(1000)), "2020-01-01")
    days |= dict.fromkeys((f"b/{k}" for k in range(1000)), None)
    found = cut(days)
    assert {one.name[:10].removesuffix("-2") for one in found} >= {"2020-01-01", "undated"}
    assert [one.first is None for one in found] == [False] * 8 + [True] * 8
    assert max(len(one.pages) for one in found) <= 300
    assert len({one.name for one in found}) == len(found)


def test_full_bundles_stay_when_an_archive_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Over a year of days, each page is indexed a few times: when its day comes, and at the turns after it."""
    for name, value in (("DAYS", 10), ("MONTHS", 100), ("YEARS", 500)):
        monkeypatch.setattr(periods, name, value)
    pages = archive(2 * 731, a_day=2)
    before = {one.name: one.pages for one in cut(pages)}
    indexed = []
    for day in range(731, 731 + 365):
        pages |= {f"{day}/{at}": (date(2001, 1, 1) + timedelta(days=day)).isoformat() for at in range(2)}
        now = {one.name: one.pages for one in cut(pages)}
        indexed.append(sum(len(pages) for name, pages in now.items() if before.get(name) != pages))
        before = now
    assert sum(indexed) < 13 * 2 * 365
    assert sum(count > 10 for count in indexed) == 12, "at the turns of months"
    assert sorted(indexed)[-2] < 150, "of all but that of the year a bundle of months and the new day"


def test_at_the_turn_of_a_month_its_days_are_indexed_and_no_month_that_is_full() -> None:
    before = {one.name: one.pages for one in cut(archive(20 * (365 + 304)))}
    after = {one.name: one.pages for one in cut(archive(20 * (365 + 304) + 1))}
    assert [name for name, pages in after.items() if before.get(name) != pages] == ["2002-11-01", "2002-09-01"]
    assert len(after["2002-09-01"]) == 20 * 61


@given(
    st.dictionaries(
        st.text("abc0123456789/-", min_size=1, max_size=12),
        st.one_of(st.none(), st.dates(date(1999, 1, 1), date(2002, 3, 1)).map(date.isoformat)),
        max_size=120,
    )
)
def test_every_page_is_in_one_bundle_of_its_period(days: dict[str, str | None]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MOST", 20), ("DAYS", 5), ("MONTHS", 8), ("YEARS", 12)):
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
