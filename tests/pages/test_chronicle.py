"""Going on from where an earlier run was finds what going through all days finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, partial
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from generator import brief
from generator.config import Stories
from generator.models import GeneratorInfo
from generator.pages import chronicle, stories
from generator.pages.catalog import Catalog
from generator.pages.chronicle import Past, go_through, mark
from generator.pages.entries import Entry, entry
from generator.pages.related import related
from tests.benchmarks.synthetic import article

RULES = Stories(likeness=0.1, days=14, min_briefs=2)
DAYS = 40


class Kept(dict[str, str]):
    """A memory; ``asked``: what was recalled."""

    def recall(self, name: str) -> str | None:
        return self.get(name)

    def note(self, name: str, text: str | None) -> None:
        if text is None:
            self.pop(name, None)
        else:
            self[name] = text


@cache
def made(number: int, day: int) -> Entry:
    """A brief of a day; each number in three is of one event, so that there are stories."""
    source, found = article(number % 5 if number % 3 == 0 else number)
    one = brief.make(source, found, GeneratorInfo(analysis=1, model="none", model_version="1", settings="0"))
    date = f"2031-{1 + day // 28:02}-{1 + day % 28:02}"
    return entry(f"{date[:4]}/{date[5:7]}/brief-{number:08x}.md", one.model_copy(update={"date": date}))


def found(entries: Sequence[Entry], memory: Kept | None) -> object:
    catalog = Catalog(entries)
    digests = {one.page: str(hash(one)) for one in entries}
    past = Past(memory, partial(mark, catalog, digests)) if memory is not None else None
    near = related(catalog, past)
    return (
        {one.page: [other.page for other in near.of(one.page)] for one in entries},
        [[one.page for one in story.entries] for story in stories.find(catalog, RULES, past)],
    )


def test_changes_at_random() -> None:
    chance = Random(3)
    numbers = {number: number % DAYS for number in range(120)}
    memory = Kept()
    for step in range(25):
        for _ in range(chance.randrange(4)):
            # Mostly what is new, now and then something old.
            day = DAYS + step // 3 if chance.random() < 0.7 else chance.randrange(DAYS)
            numbers[1000 + chance.randrange(4000)] = day
        if chance.random() < 0.4:
            del numbers[chance.choice(list(numbers))]
        if chance.random() < 0.1:
            memory.pop(chance.choice([name for name in memory if " " in name]))
        entries = [made(number, day) for number, day in numbers.items()]
        assert found(entries, memory) == found(entries, None), step
    assert any(" " in name for name in memory)
    near, told = found(entries, None)  # type: ignore[misc]
    assert len(told) > 3
    assert sum(map(bool, near.values())) > 20


class Sums:
    """A walk that counts the days that it goes through."""

    def __init__(self) -> None:
        self.total, self.gone = 0, 0

    def add(self, day: Sequence[Entry]) -> list[Any]:
        self.gone += 1
        self.total += len(day)
        return [self.total for _ in day]

    def state(self) -> Any:
        return self.total

    def restore(self, state: Any, before: Sequence[Entry], found: Sequence[Any]) -> None:
        assert len(before) == len(found) == state
        self.total = state


def test_a_change_costs_about_as_many_days_as_it_lies_back() -> None:
    memory, days = Kept(), [[made(day, day)] for day in range(200)]

    def gone() -> int:
        walk = Sums()
        text = {one.page: str(one) for day in days for one in day}
        assert (
            go_through("sums", days, walk, Past(memory, lambda one: text[one.page]))[0]
            == go_through("sums", days, Sums(), None)[0]
        )
        return walk.gone

    assert gone() == 200
    assert gone() == 0
    for back, most in ((1, 9), (5, 27), (20, 81), (60, 200)):
        days[-back] = [*days[-back], made(1000 + back, 200 - back)]
        assert back <= gone() <= most, back
    for day in range(200, 260):
        days.append([made(day, day)])
        assert gone() <= 9
    assert len(memory) <= 6


@pytest.mark.parametrize("count", [1, 3, 10, 1000])
def test_states_are_kept_for_each_stretch_of_the_past(count: int) -> None:
    kept: list[int] = []
    for day in range(count):
        kept = chronicle._kept([*kept, day], day + 1)
    ages = [count - at for at in kept]
    assert all(older >= newer for older, newer in pairwise(ages))
    assert len(kept) <= 7


class KilledError(Exception):
    """The run ends here."""


class CutOff(Kept):
    """A memory of a run that is killed before it notes what it has found."""

    def note(self, name: str, text: str | None) -> None:
        if " " not in name:
            raise KilledError
        super().note(name, text)


def test_states_of_a_run_that_was_cut_off_are_not_gone_on_from() -> None:
    """What the run saw may have been taken back before the next one."""
    first, other = [[made(day, day)] for day in range(60)], [made(1000, 9), made(9, 9)]

    def walked(days: list[list[Entry]], memory: Kept | None) -> list[Any]:
        text = {one.page: str(one) for day in days for one in day}
        return go_through(
            "sums", days, Sums(), Past(memory, lambda one: text[one.page]) if memory is not None else None
        )[0]

    memory = Kept()
    walked(first, memory)
    cut_off = CutOff(memory)
    with pytest.raises(KilledError):
        walked([*first[:9], other, *first[10:]], cut_off)
    again = [*first[:59], [made(59, 59), made(2000, 59)]]
    assert walked(again, Kept(cut_off)) == walked(again, None)
