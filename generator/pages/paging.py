"""Long lists over several pages, numbered from the oldest so that full pages never change, and none too heavy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from generator.pages import links, weights
from generator.pages.markup import Html, join, tag
from generator.pages.parts import View

T = TypeVar("T")
# No index is to be larger than 150 KB of HTML; the theme and what stands around a list take a good third of that.
HEAVIEST = 90 * 1024


class Part(NamedTuple):
    """Where a stretch of a list is shown, and which: ``items[start:stop]``; number 0 is the list's front page.

    ``followed``: whether there is a numbered page after it, as there is after each that is full.
    """

    page: str
    number: int
    start: int
    stop: int
    followed: bool = False


def weight(markup: int, *texts: str | None) -> int:
    """Bytes of HTML: those of the markup, which the caller knows, and of what is shown in it."""
    return markup + weights.text(*texts)


def parts(page: str, weighed: Sequence[int], size: int, heaviest: int = HEAVIEST) -> list[Part]:
    """Part a list, newest first: each page holds at most ``size`` items and ``heaviest`` bytes, but one item at least.

    The front page (``page``) shows the newest. If there are more, part 1 holds the oldest, part 2 the next: what is
    full stays as it is when the list grows.
    """
    front = _fitting(weighed, size, heaviest)
    found = [Part(page, 0, 0, front)]
    stop, number = len(weighed), 0
    while stop and front < len(weighed):
        number += 1
        start = stop - _fitting(weighed[max(0, stop - size) : stop][::-1], size, heaviest)
        found.append(Part(links.numbered(page, number), number, start, stop, followed=start > 0))
        stop = start
    return found


def _fitting(weighed: Sequence[int], size: int, heaviest: int) -> int:
    """How many of the first items fit one page."""
    total = 0
    for at, one in enumerate(weighed[:size]):
        total += one
        if at and total > heaviest:
            return at
    return min(size, len(weighed))


def stretches(weighed: Sequence[int], size: int, heaviest: int = HEAVIEST) -> Iterator[tuple[int, int]]:
    """Part a list that has an order of its own, from its beginning: (start, stop) of each page."""
    start = 0
    while start < len(weighed):
        stop = start + _fitting(weighed[start : start + size], size, heaviest)
        yield start, stop
        start = stop


def slices(
    items: Sequence[T], page: str, size: int, weigh: Callable[[T], int], heaviest: int = HEAVIEST
) -> Iterator[tuple[Part, Sequence[T]]]:
    """Every part with its items, the front page first."""
    for part in parts(page, [weigh(item) for item in items], size, heaviest):
        yield part, items[part.start : part.stop]


def pager(view: View, page: str, part: Part, total: int) -> Html:
    """Links to the neighbouring parts; ``total`` is the number of numbered ones, of which only the front page tells."""
    if total == 0:
        return Html("")
    older = part.number - 1 if part.number else total
    found = [tag("a", view.say("Newest"), href=view.to(page))] if part.number else []
    if part.followed:
        newer = part.number + 1
        found.append(
            tag("a", view.say("Newer (part {})", newer), href=view.to(links.numbered(page, newer)), rel="prev")
        )
    if older:
        found.append(
            tag("a", view.say("Older (part {})", older), href=view.to(links.numbered(page, older)), rel="next")
        )
    here = tag("span", view.say("Part {}", part.number) if part.number else view.say("Newest"), aria_current="page")
    return tag("nav", join([here, *found], " · "), class_="pager", aria_label=view.say("Parts of this list"))
