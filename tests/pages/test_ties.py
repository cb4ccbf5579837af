"""What ties briefs together on the pages: copies of one article are listed once, stories have pages."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator import pages
from generator.config import Project, Settings
from generator.pages import catalog, ties
from generator.pages.entries import entry
from tests.pages.factory import SKETCH, Draft, copy, ferry, tunnel

LEADER, COPY = ferry(sketch=SKETCH), copy()
QUOTE = "The Council owes the islanders a boat. It owes them two."


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "mkdocs.yml").write_text("site_name: News\nsite_url: https://example.org/news/\n")
    return Project(tmp_path)


def render(project: Project, *drafts: Draft, **settings: object) -> dict[str, str]:
    return dict(pages.render([one.triple() for one in drafts], Settings.model_validate(settings), project))


def page(draft: Draft) -> str:
    return f"briefs/{draft.path()}"


def days() -> list[Draft]:
    """Four days of one event."""
    return [ferry(title=f"Ferry vote, day {day}", date=f"2031-03-0{day}") for day in (4, 5, 6, 7)]


def keys(project: Project, *drafts: Draft) -> dict[str, tuple[str | None, str]]:
    """The key and text of each page that is made as a whole, for a run of which the briefs' own keys are noted."""
    found = pages._Given(one.triple() for one in drafts)

    class Noted:
        load = found.load

        def known(self) -> list[pages.Known]:
            return [one._replace(digest=repr(one.entry)) for one in found.known()]

    told = pages.plan(Noted(), Settings(), project)
    return {draft.path: (draft.key, draft.make()) for draft in told.drafts() if draft.pieces is None}


def test_a_list_is_made_again_when_a_brief_on_it_no_longer_leads(project: Project) -> None:
    """On the page of a section that has but one of two copies, nothing else changes."""
    leader = ferry(sketch=SKETCH, folder="island/", tags=("boats",))
    later, earlier = (copy(folder="mainland/", tags=("ferries",), date=f"2031-03-0{day}") for day in (5, 3))
    before, after = keys(project, leader, later), keys(project, leader, earlier)
    for name in ("sections/island.md", "topics/boat.md"):
        assert "1 other source" in before[name][1]
        assert "1 other source" not in after[name][1]
    same = [path for path in before.keys() & after.keys() if before[path][0] == after[path][0] is not None]
    assert {path for path in same if before[path][1] != after[path][1]} == set()


def test_a_brief_s_page_is_made_again_when_a_related_one_has_another_source(project: Project) -> None:
    later = ferry(title="The second ferry is bought", date="2031-03-20")
    before, after = keys(project, LEADER, later), keys(project, LEADER, COPY, later)
    assert "1 other source" not in before[page(later)][1]
    assert "1 other source" in after[page(later)][1]
    assert before[page(later)][0] != after[page(later)][0]


# --- copies ---------------------------------------------------------------------------------------------------------


def test_the_leading_brief_links_its_copies_and_they_link_it(project: Project) -> None:
    found = render(project, COPY, LEADER, tunnel())
    leading, repeating = found[page(LEADER)], found[page(COPY)]
    assert "## The same story from other sources" in leading
    assert COPY.title in leading.split("## The same story from other sources")[1]
    assert "Repeats" not in leading
    assert (
        f'Repeats <a href="../../2031/03/{LEADER.path().rpartition("/")[2]}"' in repeating or "Repeats <a" in repeating
    )
    assert "The same story from other sources" not in repeating


def test_lists_show_the_leading_brief_alone_with_its_sources(project: Project) -> None:
    found = render(project, COPY, LEADER, tunnel())
    for name in ("index.md", "archive/2031/03.md", "topics/ferry.md", "places/marrow-sound.md"):
        assert LEADER.title in found[name], name
        assert COPY.title not in found[name], name
        assert "1 other source" in found[name], name
    for name in ("feed.xml", "feed.json", "actors/person/ada-holm.md"):
        assert LEADER.title in found[name], name
        assert COPY.title not in found[name], name
    assert "in 2 briefs" in found["actors/person/ada-holm.md"], "that of the tunnel and one of the ferry"


