"""Sections, topics and places: an index of all, and a page for each with its briefs."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from generator.pages import links, paging, worldmap
from generator.pages.catalog import Catalog, Entry
from generator.pages.drafts import Draft
from generator.pages.markup import Html, heading, join, page, rows, tag
from generator.pages.parts import View, bullet_list, card, section_title
from generator.text import slug

ON_ONE_PAGE = 60
# Longer indexes name only what is in most briefs; search finds the rest.
LISTED = 600
# The indexes whose busy subjects have feeds.
HAVE_FEEDS = (links.TOPICS, links.SECTIONS)


class Subject(NamedTuple):
    """A topic or a place over all briefs, newest first."""

    page: str
    name: str
    note: str | None
    entries: tuple[Entry, ...]


def sections(view: View) -> Iterator[Draft]:
    """Sections as the articles lie in folders."""
    found = gather(view.catalog, in_sections(view.catalog.entries), links.section)
    yield from _render(view, links.SECTIONS, "Sections", "The briefs by section.", found)


def in_sections(entries: Iterable[Entry]) -> Iterator[tuple[str, None, Entry]]:
    """Each entry that is in a section, with the section's title."""
    return ((section_title(entry.section), None, entry) for entry in entries if entry.section)


def topics(view: View) -> Iterator[Draft]:
    """Topics as the briefs are tagged."""
    named = ((tag_, None, entry) for entry in view.catalog.entries for tag_ in entry.tags)
    intro = "What the briefs are about."
    yield from _render(view, links.TOPICS, "Topics", intro, gather(view.catalog, named, links.topic))


def places(view: View) -> Iterator[Draft]:
    """Places as the articles name them, and a map of their countries."""
    named = ((one.name, one.country, entry) for entry in view.catalog.entries for one in entry.places)
    intro = "Where the briefs are set, as the articles name the places."
    found = gather(view.catalog, named, links.place)
    yield from _render(view, links.PLACES, "Places", intro, found, _map(view.at(links.PLACES), found))


def _map(view: View, found: list[Subject]) -> Html:
    """The countries of the places, each linked to the state's page, else to the country's as a place."""
    briefs: dict[str, set[str]] = defaultdict(set)
    for one in found:
        if one.note:
            briefs[one.note].update(entry.page for entry in one.entries)
    by_page = {one.page for one in found}
    hrefs: dict[str, str] = {}
    for code in briefs:
        country = worldmap.name(code)
        state, place = f"state/{slug(country)}", links.place(country)
        if view.has_page(state):
            hrefs[code] = view.to(links.actor(state))
        elif place in by_page:
            hrefs[code] = view.to(place)
    return worldmap.draw({code: len(pages) for code, pages in sorted(briefs.items())}, hrefs)


def gather(
    catalog: Catalog, named: Iterable[tuple[str, str | None, Entry]], page_of: Callable[[str], str]
) -> list[Subject]:
    """One subject for each page, under the spelling most briefs use, A to Z."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    notes: dict[str, str] = {}
    entries: dict[str, dict[str, Entry]] = defaultdict(dict)
    for name, note, entry in named:
        target = page_of(name)
        names[target][name] += 1
        entries[target].setdefault(entry.page, entry)
        if note:
            notes.setdefault(target, note)
    found = [
        Subject(
            target,
            min(forms, key=lambda form: (-forms[form], form)),
            notes.get(target),
            (*catalog.distinct(entries[target].values()),),
        )
        for target, forms in names.items()
    ]
    return sorted(found, key=lambda one: (slug(one.name), one.page))


def _render(view: View, index: str, title: str, intro: str, found: list[Subject], *extra: Html) -> Iterator[Draft]:
    here = view.at(index)
    listed = found if len(found) <= LISTED else sorted(found, key=lambda one: (-len(one.entries), one.page))[:LISTED]
    listing = bullet_list((row(here, one) for one in sorted(listed, key=lambda one: slug(one.name))), "columns")
    blocks = [tag("h1", title), tag("p", intro, class_="intro"), *extra, listing]
    yield here.draft(lambda: page(blocks, title=title, kind="index", description=intro))
    for subject in found:
        yield from _subject(view, subject, index, title)


def row(view: View, one: Subject) -> Html:
    """A subject on a list, with the number of its briefs."""
    link = tag("a", one.name, href=view.to(one.page))
    note = tag("span", f"({one.note})", class_="count") if one.note else None
    return tag("li", join([link, note, tag("span", str(len(one.entries)), class_="count")], " "))


def _subject(view: View, subject: Subject, index: str, title: str) -> Iterator[Draft]:
    total = len(paging.parts(subject.page, len(subject.entries), ON_ONE_PAGE)) - 1
    for part, entries in paging.slices(subject.entries, subject.page, ON_ONE_PAGE):
        here = view.at(part.page)
        feed = here.feed(len(subject.entries)) if index in HAVE_FEEDS and not part.number else None
        up = tag("p", join([tag("a", title, href=here.to(index)), feed], " · "), class_="up")
        make = partial(_part, here, subject, up, part, total, entries)
        yield here.draft(make, subject.name, up, part.number, total, entries)


def _part(here: View, subject: Subject, up: Html, part: paging.Part, total: int, entries: Sequence[Entry]) -> str:
    shown = subject.name + (f", part {part.number}" if part.number else "")
    pager = paging.pager(here, subject.page, part.number, total)
    cards = rows("div", (card(here, entry) for entry in entries), class_="cards")
    blocks = [up, tag("h1", shown), heading("Briefs"), cards, pager]
    return page(blocks, title=shown, kind="subject")
