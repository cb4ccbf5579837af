"""Stories: briefs that tell of one event over days, chained by whom, what and where they tell of.

Single-pass clustering in order of time (Allan, Papka and Lavrenko, "On-line new event detection and tracking", 1998):
each brief joins the story of the earlier one that it is likest, if it is like enough; the likeness is the cosine of
weighted words and names, rarer ones counting more, fading with the days between. A wrong story is worse than none,
so that common names alone bind nothing. What later briefs say changes no link between earlier ones.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property, lru_cache, partial
from itertools import groupby
from math import exp, hypot, log
from typing import Any, NamedTuple

from generator.config import Stories
from generator.pages import links
from generator.pages.catalog import Catalog
from generator.pages.chronicle import Past, go_through
from generator.pages.entries import Entry

# Weights and bounds: chosen on the sample articles, where every pair of briefs within two weeks was told same or not by
# hand; the likeliest wrong pair stands at 0.15, and 21 of the 35 right ones at 0.2 or more.
ACTORS, PLACES, FACTS = 8, 5, 5
ACTOR, STATE, TOPIC, TITLE, FACT, PLACE, PLACE_NAMED = 0.3, 0.3, 0.5, 0.4, 0.25, 0.25, 0.1
# A place is no more in the news for being named five times.
NAMED_AT_MOST = 4
# Two briefs are bound by two actors, or by one with as many words of topics and headlines as make four in all.
BINDING_ACTORS, BINDING_ALL = 2, 4
FADING_DAYS = 30
# A story of more days than this is a subject; its next brief begins another.
LONGEST_DAYS = 60
# So many of an actor's latest briefs are looked at, and so many of all these are compared: what keeps it linear.
FOLLOWED, COMPARED = 20, 10
# A brief shares an actor with half of the story's last ones, or the chain would wander from event to event.
LAST = 6
_WORD = re.compile(r"[^\W\d_]{3,}")
# Shorter words of sentences are mostly articles and prepositions.
_LONG_WORD = re.compile(r"[^\W\d_]{4,}")


class Story(NamedTuple):
    """Briefs on one event, oldest first. The first of them gives the address and the name."""

    entries: tuple[Entry, ...]

    @property
    def page(self) -> str:
        return links.story(self.entries[0].page)

    @property
    def title(self) -> str:
        return self.entries[0].title

    @property
    def lang(self) -> str:
        return self.entries[0].lang


def find(catalog: Catalog, rules: Stories, past: Past | None = None) -> list[Story]:
    """Every story, that with the newest brief first. Each brief is in one at most."""
    if not rules.min_briefs:
        return []
    dated = sorted((one for one in catalog.leading if one.date), key=lambda one: (one.date or "", one.page))
    days = [list(group) for _, group in groupby(dated, key=lambda one: one.date)]
    together: dict[int, list[Entry]] = defaultdict(list)
    told, _ = go_through("stories", days, _Chain(catalog, rules), past)
    for entry, first in zip(dated, told, strict=True):
        together[first].append(entry)
    found = [Story(tuple(one)) for one in together.values() if len(one) >= rules.min_briefs]
    found.sort(key=lambda story: story.page)
    return sorted(found, key=lambda story: story.entries[-1].date or "", reverse=True)


class _Begun:
    """A story as far as it is told: the place of its first brief among all, that one's day, and the last briefs."""

    __slots__ = ("day", "first", "last")

    def __init__(self, first: int, day: int) -> None:
        self.first, self.day = first, day
        self.last: deque[_Told] = deque(maxlen=LAST)


class _Told:
    """A brief as it is compared. ``at``: its place among all; ``weigh``: tells what it is about, if need be."""

    def __init__(self, entry: Entry, at: int, weigh: Callable[[Entry], dict[str, float]]) -> None:
        self.entry, self.at, self._weigh = entry, at, weigh
        self.day = _day(entry)
        self.story = _Begun(at, self.day)

    @cached_property
    def weights(self) -> dict[str, float]:
        return self._weigh(self.entry)

    @cached_property
    def actors(self) -> frozenset[str]:
        return frozenset([key for key in self.weights if key.startswith(_BINDING)])

    @cached_property
    def strong(self) -> frozenset[str]:
        return frozenset([key for key, weight in self.weights.items() if weight >= TITLE or key in self.actors])

    def is_bound_to(self, other: _Told) -> bool:
        """Whether what they share is more than one name."""
        actors = len(self.actors & other.actors)
        return actors >= BINDING_ACTORS or (actors > 0 and len(self.strong & other.strong) >= BINDING_ALL)

    def continues(self, story: _Begun) -> bool:
        """Whether it goes on with what the story's last briefs are about, in its time."""
        together = sum(not self.actors.isdisjoint(one.actors) for one in story.last)
        return self.day - story.day <= LONGEST_DAYS and 2 * together >= len(story.last)


def _day(entry: Entry) -> int:
    return date.fromisoformat(entry.date or "").toordinal()


