"""What was refused is told of again without analysis, as long as it would be refused again, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from generator.build import refused
from generator.config import Project, Settings
from generator.editorial import Release
from tests.build.support import briefs_of, run, stubbed_json
from tests.conftest import MakeProject

SHEET = "roles:\n  Nobody Here: mayor\n"
EMBARGOED = "---\ntitle: One\nembargoed: 2031-01-01T00:00:00Z\n---\nThe ferry sank."
NOW = datetime(2032, 1, 1, tzinfo=UTC)


def told(project: Project, **options: object) -> list[str]:
    return [str(one) for one in run(project, **options).failures]


@pytest.fixture
def second(make_project: MakeProject) -> Project:
    """A project of two dumps, the latter of which has a record with the id of one of the former's."""
    records = [
        stubbed_json(url=f"https://example.org/{key}", text=f"The ferry {n} sank.") for n, key in enumerate("aba")
    ]
    return make_project({"a.jsonl": "".join(records[:2]), "b.jsonl": records[2]})


@pytest.fixture
def wrong(make_project: MakeProject) -> Project:
    """A project of two articles, and corrections of one that do not apply."""
    return make_project({"a.md": EMBARGOED, "a.md.brief.yml": SHEET, "b.txt": "Two ferries sank."})


def test_a_duplicate_is_told_of_again_without_analysis(second: Project, toy: list[str]) -> None:
    first = told(second)
    assert len(first) == 1
    assert "b.jsonl:1: the same article as a.jsonl" in first[0]
    toy.clear()
    for _ in range(2):
        assert len(again := told(second)) == 1
        assert "b.jsonl:1: the same article as a.jsonl" in again[0]
        assert toy == []


def test_a_duplicate_is_made_when_the_other_is_gone(second: Project) -> None:
    told(second)
    lines = (second.articles / "a.jsonl").read_text().splitlines(keepends=True)
    (second.articles / "a.jsonl").write_text(lines[1])
    assert told(second) == []
    assert sorted(path.partition("#")[0] for path in briefs_of(second)) == ["a.jsonl", "b.jsonl"]


def test_a_correction_that_does_not_apply_is_told_of_again_without_analysis(wrong: Project, toy: list[str]) -> None:
    first = told(wrong, release=Release(NOW))
    assert len(first) == 1
    assert "a.md.brief.yml:2: roles: no actor of the brief is named 'Nobody Here'" in first[0]
    for _ in range(2):
        assert told(wrong, release=Release(NOW)) == first
        assert toy == []


def test_a_record_of_a_dump_that_cannot_be_corrected_is_told_of_again_too(
    make_project: MakeProject, toy: list[str]
) -> None:
    records = [stubbed_json(id=key, text=f"The ferry {key} sank.") for key in "ab"]
    sheet = "".join(f"{key}:\n  roles: {{Nobody Here: mayor}}\n" for key in "ab")
    project = make_project({"d.jsonl": "".join(records), "d.jsonl.brief.yml": sheet})
    first = told(project)
    assert len(first) == 2
    assert told(project) == first
    assert toy == []
    (project.articles / "d.jsonl.brief.yml").write_text(sheet.replace("b:\n  roles: {Nobody Here: mayor}\n", ""))
    assert len(told(project)) == 1
    assert list(briefs_of(project)) == ["d.jsonl#b"]


@pytest.mark.parametrize(
    "change",
    [
        lambda project: (project.articles / "a.md").write_text(EMBARGOED.replace("One", "Two")),
        lambda project: (project.articles / "a.md.brief.yml").write_text(f"# more\n{SHEET}"),
        lambda project: (project.articles / "a.md.brief.yml").write_text(""),
        lambda project: (project.articles / "a.md.brief.yml").unlink(),
        lambda project: (project.site_config / "actors.yml").write_text("- {name: Eve Holm, type: person}\n"),
    ],
)
def test_what_a_refusal_follows_from_lets_it_be_found_anew(change: object, wrong: Project, toy: list[str]) -> None:
    told(wrong, release=Release(NOW))
    assert callable(change)
    change(wrong)
    told(wrong, release=Release(NOW))
    assert "a.md" in toy


def test_other_settings_and_another_program_find_it_anew(
    wrong: Project, toy: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told(wrong, release=Release(NOW))
    told(wrong, release=Release(NOW), settings=Settings(briefs_on_home=3))
    assert toy == ["a.md"]
    monkeypatch.setattr(refused, "program", lambda: "another")
    told(wrong, release=Release(NOW), settings=Settings(briefs_on_home=3))
    assert toy == ["a.md"]


def test_what_was_refused_waits_at_an_earlier_time(wrong: Project) -> None:
    assert told(wrong, release=Release(NOW))
    earlier = run(wrong, release=Release(datetime(2030, 1, 1, tzinfo=UTC)))
    assert (earlier.waiting, earlier.failures) == ({"embargoed": 1}, [])


def test_a_draft_that_is_refused_waits_where_none_are_shown(wrong: Project) -> None:
    (wrong.articles / "a.md").write_text(EMBARGOED.replace("embargoed: 2031-01-01T00:00:00Z", "status: draft"))
    assert told(wrong, release=Release(NOW, drafts=True))
    assert run(wrong, release=Release(NOW)).waiting == {"draft": 1}
