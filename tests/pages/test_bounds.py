"""No index is larger than 150 KB of HTML, however large the site: the Markdown, which is HTML but for its headings,
leaves room for the theme (12 KB) and for what addresses in the site have more than names of files."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from generator.config import Project, Settings
from generator.models import Brief
from generator.pages import Known, plan
from generator.pages.entries import Counted, Entry, Located, Said, Seen, Stated
from tests.site.builder import ROOT

THEME = 12 * 1024
MOST = 150 * 1024
LONG = "who said at length, in words that nobody had asked for & nobody “wanted”, what had been known since the winter"
PERSON = "person/orla-vantmoor"


def entry(number: int, day: str, *, names: int = 12, quotes: int = 6, words: str = LONG) -> Entry:
    """A brief of much text in which ``names`` are named that no other names, and Orla Vantmoor in all."""
    page = f"briefs/{day[:4]}/{day[5:7]}/what-was-said-at-length-in-the-town-of-skeld-{number:08}.md"
    rest = (f"person/given-family{number}-{k}" for k in range(names))
    actors = [Seen(1, PERSON, "Orla Vantmoor", "person", "mayor of Skeld", ("Vantmoor",), 9, 0.9)]
    actors += [
        Seen(k, key, key.partition("/")[2].replace("-", " ").title(), "person", LONG, (), 1, 0.5 / k)
        for k, key in enumerate(rest, 2)
    ]
    return Entry(
        page=page,
        title=f"{number}: {words}",
        date=day,
        description=words,
        publisher="The Skeld Gazette",
        section=f"section-{number % 900}",
        lang="en",
        tags=(f"topic {number % 1500}", "harbours"),
        facts=tuple(Stated(k, f"{k} {words}", (PERSON,)) for k in range(1, 6)),
        quotes=tuple(Said(k, f"{k} {words}", PERSON, "Orla Vantmoor", LONG, (PERSON,)) for k in range(1, quotes + 1)),
        pull=1,
        actors=tuple(actors),
        figures=tuple(Counted(k, f"{k} boats", None, "count", float(k), None, words) for k in range(1, 9)),
        places=(Located(1, "Skeld", None, 3), Located(2, f"Town {number}", COUNTRIES[number % len(COUNTRIES)], 1)),
    )


COUNTRIES = ("NO", "SE", "FI", "DK", "IS", "IE", "GB", "FR", "DE", "PL", "ES", "PT", "IT", "GR", "CA", "US", "BR", "JP")


class Entries:
    """Briefs of which only what lists need is there."""

    def __init__(self, entries: list[Entry]) -> None:
        self._entries = entries

    def known(self) -> Iterator[Known]:
        for one in self._entries:
            yield Known(one, one.page, one.page)

    def load(self, path: str) -> tuple[Brief, str]:
        raise AssertionError("no page of a brief is made here")


def sizes(entries: list[Entry], *, every: int = 1) -> dict[str, int]:
    """Bytes of the HTML of each derived page but the briefs' own; of actors' and places' pages every so many."""
    found = {}
    settings = Settings(briefs_on_home=100)
    for number, draft in enumerate(plan(Entries(entries), settings, Project(ROOT)).drafts()):
        alike = re.match(r"(actors/person/given|places/town|topics/topic|sections/section)", draft.path)
        if draft.path.startswith("briefs/") or not draft.path.endswith(".md") or (alike and number % every):
            continue
        text = draft.make()
        found[draft.path] = len(text.encode()) + 4 * text.count("href=") + THEME
    return found


def assert_bounded(found: dict[str, int]) -> None:
    assert {path: size for path, size in found.items() if size > MOST} == {}


def days(count: int) -> Iterator[str]:
    """Days of a century and a half, more than one brief on each."""
    for number in range(count):
        yield f"{1875 + number % 150}-{1 + number % 12:02}-{1 + number % 28:02}"


def test_a_year_of_long_texts() -> None:
    found = sizes([entry(number, day) for number, day in enumerate(days(300))])
    assert_bounded(found)
    assert "actors/person/orla-vantmoor/part-2.md" in found


def test_one_text_of_megabytes() -> None:
    monster = entry(1, "2031-03-04", quotes=3000, words="<&\"'>" * 60_000)
    assert_bounded(sizes([monster, *(entry(number, "2031-03-05") for number in range(2, 9))]))


def test_a_day_of_500_briefs() -> None:
    found = sizes([entry(number, "2031-03-04", names=3) for number in range(500)])
    assert_bounded(found)
    assert "days/2031-03-04/all.md" in found


def test_ten_thousand_quotations_of_one_actor() -> None:
    found = sizes([entry(number, f"2031-03-{1 + number % 28:02}", names=1, quotes=250) for number in range(40)])
    assert_bounded(found)


@pytest.mark.slow
def test_300_000_names_and_a_person_with_5_000_briefs() -> None:
    found = sizes([entry(number, day, names=60, quotes=2) for number, day in enumerate(days(5000))], every=997)
    assert_bounded(found)
    parts = [path for path in found if path.startswith("actors/person/orla-vantmoor/part-")]
    assert len(parts) >= 125
    assert sum(path.startswith("actors/a-z/") for path in found) >= 700


def test_full_pages_never_change() -> None:
    """One brief more: of the numbered pages that were full, none is made again."""
    whole = [entry(number, day) for number, day in enumerate(days(400))]
    newest = max(whole, key=lambda one: one.date or "")
    before, after = keys([one for one in whole if one is not newest]), keys(whole)
    numbered = [path for path in before if re.search(r"/part-\d+\.md$", path)]
    changed = [path for path in numbered if before[path] != after.get(path)]
    assert len(numbered) > 20
    # Of each list the part that was being filled, and the one before it if that is full now.
    assert len(changed) <= 2 * len({path.rpartition("/")[0] for path in changed})
    last = {path.rpartition("/")[0]: int(path.rpartition("-")[2][:-3]) for path in sorted(numbered, key=part)}
    assert all(part(path) >= last[path.rpartition("/")[0]] - 1 for path in changed)


def part(path: str) -> int:
    return int(path.rpartition("-")[2][:-3])


def keys(entries: list[Entry]) -> dict[str, str | None]:
    return {draft.path: draft.key for draft in plan(Entries(entries), Settings(), Project(ROOT)).drafts()}
