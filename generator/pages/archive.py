"""All briefs by month."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from generator.pages import links, paging
from generator.pages.calendar import UNDATED, words
from generator.pages.catalog import Entry
from generator.pages.markup import Html, page, rows, section, tag
from generator.pages.parts import View, card

# A card is about 1.2 KB of HTML.
ON_ONE_PAGE = 60


def render(view: View) -> Iterator[tuple[str, str]]:
    """The index of years and months, and each month's pages."""
    months = [(month, list(group)) for month, group in groupby(view.catalog.entries, key=lambda entry: entry.month)]
    yield links.ARCHIVE, _index(view.at(links.ARCHIVE), months)
    for month, entries in months:
        yield from _month(view, month, entries)


def _index(view: View, months: list[tuple[str | None, list[Entry]]]) -> str:
    described = f"All {len(view.catalog.entries)} briefs, by month."
    blocks = [tag("h1", "Archive"), tag("p", described, class_="intro")]
    for year, group in groupby(months, key=lambda pair: pair[0][:4] if pair[0] else UNDATED):
        listed = rows("ul", (_row(view, month, entries) for month, entries in group), class_="columns")
        blocks += section(year, listed)
    return page(blocks, title="Archive", kind="index", description=described)


def _row(view: View, month: str | None, entries: list[Entry]) -> Html:
    link = tag("a", words(month), href=view.to(links.month(month)))
    return tag("li", link, Html(" "), tag("span", str(len(entries)), class_="count"))


def _month(view: View, month: str | None, entries: list[Entry]) -> Iterator[tuple[str, str]]:
    first = links.month(month)
    total = len(paging.parts(first, len(entries), ON_ONE_PAGE)) - 1
    for part, shown in paging.slices(entries, first, ON_ONE_PAGE):
        here = view.at(part.page)
        title = words(month) + (f", part {part.number}" if part.number else "")
        pager = paging.pager(here, first, part.number, total)
        cards = rows("div", (card(here, entry, level=2) for entry in shown), class_="cards")
        blocks = [tag("h1", title), pager, cards, pager]
        yield part.page, page(blocks, title=title, kind="index", description=f"Briefs: {title}")
