"""Lists of things that briefs hold, newest first, by month: briefs, quotations, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Generic, TypeVar

from generator.pages import links, paging
from generator.pages.calendar import UNDATED, month_of, words
from generator.pages.catalog import Entry
from generator.pages.drafts import Draft
from generator.pages.markup import Html, page, rows, section, tag
from generator.pages.parts import View

T = TypeVar("T")
Item = tuple[Entry, T]


@dataclass(frozen=True, slots=True)
class List(Generic[T]):
    """A list that is shown by month. ``show`` sets some of its items; ``size`` of them fit a page.

    ``told``: what of an item, besides its entry, shows.
    """

    index: str
    title: str
    intro: str
    items: Sequence[Item[T]]
    show: Callable[[View, Sequence[Item[T]]], Html]
    size: int
    told: Callable[[T], object] = lambda item: getattr(item, "number", None)

    def months(self) -> list[tuple[str | None, list[Item[T]]]]:
        return [(month, list(group)) for month, group in groupby(self.items, key=lambda item: month_of(item[0].date))]


def render(view: View, shown: List[T], *extra: Html) -> Iterator[Draft]:
    """The index of months (with ``extra`` blocks before them), and each month's pages."""
    months = shown.months()
    here = view.at(shown.index)
    blocks = [tag("h1", shown.title), tag("p", shown.intro, class_="intro"), *extra, *_years(here, shown.index, months)]
    yield here.draft(lambda: page(blocks, title=shown.title, kind="index", description=shown.intro))
    for month, items in months:
        yield from _month(view, shown, month, items)


def _years(view: View, index: str, months: list[tuple[str | None, list[Item[T]]]]) -> Iterator[Html]:
    for year, group in groupby(months, key=lambda pair: pair[0][:4] if pair[0] else UNDATED):
        listed = (_row(view, links.month(index, month), words(month), len(items)) for month, items in group)
        yield from section(year, rows("ul", listed, class_="columns"))


def _row(view: View, target: str, label: str, count: int) -> Html:
    return tag("li", tag("a", label, href=view.to(target)), Html(" "), tag("span", str(count), class_="count"))


def _month(view: View, shown: List[T], month: str | None, items: list[Item[T]]) -> Iterator[Draft]:
    first = links.month(shown.index, month)
    total = len(paging.parts(first, len(items), shown.size)) - 1
    for part, some in paging.slices(items, first, shown.size):
        here = view.at(part.page)
        told = [(entry, shown.told(item)) for entry, item in some]
        yield here.draft(partial(_part, here, shown, month, part, total, some), month, part.number, total, told)


def _part(here: View, shown: List[T], month: str | None, part: paging.Part, total: int, some: Sequence[Item[T]]) -> str:
    title = f"{shown.title}: {words(month)}" + (f", part {part.number}" if part.number else "")
    pager = paging.pager(here, links.month(shown.index, month), part.number, total)
    up = tag("p", tag("a", f"{shown.title}: all months", href=here.to(shown.index)), class_="up")
    return page([up, tag("h1", title), shown.show(here, some), pager], title=title, kind="index")
