"""Finding an editor's words in an article, white space aside."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence

from generator.models import Extent, Region, Span
from generator.text import squeeze

_MARKS = "“”„‟\"«»‘’' "


def occurrences(text: str, words: str, start: int = 0) -> Iterator[Extent]:
    """Where words stand, in order, as whole words, however their white space is broken."""
    pattern = r"\s+".join(map(re.escape, words.split()))
    before = r"(?<!\w)" if re.match(r"\w", words.lstrip()) else ""
    after = r"(?!\w)" if re.search(r"\w\Z", words.rstrip()) else ""
    return (match.span() for match in re.compile(before + pattern + after).finditer(text, start))


def prose_start(regions: Sequence[Region]) -> int:
    """Where statements may begin: after the stamp."""
    return max((region.end for region in regions if region.kind == "stamp"), default=0)


def span(text: str, extent: Extent) -> Span:
    return Span(text=text[slice(*extent)], start=extent[0], end=extent[1])


def same(one: str, other: str) -> bool:
    """Whether two names or stretches of words are equal but for white space, case and marks around them."""
    return bare(one).casefold() == bare(other).casefold()


def bare(words: str) -> str:
    """Words on one line without the quotation marks around them."""
    return squeeze(words).strip(_MARKS)


def overlap(one: Extent, other: Extent) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def inside(inner: Extent, outer: Extent) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def nearest(extents: Iterable[Extent], to: Sequence[Extent]) -> Extent | None:
    """The extent that stands nearest to any of some others (sorted); the earlier of two."""
    starts = [start for start, _ in to]

    def distance(extent: Extent) -> int:
        at = bisect_left(starts, extent[0])
        around = to[max(0, at - 1) : at + 1]
        return min(max(start - extent[1], extent[0] - end, 0) for start, end in around)

    return min(extents, key=distance, default=None)
