"""The workflows and the gate: pinned, asking for little, and doing what they should on a real repository."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from generator import cli
from tests.conftest import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def load_workflow(path: Path) -> dict[str, object]:
    # YAML 1.1 takes the key "on" for true.
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in found.items()}


def steps(workflow: dict) -> Iterator[dict]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_parse_pin_their_actions_and_ask_for_little(path: Path) -> None:
    workflow = load_workflow(path)
    assert {"name", "on", "permissions", "concurrency", "jobs"} <= set(workflow)
    used = [step["uses"] for step in steps(workflow) if "uses" in step]
    assert [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == []
    text = path.read_text(encoding="utf-8")
    assert len(re.findall(r"uses: \S+@[0-9a-f]{40} # v\d", text)) == len(used), "each pin names its version"
    assert "write-all" not in text
    for job in workflow["jobs"].values():
        assert job["timeout-minutes"] <= 60
        granted = job.get("permissions", workflow["permissions"])
        runs_articles = any("briefing" in step.get("run", "").split() for step in job["steps"])
        assert not (runs_articles and "write" in granted.values())


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_workflow_puts_an_expression_into_a_script(path: Path) -> None:
    """An expression in a script is text of a stranger's choosing (a branch's name, say) run as commands."""
    assert [step["run"] for step in steps(load_workflow(path)) if "${{" in step.get("run", "")] == []


def test_the_workflow_for_users_does_what_the_readme_says() -> None:
    workflow = load_workflow(ROOT / ".github" / "workflows" / "briefs.yml")
    commands = "\n".join(step.get("run", "") for step in steps(workflow))
    for wanted in ("briefing generate", "briefing check", "briefing build", "GITHUB_STEP_SUMMARY"):
        assert wanted in commands
    for line in re.findall(r"^briefing .*", commands, re.MULTILINE):
        assert cli.parser().parse_args(line.split()[1:])
    assert {"push", "pull_request"} <= set(workflow["on"])
    for name in ("commit", "deploy"):
        assert workflow["jobs"][name]["if"].startswith("github.event_name != 'pull_request'")


# --- on a real repository -------------------------------------------------------------------------------------------


def script(job: str, name: str) -> str:
    """What a named step of the users' workflow runs."""
    workflow = load_workflow(ROOT / ".github" / "workflows" / "briefs.yml")
    (found,) = (step["run"] for step in workflow["jobs"][job]["steps"] if step.get("name") == name)
    return found


