"""Long indexes from A to Z: on one page, or on pages by letter where there are many names."""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Generic, TypeVar

from generator.pages import paging
from generator.pages.drafts import Draft, Group
from generator.pages.markup import Html, join, page, section, tag
from generator.pages.parts import View
from generator.pages.weights import NAME
from generator.text import slug

T = TypeVar("T")
# A row is about 150 bytes of HTML.
ROW, ON_ONE_PAGE = 150, 400
# With which slugs begin.
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Names(Generic[T]):
    """What is listed. ``name`` and ``told`` give an item's name and all that its row shows; ``show`` sets some items.

    So many as ``inline`` stand on the index itself.
    """

    index: str
    title: str
    items: Sequence[T]
    name: Callable[[T], str]
    told: Callable[[T], object]
    show: Callable[[View, Sequence[T]], list[Html]]
    inline: int

    @cached_property
    def letters(self) -> dict[str, list[T]]:
        """The items by the first letter of their names."""
        found: dict[str, list[T]] = defaultdict(list)
        for item in self.items:
            found[letter_of(self.name(item))].append(item)
        return dict(sorted(found.items()))

    def of(self, letter: str) -> list[T]:
        """Those of a letter, in order."""
        return sorted(self.letters[letter], key=lambda item: slug(self.name(item)))

    def page(self, letter: str, number: int) -> str:
        folder = f"{posixpath.dirname(self.index)}/a-z"
        return f"{folder}/{letter}.md" if number == 1 else f"{folder}/{letter}-{number}.md"


def blocks(view: View, names: Names[T]) -> list[Html]:
    """What the index shows: all names, or the way to each letter's."""
    if len(names.items) <= names.inline:
        return names.show(view, names.items)
    links_to = (tag("a", letter.upper(), href=view.to(names.page(letter, 1))) for letter in names.letters)
    return section(view.say("A–Z"), tag("p", join(links_to, " "), class_="alphabet"))


def render(view: View, names: Names[T]) -> Iterator[Group]:
    """The pages of the letters, if the index has no room for the names."""
    for letter in names.letters if len(names.items) > names.inline else ():
        if view.is_touched(group(names.index, letter)):
            items = names.of(letter)
            make = partial(_letter, view, names, letter, items)
            yield view.group(group(names.index, letter), make, [names.told(item) for item in items])


def group(index: str, letter: str) -> str:
    """The group of the pages of a letter."""
    return f"{index} {letter}"


def touched(index: str, inline: int, names: Iterable[str], counts: Sequence[int]) -> Iterator[str]:
    """The groups that may be other. ``names``: that were listed or are, and are not as they were; ``counts``: of all.

    So many as ``inline`` stand on the index itself: with one more there are pages of letters, or with one less none.
    """
    anew = len({count > inline for count in counts}) > 1
    yield from (group(index, letter) for letter in (LETTERS if anew else set(map(letter_of, names))))


def letter_of(name: str) -> str:
    """The first letter of a name's slug."""
    first = name[:1]
    return first.lower() if first.isascii() and first.isalnum() else slug(name)[0]


def _letter(view: View, names: Names[T], letter: str, items: Sequence[T]) -> Iterator[Draft]:
    weights = [paging.weight(ROW, names.name(item)[:NAME]) for item in items]
    stretches = list(paging.stretches(weights, ON_ONE_PAGE))
    for number, (start, stop) in enumerate(stretches, 1):
        here, shown = view.at(names.page(letter, number)), items[start:stop]
        make = partial(_part, here, names, letter, number, len(stretches), shown)
        yield here.draft(make, letter, number, len(stretches), [names.told(item) for item in shown])


def _part(here: View, names: Names[T], letter: str, number: int, total: int, shown: Sequence[T]) -> str:
    title = here.say("{}: {}", names.title, letter.upper())
    title = here.say("{}, part {} of {}", title, number, total) if total > 1 else title
    up = tag("p", tag("a", here.say("{}: all letters", names.title), href=here.to(names.index)), class_="up")
    around = (tag("a", str(k), href=here.to(names.page(letter, k))) for k in _neighbours(number, total))
    parts = tag("p", join(around, " "), class_="alphabet") if total > 1 else Html("")
    return page([up, tag("h1", title), parts, *names.show(here, shown)], title=title, kind="index")


def _neighbours(number: int, total: int) -> list[int]:
    """The parts that a part leads to: all of few; of many the nearest, the ends, and every twentieth."""
    return [k for k in range(1, total + 1) if total <= 40 or abs(k - number) < 6 or k in (1, total) or k % 20 == 0]
