"""``briefing digest``: the day asked for or the newest, and nothing of any other day."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator import cli
from generator.brief import render
from generator.config import Project
from tests.pages.factory import ferry, tunnel


@pytest.fixture
def project(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project of three briefs: of 4 March, of 11 April, and undated."""
    monkeypatch.delenv("BRIEFING_SITE_URL", raising=False)
    for draft in (ferry(), tunnel(), ferry(title="Nobody knows when", date=None)):
        path = project.briefs / draft.path()
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(render(draft.brief(), draft.text, source_text="evidence"), encoding="utf-8")
    return project


def run(project: Project, *options: str) -> int:
    return cli.main(["digest", "--project", str(project.root), *options])


def test_the_newest_day_in_plain_text(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "The briefing of 11 April 2031"
    assert "Corrie tunnel opens nine years late" in lines
    assert "Harbour council votes for a second ferry" not in lines
    assert "Nobody knows when" not in lines


def test_another_day_in_html_with_the_site_s_address(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BRIEFING_SITE_URL", "https://skeld.example/")
    out = tmp_path / "mail.html"
    assert run(project, "--day", "2031-03-04", "--format", "html", "-o", str(out)) == 0
    text = out.read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>\n")
    assert "<title>The briefing of 4 March 2031</title>" in text
    assert 'href="https://skeld.example/briefs/2031/03/harbour-council-votes' in text
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("day", ["2031-04-12", "2030-01-01"])
def test_a_day_without_briefs_is_said(project: Project, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "--day", day) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert f"there is no brief of {day}" in said.err


def test_no_dated_brief_at_all(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    for path in project.briefs.glob("2031/*/*.md"):
        path.unlink()
    assert run(project) == 1
    assert "there is no brief that has a date" in capsys.readouterr().err


@pytest.mark.parametrize("day", ["yesterday", "2031-02-30", "2031"])
def test_what_is_no_day_is_wrong_usage(project: Project, day: str) -> None:
    with pytest.raises(SystemExit) as ended:
        run(project, "--day", day)
    assert ended.value.code == 2


def test_a_brief_that_cannot_be_read_is_named_and_the_others_are_told(
    project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (project.briefs / "2031" / "04" / "broken.md").write_text("no front matter", encoding="utf-8")
    assert run(project) == 1
    said = capsys.readouterr()
    assert "Corrie tunnel opens nine years late" in said.out
    assert "content/briefs/2031/04/broken.md" in said.err
