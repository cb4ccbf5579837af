"""The evidence on a brief's page: the article's passages, with every item marked where it stands.

Each item gets one element with an id, so that a plain ``#`` link leads to it and ``:target`` highlights it.
Items may cross (a fact that ends inside a quotation): then the later one is cut where the earlier one ends, and
its further pieces name the first in ``data-of``.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from generator import escape
from generator.brief import Passage
from generator.brief.translation import ENGLISH, say
from generator.models import Brief
from generator.pages.markup import Html, join, tag


class Mark(NamedTuple):
    """An item's extent and the id of its first piece. Sorts outer before inner."""

    start: int
    minus_end: int
    order: int
    anchor: str
    first: bool = True

    @property
    def end(self) -> int:
        return -self.minus_end


def anchor(kind: str, number: int) -> str:
    """The id of an item's evidence: ``in-fact-1`` for the item ``fact-1``."""
    return f"in-{kind}-{number}"


def marks(brief: Brief) -> list[Mark]:
    """What is marked in the passages, in order of the text."""
    found = enumerate(_items(brief))
    return sorted(Mark(start, -end, k, anchor(kind, number)) for k, (kind, number, start, end) in found if start < end)


def _items(brief: Brief) -> Iterator[tuple[str, int, int, int]]:
    for kind, spans in (
        ("fact", brief.key_facts),
        ("quote", brief.quotes),
        ("figure", brief.figures),
        ("date", brief.dates),
    ):
        yield from ((kind, k, span.start, span.end) for k, span in enumerate(spans, 1))
    for k, actor in enumerate(brief.actors, 1):
        yield ("actor", k, *actor.mentions[0])
        if actor.role:
            yield "role", k, actor.role.start, actor.role.end
    yield from (("place", k, *place.mentions[0]) for k, place in enumerate(brief.places, 1))


_IN_CONTEXT = "¶ in context"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages as HTML, and the ids that can be linked to."""

    blocks: tuple[Html, ...]
    anchors: frozenset[str]
    lang: str = ENGLISH

    def link(self, kind: str, number: int) -> Html:
        """A link to an item's evidence; nothing where the brief does not show it."""
        return self._link(kind, number, say(_IN_CONTEXT, self.lang), class_="in-context")

    def sign(self, kind: str, number: int) -> Html:
        """The same link as a sign alone, where there is little room."""
        return self._link(kind, number, "¶", class_="in-context sign", aria_label=say(_IN_CONTEXT, self.lang))

    def linked(self, kind: str, number: int, shown: str, **attributes: str) -> Html:
        """What is shown, itself the link to an item's evidence; plain where the brief does not show it."""
        target = anchor(kind, number)
        if target in self.anchors:
            return tag("a", shown, href=f"#{target}", **attributes)
        return tag("span", shown, **attributes)

    def _link(self, kind: str, number: int, shown: str, **attributes: str) -> Html:
        target = anchor(kind, number)
        return tag("a", shown, href=f"#{target}", **attributes) if target in self.anchors else Html("")


def evidence(brief: Brief, passages: list[Passage]) -> Evidence:
    """Mark the items of a brief in its passages."""
    found = marks(brief)
    blocks: list[Html] = []
    anchors: set[str] = set()
    carried: list[Mark] = []
    starts = [mark.start for mark in found]
    for passage in passages:
        here = found[bisect_left(starts, passage.start) : bisect_left(starts, passage.end)]
        clipped, carried = _clip([*carried, *here], passage)
        anchors.update(mark.anchor for mark in clipped if mark.first)
        blocks += [tag("p", "[…]", class_="gap")] if passage.gap else []
        blocks.append(_block(passage, clipped, brief.lang))
    return Evidence(tuple(blocks), frozenset(anchors), brief.lang)


def _clip(found: list[Mark], passage: Passage) -> tuple[list[Mark], list[Mark]]:
    """The parts of the marks inside a passage, and what is left of them for the next ones."""
    inside, after = [], []
    for mark in found:
        if mark.start < passage.end and mark.end > passage.start:
            start = max(mark.start, passage.start)
            inside.append(mark._replace(start=start, minus_end=-min(mark.end, passage.end)))
        if mark.end > passage.end:
            after.append(mark._replace(start=passage.end, first=False))
    return inside, after


def _block(passage: Passage, found: list[Mark], lang: str) -> Html:
    back = [_back(mark, lang) for mark in found if mark.first and mark.anchor.startswith(("in-fact-", "in-quote-"))]
    text = tag("p", Html("".join(_marked(passage, found))))
    return tag("blockquote", text, tag("p", join(back, " "), class_="back") if back else None, class_="passage")


def _back(mark: Mark, lang: str) -> Html:
    kind, number = mark.anchor.split("-")[1:]
    label = {"fact": "Fact", "quote": "Quotation"}[kind]
    return tag("a", f"{say(label, lang)} {number}", href=f"#{kind}-{number}")


def _marked(passage: Passage, found: Iterable[Mark]) -> Iterator[str]:
    """The passage's HTML: nested elements, cut where they would cross."""
    waiting, open_ends, at = list(found), [passage.end], passage.start
    heapq.heapify(waiting)
    while waiting or len(open_ends) > 1:
        following = waiting[0].start if waiting else passage.end
        if len(open_ends) > 1 and open_ends[-1] <= following:
            end = open_ends.pop()
            yield _slice(passage, at, end) + "</span>"
            at = end
            continue
        mark = heapq.heappop(waiting)
        if mark.end > open_ends[-1]:
            heapq.heappush(waiting, mark._replace(start=open_ends[-1], first=False))
            mark = mark._replace(minus_end=-open_ends[-1])
        yield _slice(passage, at, mark.start) + _open(mark)
        open_ends.append(mark.end)
        at = mark.start
    yield _slice(passage, at, passage.end)


def _slice(passage: Passage, start: int, end: int) -> str:
    return escape.html(passage.text[start - passage.start : end - passage.start])


def _open(mark: Mark) -> str:
    name = "id" if mark.first else "data-of"
    return f'<span {name}="{mark.anchor}">'
