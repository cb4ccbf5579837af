"""Which earlier briefs tell of the same: shared salient actors and topics, near in time.

Only briefs of earlier days are chosen, so that a new brief changes no older page.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from datetime import date
from itertools import groupby
from math import exp, log

from generator.pages.catalog import Catalog, Entry

RELATED = 5
# How many of a brief's actors speak for it, and how many briefs back each of them is followed.
SALIENT, FOLLOWED = 6, 40
TOPIC_WEIGHT = 0.5
# After this many days the nearness in time counts for about a third.
FADING_DAYS = 90
# Below this two briefs have too little in common: one minor actor that many briefs name.
ENOUGH = 0.15


def related(catalog: Catalog) -> dict[str, tuple[Entry, ...]]:
    """The page of each brief -> at most ``RELATED`` earlier briefs, best first."""
    index = _Index(catalog)
    found: dict[str, tuple[Entry, ...]] = {}
    dated = [entry for entry in reversed(catalog.entries) if entry.date]
    for _, group in groupby(dated, key=lambda entry: entry.date):
        same_day = list(group)
        for entry in same_day:
            found[entry.page] = index.near(entry, catalog.leader(entry))
        for entry in same_day:
            if catalog.leader(entry) is None:
                index.add(entry)
    return found


class _Index:
    """The briefs gone through so far, by what they are about."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._recent: dict[str, deque[tuple[Entry, float]]] = defaultdict(lambda: deque(maxlen=FOLLOWED))
        self._frequency: Counter[str] = Counter()
        self._count = 0

    def _keys(self, entry: Entry) -> dict[str, float]:
        """What a brief is about, each with its weight."""
        keys = {f"topic/{tag.casefold()}": TOPIC_WEIGHT for tag in entry.tags}
        for actor in entry.actors[:SALIENT]:
            keys.setdefault(self._catalog.id(actor.id), actor.salience)
        return keys

    def add(self, entry: Entry) -> None:
        self._count += 1
        for key, weight in self._keys(entry).items():
            self._recent[key].append((entry, weight))
            self._frequency[key] += 1

    def near(self, entry: Entry, leader: Entry | None) -> tuple[Entry, ...]:
        """The likest, but for the one that it repeats."""
        scores: dict[str, float] = defaultdict(float)
        others: dict[str, Entry] = {}
        for key, weight in self._keys(entry).items():
            rarity = log(1 + self._count / (1 + self._frequency[key])) if key in self._recent else 0.0
            for other, other_weight in self._recent.get(key, ()):
                if other is leader:
                    continue
                scores[other.page] += weight * other_weight * rarity
                others[other.page] = other
        ranked = sorted(
            ((score * _nearness(entry, others[page]), page) for page, score in scores.items()),
            key=lambda pair: (-pair[0], pair[1]),
        )
        return tuple(others[page] for score, page in ranked[:RELATED] if score >= ENOUGH)


def _nearness(entry: Entry, other: Entry) -> float:
    """1 for the same day, fading to a half."""
    days = (date.fromisoformat(entry.date) - date.fromisoformat(other.date)).days if entry.date and other.date else 0
    return 0.5 + 0.5 * exp(-days / FADING_DAYS)
