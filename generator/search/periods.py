"""Which pages are searched together: bundles by period, so cut that a day's pages change one small bundle.

From the oldest on, a bundle takes in whole periods until it holds enough, and is then full: days of the newest month,
the months of the newest year before it, and the years before that. So a page is indexed again while the bundle of its
days fills, when its month is over, while the bundle of its months fills, and when its year is over. The cut depends on
the pages' days alone: a site that was built in steps has the bundles of one built from scratch.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, count, groupby
from typing import NamedTuple

# Pages of one bundle at most: Pagefind indexes 14,600 in 1.9 GB, but a reader would load 450 KB of them and more.
MOST = 10_000
# Pages with which a bundle of days, of months, of years is full: the next period begins another. Pagefind indexes a
# hundred in a third of a second.
DAYS, MONTHS, YEARS = 100, 1000, 5000
_Group = list[tuple[str | None, str]]


class Bundle(NamedTuple):
    """Pages that are searched together. ``first`` and ``last``: days of the oldest and newest; ``None``: undated."""

    name: str
    first: str | None
    last: str | None
    pages: tuple[str, ...]


def cut(days: Mapping[str, str | None]) -> list[Bundle]:
    """The bundles of pages, newest first; ``days``: the day (``2022-02-17``) of each page."""
    dated: _Group = sorted((day, page) for page, day in days.items() if day)
    undated: _Group = sorted((None, page) for page, day in days.items() if not day)
    if len(days) <= DAYS:  # one bundle, whatever their days
        return list(_named([[*undated, *dated]] if days else []))
    return list(_named([*_newest(dated)[::-1], *_hashed(undated)]))


def _newest(dated: _Group) -> list[_Group]:
    """Years, the months of the newest year, the days of its newest month: oldest first."""
    if not dated:
        return []
    last = _day(dated[-1])
    year, month = (bisect_left(dated, last[:length], key=_day) for length in (4, 7))
    return [*_packed(dated[:year], 4, YEARS), *_packed(dated[year:month], 7, MONTHS), *_packed(dated[month:], 10, DAYS)]


def _day(one: tuple[str | None, str]) -> str:
    return one[0] or ""


def _packed(group: _Group, length: int, enough: int) -> list[_Group]:
    """Whole years (4), months (7) or days (10) together, from the oldest on, until a bundle has ``enough``."""
    packed: list[_Group] = []
    for _, found in groupby(group, lambda one: _day(one)[:length]):
        part = list(found)
        if len(part) > MOST:
            packed += _packed(part, length + 3, enough) if length < 10 else _hashed(part)
            packed.append([])  # what follows begins a bundle of its own
        elif packed and len(packed[-1]) < enough and len(packed[-1]) + len(part) <= MOST:
            packed[-1].extend(part)
        else:
            packed.append(part)
    return [one for one in packed if one]


def _hashed(group: _Group) -> list[_Group]:
    """Parts by a digest of the page's name: one more page changes one part."""
    number = 1
    while len(group) > MOST and number * MOST < 2 * len(group):
        number *= 2
    parts: dict[int, _Group] = {}
    for one in group:
        at = int.from_bytes(hashlib.blake2b(one[1].encode(), digest_size=4).digest(), "big") % number
        parts.setdefault(at, []).append(one)
    return [parts[at] for at in sorted(parts)]


def _named(groups: Iterable[_Group]) -> Iterator[Bundle]:
    """The bundles, named by their first day: a name stays while its bundle grows."""
    names: set[str] = set()
    for group in groups:
        days = sorted(day for day, _ in group if day)
        first, last = (days[0], days[-1]) if days else (None, None)
        base = first or "undated"
        name = next(one for one in chain([base], (f"{base}-{k}" for k in count(2))) if one not in names)
        names.add(name)
        yield Bundle(name, first, last, tuple(sorted(page for _, page in group)))
