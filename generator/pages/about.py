"""What briefs are about besides actors: sections, topics, places and their countries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from typing import Literal, NamedTuple, get_args

from generator.models import Place
from generator.pages import links, states
from generator.pages.entries import Entry, Located
from generator.text import slug

Kind = Literal["sections", "topics", "places", "countries"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Named(NamedTuple):
    """A subject as a brief names it, with a note on it. ``page``: where it is told of, or what stands for that."""

    page: str
    name: str
    note: str | None = None


class Subject:
    """A topic or a place over all briefs. ``briefs``: how many there are, but for those that only repeat another."""

    def __init__(
        self, page: str, name: str, note: str | None, briefs: int, find: Callable[[], tuple[Entry, ...]]
    ) -> None:
        self.page, self.name, self.note, self.briefs, self._find = page, name, note, briefs, find

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """These, newest first."""
        return self._find()


def place(one: Located | Place, lang: str) -> str:
    """The name under which a place is shown: a state's is that of the site's language."""
    return states.called(one.name, lang, one.country)


def named(entry: Entry, kind: Kind, lang: str) -> list[Named]:
    """What a brief names of a kind, each name once, in order; ``lang``: the site's."""
    found: dict[tuple[str, str], Named] = {}
    for one in _named(entry, kind, lang):
        known = found.setdefault(one[:2], one)
        if known.note is None and one.note:
            found[one[:2]] = one
    return sorted(found.values())


def _named(entry: Entry, kind: Kind, lang: str) -> Iterator[Named]:
    if kind == "sections" and entry.section:
        yield Named(links.section(entry.section), entry.section)
    elif kind == "topics":
        yield from (Named(links.topic(tag), tag) for tag in entry.tags)
    elif kind == "places":
        shown = ((place(one, lang), one.country) for one in entry.places)
        yield from (Named(links.place(name), name, country) for name, country in shown)
    elif kind == "countries":
        yield from (Named(f"country/{one.country}", one.country) for one in entry.places if one.country)


def gather(
    entries: Iterable[Entry], kind: Kind, lang: str, distinct: Callable[[Iterable[Entry]], list[Entry]]
) -> list[Subject]:
    """One subject for each page, A to Z. ``entries``: newest first; ``distinct``: leaves out repeating ones."""
    found: dict[str, list[tuple[Entry, Named]]] = defaultdict(list)
    for entry in entries:
        for one in named(entry, kind, lang):
            found[one.page].append((entry, one))
    return in_order(subject(page, told, distinct) for page, told in found.items())


def subject(
    page: str, told: Sequence[tuple[Entry, Named]], distinct: Callable[[Iterable[Entry]], list[Entry]]
) -> Subject:
    """A subject of all that name it, under the spelling that most use."""
    forms = Counter(one.name for _, one in told)
    name = min(forms, key=lambda form: (-forms[form], form))
    entries = tuple(distinct({entry.page: entry for entry, _ in told}.values()))
    return Subject(page, name, next((one.note for _, one in told if one.note), None), len(entries), lambda: entries)


def in_order(subjects: Iterable[Subject]) -> list[Subject]:
    """A to Z."""
    return sorted(subjects, key=lambda one: (slug(one.name), one.page))
