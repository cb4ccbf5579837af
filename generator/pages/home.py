"""The home page: the latest briefs, what was said last, and who is named most this month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from generator.pages import links, story_page
from generator.pages.calendar import words
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import View, bullet_list, card, counted, lead_card, quotation
from generator.pages.stories import Story
from generator.pages.subjects import gather, in_sections, row

STORIES, QUOTES, NAMED = 3, 4, 12
EMPTY = "No briefs yet. Put an article into content/articles, then build again."


def render(view: View, briefs: int, stories: Sequence[Story] = ()) -> str:
    """The home page, showing at most ``briefs`` briefs."""
    here = view.at(links.HOME)
    latest = here.catalog.leading[:briefs]
    if not latest:
        return page([tag("p", EMPTY, class_="intro")], title="Latest briefs", kind="home")
    rest = (card(here, entry) for entry in latest[1:])
    cards = rows("div", [lead_card(here, latest[0]), *rest], class_="cards cards--home")
    more = tag("p", join(_onward(here), " · "), class_="more")
    blocks = [
        *section("Latest briefs", cards, more),
        *_stories(here, stories),
        *_sections(here),
        *_said(here),
        *_named(here),
    ]
    return page(blocks, title="Latest briefs", kind="home")


def _onward(view: View) -> list[Html]:
    """To the newest day's briefing, and to everything."""
    newest = view.catalog.entries[0].date
    briefing = [tag("a", f"The briefing of {words(newest)}", href=view.to(links.day(newest)))] if newest else []
    return [*briefing, tag("a", "All briefs by month", href=view.to(links.ARCHIVE))]


def _stories(view: View, stories: Sequence[Story]) -> list[Html]:
    """The stories told last."""
    cards = rows("div", (story_page.card(view, one) for one in stories[:STORIES]), class_="cards")
    more = tag("p", tag("a", "All stories", href=view.to(links.STORIES)), class_="more")
    return section("Stories", cards, more) if cards else []


def _sections(view: View) -> list[Html]:
    """Every section, A to Z, with the number of its briefs."""
    found = gather(view.catalog, in_sections(view.catalog.entries), links.section)
    return section("Sections", bullet_list((row(view, one) for one in found), "chips"))


def _said(view: View) -> list[Html]:
    """The source quotes of the newest briefs."""
    found = (
        quotation(view, entry, entry.quotes[entry.pull - 1]) for entry in view.catalog.leading if entry.pull is not None
    )
    return section("Who said what", bullet_list(islice(found, QUOTES), "quotes quotes--home"))


def _named(view: View) -> list[Html]:
    """The actors in most briefs of the newest brief's month."""
    month = view.catalog.entries[0].month
    entries = [entry for entry in view.catalog.leading if entry.month == month]
    counts = Counter(key for entry in entries for key in {view.catalog.id(one.id) for one in entry.actors})
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMED]
    named = (counted(view, key, count) for key, count in most)
    return section(f"Most named: {words(month)}", bullet_list(named, "chips"))