def bash(command: str, folder: Path, **variables: str) -> None:
    identity = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_CONFIG_GLOBAL": os.devnull}
    identity |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@example.org"}
    environment = os.environ | identity | variables
    subprocess.run(["bash", "-e", "-o", "pipefail", "-c", command], cwd=folder, env=environment, check=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository with an old brief committed, which the run has changed, and a new one that it has made."""
    folder = tmp_path / "repository"
    (folder / "content" / "briefs").mkdir(parents=True)
    (folder / "content" / "briefs" / "old.md").write_text("one\n", encoding="utf-8")
    bash("git init -q -b main . && git add . && git commit -q -m first", folder)
    (folder / "content" / "briefs" / "old.md").write_text("two\n", encoding="utf-8")
    (folder / "content" / "briefs" / "new.md").write_text("```\n# Not a heading – “é”\n", encoding="utf-8")
    (folder / "stray.txt").write_text("not a brief\n", encoding="utf-8")
    return folder


def show(repository: Path) -> tuple[str, str]:
    """The outputs and the summary of the step that shows what changes."""
    output, summary = repository.parent / "output", repository.parent / "summary"
    script_ = script("build", "Show what changes")
    bash(script_, repository, BASE="HEAD", GITHUB_OUTPUT=str(output), GITHUB_STEP_SUMMARY=str(summary))
    return output.read_text(encoding="utf-8"), summary.read_text(encoding="utf-8")


def test_the_summary_shows_the_change_and_nothing_in_it_is_markup(repository: Path) -> None:
    output, summary = show(repository)
    assert output == "changed=true\n"
    assert "    -one\n    +two\n" in summary
    assert "    +# Not a heading – “é”\n" in summary
    assert "stray" not in summary
    marked_up = [line for line in summary.splitlines() if line and not line.startswith("    ")]
    assert marked_up == ["## Change in briefs"]


def test_a_run_that_changes_nothing_says_so(repository: Path) -> None:
    bash("git add . && git commit -q -m second", repository)
    output, _ = show(repository)
    assert output == "changed=false\n"


def test_a_summary_too_long_to_show_is_cut(repository: Path) -> None:
    (repository / "content" / "briefs" / "new.md").write_text("é" * 2_000_000, encoding="utf-8")
    _, summary = show(repository)
    assert 800_000 < len(summary.encode("utf-8")) <= 1024 * 1024


def test_the_commit_takes_over_the_briefs_and_nothing_else(repository: Path, tmp_path: Path) -> None:
    show(repository)
    bash("git add stray.txt && git diff --cached --binary HEAD > briefs.patch", repository)
    bash("git clone -q --bare repository shelf.git && git clone -q shelf.git checkout", tmp_path)
    checkout = tmp_path / "checkout"
    (checkout / "briefs.patch").write_bytes((repository / "briefs.patch").read_bytes())
    bash(script("commit", "Commit the briefs"), checkout)
    bash("git clone -q shelf.git after", tmp_path)
    after = tmp_path / "after"
    found = {path.relative_to(after).as_posix() for path in after.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith(".git/")} == {
        "content/briefs/old.md",
        "content/briefs/new.md",
    }
    assert (after / "content" / "briefs" / "old.md").read_text(encoding="utf-8") == "two\n"


# --- a project of its own, with the real program ---------------------------------------------------------------------

README = (ROOT / "README.md").read_text(encoding="utf-8")
HOOK = re.search(r"^```sh\n(#!/bin/sh\n.*?)^```$", README, re.MULTILINE | re.DOTALL)
ARTICLE = "content/articles/economy/2026-02-26-lindqvane-resigns.txt"


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A project that ``briefing init`` has made, with its briefs, as a git repository; the program is in ``.venv``."""
    folder = tmp_path / "desk"
    assert cli.main(["init", "--quiet", str(folder)]) == 0
    (folder / ".venv").symlink_to(sys.prefix)
    (folder / ".git").mkdir()
    bash("git init -q -b main . && .venv/bin/briefing generate --quiet", folder)
    bash("git add . && git commit -q -m first", folder)
    return folder


@pytest.mark.slow
@pytest.mark.model
def test_the_hook_of_the_readme_lets_nothing_unproven_be_committed(desk: Path) -> None:
    assert HOOK
    hook = desk / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(HOOK[1], encoding="utf-8")
    hook.chmod(0o755)
    (desk / "notes.txt").write_text("A note.", encoding="utf-8")
    bash("git add . && git commit -q -m 'a note'", desk)
    (brief,) = (desk / "content" / "briefs").rglob("*.md")
    whole = brief.read_text(encoding="utf-8")
    brief.write_text(whole.replace("27 million", "28 million"), encoding="utf-8")
    with pytest.raises(subprocess.CalledProcessError):
        bash("git add . && git commit -q -m forged", desk)
    brief.write_text(whole, encoding="utf-8")
    (desk / ARTICLE).write_text((desk / ARTICLE).read_text(encoding="utf-8").replace("340 ships", "350 ships"))
    with pytest.raises(subprocess.CalledProcessError):
        bash("git add . && git commit -q -m 'without its brief'", desk)
    bash(".venv/bin/briefing generate --quiet && git add . && git commit -q -m 'with its brief'", desk)


@pytest.mark.slow
@pytest.mark.site
@pytest.mark.model
def test_every_step_of_the_workflow_does_its_work_on_a_push(desk: Path, tmp_path: Path) -> None:
    (desk / ARTICLE).write_text((desk / ARTICLE).read_text(encoding="utf-8").replace("340 ships", "350 ships"))
    bash("git add . && git commit -q -m 'other figures' && git clone -q --bare . ../shelf.git", desk)
    bash("git clone -q ../shelf.git ../runner", desk)
    runner, output, summary = tmp_path / "runner", tmp_path / "output", tmp_path / "summary"
    given = on_the_host(tmp_path) | {"GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary)}
    for name in steps_of_build(desk):
        bash(script("build", name), runner, **given)
    told = summary.read_text(encoding="utf-8")
    assert "## 1 brief changed\n" in told
    assert "350 ships" in told
    assert output.read_text(encoding="utf-8") == "changed=true\n"
    assert (runner / "site" / "feed.xml").is_file()
    bash("git clone -q ../shelf.git ../checkout && cp briefs.patch ../checkout", runner)
    bash(script("commit", "Commit the briefs"), tmp_path / "checkout")
    bash("git clone -q shelf.git after", tmp_path)
    (brief,) = (tmp_path / "after" / "content" / "briefs").rglob("*.md")
    assert "350 ships" in brief.read_text(encoding="utf-8")
    assert "\nrevisions:\n" in brief.read_text(encoding="utf-8")


def on_the_host(home: Path) -> dict[str, str]:
    """What the host sets. It puts the variables that a step notes into the environment of the next ones."""
    return {
        "PATH": f"{sys.prefix}/bin:{os.environ['PATH']}",
        "HOME": str(home),
        "EVENT": "push",
        "BASE": "HEAD",
        "ADDRESS": "https://a.example/",
        "GITHUB_ENV": str(home / "variables"),
        "BRIEFING_SITE_URL": "https://a.example/",
    }


def steps_of_build(desk: Path) -> list[str]:
    workflow = load_workflow(desk / ".github" / "workflows" / "briefs.yml")
    names = [step["name"] for step in workflow["jobs"]["build"]["steps"] if "run" in step and step["name"] != "Install"]
    assert len(names) == 8
    return names


@pytest.mark.slow
@pytest.mark.site
@pytest.mark.model
def test_the_next_day_goes_on_from_what_was_packed(desk: Path, tmp_path: Path) -> None:
    """One file carries pages, site and state: of the next day only what is new is proved and built."""
    bash("git clone -q --bare . ../shelf.git && git clone -q ../shelf.git ../first", desk)
    first, second = tmp_path / "first", tmp_path / "second"
    given = on_the_host(tmp_path) | {"GITHUB_OUTPUT": os.devnull, "GITHUB_STEP_SUMMARY": os.devnull}
    for name in steps_of_build(desk):
        bash(script("build", name), first, **given)
    assert (tmp_path / "variables").read_text(encoding="utf-8") == "BRIEFING_SITE_URL=https://a.example/\n"
    assert [path.name for path in (tmp_path / ".cache" / "briefing").iterdir()] == ["state.tar.zst"]

    text = "Heron Pier gets a lamp\n\nThe council of Ostmere put up a lamp at Heron Pier on 3 March 2027.\n"
    (desk / ARTICLE).with_name("2027-03-03-lamp.txt").write_text(text, encoding="utf-8")
    bash("git add . && git commit -q -m 'one more' && git push -q ../shelf.git HEAD:main", desk)
    bash("git clone -q ../shelf.git ../second", desk)
    del given["ADDRESS"]  # a pull request's runs are told none, and use that of the last run
    begun = time.time()
    for name in steps_of_build(desk):
        bash(script("build", name), second, ADDRESS="", **given)
    assert (second / ".briefing" / "proved").read_text() == revision(second) != revision(first)
    built = {path: path.stat().st_mtime for path in (second / "site" / "briefs").rglob("index.html")}
    assert sorted(time_ > begun for time_ in built.values()) == [False, True]


def revision(folder: Path) -> str:
    command = ["git", "rev-parse", "HEAD"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.site
@pytest.mark.model
def test_the_scripts_for_gitlab_prove_and_build(desk: Path, tmp_path: Path) -> None:
    block = re.search(r"^```yaml\n(default:.*?)^```$", README, re.MULTILINE | re.DOTALL)
    assert block
    jobs = yaml.safe_load(block[1])
    bash("git clone -q --bare . ../shelf.git && git remote add origin ../shelf.git", desk)
    given = {"PATH": f"{sys.prefix}/bin:{os.environ['PATH']}", "CI_PAGES_URL": "https://a.example/b"}
    given["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main"
    for name in ("check", "pages"):
        bash("\n".join(jobs[name]["script"]), desk, **given)
    assert (desk / "changes.md").read_text(encoding="utf-8") == "## No briefs changed\n"
    assert "https://a.example/b/" in (desk / "public" / "feed.xml").read_text(encoding="utf-8")
    assert all("site_config/requirements." in line for line in jobs["default"]["before_script"])


# --- the gate -------------------------------------------------------------------------------------------------------


def test_the_gate_parses_and_can_be_run() -> None:
    gate = ROOT / ".ci" / "run"
    assert os.access(gate, os.X_OK)
    assert subprocess.run(["bash", "-n", str(gate)], capture_output=True, check=False).stderr == b""


def test_the_gate_takes_the_blocks_as_they_stand_in_the_readme() -> None:
    gate = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    function = re.search(r"^readme_block\(\) .*?^}$", gate, re.MULTILINE | re.DOTALL)
    assert function
    blocks = re.findall(
        r"^```\w*\n(.*?)^```$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    for number in (1, 2):
        command = f"{function[0]}\nreadme_block {number}"
        done = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
        assert done.stdout == blocks[number - 1]
