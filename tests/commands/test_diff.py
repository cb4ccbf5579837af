"""``briefing diff`` on a git repository made on the spot, in every format; and the hook that the README tells."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build, editorial, engine
from generator.cli import main
from generator.config import Project, Settings
from tests import stubbed
from tests.conftest import FERRY, ROOT
from tests.test_workflows import script

IDENTITY = {f"GIT_{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)
    for name, value in {**IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull}.items():
        monkeypatch.setenv(name, value)


def git(project: Project, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *arguments], cwd=project.root, capture_output=True, check=check)


def generate(project: Project) -> None:
    build.run(project, Settings(), site=False)


@pytest.fixture
def repository(project: Project) -> Project:
    """A project whose briefs are committed."""
    generate(project)
    (project.root / ".gitignore").write_text("/.briefing/\n/content/pages/\n", encoding="utf-8")
    git(project, "init", "-q", "-b", "main")
    git(project, "add", ".")
    git(project, "commit", "-q", "-m", "first")
    return project


def diff(project: Project, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    capsys.readouterr()
    assert main(["diff", *arguments, "-p", str(project.root)]) == 0
    return capsys.readouterr().out


def edit(project: Project) -> None:
    """An article changed, one added, one removed; one quotation given to another speaker."""
    changed = FERRY.replace("220 passengers", "240 passengers").replace("a second ferry for", "a third ferry for")
    (project.articles / "ferry.txt").write_text(changed, encoding="utf-8")
    corrections = "speakers: {We have waited long enough: Ada Holm}\nroles: {Ada Holm: harbour master}\n"
    (project.articles / "ferry.txt.brief.yml").write_text(corrections, encoding="utf-8")
    (project.articles / "roads" / "bridge.md").unlink()
    (project.articles / "new.txt").write_text("*Herring* is back, Piet Varga wrote.", encoding="utf-8")
    generate(project)


def test_nothing_changed_is_said(repository: Project, capsys: pytest.CaptureFixture[str]) -> None:
    assert diff(repository, capsys) == "No briefs changed\n"
    assert json.loads(diff(repository, capsys, "--format", "json")) == []


def test_what_changed_is_said_in_words(repository: Project, capsys: pytest.CaptureFixture[str]) -> None:
    edit(repository)
    told = diff(repository, capsys)
    assert told.startswith("3 briefs changed\n")
    kinds = re.findall(r"^(New|Gone|Changed): (.*) \(content/briefs/\S+\.md\)$", told, re.MULTILINE)
    assert sorted(kind for kind, _ in kinds) == ["Changed", "Gone", "New"]
    assert ("Gone", "Bridge at Tollen closes for repairs") in kinds
    assert "  fact added: “Ada Holm, the harbour master, said the boat would carry 240 passengers.”\n" in told
    assert "  fact dropped: “Ada Holm, the harbour master, said the boat would carry 220 passengers.”\n" in told
    assert "  quotation re-attributed: “We have waited long enough,”, from “nobody named” to “Ada Holm”\n" in told
    assert "  role changed: “Ada Holm”, from “none” to “harbour master”\n" in told
    assert "  actor added: “Piet Varga (person)”\n" in told


def test_two_commits_are_compared_and_what_made_a_brief_is_no_change(
    repository: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository.root / editorial.ACTORS).write_text("- {name: Ada Holm, type: person}\n", encoding="utf-8")
    generate(repository)
    git(repository, "commit", "-q", "-a", "-m", "registry")
    assert git(repository, "diff", "--stat", "HEAD~1", "--", "content/briefs").stdout != b""
    assert diff(repository, capsys, "HEAD~1") == "No briefs changed\n"
    edit(repository)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "second")
    told = diff(repository, capsys, "HEAD~2..HEAD")
    assert told.startswith("3 briefs changed\n")
    assert diff(repository, capsys, "HEAD~2") == told
    assert "Gone: *Herring*" in diff(repository, capsys, "HEAD..HEAD~2").replace("\\", "")


def test_a_brief_in_another_folder_is_the_same_brief(repository: Project, capsys: pytest.CaptureFixture[str]) -> None:
    path = next(repository.briefs.rglob("*ferry*.md"))
    path.rename(repository.briefs / path.name)
    assert diff(repository, capsys) == "No briefs changed\n"


def test_markdown_of_a_pull_request_holds_no_markup_of_an_article(
    repository: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository)
    told = diff(repository, capsys, "--format", "markdown")
    assert told.startswith("## 3 briefs changed\n")
    assert "*Herring*" not in told
    assert "- quotation re-attributed: “We have waited long enough,”" in told


def test_json_has_every_change(repository: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    edit(repository)
    assert diff(repository, capsys, "--format", "json", "--output", str(tmp_path / "changes.json")) == ""
    changes = json.loads((tmp_path / "changes.json").read_text(encoding="utf-8"))
    notes = [note for change in changes if change["kind"] == "changed" for note in change["notes"]]
    assert {
        "what": "quotation",
        "verb": "re-attributed",
        "text": "We have waited long enough,",
        "before": "nobody named",
        "after": "Ada Holm",
    } in notes


def test_what_is_no_commit_is_refused(
    repository: Project, project: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for rev in ("nowhere", "--output=x"):
        assert main(["diff", "-p", str(project.root), "--", rev]) == 2
        assert capsys.readouterr().err == f"{rev}: no commit of a git repository here\n"
    assert not (repository.briefs / "x").exists()


def test_a_damaged_brief_is_named_and_the_others_are_compared(
    repository: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository)
    path = next(repository.briefs.rglob("*beacon*.md"))
    path.write_text("---\nx: [\n---\n", encoding="utf-8")
    assert main(["diff", "-p", str(repository.root)]) == 1
    shown = capsys.readouterr()
    assert f"content/briefs/{path.relative_to(repository.briefs)}:3: " in shown.err
    assert "re-attributed" in shown.out


# --- what the README and the workflow tell --------------------------------------------------------------------------


def command(folder: Path) -> str:
    """A stand-in for the installed command, with the toy analysis."""
    path = folder / "briefing"
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m tests.stubbed "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


def test_the_hook_of_the_readme_stops_a_forged_brief(repository: Project, tmp_path: Path) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    shown = re.search(r"^```sh\n(#!/bin/sh\n.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    assert shown is not None
    hook = repository.root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(shown[1].replace(".venv/bin/briefing", command(tmp_path)), encoding="utf-8")
    hook.chmod(0o755)
    edit(repository)
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "honest")
    path = next(repository.briefs.rglob("*ferry*.md"))
    path.write_text(path.read_text(encoding="utf-8").replace("240", "250"), encoding="utf-8")
    git(repository, "add", ".")
    refused = git(repository, "commit", "-q", "-m", "forged", check=False)
    assert refused.returncode != 0
    assert git(repository, "log", "--format=%s", "-1").stdout == b"honest\n"


def test_the_workflow_s_step_says_what_changed(repository: Project, tmp_path: Path) -> None:
    edit(repository)
    command(tmp_path)
    summary = tmp_path / "summary"
    environment = {**os.environ, "PATH": f"{tmp_path}:{os.environ['PATH']}", "BASE": "HEAD"}
    environment["GITHUB_STEP_SUMMARY"] = str(summary)
    step = script("build", "Say what changes")
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step], cwd=repository.root, env=environment, check=True)
    assert summary.read_text(encoding="utf-8").startswith("## 3 briefs changed\n")
