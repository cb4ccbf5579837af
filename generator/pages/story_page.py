"""A story's page, with its timeline of facts and quotations, and the index of all stories."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, islice

from generator.pages import feeds, links, listing, paging
from generator.pages.calendar import words
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Entry
from generator.pages.identity import tokens
from generator.pages.listing import Item
from generator.pages.markup import Html, heading, join, page, rows, section, tag
from generator.pages.parts import GLUE, View, bullet_list, counted, counted_briefs, day, quotation, sign, source
from generator.pages.statements import quote_weight
from generator.pages.stories import Story
from generator.pages.weights import CARD, HEADLINE, STATEMENT
from generator.text import clip, statement

# What a page of at most 60 KB holds.
BRIEFS, FACTS_EACH, QUOTES, NAMED = 30, 3, 30, 16
LATEST, ON_ONE_PAGE = 12, 60
# Bytes of HTML: of a brief's markup, of all briefs and of all quotations on a page.
ROW, HEAVIEST, QUOTED = 1600, 60 * 1024, 30 * 1024
INTRO = "Events that several briefs tell of over days, each with its timeline."
NONE = "No story yet: it takes briefs that share actors and topics within a few days."


def render(view: View, stories: Sequence[Story]) -> Iterator[Draft | Group]:
    """The index by month of the newest brief, and each story's pages."""
    items = [(story.entries[-1], story) for story in stories]
    by_last = {last.page: [(last, story)] for last, story in items}
    months = listing.by_month((last for last, _ in items), lambda _: 1, lambda last: by_last[last.page])
    shown = listing.List(
        links.STORIES,
        view.say("Stories"),
        view.say(INTRO),
        months,
        _cards,
        _card_weight,
        ON_ONE_PAGE,
        told=lambda story: story.entries,
    )
    here = view.at(links.STORIES)
    latest = section(here.say("Latest"), _cards(here, items[:LATEST], level=3)) if items else [tag("p", here.say(NONE))]
    yield from listing.render(view, shown, *latest)
    for story in stories:
        if view.is_touched(story.page):
            yield view.group(story.page, partial(_story, view, story), _sources(view, story), story.entries)


def _cards(view: View, items: Sequence[Item[Story]], level: int = 2) -> Html:
    return rows("div", (card(view, story, level) for _, story in items), class_="cards")


def card(view: View, story: Story, level: int = 3) -> Html:
    """A story on a list: when, how it began, how it stands."""
    newest = story.entries[-1]
    return tag(
        "article",
        tag("p", join([period(view, story), counted_briefs(len(story.entries), view.lang)], " · "), class_="dateline"),
        tag(f"h{level}", tag("a", clip(story.title, HEADLINE), href=view.to(story.page), lang=story.lang)),
        tag("p", join([view.say("Latest:"), Html(" "), view.brief(newest)]), class_="lede"),
        class_="card",
    )


def period(view: View, story: Story) -> Html:
    """First and last day."""
    ends = dict.fromkeys((story.entries[0].date, story.entries[-1].date))
    return join((day(one, view.lang) for one in ends), " – ")


def _card_weight(item: Item[Story]) -> int:
    entry, story = item
    return paging.weight(CARD, entry.title[:HEADLINE], story.title[:HEADLINE])


def _weight(entry: Entry) -> int:
    """Bytes of a brief on the timeline, about."""
    facts = (one.text[:STATEMENT] for one in entry.facts[:FACTS_EACH])
    return paging.weight(ROW, entry.title[:HEADLINE], *facts)


def _story(view: View, story: Story) -> Iterator[Draft]:
    """The front page with the latest briefs, and numbered ones where there are more."""
    newest_first, sources = story.entries[::-1], _sources(view, story)
    found = list(paging.slices(newest_first, story.page, BRIEFS, _weight, HEAVIEST))
    total = len(found) - 1
    for part, some in found:
        here = view.at(part.page)
        make = (
            partial(_older, here, story, part, total, some)
            if part.number
            else partial(_front, here, story, part, total, sources)
        )
        told = some if part.number else story.entries
        yield here.draft(make, story.title, part.number, part.followed, None if part.number else sources, told)
    yield from feeds.busy(view, story.page, story.title, newest_first)


