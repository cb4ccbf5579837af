"""The folders that articles lie in are sections: a page each, a filter of the search, a way from home."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator import pages
from generator.config import Project, Settings
from generator.pages import sections
from tests.pages.factory import ferry, sample, tunnel


def render(*drafts: object) -> dict[str, str]:
    return dict(pages.render(drafts if drafts else sample(), Settings(), Project(Path("/nowhere"))))  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def found() -> dict[str, str]:
    return render()


@pytest.mark.parametrize(
    ("folder", "title"),
    [
        ("politics", "Politics"),
        ("home-affairs", "Home affairs"),
        ("EU_news", "EU news"),
        ("www.example.org", "www.example.org"),
        ("économie", "Économie"),
        ("--", "--"),
    ],
)
def test_a_section_is_called_as_its_folder(folder: str, title: str) -> None:
    assert sections.title(folder) == title


def test_each_section_has_a_page_with_its_briefs_and_the_index_names_it(found: dict[str, str]) -> None:
    page = found["sections/roads-and-rail.md"]
    assert 'title: "Roads and rail"' in page
    assert page.count("Tunnel day") == 6
    assert "Ferry day" not in page
    assert 'href="roads-and-rail.md">Roads and rail</a> <span class="count">7</span>' in found["sections/index.md"]


def test_a_brief_leads_to_its_section_and_can_be_found_by_it(found: dict[str, str]) -> None:
    draft = tunnel()
    page = found[f"briefs/{draft.path()}"]
    link = '<a href="../../../sections/roads-and-rail.md" data-pagefind-filter="section">Roads and rail</a>'
    assert link in page
    assert 'data-pagefind-filter="section"' not in found[f"briefs/{ferry(date=None, title='Undated ferry').path()}"]


def test_home_and_data_tell_of_sections(found: dict[str, str]) -> None:
    assert '<a href="sections/roads-and-rail.md">Roads and rail</a>' in found["index.md"]
    lines = [json.loads(line) for line in found["data/briefs.jsonl"].splitlines()]
    assert {line["section"] for line in lines if line["title"].startswith("Tunnel")} == {"Roads and rail"}
    assert {line["section"] for line in lines if line["title"].startswith("Ferry")} == {None}


def test_without_folders_there_are_no_sections_and_the_index_is_there_still() -> None:
    found = render(ferry().triple())
    assert [name for name in found if name.startswith("sections/")] == ["sections/index.md"]
    assert "## Sections" not in found["index.md"]


def test_long_sections_go_over_several_pages() -> None:
    drafts = [tunnel(title=f"Tunnel {n}", date="2031-04-11").triple() for n in range(61)]
    found = render(*drafts)
    assert {"sections/roads-and-rail.md", "sections/roads-and-rail/part-1.md"} <= set(found)
    assert found["sections/roads-and-rail.md"].count('<article class="card">') == 60


NAMED = (("dumps", None), ("uk", "Home news"), ("home", "Home news"))


@pytest.mark.parametrize(
    ("path", "title"),
    [
        ("a.txt", None),
        ("politics/a.txt", "Politics"),
        ("politics/2031/a.txt", "Politics"),
        ("uk/a.txt", "Home news"),
        ("dumps/a.jsonl", None),
        ("dumps/home/a.jsonl", None),
    ],
)
def test_settings_name_sections_and_folders_that_are_none(path: str, title: str | None) -> None:
    assert sections.of(path, NAMED) == title


def test_folders_of_one_title_are_one_section_and_its_page_is_named_after_it() -> None:
    settings = Settings.model_validate({"sections": {"roads-and-rail": "Verkehr & Straße"}})
    found = dict(pages.render([tunnel().triple(), ferry().triple()], settings, Project(Path("/nowhere"))))
    assert [name for name in found if name.startswith("sections/")] == [
        "sections/index.md",
        "sections/verkehr-strasse.md",
    ]
    page = found[f"briefs/{tunnel().path()}"]
    assert 'sections/verkehr-strasse.md" data-pagefind-filter="section">Verkehr &amp; Straße</a>' in page
    none = Settings.model_validate({"sections": {"roads-and-rail": None}})
    found = dict(pages.render([tunnel().triple()], none, Project(Path("/nowhere"))))
    assert 'data-pagefind-filter="section"' not in found[f"briefs/{tunnel().path()}"]
