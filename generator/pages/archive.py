"""All briefs by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import links, listing
from generator.pages.drafts import Draft, Group
from generator.pages.listing import Item
from generator.pages.markup import Html, rows
from generator.pages.parts import View, card, number

ON_ONE_PAGE = 60


def render(view: View) -> Iterator[Draft | Group]:
    """The index of years and months, and each month's pages."""
    briefs, outlines = view.catalog.leading, view.catalog.outlines
    months = listing.by_month(briefs, lambda _: 1, lambda entry: [(entry, None)])
    intro = view.say("All briefs, by month: {} so far.", number(len(briefs), view.lang))
    shown = listing.List(
        links.ARCHIVE,
        view.say("Archive"),
        intro,
        months,
        _cards,
        lambda item: outlines[item[0].page].weight,
        ON_ONE_PAGE,
        days=True,
    )
    yield from listing.render(view, shown)


def _cards(view: View, items: Sequence[Item[None]]) -> Html:
    return rows("div", (card(view, entry, level=2) for entry, _ in items), class_="cards")
