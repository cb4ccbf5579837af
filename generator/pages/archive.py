"""All briefs by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import links, listing, paging
from generator.pages.catalog import Entry
from generator.pages.drafts import Draft, Group
from generator.pages.listing import Item
from generator.pages.markup import Html, rows
from generator.pages.parts import View, card, number
from generator.pages.weights import NAME

ON_ONE_PAGE = 60
# Of a card: its markup and links.
MARKUP = 900


def render(view: View) -> Iterator[Draft | Group]:
    """The index of years and months, and each month's pages."""
    briefs = view.catalog.leading
    months = listing.by_month(briefs, lambda _: 1, lambda entry: [(entry, None)])
    intro = view.say("All briefs, by month: {} so far.", number(len(briefs), view.lang))
    shown = listing.List(
        links.ARCHIVE, view.say("Archive"), intro, months, _cards, lambda item: weigh(item[0]), ON_ONE_PAGE, days=True
    )
    yield from listing.render(view, shown)


def weigh(entry: Entry) -> int:
    """Bytes of a card's HTML, about."""
    return paging.weight(MARKUP + entry.card_bytes, *(one.name[:NAME] for one in entry.actors[:3]))


def _cards(view: View, items: Sequence[Item[None]]) -> Html:
    return rows("div", (card(view, entry, level=2) for entry, _ in items), class_="cards")