def _front(here: View, story: Story, part: paging.Part, total: int, sources: str | None) -> str:
    latest = story.entries[-part.stop :]
    up = tag("a", here.say("Stories"), href=here.to(links.STORIES))
    count = counted_briefs(len(story.entries), here.lang)
    facts = [up, period(here, story), count, sources, here.feed(len(story.entries))]
    blocks = [
        tag(
            "header",
            tag("p", join(facts, " · "), class_="dateline"),
            tag("h1", clip(story.title, HEADLINE), lang=story.lang),
            tag("p", here.say(_HOW), class_="legend"),
            class_="head",
        ),
        *_timeline(here, latest),
        paging.pager(here, story.page, part, total),
        _aside(here, story),
        *section(here.say("Who said what"), bullet_list(islice(_said(here, story.entries), QUOTES), "quotes")),
    ]
    described = here.say("{}: {} from {} on.", story.title, count, words(story.entries[0].date, here.lang))
    return page(blocks, title=story.title, kind="story", description=described)


_HOW = (
    "Put together by the program: briefs that share actors and topics within days, under the first one's headline. "
    "It may err; every line leads to its evidence."
)


def _sources(view: View, story: Story) -> str | None:
    """How many publishers tell of it, copies included."""
    found = {one.publisher for entry in story.entries for one in (entry, *view.catalog.group(entry)) if one.publisher}
    return view.say("{} sources", len(found)) if len(found) > 1 else None


def _older(here: View, story: Story, part: paging.Part, total: int, some: Sequence[Entry]) -> str:
    title = here.say("{}, part {}", story.title, part.number)
    pager = paging.pager(here, story.page, part, total)
    up = tag("p", tag("a", here.say("Stories"), href=here.to(links.STORIES)), class_="up")
    return page(
        [up, tag("h1", clip(title, HEADLINE), lang=story.lang), *_timeline(here, some[::-1]), pager],
        title=title,
        kind="story",
    )


def _timeline(view: View, entries: Sequence[Entry]) -> Iterator[Html]:
    """Day by day, oldest first: each brief with its first facts."""
    for date, group in groupby(entries, key=lambda one: one.date):
        yield heading(words(date, view.lang))
        yield rows("ol", (_told(view, entry) for entry in group), class_="story-day")


def _told(view: View, entry: Entry) -> Html:
    facts = (
        tag(
            "li",
            tag("span", statement(clip(one.text, STATEMENT)), class_="verbatim", lang=entry.lang),
            GLUE,
            sign(view, entry, "fact", one.number),
        )
        for one in entry.facts[:FACTS_EACH]
    )
    return tag(
        "li",
        tag("p", tag("strong", view.brief(entry)), Html(" "), source(view, entry)),
        bullet_list(facts, "lead-facts"),
    )


def _said(view: View, entries: Sequence[Entry]) -> Iterator[Html]:
    """Every quotation once, in order of time: who is quoted again in a later brief stands where it was first."""
    told: set[tuple[str, ...]] = set()
    room = QUOTED
    for entry in entries:
        for said in entry.quotes:
            if tokens(said.text) not in told:
                told.add(tokens(said.text))
                room -= quote_weight(said) + paging.weight(0, entry.title[:HEADLINE])
                if room < 0:
                    return
                yield quotation(view, entry, said)


def _aside(view: View, story: Story) -> Html:
    """Who and where, by the number of briefs."""
    actors = Counter(key for one in story.entries for key in {view.catalog.id(actor.id) for actor in one.actors})
    places = Counter(name for one in story.entries for name in set(map(view.catalog.place, one.places)))
    topics = Counter(name for one in story.entries for name in set(one.tags))
    parts = {
        "who": ("Who is in it", (counted(view, key, count) for key, count in _most(actors))),
        "where": ("Where", (_linked(view, links.place(name), name, count) for name, count in _most(places))),
        "what": ("Topics", (_linked(view, links.topic(name), name, count) for name, count in _most(topics))),
    }
    filled = [
        tag("section", tag("h2", view.say(title), id=key), block)
        for key, (title, items) in parts.items()
        if (block := bullet_list(items, "chips"))
    ]
    return rows("aside", filled, class_="aside", aria_label=view.say("Actors, places and topics"))


def _most(counts: Counter[str]) -> list[tuple[str, int]]:
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:NAMED]


def _linked(view: View, target: str, name: str, count: int) -> Html:
    return tag("li", tag("a", name, href=view.to(target)), Html(" "), tag("span", str(count), class_="count"))
