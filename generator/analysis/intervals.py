"""Stretches of the text that can be asked for by position, in logarithmic time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Intervals(Generic[T]):
    """Items by their half-open extents, in order of their start."""

    def __init__(self, items: Iterable[tuple[int, int, T]]) -> None:
        self._items = sorted(items, key=lambda item: item[:2])
        self._starts = [item[0] for item in self._items]

    def inside(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Those that lie wholly in ``[start, end)``."""
        for item in self._items[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            if item[1] <= end:
                yield item

    def touching(self, start: int, end: int) -> Iterator[tuple[int, int, T]]:
        """Those that share a character with ``[start, end)``, as long as none lies over another."""
        first = max(0, bisect_right(self._starts, start) - 1)
        for item in self._items[first : bisect_left(self._starts, end)]:
            if item[1] > start:
                yield item
