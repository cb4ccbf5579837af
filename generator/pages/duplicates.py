"""Which briefs repeat which: near-copies of one article (a wire story in three papers), told by their signatures.

Candidates share a band of their signatures (locality-sensitive hashing: Leskovec, Rajaraman and Ullman, "Mining of
Massive Datasets", 3.4); each is then measured. A brief joins what is earlier, never what is later: a new brief leaves
the groups of earlier days as they are. Linear: in a band, a brief is compared with ``NEAR`` neighbours at most.
"""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

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
_UNDATED = date.max.toordinal()


class Copy(NamedTuple):
    """A brief as it is compared: its page, its date, and its article's shingles and signature."""

    page: str
    date: str | None
    shingles: int
    minhash: str


def leaders(copies: Iterable[Copy], share: float, days: int) -> dict[str, str]:
    """The page of each brief that repeats another, and that of the brief which leads its group.

    ``share``: of the shorter article's shingles, how many are the other's (0 to 1; 0: nothing is grouped); ``days``:
    how many may lie between a brief and the one that leads; what is undated may be of any day. The earliest leads,
    of these the longest article, of these the first by its page's name.
    """
    ordered = sorted(copies, key=lambda one: (one.date or "9999", -one.shingles, one.page)) if share else []
    if len(ordered) < 2:
        return {}
    at = [date.fromisoformat(one.date).toordinal() if one.date else _UNDATED for one in ordered]
    leader = list(range(len(ordered)))
    # In order of the later one, the likest earlier one first: what it joins is settled before it.
    for later, _, earlier in sorted((two, -like, one) for one, two, like in _pairs(ordered, share)):
        first = leader[earlier]
        if leader[later] == later and (at[later] - at[first] <= days or at[later] == _UNDATED):
            leader[later] = first
    return {one.page: ordered[first].page for one, first in zip(ordered, leader, strict=True) if ordered[first] != one}


def _pairs(ordered: list[Copy], share: float) -> set[tuple[int, int, float]]:
    """Near-copies as (the earlier, the later, how much they share)."""
    import numpy as np  # costs what a run in which nothing changed must not pay

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
    return found


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