def test_a_quotation_is_listed_once_but_none_is_lost(project: Project) -> None:
    longer = copy()
    longer.text += " “It was about time,” Holm said in the evening. 31 boats took part."
    longer.quote("It was about time,", "person/ada-holm", "Holm", "said")
    longer.figure("31", "boats")
    found = render(project, longer, LEADER, tunnel())
    said = found["quotes/2031/03.md"]
    assert said.count("owes the islanders a boat") == 1
    assert "It was about time" in said
    assert found["figures/2031/03.md"].count(">220<") == 1
    assert ">31<" in found["figures/2031/03.md"]


def test_of_very_many_copies_the_first_are_listed_and_all_counted(project: Project) -> None:
    """As there are of bulletins that are made from a form: no page grows with them."""
    copies = [replace(COPY, title=f"Copy {number:03}") for number in range(ties.COPIES + 10)]
    found = render(project, LEADER, *copies)
    listed = found[page(LEADER)].split("## The same story from other sources")[1]
    assert listed.count("Copy ") == ties.COPIES
    assert 'And 10 more: see <a href="../../../data/index.md">the data</a>' in listed
    assert all("more: see" not in found[page(one)] for one in copies)


def test_what_copies_hold_is_compared_once_each() -> None:
    copies = [replace(COPY, title=f"Copy {number:03}") for number in range(40)]
    entries = [entry(path, brief) for path, brief, _ in (one.triple() for one in (LEADER, *copies))]
    compared = []
    once = catalog.Once(
        lambda one: one.quotes, lambda said: compared.append(said) or said.text, catalog.Catalog(entries).group
    )
    assert [entry.page for one in entries for entry, _ in once.of(one)] == [f"briefs/{LEADER.path()}"] * len(
        entries[0].quotes
    )
    assert len(compared) == sum(len(one.quotes) for one in entries)


def test_the_day_of_a_copy_names_it(project: Project) -> None:
    found = render(project, COPY, LEADER)
    assert COPY.title not in found["days/2031-03-04.md"]
    told = found["days/2031-03-05.md"].split(">Told before by another source<")[1]
    assert COPY.title in told


def test_an_actor_that_only_a_copy_names_has_a_page(project: Project) -> None:
    longer = copy()
    longer.text += " Osric Penn rowed."
    longer.actor("Osric Penn")
    found = render(project, longer, LEADER)
    assert COPY.title in found["actors/person/osric-penn.md"]


def test_data_files_hold_every_brief(project: Project) -> None:
    found = render(project, COPY, LEADER, tunnel())
    lines = [json.loads(line) for line in found["data/briefs.jsonl"].splitlines()]
    assert {line["page"]: line["repeats"] for line in lines} == {
        page(LEADER): None,
        page(COPY): page(LEADER),
        page(tunnel()): None,
    }
    quotes = list(csv.DictReader(io.StringIO(found["data/quotes.csv"])))
    assert sum(line["quotation"] == QUOTE for line in quotes) == 2
    holm = next(one for one in json.loads(found["data/actors.json"]) if one["id"] == "person/ada-holm")
    assert (page(COPY) in holm["briefs"], holm["repeats"]) == (False, [page(COPY)])


def test_copies_are_apart_if_so_set(project: Project) -> None:
    found = render(project, COPY, LEADER, duplicates={"share": 0})
    assert COPY.title in found["index.md"]
    assert "other source" not in "".join(found.values())


def test_what_a_plan_tells(project: Project) -> None:
    source = pages._Given(one.triple() for one in (COPY, LEADER, *days()[1:]))
    plan = pages.plan(source, Settings(), project)
    assert (plan.repeats, plan.stories) == (1, 1)


