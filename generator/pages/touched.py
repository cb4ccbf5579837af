"""Which pages changed briefs can touch: a run looks at no others.

Each run notes how it showed every brief. The next one compares: a brief is unlike what it was where its file is
another, where one of its actors is shown otherwise (joined to another, renamed, with a page or without), or where a
brief of the same article is. All that stands on a page is told by the briefs that are on it; so a page is touched if
an unlike brief was on it, or is now. Too many do no harm, since each has its key; one too few would be stale.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import pairwise
from typing import NamedTuple

from generator.pages import links
from generator.pages.calendar import month_of
from generator.pages.catalog import Catalog, Entry
from generator.pages.chronicle import Memory
from generator.pages.drafts import Touched
from generator.pages.parts import View
from generator.pages.related import Related
from generator.pages.stories import Story

NOTE = "all as shown"
# The indexes that list what briefs hold by month.
_BY_MONTH = (links.ARCHIVE, links.QUOTES, links.FIGURES)
# A story's last day, and the pages of its briefs, the first first.
_Told = tuple[str | None, tuple[str, ...]]


class Shown(NamedTuple):
    """How a run shows the briefs.

    ``files``: the digest of each brief's file, by its page; ``actors``: of each id that briefs know the id and the
    name shown, and whether there is a page; ``leaders``: of each page of a brief that repeats another's article,
    that one's; ``stories``; ``first``: of each actor, the day on which it is named first; ``days``: those that have
    briefs, in order; ``stamps``: of the briefs (see ``Keys``), as ``files`` has them.
    """

    files: dict[str, str]
    actors: dict[str, tuple[str, str | None, bool]]
    leaders: dict[str, str]
    stories: list[_Told]
    first: dict[str, str]
    days: list[str]
    stamps: list[str]


def shown(view: View, files: dict[str, str]) -> Shown:
    """How all is shown in this run, but for the stories and the stamps."""
    catalog = view.catalog
    ids = {one.id for entry in catalog.entries for one in entry.actors}
    shown_as = ((one, catalog.id(one)) for one in ids)
    return Shown(
        files=files,
        actors={one: (key, catalog.dossiers[key].name, key in view.with_page) for one, key in shown_as},
        leaders=catalog.leaders,
        stories=[],
        first=catalog.first_named,
        days=sorted({entry.date for entry in catalog.entries if entry.date}),
        stamps=[],
    )


def compare(memory: Memory, earlier: Mapping[str, Entry] | None, now: Shown, catalog: Catalog) -> Changes | None:
    """What is shown otherwise than by the last run; ``None`` where that cannot be told.

    ``earlier``: of the briefs that have another file or none since, the entries then, by page.
    """
    before = recall(memory)
    if before is None or earlier is None or not earlier.keys() >= _other(before, now) & before.files.keys():
        return None
    return Changes.between(before, now, earlier, catalog)


def since(
    memory: Memory, changes: Changes | None, now: Shown, view: View, near: Related, stories: Sequence[Story]
) -> Touched | None:
    """What may be other than the last run has left it; ``None``: anything may. Notes how this run shows all."""
    told = [(one.entries[-1].date, tuple(entry.page for entry in one.entries)) for one in stories]
    stamps = view.stamps(changes.stamps() if changes else {})
    note(memory, now._replace(stories=told, stamps=[stamps[page] for page in now.files]))
    return changes.touched(near, told) if changes else None


def recall(memory: Memory) -> Shown | None:
    """How the last run that ended showed all."""
    noted = memory.recall(NOTE)
    if not noted:
        return None
    found = Shown(*json.loads(noted))
    stories = [(last, tuple(pages)) for last, pages in found.stories]
    actors = {key: (own, name, has_page) for key, (own, name, has_page) in found.actors.items()}
    return found._replace(actors=actors, stories=stories)


def note(memory: Memory, found: Shown) -> None:
    """Note how this run shows all."""
    memory.note(NOTE, json.dumps(found, ensure_ascii=False))


def _other(before: Shown, now: Shown) -> set[str]:
    """Pages of the briefs that have another file, or had none, or have none."""
    return {page for page, _ in before.files.items() ^ now.files.items()}


class Changes(NamedTuple):
    """``was`` and ``now``: the briefs that are shown otherwise, as they were and as they are, by page."""

    before: Shown
    after: Shown
    was: dict[str, Entry]
    now: dict[str, Entry]
    catalog: Catalog

    @classmethod
    def between(cls, before: Shown, after: Shown, earlier: Mapping[str, Entry], catalog: Catalog) -> Changes:
        unlike = _unlike(before, after, catalog)
        now = {one.page: one for one in catalog.entries if one.page in unlike}
        was = {page: earlier.get(page) or now[page] for page in unlike & before.files.keys()}
        return cls(before, after, was, now, catalog)

    @property
    def first_day(self) -> str:
        """The first day with a brief that is shown otherwise; later than all where there is none."""
        days = [one.date for one in (*self.was.values(), *self.now.values()) if one.date]
        return min(days, default="9999-99-99")

    def stamps(self) -> dict[str, str]:
        """The stamps that hold still, by page."""
        known = dict(zip(self.before.files, self.before.stamps, strict=True))
        for page in self.was:
            del known[page]
        return known

    def touched(self, near: Related, stories: Sequence[_Told]) -> Touched:
        """All groups of pages that may be others than they were, and the actors of the briefs that are."""
        unlike = self.was.keys() | self.now.keys()
        found, actors = unlike | near.anew | near.to(unlike), set[str]()
        for entries, told in ((self.was, self.before), (self.now, self.after)):
            for one in entries.values():
                own = {told.actors[actor.id][0] for actor in one.actors}
                actors |= own
                found.update(map(links.actor, own), _on(one, self.catalog))
        found.update(self._days(), self._stories(unlike, stories))
        return Touched(found, actors)

    def _days(self) -> Iterator[str]:
        """The days that have other neighbours, or name other actors for the first time."""
        yield from (links.day(day) for _, day in self.before.first.items() ^ self.after.first.items())
        changed = set(self.before.days) ^ set(self.after.days)
        for days in (self.before.days, self.after.days) if changed else ():
            for pair in pairwise(days):
                if not changed.isdisjoint(pair):
                    yield from map(links.day, pair)

    def _stories(self, unlike: Set[str], stories: Sequence[_Told]) -> Iterator[str]:
        """The stories that are others, the months that list them, and the briefs that tell of them."""
        before, now = set(self.before.stories), set(stories)
        copies = _copies(self.before.leaders, self.after.leaders)
        for last, pages in before | now:
            if (last, pages) not in before & now or not unlike.isdisjoint(pages):
                yield links.story(pages[0])
                yield links.month(links.STORIES, month_of(last))
                for page in pages:
                    yield page
                    yield from copies.get(page, ())


def _unlike(before: Shown, now: Shown, catalog: Catalog) -> set[str]:
    """Pages of the briefs that are shown otherwise, or are gone or new."""
    # Whom no brief named before, only briefs name that are new or have another file.
    actors = {key for key, how in before.actors.items() if now.actors.get(key, how) != how}
    entries = catalog.entries if actors else []
    named = {one.page for one in entries if not actors.isdisjoint([actor.id for actor in one.actors])}
    led = {page for page, _ in before.leaders.items() ^ now.leaders.items()}
    return _with_copies(_other(before, now) | named | led, before.leaders, now.leaders)


def _on(entry: Entry, catalog: Catalog) -> Iterator[str]:
    """The groups of pages that a brief is on, but for those of its actors."""
    yield entry.page
    yield from (links.place(catalog.place(one)) for one in entry.places)
    yield from map(links.topic, entry.tags)
    if entry.section:
        yield links.section(entry.section)
    if entry.date:
        yield links.day(entry.date)
    yield from (links.month(index, entry.month) for index in _BY_MONTH)


def _copies(*leaders: Mapping[str, str]) -> dict[str, set[str]]:
    """The briefs that repeat a brief, by the page of that one."""
    found: dict[str, set[str]] = defaultdict(set)
    for page, leader in (pair for each in leaders for pair in each.items()):
        found[leader].add(page)
    return found


def _with_copies(pages: Iterable[str], *leaders: Mapping[str, str]) -> set[str]:
    """Pages of briefs, and of all briefs of the same articles, now or before."""
    found, copies = set[str](), _copies(*leaders)
    waiting = list(pages)
    while waiting:
        page = waiting.pop()
        if page not in found:
            found.add(page)
            waiting += copies.get(page, ())
            waiting += (each[page] for each in leaders if page in each)
    return found
