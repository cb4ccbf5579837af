"""Sections, topics and places: an index of all, and a page for each with its briefs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from generator.pages import alphabet, feeds, links, paging, worldmap
from generator.pages.about import Kind, Subject
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Entry
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import View, bullet_list, card, counted, counted_briefs, day, number
from generator.pages.weights import NAME
from generator.text import clip, slug

ON_ONE_PAGE, COMPANY = 60, 10
# An index names so many that are in most briefs, and then all of them.
MOST = 24
# So many names stand on the index itself: the map weighs up to 100 KB, and beside it there is room for fewer.
INLINE: dict[Kind, int] = {"sections": alphabet.ON_ONE_PAGE, "topics": alphabet.ON_ONE_PAGE, "places": 120}
# The indexes whose busy subjects have feeds.
HAVE_FEEDS = (links.TOPICS, links.SECTIONS)


def sections(view: View) -> Iterator[Draft | Group]:
    """Sections as the articles lie in folders, called as the settings say."""
    names = alphabet.Names(
        links.SECTIONS, view.say("Sections"), view.catalog.subjects("sections"), *_ROW, INLINE["sections"]
    )
    yield from _render(view, names, "The briefs by section.")


def topics(view: View) -> Iterator[Draft | Group]:
    """Topics as the briefs are tagged."""
    names = alphabet.Names(links.TOPICS, view.say("Topics"), view.catalog.subjects("topics"), *_ROW, INLINE["topics"])
    yield from _render(view, names, "What the briefs are about.")


def places(view: View) -> Iterator[Draft | Group]:
    """Places as the articles name them, and a map of their countries."""
    found, intro = view.catalog.subjects("places"), "Where the briefs are set, as the articles name the places."
    names = alphabet.Names(links.PLACES, view.say("Places"), found, *_ROW, INLINE["places"])
    yield from _render(view, names, intro, _map(view.at(links.PLACES), found))


def _map(view: View, found: list[Subject]) -> Html:
    """The countries of the places, each linked to the state's page, else to the country's as a place."""
    counts = {one.name: one.briefs for one in view.catalog.subjects("countries")}
    by_page = {one.page for one in found}
    hrefs: dict[str, str] = {}
    for code in counts:
        country = worldmap.name(code, view.site.lang)
        state, place = f"state/{slug(country)}", links.place(country)
        if view.has_page(state):
            hrefs[code] = view.to(links.actor(state))
        elif place in by_page:
            hrefs[code] = view.to(place)
    return worldmap.draw(dict(sorted(counts.items())), hrefs, view.lang)


def _render(view: View, names: alphabet.Names[Subject], intro: str, *extra: Html) -> Iterator[Draft | Group]:
    """The index, the pages of its letters, and those of each subject."""
    here, found, intro = view.at(names.index), names.items, view.say(intro)
    most = sorted(found, key=lambda one: (-one.briefs, one.page))[:MOST] if len(found) > MOST else []
    named = bullet_list((row(here, one) for one in most), "chips")
    blocks = [
        tag("h1", names.title),
        tag("p", intro, class_="intro"),
        *extra,
        *section(view.say("In most briefs"), named),
    ]
    blocks += alphabet.blocks(here, names)
    yield here.draft(lambda: page(blocks, title=names.title, kind="index", description=intro))
    yield from alphabet.render(view, names)
    for subject in found:
        if view.is_touched(subject.page):
            make = partial(_subject, view, subject, names.index, names.title)
            yield view.group(subject.page, make, subject.name, subject.entries)


def _rows(view: View, shown: Sequence[Subject]) -> list[Html]:
    return section(view.say("A–Z"), bullet_list((row(view, one, noted=True) for one in shown), "columns"))


def row(view: View, one: Subject, *, noted: bool = False) -> Html:
    """A subject on a list, with the number of its briefs (and its note)."""
    link = tag("a", clip(one.name, NAME), href=view.to(one.page))
    note = tag("span", f"({one.note})", class_="count") if one.note and noted else None
    return tag("li", join([link, note, tag("span", number(one.briefs, view.lang), class_="count")], " "))


def _name(one: Subject) -> str:
    return one.name


def _told(one: Subject) -> object:
    return one.page, one.name, one.note, one.briefs


_ROW = (_name, _told, _rows)


def _subject(view: View, subject: Subject, index: str, title: str) -> Iterator[Draft]:
    outlines = view.catalog.outlines
    found = list(paging.slices(subject.entries, subject.page, ON_ONE_PAGE, lambda one: outlines[one.page].weight))
    for part, entries in found:
        here = view.at(part.page)
        up = tag("p", tag("a", title, href=here.to(index)), class_="up")
        # Only the front page tells of all briefs, or a full page would change.
        head = [] if part.number else _head(here, subject, with_feed=index in HAVE_FEEDS)
        make = partial(_part, here, subject, [up, *head], part, len(found) - 1, entries)
        yield here.draft(make, subject.name, up, head, part.number, part.followed, entries)
    if index in HAVE_FEEDS:
        yield from feeds.busy(view, subject.page, subject.name, subject.entries)


def _head(view: View, subject: Subject, *, with_feed: bool) -> list[Html]:
    """How much there is, from when, and who is named most."""
    entries = subject.entries
    ends = dict.fromkeys(entry.date for entry in (entries[-1], entries[0]) if entry.date)
    told = [
        counted_briefs(len(entries), view.lang),
        join((day(one, view.lang) for one in ends), " – "),
        view.feed(len(entries)) if with_feed else None,
    ]
    counts = Counter(key for entry in entries for key in view.catalog.cast(entry))
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:COMPANY] if len(entries) > 1 else []
    named = bullet_list((counted(view, key, count) for key, count in most), "chips")
    return [tag("p", join(told, " · "), class_="dateline"), named]


def _part(
    here: View, subject: Subject, head: Sequence[Html], part: paging.Part, total: int, entries: Sequence[Entry]
) -> str:
    name = clip(subject.name, NAME)
    shown = here.say("{}, part {}", name, part.number) if part.number else name
    up, *told = head
    cards = rows("div", (card(here, entry, level=2) for entry in entries), class_="cards")
    blocks = [up, tag("h1", shown), *told, cards, paging.pager(here, subject.page, part, total)]
    return page(blocks, title=shown, kind="subject")
