"""``--report FILE``: every article with its outcome and the class of its reason, totals, what decided; or nothing."""

from __future__ import annotations

import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.build import Log
from generator.config import Project, Settings
from generator.errors import ConfigurationError
from tests.build.support import command, lines, texts
from tests.conftest import MakeProject

WAITS = "---\nstatus: withheld\n---\n\nAda Holm sails."
EMBARGOED = "---\nembargoed: 2099-01-01T00:00:00Z\n---\n\nAda Holm sails."


def reported(project: Project, *more: str) -> tuple[int, dict[str, Any]]:
    """The exit code of ``generate`` and its report."""
    path = project.root / "report.json"
    done = command(project, "--report", str(path), *more)
    return done.returncode, json.loads(path.read_text(encoding="utf-8"))


def by_path(found: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {
        one["path"].removeprefix("content/articles/") + (f"#{one['record']}" if one["record"] else ""): one
        for one in found["articles"]
    }


def test_every_article_is_there_by_its_outcome(make_project: MakeProject) -> None:
    articles = {
        **texts(2),
        "dump.jsonl": lines("Ferry 7 sails.") + "nonsense\n" + lines("Please end this process."),
        "empty.txt": "",
        "late.md": EMBARGOED,
        "picture.png": "",
        "same.md": "---\nurl: https://example.org/a\n---\nFerry 8 sails.",
        "same2.md": "---\nurl: https://example.org/a\n---\nFerry 9 sails.",
        "slow.txt": "Please take your time.",
        "withheld.md": WAITS,
        "wrong.txt": "Ferry 6 sails.",
        "wrong.txt.brief.yml": "headline: not there\n",
        "zz.txt.brief.yml": "headline: of nothing\n",
    }
    project = make_project(articles, settings="limits: {max_seconds: 1}\n")
    code, found = reported(project, "--jobs", "2", "--as-of", "2031-03-05T06:00:00Z")
    told = by_path(found)
    assert code == found["exit_code"] == 1
    assert {name: (one["outcome"], one["class"]) for name, one in told.items()} == {
        "000.txt": ("built", None),
        "001.txt": ("built", None),
        "dump.jsonl#0": ("built", None),
        "dump.jsonl#1": ("refused", "format"),
        "dump.jsonl#2": ("set aside", "crash"),
        "empty.txt": ("refused", "empty"),
        "late.md": ("waiting", "embargoed"),
        "picture.png": ("refused", "file"),
        "same.md": ("built", None),
        "same2.md": ("refused", "duplicate"),
        "slow.txt": ("set aside", "time"),
        "withheld.md": ("waiting", "withheld"),
        "wrong.txt": ("refused", "correction"),
    }
    assert told["wrong.txt"]["reason"].startswith("content/articles/wrong.txt.brief.yml:1: ")
    assert told["dump.jsonl#2"]["line"] == 3
    assert "ended the process" in told["dump.jsonl#2"]["reason"]
    assert (project.briefs / told["000.txt"]["brief"]).is_file()
    assert found["totals"] == {"built": 4, "refused": 5, "set aside": 2, "waiting": 2}
    assert sum(found["reasons"].values()) == 9
    assert [(one["path"], one["class"]) for one in found["problems"]] == [
        ("content/articles/zz.txt.brief.yml", "correction")
    ]
    assert found["as_of"] == "2031-03-05T06:00:00+00:00"
    assert found["engine"] == {"name": "local", "jobs": 2, "scheduler": None}
    assert set(found["seconds"]) == {"articles and briefs", "pages"}


def test_what_is_unchanged_removed_or_kept_is_told(make_project: MakeProject) -> None:
    project = make_project(texts(3))
    reported(project)
    (project.articles / "000.txt").unlink()
    (project.articles / "001.txt").write_text("")
    code, found = reported(project)
    assert code == 1
    assert {name: one["outcome"] for name, one in by_path(found).items()} == {
        "001.txt": "refused",
        "002.txt": "unchanged",
    }
    assert {name: len(paths) for name, paths in found["briefs"].items()} == {"removed": 1, "kept": 1, "held": 0}


def test_no_article_is_an_empty_list(make_project: MakeProject) -> None:
    assert reported(make_project({}))[1]["articles"] == []


def test_a_run_that_fails_leaves_the_report_before(project: Project) -> None:
    path = project.root / "report.json"
    path.write_text("before")
    with pytest.raises(ZeroDivisionError):
        _fail(path)
    assert path.read_text() == "before"
    assert [one for one in project.root.iterdir() if one.name.endswith(".tmp")] == []


def _fail(path: Path) -> None:
    with Log(path) as log:
        log.article("a.txt", "built")
        raise ZeroDivisionError


def test_a_report_that_cannot_be_written_is_told_before_the_work(project: Project) -> None:
    for name in ("ferry.txt/report.json", "."):
        done = command(project, "--report", str(project.articles / name))
        assert (done.returncode, done.stdout) == (2, "")
        assert "the report cannot be written: " in done.stderr
        assert not project.briefs.exists()


def test_folders_on_the_way_to_a_report_are_made(tmp_path: Path) -> None:
    with Log(tmp_path / "out" / "ci" / "report.json") as log:
        log.end()
    assert json.loads((tmp_path / "out" / "ci" / "report.json").read_text())["articles"] == []


@pytest.mark.parametrize("name", ["", ".", "/", "..", "folder", "pipe"])
def test_a_report_takes_the_place_of_nothing_but_a_file(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConfigurationError, match="give the name of a file"):
        Log(tmp_path / name if name in ("folder", "pipe") else Path(name))
    assert (tmp_path / "pipe").is_fifo()


def test_the_memory_of_a_report_is_that_of_its_totals(tmp_path: Path) -> None:
    def most(articles: int) -> int:
        tracemalloc.start()
        with Log(tmp_path / "report.json") as log:
            for number in range(articles):
                log.article(f"content/articles/{number}.txt", "built", brief=f"2031/03/{number}.md")
            log.end()
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert most(20_000) < most(200) + 50_000
    assert len(json.loads((tmp_path / "report.json").read_text())["articles"]) == 200


def test_a_log_without_a_path_writes_nothing(project: Project) -> None:
    report = build.run(project, Settings(), site=False)
    assert not report.failures
    assert sorted(path.name for path in project.root.iterdir()) == [".briefing", "content", "site_config"]
