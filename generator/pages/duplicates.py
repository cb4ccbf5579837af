"""Which briefs repeat which: near-copies of one article (a wire story in three papers), told by their signatures.

Candidates share a band of their signatures (locality-sensitive hashing: Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", 3.4); each is then measured. A brief joins what is earlier, never what is later: a new brief leaves
the groups of earlier days as they are. Linear: in a band, a brief is compared with ``NEAR`` neighbours at most.
"""

from __future__ import annotations

from base64 import b64decode
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from operator import eq
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Two slots a band find all but one in a thousand of those that share three tenths of their shingles.
BAND = 2
NEAR = 8
# Of all shingles of two copies at least so many are common: a flash of two lines is no copy of the report it became.
RESEMBLANCE = 0.1
# So many pairs are measured at once.
_AT_ONCE = 1 << 16
# A band as memory holds it.
_BYTES: Final = 2 * BAND
_WORD: Final = "I"


class Copy(NamedTuple):
    """A brief as it is compared: its page, its date, and its article's shingles and signature."""

    page: str
    date: str | None
    shingles: int
    minhash: str

    @property
    def order(self) -> tuple[str, int, str]:
        """What is earlier comes first, then what is longer."""
        return self.date or "9999", -self.shingles, self.page


def _order(one: Copy) -> tuple[str, int, str]:
    return one.order


class Pair(NamedTuple):
    """Two near-copies, by the pages of the briefs: the later, the earlier, and how much they share (0 to 1)."""

    later: str
    earlier: str
    shared: float


def leaders(copies: Iterable[Copy], share: float, days: int) -> dict[str, str]:
    """See ``led``, of all pairs there are among briefs. ``share``: see ``pairs``."""
    listed = list(copies)
    return led({one.page: one for one in listed}, pairs(listed, share), days)


def led(copies: Mapping[str, Copy], found: Collection[Pair], days: int) -> dict[str, str]:
    """The page of each brief that repeats another, and that of the brief which leads its group.

    ``copies``: by their pages; ``days``: how many may lie between a brief and the one that leads; what is undated may
    be of any day. The earliest leads, of these the longest article, of these the first by its page's name.
    """
    leader: dict[str, str] = {}
    order = {page: copies[page].order for pair in found for page in pair[:2]}
    # In order of the later one, the likest earlier one first: what it joins is settled before it.
    for later, earlier, _ in sorted(found, key=lambda one: (order[one.later], -one.shared, order[one.earlier])):
        first = leader.get(earlier, earlier)
        if later not in leader and _is_near(copies[first].date, copies[later].date, days):
            leader[later] = first
    return leader


def _is_near(first: str | None, later: str | None, days: int) -> bool:
    """Whether no more days lie between two dates; what is undated may be of any."""
    if first is None or later is None:
        return True
    return (date.fromisoformat(later) - date.fromisoformat(first)).days <= days


def pairs(copies: Iterable[Copy], share: float) -> list[Pair]:
    """All near-copies. ``share``: of the shorter article's shingles, how many are the other's (0: none are copies)."""
    ordered = sorted(copies, key=_order) if share else []
    return list(_pairs(ordered, share)) if len(ordered) > 1 else []


def _pairs(ordered: list[Copy], share: float) -> Iterator[Pair]:
    import numpy as np  # costs what a run in which little changed must not pay

    signatures = np.frombuffer(b"".join(b64decode(one.minhash) for one in ordered), "<u2").reshape(len(ordered), -1)
    shingles = np.array([one.shingles for one in ordered])
    found: set[tuple[int, int, float]] = set()
    for first, second in _candidates(signatures):
        equal = np.count_nonzero(signatures[first] == signatures[second], axis=1)
        like = equal / signatures.shape[1]
        common = like * (shingles[first] + shingles[second]) / (1 + like)
        shared = np.minimum(1.0, common / np.minimum(shingles[first], shingles[second]))
        near = (shared >= share) & (like >= RESEMBLANCE)
        found.update(zip(first[near].tolist(), second[near].tolist(), shared[near].tolist(), strict=True))
    for earlier, later, shared_by in found:
        yield Pair(ordered[later].page, ordered[earlier].page, shared_by)


def _candidates(signatures: NDArray[np.uint16]) -> Iterator[tuple[NDArray[Any], NDArray[Any]]]:
    """Pairs that share a band, as arrays of their numbers, the lower first; a pair may come more than once."""
    import numpy as np

    bands = np.ascontiguousarray(signatures).view(f"<u{2 * BAND}")
    for band in bands.T:
        order = np.argsort(band, kind="stable")
        values = band[order]
        for step in range(1, min(NEAR, len(order) - 1) + 1):
            (same,) = np.nonzero(values[:-step] == values[step:])
            for start in range(0, len(same), _AT_ONCE):
                some = same[start : start + _AT_ONCE]
                yield order[some], order[some + step]


class Sketches:
    """Signatures, among which near-copies of a few briefs are looked for: what ``pairs`` finds for these alone."""

    def __init__(self, copies: Iterable[Copy], share: float) -> None:
        self._copies, self._share = list(copies), share
        whole = b"".join([b64decode(one.minhash) for one in self._copies])
        self._size = len(whole) // max(1, len(self._copies))
        bands = self._size // _BYTES
        # Of each band the values of all, one after the other.
        self._bands = [memoryview(whole).cast(_WORD)[at::bands].tobytes() for at in range(bands)]

    def after(self, copy: Copy) -> set[str]:
        """Pages of the later briefs that are compared with one."""
        return {
            one.page
            for bucket in self._buckets(copy)
            for one in bucket[bisect_right(bucket, copy.order, key=_order) :][:NEAR]
        }

    def pairs(self, copy: Copy) -> list[Pair]:
        """The pairs of which a brief is the later."""
        near = {
            one.page: one
            for bucket in self._buckets(copy)
            for one in bucket[: bisect_left(bucket, copy.order, key=_order)][-NEAR:]
        }
        found = ((one, _shared(one, copy)) for one in near.values())
        return [Pair(copy.page, one.page, told) for one, told in found if told is not None and told >= self._share]

    def _buckets(self, copy: Copy) -> Iterator[list[Copy]]:
        """Of each band the briefs with the same value, in order."""
        own = b64decode(copy.minhash)
        for at, band in enumerate(self._bands if len(own) == self._size else ()):
            value = own[at * _BYTES : (at + 1) * _BYTES]
            yield sorted([self._copies[number] for number in _at(band, value)], key=_order)


def _at(band: bytes, value: bytes) -> Iterator[int]:
    """Where a value stands."""
    at = band.find(value)
    while at >= 0:
        if at % _BYTES == 0:
            yield at // _BYTES
        at = band.find(value, at + 1)


def _shared(one: Copy, other: Copy) -> float | None:
    """How much of the shorter article two have in common; ``None`` where they are too unlike."""
    first, second = (memoryview(b64decode(each.minhash)).cast("H") for each in (one, other))
    like = sum(map(eq, first, second)) / len(first)
    common = like * (one.shingles + other.shingles) / (1 + like)
    return min(1.0, common / min(one.shingles, other.shingles)) if like >= RESEMBLANCE else None
