"""``briefing check --since``: what git says has changed is proved, and nothing else is looked at."""

from __future__ import annotations

import os
import subprocess

import pytest

from generator import build, engine
from generator.commands import since
from generator.config import Project, Settings
from tests import stubbed
from tests.conftest import FERRY
from tests.test_cli import Call, call

__all__ = ["call"]  # the fixture

IDENTITY = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.fixture
def repository(project: Project, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project whose briefs are committed."""
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)
    for name, value in {**IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull}.items():
        monkeypatch.setenv(name, value)
    build.run(project, Settings(), site=False)
    (project.root / ".gitignore").write_text("/.briefing/\n/content/pages/\n", encoding="utf-8")
    for command in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "first")):
        git(project, *command)
    return project


def git(project: Project, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=project.root, check=True, capture_output=True)


def test_nothing_changed_is_nothing_to_prove(repository: Project, call: Call) -> None:
    assert call("check", "--since", "HEAD", "--project", repository.root) == (0, "", "0 briefs checked, 0 problems\n")


def test_a_new_article_is_proved_and_no_other(repository: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    (repository.articles / "new.txt").write_text(FERRY.replace("ferry", "boat"), encoding="utf-8")
    said = call("check", "--since", "HEAD", "--project", repository.root)
    assert said.code == 1
    assert "new.txt: has no brief" in said.out
    build.run(repository, Settings(), site=False)
    read: list[str] = []
    parse = since.briefs.load
    monkeypatch.setattr(since.briefs, "load", lambda document: read.append(document) or parse(document))
    assert call("check", "--since", "HEAD", "--project", repository.root) == (0, "", "1 briefs checked, 0 problems\n")
    assert len(read) == 1


def test_what_is_wrong_with_what_changed_is_found(repository: Project, call: Call) -> None:
    path = next(repository.briefs.rglob("*.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("ferry", "fairy"), encoding="utf-8")
    git(repository, "commit", "-qam", "by hand")
    assert call("check", "--since", "HEAD", "--project", repository.root).code == 0
    said = call("check", "--since", "HEAD^", "--project", repository.root)
    assert (said.code, path.name in said.out) == (1, True)


def test_the_brief_of_an_article_that_is_gone_is_found(repository: Project, call: Call) -> None:
    next(repository.articles.rglob("*.txt")).unlink()
    said = call("check", "--since", "HEAD", "--project", repository.root)
    assert (said.code, said.out.count("orphaned")) == (1, 1)


@pytest.mark.parametrize("name", ["plain.jsonl", "ta\"b'é\\.jsonl"])
def test_the_brief_of_a_record_that_is_gone_from_its_dump_is_found(name: str, repository: Project, call: Call) -> None:
    dump = repository.articles / name
    records = [f'{{"id": "{key}", "text": "The boat {key} sank."}}\n' for key in "abc"]
    dump.write_text("".join(records), encoding="utf-8")
    build.run(repository, Settings(), site=False)
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "a dump")
    dump.write_text("".join(records[1:]), encoding="utf-8")
    said = call("check", "--since", "HEAD", "--project", repository.root)
    assert (said.code, said.out.count("orphaned"), said.out.count("\n")) == (1, 1, 1)
    assert "the-boat-a-sank" in said.out
    build.run(repository, Settings(), site=False)
    assert call("check", "--since", "HEAD", "--project", repository.root).code == 0


def test_a_lost_brief_is_found(repository: Project, call: Call) -> None:
    next(repository.briefs.rglob("*.md")).unlink()
    said = call("check", "--since", "HEAD", "--project", repository.root)
    assert (said.code, said.out.count("has no brief")) == (1, 1)


@pytest.mark.parametrize(
    ("name", "all_of_it"), [("actors.yml", True), ("requirements.lock", True), ("pages/a.md", False)]
)
def test_what_makes_all_briefs_lets_all_be_looked_at(name: str, all_of_it: bool, repository: Project) -> None:
    path = repository.site_config / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("# more\n", encoding="utf-8")
    assert (since.changed(repository, "HEAD") is None) == all_of_it


def test_what_is_no_commit_is_refused(repository: Project, call: Call) -> None:
    said = call("check", "--since", "nonesuch", "--project", repository.root)
    assert said.code == 2
    assert "no commit of a git repository here" in said.err
