"""All days gone through in order, from the first that an earlier run did not see as it is now.

What is found for a day depends on that day and on those before it; so what was found before the first changed day
holds. To go on from there takes the state that the days before had led to, of which a few are kept: some days back,
three times as far, nine times, and so on, so that a change costs about as many days as it lies back.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from itertools import chain, takewhile
from typing import Any, NamedTuple, Protocol

from generator.pages.catalog import Catalog
from generator.pages.entries import Entry

# Days with briefs that the newest kept state lies back, and by how much more each older one.
NEWEST, FURTHER = 3, 3


class Memory(Protocol):
    """What one run leaves for the next; all of it may be lost."""

    def recall(self, name: str) -> str | None:
        """What was noted under a name."""

    def note(self, name: str, text: str | None) -> None:
        """Note it, or forget it."""


class Past(NamedTuple):
    """``mark``: gives of a brief a text that tells all that is looked at in it.

    ``since``: the first day on which a brief is other than it was in the run before; from "" on, any day may be.
    """

    memory: Memory
    mark: Callable[[Entry], str]
    since: str = ""


class Walk(Protocol):
    """What goes through the days. What it finds and its state can be written as JSON."""

    def add(self, day: Sequence[Entry]) -> list[Any]:
        """Go through the next day; what is found for each of its briefs."""

    def state(self) -> Any:
        """All that ``restore`` needs besides the briefs gone through and what was found for them."""

    def restore(self, state: Any, before: Sequence[Entry], found: Sequence[Any]) -> None:
        """Be as it was when ``state`` was told."""


def mark(catalog: Catalog, digests: Mapping[str, str], one: Entry) -> str:
    """The mark of a brief; ``digests``: those of the entries, by their pages."""
    ids = "\n".join([catalog.id(actor.id) for actor in one.actors])
    return f"{one.page}\n{digests[one.page]}\n{catalog.leaders.get(one.page, '')}\n{ids}"


def go_through(name: str, days: Sequence[Sequence[Entry]], walk: Walk, past: Past | None) -> tuple[list[Any], int]:
    """What the walk finds for each brief, in the order of ``days``, and the first day that it went through anew.

    ``name``: under which it is noted.
    """
    if past is None:
        return list(chain.from_iterable(map(walk.add, days))), 0
    run = _Run(name, days, walk, past)
    first = run.go()
    return list(chain.from_iterable(run.found)), first


class _Run:
    def __init__(self, name: str, days: Sequence[Sequence[Entry]], walk: Walk, past: Past) -> None:
        self._name, self._days, self._walk, self._memory = name, days, walk, past.memory
        known = json.loads(self._memory.recall(name) or '{"days": [], "found": [], "states": []}')
        self._digests = _digests(days, past, known["days"])
        pairs = zip(known["days"], self._digests, strict=False)
        self._alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        self._is_known = self._alike == len(known["days"]) == len(days)
        self._states: list[int] = known["states"]
        self.found: list[list[Any]] = known["found"]

    def go(self) -> int:
        """Go through the days that are not known as they are now; the first of them."""
        if self._is_known:
            return len(self._days)
        before, start = self._states, self._resumed()
        self._states = [at for at in before if at <= start]
        self.found = self.found[:start]
        for at in range(start, len(self._days)):
            if at > start and at in _kept([*self._states, at], len(self._days)):
                told = {"after": self._digests[at - 1], "state": self._walk.state()}
                self._memory.note(f"{self._name} {at}", json.dumps(told, ensure_ascii=False))
                self._states.append(at)
            self.found.append(self._walk.add(self._days[at]))
        kept = _kept(self._states, len(self._days))
        for at in {*before, *self._states} - set(kept):
            self._memory.note(f"{self._name} {at}", None)
        self._memory.note(
            self._name, json.dumps({"days": self._digests, "found": self.found, "states": kept}, ensure_ascii=False)
        )
        return start

    def _resumed(self) -> int:
        """Let the walk be as it was before some day, the last that can be; how many days it has behind it."""
        for at in sorted(self._states, reverse=True):
            noted = self._memory.recall(f"{self._name} {at}") if at <= self._alike else None
            known = json.loads(noted) if noted else {}
            # A run that was cut off may have left the state that other days had led to.
            if known.get("after") == self._digests[at - 1]:
                before = list(chain.from_iterable(self._days[:at]))
                self._walk.restore(known["state"], before, list(chain.from_iterable(self.found[:at])))
                return at
        return 0


def _digests(days: Sequence[Sequence[Entry]], past: Past, known: Sequence[str]) -> list[str]:
    """Of each day a digest of it and of all before; ``known``: those of the run before."""
    found = [one for one, day in zip(known, days, strict=False) if (day[0].date or "") < past.since]
    for day in days[len(found) :]:
        told = "\0".join([found[-1] if found else "", *map(past.mark, day)])
        found.append(hashlib.blake2b(told.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest())
    return found


def _kept(states: Sequence[int], count: int) -> list[int]:
    """The states worth keeping after ``count`` days: of each stretch of the past the oldest."""
    found: dict[int, int] = {}
    for at in sorted(states, reverse=True):
        stretch, bound = 0, NEWEST
        while count - at >= bound * FURTHER:
            stretch, bound = stretch + 1, bound * FURTHER
        if count - at >= NEWEST:
            found[stretch] = at
    return sorted(found.values())