# --- stories --------------------------------------------------------------------------------------------------------


def story_of(draft: Draft) -> str:
    return f"stories/{draft.path().rpartition('/')[2]}"


def test_a_story_has_a_timeline_and_its_briefs_lead_to_it(project: Project) -> None:
    event = days()
    found = render(project, *event, tunnel())
    story = found[story_of(event[0])]
    assert re.findall(r"^## (\d+ March 2031)$", story, re.M) == [f"{day} March 2031" for day in (4, 5, 6, 7)]
    assert all(one.title in story for one in event)
    assert tunnel().title not in story
    assert story.count("owes the islanders a boat") == 1
    for draft in event:
        assert "Part of the story" in found[page(draft)]
    assert "Part of the story" not in found[page(tunnel())]
    second = found[page(event[1])]
    assert "Before, 4 March 2031:" in second
    assert "After, 6 March 2031:" in second


def test_stories_are_listed_on_the_index_on_the_home_page_and_as_data(project: Project) -> None:
    event = days()
    found = render(project, *event, tunnel())
    for name in ("stories/index.md", "stories/2031/03.md", "index.md"):
        assert f"{event[0].path().rpartition('/')[2]}" in found[name], name
    (told,) = json.loads(found["data/stories.json"])
    assert told["page"] == story_of(event[0])
    assert told["briefs"] == [page(one) for one in event]
    assert (told["first"], told["last"]) == ("2031-03-04", "2031-03-07")


def test_a_busy_story_has_feeds(project: Project) -> None:
    event = [*days(), ferry(title="Ferry vote, day 8", date="2031-03-08")]
    found = render(project, *event)
    stem = story_of(event[0]).removesuffix(".md")
    items = json.loads(found[f"{stem}.json"])["items"]
    assert [one["title"] for one in items] == [one.title for one in reversed(event)]
    assert f'href="{stem.rpartition("/")[2]}.xml"' in found[f"{stem}.md"]


def test_a_copy_is_in_the_story_of_the_brief_it_repeats(project: Project) -> None:
    found = render(project, LEADER, COPY, *days()[1:])
    assert "Part of the story" in found[page(COPY)]
    assert COPY.title not in found[story_of(LEADER)]
    assert "1 other source" in found[story_of(LEADER)]
    assert "3 sources" not in found[story_of(LEADER)]
    assert "2 sources" in found[story_of(LEADER)]


def test_a_long_story_is_paged(project: Project) -> None:
    event = [ferry(title=f"Ferry vote {n}", date=f"2031-03-{n // 3 + 1:02}") for n in range(70)]
    found = render(project, *event)
    names = [name for name in found if name.startswith("stories/") and name.endswith(".md") and "ferry" in name]
    assert len([name for name in names if "/part-" in name]) == 3
    assert max(len(found[name].encode()) for name in names) < 120_000
    shown = "".join(found[name] for name in names)
    assert all(f"Ferry vote {n}<" in shown for n in range(70))


def test_without_stories_the_index_says_so(project: Project) -> None:
    found = render(project, ferry(), tunnel())
    assert "No story yet" in found["stories/index.md"]
    assert "## Stories" not in found["index.md"]


def test_a_new_brief_changes_only_its_storys_pages(project: Project) -> None:
    """Of another story and of other days' copies nothing is made anew."""
    other = [tunnel(title=f"Tunnel, day {day}", date=f"2031-04-0{day}") for day in (1, 2, 3)]
    event = days()
    before = render(project, *event, *other)
    after = render(project, *event, *other, tunnel(title="Tunnel, day 4", date="2031-04-04"))
    changed = {name for name, text in before.items() if after[name] != text and name.endswith(".md")}
    assert story_of(other[0]) in changed
    assert not changed & {story_of(event[0]), "stories/2031/03.md", *(page(one) for one in event)}
    assert {name for name in changed if name.startswith("briefs/")} == {page(other[-1])}
