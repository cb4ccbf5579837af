"""The home page: the newest day's briefing, the latest briefs, who is named most this month, what was said last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice

from generator.pages import links, paging, story_page
from generator.pages.calendar import words
from generator.pages.entries import Entry
from generator.pages.markup import Html, join, page, rows, tag
from generator.pages.parts import View, amount, bullet_list, card, counted, lead_card, quotation, titled
from generator.pages.stories import Story
from generator.pages.subjects import row

STORIES, QUOTES, NAMED = 4, 5, 14
EMPTY = "No briefs yet. Put an article into content/articles, then build again."


def render(view: View, briefs: int, stories: Sequence[Story] = ()) -> str:
    """The home page, showing at most ``briefs`` briefs."""
    here = view.at(links.HOME)
    weights = [here.catalog.outlines[entry.page].weight for entry in here.catalog.leading[:briefs]]
    latest = here.catalog.leading[: paging.parts(links.HOME, weights, briefs)[0].stop]
    title = here.say("Latest briefs")
    if not latest:
        return page([tag("p", here.say(EMPTY), class_="intro")], title=title, kind="home")
    rail = [*_sections(here), *_named(here), *_said(here)]
    front = [
        _latest(here, latest, stories),
        rows("aside", rail, class_="front__rail", aria_label=here.say("People and words of the month")),
    ]
    return page([_bar(here), rows("div", front, class_="front")], title=title, kind="home")


def _bar(view: View) -> Html:
    """To the newest day's briefing; how much there is."""
    entries = view.catalog.leading
    newest, counts = entries[0].date, [view.catalog.outlines[one.page] for one in entries]
    title = view.say("The briefing of {}", words(newest, view.lang))
    today = tag("a", title, href=view.to(links.day(newest))) if newest else None
    held = [
        tag("a", amount(len(entries), "brief", view.lang), href=view.to(links.ARCHIVE)),
        tag("a", amount(sum(one.quotes for one in counts), "quotation", view.lang), href=view.to(links.QUOTES)),
        tag("a", amount(sum(one.figures for one in counts), "figure", view.lang), href=view.to(links.FIGURES)),
    ]
    return tag(
        "p", tag("span", today, class_="bar__day") if today else None, tag("span", join(held, " · ")), class_="bar"
    )


def _latest(view: View, latest: Sequence[Entry], stories: Sequence[Story]) -> Html:
    rest = (card(view, entry) for entry in latest[1:])
    more = tag("p", tag("a", view.say("All briefs by month"), href=view.to(links.ARCHIVE)), class_="more")
    cards = rows("div", [lead_card(view, latest[0]), *rest], class_="cards cards--home")
    return rows(
        "div", [*titled(view.say("Latest briefs"), cards, more), *_stories(view, stories)], class_="front__main"
    )


def _stories(view: View, stories: Sequence[Story]) -> list[Html]:
    """The stories told last."""
    cards = rows("div", (story_page.card(view, one) for one in stories[:STORIES]), class_="cards")
    more = tag("p", tag("a", view.say("All stories"), href=view.to(links.STORIES)), class_="more")
    return titled(view.say("Stories"), cards, more) if cards else []


def _sections(view: View) -> list[Html]:
    """The sections that hold most briefs, A to Z."""
    found = view.catalog.subjects("sections")
    most = sorted(found, key=lambda one: (-one.briefs, one.page))[:NAMED]
    listed = bullet_list((row(view, one) for one in sorted(most, key=lambda one: one.page)), "chips")
    every = tag("p", tag("a", view.say("All sections"), href=view.to(links.SECTIONS)), class_="more")
    return titled(view.say("Sections"), listed, every if len(found) > NAMED else Html("")) if listed else []


def _said(view: View) -> list[Html]:
    """The source quotes of the newest briefs; that of the first stands in its card."""
    found = (
        quotation(view, entry, entry.quotes[entry.pull - 1])
        for entry in view.catalog.leading[1:]
        if entry.pull is not None
    )
    return titled(view.say("Who said what"), bullet_list(islice(found, QUOTES), "quotes"))


def _named(view: View) -> list[Html]:
    """The actors in most briefs of the newest brief's month."""
    month = view.catalog.entries[0].month
    entries = [entry for entry in view.catalog.leading if entry.month == month]
    counts = Counter(key for entry in entries for key in view.catalog.cast(entry))
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMED]
    named = bullet_list((counted(view, key, count) for key, count in most), "chips")
    return titled(view.say("Most named: {}", words(month, view.lang)), named)
