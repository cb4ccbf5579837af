"""Which earlier briefs tell of the same: shared salient actors and topics, near in time.

Only briefs of earlier days are chosen, so that a new brief changes no older page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence, Set
from datetime import date
from itertools import groupby
from math import exp, log
from typing import Any

from generator.pages.catalog import Catalog
from generator.pages.chronicle import Past, go_through
from generator.pages.entries import Entry

RELATED = 5
# How many of a brief's actors speak for it, and how many briefs back each of them is followed.
SALIENT, FOLLOWED = 6, 40
TOPIC_WEIGHT = 0.5
# After this many days the nearness in time counts for about a third.
FADING_DAYS = 90
# Below this two briefs have too little in common: one minor actor that many briefs name.
ENOUGH = 0.15


class Related:
    """Of each of the ``dated`` briefs, the oldest first, at most ``RELATED`` earlier ones, the best first.

    ``near``: by their numbers among these; ``anew``: pages of the briefs that were looked at in this run.
    """

    def __init__(self, dated: Sequence[Entry], near: Sequence[Sequence[int]], anew: Set[str]) -> None:
        self._dated, self._near, self.anew = dated, near, anew
        self._numbers = {one.page: number for number, one in enumerate(dated)}

    def of(self, page: str) -> tuple[Entry, ...]:
        """Those of a brief; none of one without a date."""
        number = self._numbers.get(page)
        return () if number is None else tuple(self._dated[at] for at in self._near[number])

    def to(self, pages: Set[str]) -> set[str]:
        """The pages of the briefs to which one of ``pages`` is related."""
        numbers = {self._numbers[page] for page in pages & self._numbers.keys()}
        near = zip(self._dated, self._near, strict=True)
        return {one.page for one, found in near if found and not numbers.isdisjoint(found)}


def related(catalog: Catalog, past: Past | None = None) -> Related:
    """The briefs that are like each, earlier than it."""
    dated = [entry for entry in reversed(catalog.entries) if entry.date]
    days = [list(group) for _, group in groupby(dated, key=lambda entry: entry.date)]
    near, first = go_through("related", days, _Index(catalog), past)
    return Related(dated, near, {entry.page for day in days[first:] for entry in day})


class _Index:
    """The briefs gone through so far, by what they are about; each is known by its place among them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._before: list[Entry] = []
        # Of what a brief is about: the latest such briefs, and with which weight.
        self._recent: dict[str, list[tuple[int, float]]] = {}
        self._frequency: Counter[str] = Counter()
        self._count = 0

    def state(self) -> object:
        return self._count, self._frequency, self._recent

    def restore(self, state: Any, before: Sequence[Entry], found: Sequence[Any]) -> None:  # noqa: ARG002
        self._count, frequency, self._recent = state
        self._before = list(before)
        self._frequency.update(frequency)

    def add(self, day: Sequence[Entry]) -> list[list[int]]:
        """For each brief of the next day, those of the days before that are like it."""
        found = [self._near(entry, self._catalog.leader(entry)) for entry in day]
        for entry in day:
            if self._catalog.leader(entry) is None:
                self._add(entry, len(self._before))
            self._before.append(entry)
        return found

    def _keys(self, entry: Entry) -> dict[str, float]:
        """What a brief is about, each with its weight."""
        keys = {f"topic/{tag.casefold()}": TOPIC_WEIGHT for tag in entry.tags}
        for actor in entry.actors[:SALIENT]:
            keys.setdefault(self._catalog.id(actor.id), actor.salience)
        return keys

    def _add(self, entry: Entry, at: int) -> None:
        self._count += 1
        for key, weight in self._keys(entry).items():
            recent = self._recent.setdefault(key, [])
            recent.append((at, weight))
            del recent[:-FOLLOWED]
            self._frequency[key] += 1

    def _near(self, entry: Entry, leader: Entry | None) -> list[int]:
        """The likest, but for the one that it repeats."""
        scores: dict[int, float] = defaultdict(float)
        for key, weight in self._keys(entry).items():
            if key not in self._recent:
                continue
            rarity = log(1 + self._count / (1 + self._frequency[key]))
            for other, other_weight in self._recent[key]:
                scores[other] += weight * other_weight * rarity
        ranked = sorted(
            (-score * _nearness(entry, self._before[other]), self._before[other].page, other)
            for other, score in scores.items()
            if self._before[other] is not leader
        )
        return [other for score, _, other in ranked[:RELATED] if -score >= ENOUGH]


def _nearness(entry: Entry, other: Entry) -> float:
    """1 for the same day, fading to a half."""
    days = (date.fromisoformat(entry.date) - date.fromisoformat(other.date)).days if entry.date and other.date else 0
    return 0.5 + 0.5 * exp(-days / FADING_DAYS)
