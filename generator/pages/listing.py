"""Lists of things that briefs hold, newest first, by month: briefs, quotations, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from generator.pages import links, paging
from generator.pages.calendar import UNDATED, words
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Entry
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import View, number

# More months than this an index would not hold; then it lists years, and each year's own page the months.
MONTHS = 360
T = TypeVar("T")
Item = tuple[Entry, T]


class Month(NamedTuple, Generic[T]):
    """A month (``None``: what is undated), the number of its items, and these."""

    month: str | None
    total: int
    items: Callable[[], list[Item[T]]]


def by_month(
    entries: Iterable[Entry], count: Callable[[Entry], int], of: Callable[[Entry], list[Item[T]]]
) -> list[Month[T]]:
    """The months that have items. ``of`` gives those of a brief, of which there are ``count``."""
    found = []
    for month, group in groupby(entries, key=lambda one: one.month):
        briefs = list(group)
        if total := sum(map(count, briefs)):
            found.append(Month(month, total, partial(_all, briefs, of)))
    return found


def _all(briefs: Sequence[Entry], of: Callable[[Entry], list[Item[T]]]) -> list[Item[T]]:
    return [item for one in briefs for item in of(one)]


@dataclass(frozen=True, slots=True)
class List(Generic[T]):
    """A list that is shown by month. ``show`` sets some of its items, ``weigh`` tells the bytes of one as HTML.

    At most ``size`` stand on a page. ``days``: whether a month's page leads to the briefings of its days;
    ``told``: what of an item, besides its entry, shows.
    """

    index: str
    title: str
    intro: str
    months: Sequence[Month[T]]
    show: Callable[[View, Sequence[Item[T]]], Html]
    weigh: Callable[[Item[T]], int]
    size: int
    days: bool = False
    told: Callable[[T], object] = lambda item: getattr(item, "number", None)


def render(view: View, shown: List[T], *extra: Html) -> Iterator[Draft | Group]:
    """The index of months (with ``extra`` blocks before them), one of each year, and each month's pages."""
    by_year = groupby(shown.months, key=lambda one: one.month[:4] if one.month else None)
    years = [(year, list(group)) for year, group in by_year]
    here = view.at(shown.index)
    listed = _years(here, shown.index, years, in_full=len(shown.months) <= MONTHS)
    blocks = [tag("h1", shown.title), tag("p", shown.intro, class_="intro"), *extra, *listed]
    yield here.draft(lambda: page(blocks, title=shown.title, kind="index", description=shown.intro))
    for year, group in years:
        if year:
            yield _year(view.at(links.year(shown.index, year)), shown, year, group)
        for one in group:
            if view.is_touched(links.month(shown.index, one.month)):
                items = one.items()
                told = [shown.told(item) for _, item in items]
                make = partial(_month, view, shown, one.month, items)
                yield view.group(links.month(shown.index, one.month), make, [entry for entry, _ in items], told)


Months = Sequence[Month[T]]


def _years(view: View, index: str, years: Sequence[tuple[str | None, Months[T]]], *, in_full: bool) -> Iterator[Html]:
    """Every month below its year; the years alone where there are very many."""
    if in_full:
        for year, group in years:
            yield from section(year or view.say(UNDATED), _months(view, index, group))
        return
    counts = ((year, sum(one.total for one in group)) for year, group in years)
    listed = [
        _row(view, links.year(index, year) if year else links.month(index, None), year or view.say(UNDATED), count)
        for year, count in counts
    ]
    yield from section(view.say("Years"), rows("ul", listed, class_="columns"))


def _months(view: View, index: str, months: Months[T]) -> Html:
    listed = (_row(view, links.month(index, one.month), words(one.month, view.lang), one.total) for one in months)
    return rows("ul", listed, class_="columns")


def _row(view: View, target: str, label: str, count: int) -> Html:
    return tag(
        "li", tag("a", label, href=view.to(target)), Html(" "), tag("span", number(count, view.lang), class_="count")
    )


def _year(view: View, shown: List[T], year: str, months: Months[T]) -> Draft:
    title = view.say("{}: {}", shown.title, year)
    up = tag("p", tag("a", view.say("{}: all years", shown.title), href=view.to(shown.index)), class_="up")
    blocks = [up, tag("h1", title), _months(view, shown.index, months)]
    told = [(one.month, one.total) for one in months]
    return view.draft(lambda: page(blocks, title=title, kind="index"), shown.title, year, told)


def _month(view: View, shown: List[T], month: str | None, items: list[Item[T]]) -> Iterator[Draft]:
    first = links.month(shown.index, month)
    found = list(paging.slices(items, first, shown.size, shown.weigh))
    days = _days(items) if shown.days else []
    for part, some in found:
        here = view.at(part.page)
        # Only the front page tells how many there are, or a full page would change.
        about, strip = (len(items), days) if part.number == 0 else (None, [])
        told = [(entry, shown.told(item)) for entry, item in some]
        make = partial(_part, here, shown, month, part, len(found) - 1, strip, some)
        yield here.draft(make, month, part.number, part.followed, about, strip, told)


def _days(items: Sequence[Item[T]]) -> list[str]:
    """The days of a month that have briefs, in order."""
    return sorted({entry.date for entry, _ in items if entry.date})


def _part(
    here: View,
    shown: List[T],
    month: str | None,
    part: paging.Part,
    total: int,
    days: Sequence[str],
    some: Sequence[Item[T]],
) -> str:
    title = here.say("{}: {}", shown.title, words(month, here.lang))
    title = here.say("{}, part {}", title, part.number) if part.number else title
    pager = paging.pager(here, links.month(shown.index, month), part, total)
    up = tag("p", tag("a", here.say("{}: all months", shown.title), href=here.to(shown.index)), class_="up")
    to_days = (tag("a", str(int(day[8:])), href=here.to(links.day(day)), title=words(day, here.lang)) for day in days)
    briefings = join(to_days, " ")
    strip = (
        tag("p", here.say("The briefing of each day:"), Html(" "), briefings, class_="alphabet") if days else Html("")
    )
    return page([up, tag("h1", title), strip, shown.show(here, some), pager], title=title, kind="index")
