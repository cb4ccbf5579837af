"""Long lists over several pages, numbered from the oldest so that full pages never change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeVar

from generator.pages import links
from generator.pages.markup import Html, join, tag
from generator.pages.parts import View

T = TypeVar("T")


class Part(NamedTuple):
    """Where a stretch of a list is shown, and which: ``items[start:stop]``; number 0 is the list's front page."""

    page: str
    number: int
    start: int
    stop: int


def parts(page: str, count: int, size: int) -> list[Part]:
    """Part a list of ``count`` items, newest first.

    The front page (``page``) shows the newest ``size``. If there are more, part 1 holds the oldest ``size``, part 2
    the next: what is full stays as it is when the list grows.
    """
    found = [Part(page, 0, 0, min(size, count))]
    if count > size:
        for number, oldest in enumerate(range(0, count, size), 1):
            stop = count - oldest
            found.append(Part(links.numbered(page, number), number, max(0, stop - size), stop))
    return found


def slices(items: Sequence[T], page: str, size: int) -> Iterator[tuple[Part, Sequence[T]]]:
    """Every part with its items."""
    for part in parts(page, len(items), size):
        yield part, items[part.start : part.stop]


def pager(view: View, page: str, current: int, total: int) -> Html:
    """Links to the neighbouring parts; ``total`` is the number of numbered ones."""
    if total == 0:
        return Html("")
    older = total if current == 0 else current - 1
    newer = current + 1 if 0 < current < total else 0
    found = [tag("a", "Newest", href=view.to(page))] if current else []
    if newer:
        found.append(tag("a", f"Newer (part {newer})", href=view.to(links.numbered(page, newer)), rel="prev"))
    if older:
        found.append(tag("a", f"Older (part {older})", href=view.to(links.numbered(page, older)), rel="next"))
    here = tag("span", f"Part {current} of {total}" if current else "Newest", aria_current="page")
    return tag("nav", join([here, *found], " · "), class_="pager", aria_label="Parts of this list")
