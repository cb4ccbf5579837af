"""All briefs by month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import links, listing
from generator.pages.drafts import Draft
from generator.pages.listing import Item
from generator.pages.markup import Html, rows
from generator.pages.parts import View, card

# A card is about 1.2 KB of HTML.
ON_ONE_PAGE = 60


def render(view: View) -> Iterator[Draft]:
    """The index of years and months, and each month's pages."""
    items = [(entry, None) for entry in view.catalog.leading]
    intro = f"All briefs, by month: {len(items)} so far."
    yield from listing.render(view, listing.List(links.ARCHIVE, "Archive", intro, items, _cards, ON_ONE_PAGE))


def _cards(view: View, items: Sequence[Item[None]]) -> Html:
    return rows("div", (card(view, entry, level=2) for entry, _ in items), class_="cards")
