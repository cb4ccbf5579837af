"""What goes with its article, and what stays: nothing is lost by a fault."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from generator import store
from generator.config import Project
from tests.build.support import briefs_of, outputs, run, stubbed_json, texts
from tests.conftest import MakeProject


def test_an_article_that_is_gone_takes_its_brief_and_pages_along(project: Project) -> None:
    run(project)
    path = briefs_of(project)["roads/bridge.md"]
    shutil.rmtree(project.articles / "roads")
    assert run(project).removed == [path]
    assert "roads/bridge.md" not in briefs_of(project)
    assert not [name for name in store.files(project.pages) if Path(path).stem in name]


@pytest.mark.parametrize(
    "more", [stubbed_json(id="e", text="The ferry sank.", embargoed="9999-01-01T00:00:00Z"), "no JSON\n"]
)
def test_a_record_that_a_dump_takes_back_takes_its_brief_along(more: str, make_project: MakeProject) -> None:
    """Also if another record of it waited, or could not be read, while it was there."""
    one, two = (stubbed_json(id=name, text=f"The ferry {name} sank.") for name in ("a", "b"))
    project = make_project({"d.jsonl": one})
    run(project)
    (project.articles / "d.jsonl").write_text(one + two + more)
    run(project)
    path = briefs_of(project)["d.jsonl#b"]
    (project.articles / "d.jsonl").write_text(one)
    assert run(project).removed == [path]
    assert list(briefs_of(project)) == ["d.jsonl#a"]


def test_an_emptied_month_leaves_no_folder(make_project: MakeProject) -> None:
    project = make_project(
        {"a.md": "---\ntitle: One\ndate: 2031-03-04\n---\nThe ferry sank.", "b.txt": "No date here."}
    )
    run(project)
    (project.articles / "a.md").unlink()
    run(project)
    assert not (project.briefs / "2031").exists()


def test_a_bad_article_is_one_line_and_the_others_are_built(project: Project) -> None:
    (project.articles / "empty.txt").touch()
    (project.articles / "picture.png").touch()
    (project.articles / "bad.md").write_text("---\ntitle: a\ntitle: b\n---\nText.")
    (project.articles / "fault.txt").write_text("Please raise an error here.")
    report = run(project)
    assert len(report.written) == 4
    found = sorted(map(str, report.failures))
    assert found[0] == "content/articles/bad.md:3: duplicate key 'title'" or found[0].startswith(
        "content/articles/bad.md:3: "
    )
    assert found[1].startswith("content/articles/empty.txt: ")
    fault = "content/articles/fault.txt: cannot be analysed: ValueError: as asked, over two lines: report this, "
    assert found[2] == f"{fault}and remove it till then"
    assert found[3].startswith("content/articles/picture.png: ")
    assert len(found) == 4
    assert all("\n" not in line for line in found)


@pytest.mark.parametrize("fault", ["", "Please raise an error here.", "---\nunclosed: "])
@pytest.mark.parametrize("is_state_lost", [False, True])
def test_the_last_brief_of_an_article_that_cannot_be_read_now_stays(
    fault: str, is_state_lost: bool, make_project: MakeProject
) -> None:
    project = make_project({"a.md": "---\ntitle: One\n---\nThe ferry sank.", "b.txt": "Two ferries sank."})
    run(project)
    before, path = outputs(project), briefs_of(project)["a.md"]
    (project.articles / "a.md").write_text(fault)
    if is_state_lost:
        shutil.rmtree(project.state)
    for _ in range(2):
        report = run(project)
        assert report.kept == [path]
        assert report.removed == []
        assert [failure.path for failure in report.failures] == ["content/articles/a.md"]
        assert outputs(project) == before
        assert report.briefs == 2


def test_a_damaged_brief_stays_while_its_article_cannot_be_read(make_project: MakeProject) -> None:
    project = make_project(texts(2))
    run(project)
    path = briefs_of(project)["000.txt"]
    (project.briefs / path).write_text("<<<<<<< ours")
    (project.articles / "000.txt").write_text("")
    report = run(project)
    assert report.kept == [path]
    assert (
        sorted(failure.path for failure in report.failures)
        == [f"content/briefs/{path}", "content/articles/000.txt"][::-1]
    )


def refuse_to_list(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    real = os.scandir

    def scandir(path: Any) -> Any:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)


@pytest.mark.parametrize("folder", ["roads", ""])
def test_briefs_of_a_folder_that_cannot_be_listed_stay(
    folder: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(project)
    before = outputs(project)
    refuse_to_list(monkeypatch, project.articles / folder)
    report = run(project)
    assert len(report.failures) == 1
    assert "cannot be listed" in str(report.failures[0])
    assert len(report.kept) == (1 if folder else 4)
    assert report.removed == []
    assert outputs(project) == before


def test_a_missing_articles_folder_removes_nothing(project: Project) -> None:
    run(project)
    before = outputs(project)
    shutil.rmtree(project.articles)
    report = run(project)
    assert len(report.failures) == 1
    assert outputs(project) == before


@pytest.mark.parametrize(
    ("count", "gone", "are_removed"),
    [(4, 4, True), (5, 5, False), (40, 4, True), (40, 5, False), (60, 6, True), (60, 7, False)],
)
def test_many_briefs_vanish_only_when_asked(
    count: int, gone: int, are_removed: bool, make_project: MakeProject
) -> None:
    project = make_project(texts(count, **{"stays.txt": "One stays."}) if gone == count else texts(count))
    run(project)
    total = len(briefs_of(project))
    for n in range(gone):
        (project.articles / f"{n:03}.txt").unlink()
    report = run(project)
    assert len(report.removed) == (gone if are_removed else 0)
    assert len(report.held) == (0 if are_removed else gone)
    assert bool(report.failures) is not are_removed
    assert len(briefs_of(project)) == report.briefs == total - len(report.removed)
    if not are_removed:
        assert "--prune" in str(report.failures[0])
        assert len(run(project, prune=True).removed) == gone
        assert len(briefs_of(project)) == total - gone


def test_files_that_are_no_briefs_are_left_alone(project: Project) -> None:
    run(project)
    pages = outputs(project).keys()
    for name in ("README.md", "notes/plan.md", "2031/03/picture.png", ".gitkeep"):
        (project.briefs / name).parent.mkdir(exist_ok=True)
        (project.briefs / name).write_text("mine")
    report = run(project)
    assert report.removed == []
    assert report.failures == []
    assert (project.briefs / "notes/plan.md").read_text() == "mine"
    assert {name for name in outputs(project) if name.startswith("pages/")} == {
        n for n in pages if n.startswith("pages/")
    }


def test_temporary_files_of_a_killed_run_are_swept(project: Project) -> None:
    run(project)
    before = outputs(project)
    project.site.mkdir()
    for folder in (project.briefs / "2031", project.pages, project.site):
        (folder / f"{store.TEMPORARY_PREFIX}123-abc.tmp").write_text("half")
    (project.state / "ended").unlink()  # a run that comes to its end leaves no such files, and this
    run(project)
    assert outputs(project) == before
    assert [*project.site.iterdir()] == []
