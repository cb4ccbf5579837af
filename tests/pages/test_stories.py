"""Stories are chained in order of time: the same briefs give the same, and newer briefs leave older links alone."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from random import Random

import pytest

from generator.config import Settings, Stories
from generator.pages import stories
from generator.pages.catalog import Catalog
from generator.pages.entries import Entry, Located, Seen, Stated, entry
from generator.pages.stories import Story
from tests.pages.factory import ferry

RULES = Stories()
_numbers = count()
_BARE = replace(entry("bare.md", ferry().brief()), quotes=(), pull=None, figures=())


def told(
    date: str | None,
    title: str,
    *actors: str,
    tags: tuple[str, ...] = (),
    facts: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
) -> Entry:
    """A brief by what stories go by; ``actors`` are ids, most salient first."""
    return replace(
        _BARE,
        page=f"briefs/{date}-{title.replace(' ', '-').lower()}-{next(_numbers):08}.md",
        title=title,
        date=date,
        tags=tags,
        facts=tuple(Stated(number, text, ()) for number, text in enumerate(facts, 1)),
        actors=tuple(
            Seen(number, one, one.partition("/")[2], one.partition("/")[0], None, (), 3, round(0.8 - number / 10, 2))  # type: ignore[arg-type]
            for number, one in enumerate(actors, 1)
        ),
        places=tuple(Located(number, name, None, 2) for number, name in enumerate(places, 1)),
    )


def strike() -> list[Entry]:
    """An event of four days."""
    who = ("organization/pilots-guild", "person/ada-holm", "organization/port-company")
    titles = ("Pilots vote to strike", "Pilots stop work", "Minister sees pilots and port", "Pilots end their strike")
    return [
        told(f"2031-03-{day:02}", title, *who, tags=("pilots", "port"), places=("Kelder",))
        for day, title in zip((2, 4, 7, 10), titles, strict=True)
    ]


def noise(seed: int = 1, days: int = 12) -> list[Entry]:
    """Briefs that have nothing in common, to tell what is rare by."""
    chance = Random(seed)
    return [
        told(
            f"2031-03-{day:02}",
            f"Event {chance.randrange(10**6)} of {chance.randrange(10**6)}",
            f"person/p{chance.randrange(10**6)}",
            tags=(f"topic{chance.randrange(10**6)}",),
            facts=(f"fact{chance.randrange(10**6)}",),
        )
        for day in range(1, days)
        for _ in range(3)
    ]


def found(*entries: Entry, rules: Stories = RULES) -> list[Story]:
    return stories.find(Catalog(entries), rules)


def test_briefs_on_one_event_are_a_story_under_its_first_ones_name() -> None:
    event = strike()
    (story,) = found(*noise(), *event)
    assert story.entries == tuple(event)
    assert story.title == "Pilots vote to strike"
    assert story.page == f"stories/{event[0].page.rpartition('/')[2]}"


def test_order_makes_no_difference() -> None:
    entries = [*noise(), *strike()]
    first = found(*entries)
    for seed in range(5):
        Random(seed).shuffle(entries)
        assert found(*entries) == first


def test_a_later_brief_changes_no_other_story_and_no_address() -> None:
    entries = [*noise(), *strike()]
    (before,) = found(*entries)
    (after,) = found(*entries, told("2031-03-12", "Pilots get a new boat", "person/osric-penn", tags=("boats",)))
    assert after == before
    more = told("2031-03-12", "Strike of the pilots cost 40 million", *_who(before), tags=("pilots", "port"))
    (longer,) = found(*entries, more)
    assert (longer.page, longer.title, longer.entries) == (before.page, before.title, (*before.entries, more))


def _who(story: Story) -> list[str]:
    return [one.id for one in story.entries[0].actors]


def test_one_common_name_makes_no_story() -> None:
    who = "person/prime-minister"
    matters = ("schools", "herring quota", "tunnel", "election day", "museum theft", "flood", "rates")
    entries = [told(f"2031-03-0{day}", matter, who, tags=(matter,)) for day, matter in enumerate(matters, 1)]
    assert found(*noise(), *entries) == []


def test_a_state_binds_nothing() -> None:
    entries = [
        told(f"2031-03-0{day}", "Budget talks", "state/vessen", "state/torvia", tags=("budget",)) for day in range(1, 6)
    ]
    assert found(*noise(), *entries) == []


def test_too_long_a_silence_ends_a_story() -> None:
    event = strike()
    late = told("2031-04-20", "Pilots strike again", *_who(Story(tuple(event))), tags=("pilots", "port"))
    (story,) = found(*noise(), *event, late)
    assert late not in story.entries
    patient = found(*noise(), *event, late, rules=RULES.model_copy(update={"days": 60, "likeness": 0.1}))
    assert late in patient[0].entries


def test_a_story_that_never_ends_is_parted() -> None:
    who = ("organization/pilots-guild", "person/ada-holm")
    days = [f"2031-{month:02}-{day:02}" for month in range(1, 7) for day in (1, 8, 15, 22)]
    entries = [told(day, "Pilots strike on", *who, tags=("pilots", "port")) for day in days]
    parted = found(*entries)
    assert len(parted) > 1
    assert sorted(one.page for story in parted for one in story.entries) == sorted(one.page for one in entries)


def test_few_briefs_are_no_story_and_none_is_wanted() -> None:
    event = strike()
    assert found(*noise(), *event[:2]) == []
    assert len(found(*noise(), *event[:2], rules=RULES.model_copy(update={"min_briefs": 2}))) == 1
    assert found(*noise(), *event, rules=RULES.model_copy(update={"min_briefs": 0})) == []


def test_what_is_undated_is_in_no_story() -> None:
    event = strike()
    assert found(*noise(), *event[:2], told(None, "Pilots strike", *_who(Story(tuple(event))))) == []


def test_busy_actors_cost_no_more_than_rare_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    """Linear: however many briefs name an actor, a brief is compared with a bounded number of them."""
    compared = 0
    likest = stories._Chain._likest

    def counting(chain: stories._Chain, one: stories._Told, others: list[stories._Told]) -> object:
        nonlocal compared
        compared += len(others)
        return likest(chain, one, others)

    monkeypatch.setattr(stories._Chain, "_likest", counting)
    found(*(told("2031-03-04", f"Matter {number}", "person/a", "person/b") for number in range(300)))
    assert 0 < compared <= stories.COMPARED * 300


def test_the_settings_are_the_defaults() -> None:
    assert Settings().stories == RULES
