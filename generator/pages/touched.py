"""Which pages changed briefs can touch: a run looks at no others.

All that stands on a page is told by the briefs that are on it; so a page is touched if a brief that is shown otherwise
(see ``Continued``) was on it, or is now. Too many do no harm, since each has its key; one too few would be stale.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise

from generator.pages import about, alphabet, links, subjects
from generator.pages.about import KINDS, Kind
from generator.pages.calendar import month_of
from generator.pages.chronicle import Memory
from generator.pages.drafts import Touched
from generator.pages.entries import Entry
from generator.pages.going_on import Continued, copies
from generator.pages.related import Related
from generator.pages.stories import Story

NOTE = "stories as shown"
# The indexes that list what briefs hold by month.
_BY_MONTH = (links.ARCHIVE, links.QUOTES, links.FIGURES)
# Those that list names from A to Z, besides that of the actors.
_INDEXES: tuple[tuple[Kind, str], ...] = (
    ("sections", links.SECTIONS),
    ("topics", links.TOPICS),
    ("places", links.PLACES),
)
# A story's last day, and the pages of its briefs, the first first.
Told = tuple[str | None, tuple[str, ...]]


def note(memory: Memory, stories: Sequence[Story]) -> None:
    """Note how this run tells the stories."""
    memory.note(NOTE, json.dumps(_told(stories), ensure_ascii=False))


def _told(stories: Sequence[Story]) -> list[Told]:
    return [(one.entries[-1].date, tuple(entry.page for entry in one.entries)) for one in stories]


def since(memory: Memory, catalog: Continued, near: Related, stories: Sequence[Story]) -> Touched:
    """What may be other than the last run has left it."""
    noted = ((last, tuple(pages)) for last, pages in json.loads(memory.recall(NOTE) or "[]"))
    unlike = catalog.was.keys() | catalog.now.keys()
    found, actors = unlike | near.anew | near.to(unlike), set[str]()
    for entries, joined in ((catalog.was, catalog.last.joined), (catalog.now, catalog.joined)):
        for one in entries.values():
            own = {joined.get(actor.id, actor.id) for actor in one.actors}
            actors |= own
            found.update(map(links.actor, own), _on(one, catalog.lang))
    actors |= catalog.affected
    found.update(map(links.actor, catalog.affected))
    found.update(_days(catalog), _stories(catalog, {*noted}, {*_told(stories)}), _letters(catalog))
    return Touched(found, actors)


def _on(entry: Entry, lang: str) -> Iterator[str]:
    """The groups of pages that a brief is on, but for those of its actors."""
    yield entry.page
    yield from (one.page for kind in KINDS for one in about.named(entry, kind, lang))
    if entry.date:
        yield links.day(entry.date)
    yield from (links.month(index, entry.month) for index in _BY_MONTH)


def _letters(catalog: Continued) -> Iterator[str]:
    """The letters under which names are listed that are others, or in another number of briefs."""
    pages = catalog.with_page(catalog.terms.min_briefs)
    was = {key: catalog.last.lines[key].name for key in catalog.affected if catalog.had_page(key)}
    now = {key: catalog.dossiers[key].name for key in catalog.affected & pages}
    counts = len(pages) - len(now) + len(was), len(pages)
    yield from alphabet.touched(links.ACTORS, alphabet.ON_ONE_PAGE, [*was.values(), *now.values()], counts)
    for kind, index in _INDEXES:
        told = catalog.recounted[kind]
        counts = told.before, len(catalog.subjects(kind))
        yield from alphabet.touched(index, subjects.INLINE[kind], told.names, counts)


def _days(catalog: Continued) -> Iterator[str]:
    """The days that have other neighbours, or name other actors for the first time."""
    for key in catalog.affected:
        before, now = catalog.last.lines.get(key), catalog.dossiers.get(key)
        first = {(one.id, one.first) if one else None for one in (before, now)}
        yield from (links.day(one[1]) for one in first if len(first) > 1 and one and one[1])
    told = sorted({one.date for one in catalog.last.shown.values() if one.date})
    tells = sorted({one.date for one in catalog.entries if one.date})
    changed = {*told} ^ {*tells}
    for pair in chain(pairwise(told), pairwise(tells)) if changed else ():
        if not changed.isdisjoint(pair):
            yield from map(links.day, pair)


def _stories(catalog: Continued, before: set[Told], now: set[Told]) -> Iterator[str]:
    """The stories that are others, the months that list them, and the briefs that tell of them."""
    unlike = catalog.was.keys() | catalog.now.keys()
    by_leader = copies(catalog.last.leaders, catalog.leaders)
    for last, pages in before | now:
        if (last, pages) not in before & now or not unlike.isdisjoint(pages):
            yield links.story(pages[0])
            yield links.month(links.STORIES, month_of(last))
            for page in pages:
                yield page
                yield from by_leader.get(page, ())
