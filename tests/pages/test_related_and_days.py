"""Related briefs look back only; the day's briefing tells what is new."""

from __future__ import annotations

from generator.pages.catalog import Catalog
from generator.pages.entries import entry
from generator.pages.related import RELATED, related
from tests.pages.factory import Draft, ferry, tunnel
from tests.pages.test_render import render


def catalog(*drafts: Draft) -> Catalog:
    return Catalog(entry(path, brief) for path, brief, _ in (draft.triple() for draft in drafts))


def chosen(*drafts: Draft) -> dict[str, list[str]]:
    """The headlines of what is related to each brief, by its page."""
    found = catalog(*drafts)
    near = related(found)
    return {entry.page: [one.title for one in near.of(entry.page)] for entry in found.entries}


def test_a_new_brief_changes_no_older_pages_choice() -> None:
    older = [ferry(title=f"Ferry {k}", date=f"2031-03-{k:02}") for k in range(1, 12)]
    before = chosen(*older)
    after = chosen(*older, ferry(title="Newest", date="2031-03-20"), ferry(title="A", date="2031-03-11"))
    assert {page: after[page] for page in before} == before


def test_at_most_five_earlier_ones_nearest_first() -> None:
    found = chosen(*(ferry(title=f"Ferry {k}", date=f"2031-03-{k:02}") for k in range(1, 12)))
    last = next(titles for page, titles in found.items() if "ferry-11" in page)
    assert last == [f"Ferry {k}" for k in (10, 9, 8, 7, 6)]
    assert all(len(titles) <= RELATED for titles in found.values())
    assert next(titles for page, titles in found.items() if "ferry-1-" in page) == []


def test_what_has_nothing_in_common_is_not_related() -> None:
    lonely = Draft("A goat won the Lesser Vale fair on Sunday.", title="Goat wins", date="2031-05-01", tags=())
    lonely.fact("A goat won the Lesser Vale fair on Sunday.")
    found = chosen(ferry(), lonely)
    assert next(titles for page, titles in found.items() if "goat" in page) == []


def test_the_briefs_to_which_some_are_related() -> None:
    found = catalog(*(ferry(title=f"Ferry {k}", date=f"2031-03-{k:02}") for k in range(1, 5)))
    near, second = related(found), found.entries[2]
    assert {one.title for one in found.entries if one.page in near.to({second.page})} == {"Ferry 3", "Ferry 4"}
    assert near.to({"briefs/gone.md"}) == set()
    assert near.of("briefs/gone.md") == ()


def test_a_day_links_its_neighbours_and_names_newcomers() -> None:
    found = render(ferry().triple(), tunnel().triple())
    second = found["days/2031-04-11.md"]
    assert 'href="2031-03-04.md"' in second
    newcomers = second.split("Named for the first time")[1]
    assert "Ilse Marrable" in newcomers
    assert "Ada Holm" not in newcomers
    assert "Named for the first time" not in found["days/2031-03-04.md"]