class _Chain:
    """The briefs gone through so far."""

    def __init__(self, catalog: Catalog, rules: Stories) -> None:
        self._weigh, self._rules = partial(_weights, catalog), rules
        self._frequency: Counter[str] = Counter()
        self._count = 0
        self._recent: dict[str, deque[_Told]] = defaultdict(lambda: deque(maxlen=FOLLOWED))

    def state(self) -> object:
        """Of each actor only the briefs that a next one could still go on with."""
        last = max((told[-1].day for told in self._recent.values()), default=0)
        near = {
            key: found
            for key, recent in self._recent.items()
            if (found := [told.at for told in recent if last - told.day <= self._rules.days])
        }
        return self._count, self._frequency, near

    def restore(self, state: Any, before: Sequence[Entry], found: Sequence[Any]) -> None:
        self._count, frequency, near = state
        self._frequency.update(frequency)
        going_on = {found[at] for listed in near.values() for at in listed}
        members: dict[int, list[int]] = defaultdict(list)
        for at, first in enumerate(found):
            if first in going_on:
                members[first].append(at)
        known = {at: self._told(before[at], at) for at in {at for listed in near.values() for at in listed}}
        for first, listed in members.items():
            story = _Begun(first, known[first].day if first in known else _day(before[first]))
            story.last.extend(known.get(at) or self._told(before[at], at) for at in listed[-LAST:])
            for at in known.keys() & set(listed):
                known[at].story = story
        for key, listed in near.items():
            self._recent[key].extend(known[at] for at in listed)

    def _told(self, entry: Entry, at: int) -> _Told:
        return _Told(entry, at, self._weigh)

    def add(self, day: Sequence[Entry]) -> list[int]:
        """Of each brief of the next day, the place of the first of its story."""
        told = [self._told(entry, self._count + at) for at, entry in enumerate(day)]
        self._count += len(told)
        for one in told:
            self._frequency.update(one.weights.keys())
        for one in told:
            self._place(one)
        return [one.story.first for one in told]

    def _place(self, told: _Told) -> None:
        near = [one for one in self._near(told) if told.is_bound_to(one) and told.continues(one.story)]
        likeness, likest = self._likest(told, near)
        if likest is not None and likeness >= self._rules.likeness:
            told.story = likest.story
        told.story.last.append(told)
        for key in told.actors:
            self._recent[key].append(told)

    def _likest(self, told: _Told, others: list[_Told]) -> tuple[float, _Told | None]:
        """The cosine of what two briefs are about, by what is rare so far, faded by the days between."""
        if not others:
            return 0.0, None
        own, best = self._vector(told), (0.0, "", told)
        for other in others:
            vector = self._vector(other)
            shared = sum(own[key] * vector[key] for key in told.weights if key in vector)
            cosine = shared / (hypot(*own.values()) * hypot(*vector.values()))
            best = max(best, (cosine * exp((other.day - told.day) / FADING_DAYS), other.entry.page, other), key=_rank)
        return best[0], best[2]

    def _vector(self, told: _Told) -> dict[str, float]:
        return {key: weight * log(1 + self._count / self._frequency[key]) for key, weight in told.weights.items()}

    def _near(self, told: _Told) -> Iterable[_Told]:
        """The earlier briefs that share most actors with it, the latest of these."""
        common: Counter[str] = Counter()
        found: dict[str, _Told] = {}
        for key in told.actors:
            for other in self._recent.get(key, ()):
                if told.day - other.day <= self._rules.days:
                    common[other.entry.page] += 1
                    found[other.entry.page] = other
        ranked = sorted(found.values(), key=lambda one: (-common[one.entry.page], -one.day, one.entry.page))
        return ranked[:COMPARED]


def _rank(one: tuple[float, str, _Told]) -> tuple[float, str]:
    return one[:2]


_BINDING = ("person/", "organization/")


def _weights(catalog: Catalog, entry: Entry) -> dict[str, float]:
    """What a brief is about: actors by their ids, and words of places, topics, headline and facts."""
    found: dict[str, float] = {}
    for actor in entry.actors[:ACTORS]:
        key = catalog.id(actor.id)
        weight = ACTOR + actor.salience if key.startswith(_BINDING) else STATE * actor.salience
        found[key] = max(weight, found.get(key, 0.0))
    for place in entry.places[:PLACES]:
        found[f"place/{place.name.casefold()}"] = PLACE + PLACE_NAMED * min(place.mentions, NAMED_AT_MOST)
    # Later ones weigh more.
    for texts, words, weight in (
        ((fact.text for fact in entry.facts[:FACTS]), _LONG_WORD, FACT),
        ((entry.title,), _LONG_WORD, TITLE),
        (entry.tags, _WORD, TOPIC),
    ):
        found.update(dict.fromkeys(map(_singular, words.findall(" ".join(texts).casefold())), weight))
    return found


@lru_cache(maxsize=65536)
def _singular(word: str) -> str:
    """Without the plural's s, so that "pilots" and "pilot" are one."""
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word
