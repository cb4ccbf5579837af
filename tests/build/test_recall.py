"""A run that would change nothing is told by bytes alone, and everything that could change it is looked at."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator import build
from generator.build import Report, unchanged
from generator.config import Project
from tests.build.support import briefs_of, run

NOW = datetime(2031, 5, 1, tzinfo=UTC)


@pytest.fixture
def known(project: Project) -> Project:
    """A project after a run that was remembered."""
    report = run(project)
    assert build.recall(project, NOW, site=False) is None
    report.as_of = NOW.isoformat()
    build.remember(project, report, site=False)
    return project


def recalled(project: Project, as_of: datetime = NOW) -> Report | None:
    return build.recall(project, as_of, site=False)


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
    assert build.recall(known, NOW, site=True) is None


@pytest.mark.parametrize("bad", ["", "---\nstatus: draft\n---\n\nA draft of 2031-03-04.\n"])
def test_a_run_with_a_problem_or_something_waiting_is_not_remembered(project: Project, bad: str) -> None:
    (project.articles / "bad.md").write_text(bad)
    report = run(project)
    build.remember(project, report, site=False)
    assert recalled(project) is None
