"""A run that would change nothing is told by bytes alone, and everything that could change it is looked at."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator import build, store
from generator.build import Report, unchanged
from generator.config import Project
from generator.errors import StoreError
from generator.site import links
from tests.build.support import briefs_of, run

NOW = datetime(2031, 5, 1, tzinfo=UTC)


def recall(project: Project, as_of: datetime = NOW, *, site: bool) -> Report | None:
    return build.recall(project, build.listing(project), as_of, site=site)


def remember(project: Project, report: Report, *, site: bool) -> None:
    build.remember(project, build.listing(project), report, site=site)


@pytest.fixture
def known(project: Project) -> Project:
    """A project after a run that was remembered."""
    icon = project.site_config / "overrides" / ".icons" / "desk.svg"
    icon.parent.mkdir()
    icon.write_text("<svg></svg>\n", encoding="utf-8")
    report = run(project)
    assert recall(project, site=False) is None
    report.as_of = NOW.isoformat()
    remember(project, report, site=False)
    return project


def recalled(project: Project, as_of: datetime = NOW) -> Report | None:
    return recall(project, as_of, site=False)


def same_size(path: Path) -> None:
    """Another byte at the end of a file, which keeps its size and times."""
    times = path.stat()
    data = path.read_bytes()
    path.write_bytes(data[:-1] + (b" " if data[-1:] != b" " else b"\n"))
    os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_nothing_changed(known: Project) -> None:
    for path in known.root.rglob("*"):
        os.utime(path, (1, 1))
    report = recalled(known, NOW + timedelta(days=1))
    assert report is not None
    assert (report.briefs, report.unchanged, report.written, report.pages_written) == (4, 4, [], 0)


CHANGES: dict[str, Callable[[Project], object]] = {
    "an article's byte": lambda one: same_size(one.articles / "ferry.txt"),
    "a brief's byte": lambda one: same_size(one.briefs / briefs_of(one)["ferry.txt"]),
    "an article more": lambda one: (one.articles / "new.txt").write_text("A new one, written on 2031-03-04."),
    "an article less": lambda one: (one.articles / "ferry.txt").unlink(),
    "an article renamed": lambda one: (one.articles / "ferry.txt").rename(one.articles / "boat.txt"),
    "a correction": lambda one: (one.articles / "ferry.txt.brief.yml").write_text("tags: [boats]\n"),
    "a brief less": lambda one: (one.briefs / briefs_of(one)["ferry.txt"]).unlink(),
    "a page less": lambda one: (one.pages / "index.md").unlink(),
    "a page cut off": lambda one: (one.pages / "index.md").write_bytes(b"x"),
    "a setting": lambda one: (one.site_config / "briefing.yml").write_text("key_facts: 4\n"),
    "a style": lambda one: same_size(one.site_config / "overrides" / "assets" / "site.css"),
    "an icon": lambda one: same_size(one.site_config / "overrides" / ".icons" / "desk.svg"),
    "an actor": lambda one: (one.site_config / "actors.yml").write_text("- name: Ada Holm\n"),
    "the memory lost": lambda one: (one.state / unchanged.FILE).unlink(),
    "the memory damaged": lambda one: (one.state / unchanged.FILE).write_bytes(b"{\xff"),
    "the memory another's": lambda one: (one.state / unchanged.FILE).write_text("[]"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_anything_changed(known: Project, change: str) -> None:
    CHANGES[change](known)
    assert recalled(known) is None


def test_the_environment_that_the_site_asks_for(known: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_SITE_URL", "https://example.org/")
    assert recalled(known) is None


LATE = ["an article's byte", "an article more", "a correction", "a setting", "a style", "an actor"]


@pytest.mark.parametrize("change", LATE)
def test_what_comes_while_a_run_is_at_work_waits_for_the_next(project: Project, change: str) -> None:
    listed, report = build.listing(project), run(project)
    report.as_of = NOW.isoformat()
    CHANGES[change](project)
    build.remember(project, listed, report, site=False)
    assert recalled(project) is None


@pytest.mark.parametrize("name", ["ferry.txt", "ferry.txt.brief.yml"])
def test_a_corrected_article_that_changes_while_a_run_is_at_work_waits_for_the_next(
    project: Project, name: str
) -> None:
    CHANGES["a correction"](project)
    listed, report = build.listing(project), run(project)
    report.as_of = NOW.isoformat()
    same_size(project.articles / name)
    build.remember(project, listed, report, site=False)
    assert recalled(project) is None


def test_a_folder_that_cannot_be_listed_is_never_remembered(known: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(folder: Path) -> str:
        raise StoreError(f"{folder}: cannot be listed")

    monkeypatch.setattr(store, "signature", refuse)
    assert build.listing(known) is None
    assert recalled(known) is None
    build.remember(known, None, run(known), site=False)
    assert not (known.state / unchanged.FILE).exists()


def test_what_is_installed(known: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "more" / "other-1.0.dist-info").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "more")
    assert recalled(known) is None


def test_the_program_itself(known: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "module.py").write_text("x = 1\n")
    monkeypatch.setattr(unchanged, "_PACKAGE", tmp_path)
    assert recalled(known) is None


def test_an_earlier_time_could_show_less(known: Project) -> None:
    assert recalled(known, NOW - timedelta(seconds=1)) is None


def test_a_site_is_not_known_from_a_run_without_one(known: Project) -> None:
    assert recall(known, site=True) is None


@pytest.fixture
def published(project: Project) -> Project:
    """``known`` with a site: a page for each page, as MkDocs lays them out, and more than pages."""
    report = run(project)
    report.as_of = NOW.isoformat()
    for name in store.files(project.pages):
        write(project.site / links.written(name, directory_urls=True), name)
    write(project.site / "assets" / "site.css", "a {}")
    remember(project, report, site=True)
    return project


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def own_page(project: Project) -> Path:
    """Of a brief, in the site: alone in its folder."""
    return project.site / "briefs" / briefs_of(project)["ferry.txt"].removesuffix(".md") / "index.html"


def test_a_site_that_is_as_it_was(published: Project) -> None:
    assert list(own_page(published).parent.iterdir()) == [own_page(published)]
    for path in published.root.rglob("*"):
        os.utime(path, (1, 1))
    assert recall(published, site=True) is not None


SITE_CHANGES: dict[str, Callable[[Project], object]] = {
    "a page's only file lost": lambda one: own_page(one).unlink(),
    "a page's folder lost": lambda one: shutil.rmtree(own_page(one).parent),
    "a page's only file cut off": lambda one: own_page(one).write_bytes(b""),
    "a page that became a link": lambda one: link(own_page(one)),
    "a page's folder that became a link": lambda one: link(own_page(one).parent),
    "a page that moved in its folder": lambda one: own_page(one).rename(own_page(one).with_name("more.html")),
    "an index cut off": lambda one: (one.site / "briefs" / "index.html").write_bytes(b""),
    "a style lost": lambda one: (one.site / "assets" / "site.css").unlink(),
    "a file more": lambda one: write(one.site / "briefs" / "more.html", ""),
    "a folder more": lambda one: write(one.site / "briefs" / "more" / "index.html", ""),
    "an empty folder more": lambda one: (one.site / "briefs" / "more").mkdir(),
    "a page more among the pages": lambda one: write(one.pages / "more.md", ""),
    "a page more below a page": lambda one: write(
        one.pages / "briefs" / briefs_of(one)["ferry.txt"].removesuffix(".md") / "more.md", ""
    ),
    "all of it lost": lambda one: shutil.rmtree(one.site),
}


def link(path: Path) -> None:
    there = path.with_name("elsewhere")
    path.rename(there)
    path.symlink_to(there)


@pytest.mark.parametrize("change", SITE_CHANGES)
def test_a_site_that_is_not_as_it_was(published: Project, change: str) -> None:
    SITE_CHANGES[change](published)
    assert recall(published, site=True) is None


def test_what_a_plugin_writes_beside_a_page_is_looked_at(published: Project) -> None:
    extra = own_page(published).with_name("card.png")
    write(extra, "a card")
    report = run(published)
    report.as_of = NOW.isoformat()
    remember(published, report, site=True)
    assert recall(published, site=True) is not None
    extra.unlink()
    assert recall(published, site=True) is None


@pytest.mark.parametrize("bad", ["", "---\nstatus: draft\n---\n\nA draft of 2031-03-04.\n"])
def test_a_run_with_a_problem_or_something_waiting_is_not_remembered(project: Project, bad: str) -> None:
    (project.articles / "bad.md").write_text(bad)
    report = run(project)
    remember(project, report, site=False)
    assert recalled(project) is None
