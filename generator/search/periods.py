"""Which pages are searched together: bundles by period, so cut that full ones never change.

The newest bundle is small, a month or some days of it, because each day's run indexes it again. The year's months
before it are one bundle, indexed again once a month, and the years before it lie in full bundles. The cut depends on
the pages' days alone, so a site that was built in steps has the bundles of one built from scratch.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import chain, count, groupby
from typing import NamedTuple

# Pages of one bundle at most: Pagefind indexes 14,600 in 1.9 GB, but a reader would load 450 KB of them and more.
MOST = 10_000
# So few pages are one bundle whatever their days: indexing them takes a second.
FEW = 250
# A newest month of more pages is cut into four stretches of days.
MANY = 300
_STRETCH = 8
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
    if len(days) <= FEW:
        return list(_named([[*undated, *dated]] if days else []))
    return list(_named([*_newest(dated)[::-1], *_hashed(undated)]))


def _newest(dated: _Group) -> list[_Group]:
    """Full years, the months of the newest year, its newest month: oldest first."""
    if not dated:
        return []
    last = dated[-1][0] or ""
    past = [one for one in dated if _prefix(4)(one) < last[:4]]
    year = [one for one in dated if last[:4] <= _prefix(4)(one) and _prefix(7)(one) < last[:7]]
    month = [one for one in dated if _prefix(7)(one) == last[:7]]
    newest = _parts(month, _stretch) if len(month) > MANY else [month]
    return [*_packed(past, 4), *_packed(year, 7), *(one for part in newest for one in _packed(part, 10))]


def _prefix(length: int) -> Callable[[tuple[str | None, str]], str]:
    """The year (4), month (7) or day (10) of a page."""
    return lambda one: (one[0] or "")[:length]


def _stretch(one: tuple[str | None, str]) -> int:
    return min((int((one[0] or "")[8:10]) - 1) // _STRETCH, 3)


def _parts(group: _Group, key: Callable[[tuple[str | None, str]], object]) -> list[_Group]:
    return [list(part) for _, part in groupby(group, key)]


def _packed(group: _Group, length: int) -> list[_Group]:
    """As many whole years (4), months (7) or days (10) together, from the oldest on, as fit a bundle."""
    packed: list[_Group] = []
    for part in _parts(group, _prefix(length)):
        if len(part) > MOST:
            packed += _packed(part, length + 3) if length < 10 else _hashed(part)
            packed.append([])  # what follows begins a bundle of its own
        elif packed and len(packed[-1]) + len(part) <= MOST:
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
