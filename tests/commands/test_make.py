"""``briefing build``, ``generate`` and ``serve``: what they say of a run, and what ``serve`` starts."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator import build
from generator.commands import make
from generator.commands.options import own_name
from generator.config import Project
from tests.conftest import MakeProject
from tests.test_cli import Call, call

__all__ = ["call"]  # the fixture


def test_build_says_where_the_site_lies_and_how_to_look_at_it(
    project: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pretend(project: Project, *_: Any, **__: Any) -> build.Report:
        return build.Report(site=project.site, site_built=True)

    monkeypatch.setattr(build, "run", pretend)
    said = call("build", "--project", project.root)
    assert (said.code, said.out) == (0, f"Site built: {project.site}\n")
    assert said.err.endswith(f"Look at it: {own_name()} serve, or python -m http.server --directory {project.site}\n")


def test_paths_are_shown_from_where_the_user_stands(
    project: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project.root)
    assert call("generate").out == "Briefs: content/briefs\n"
    monkeypatch.chdir(project.articles)
    assert call("generate").out == f"Briefs: {project.briefs}\n"


def test_prune_is_handed_on(make_project: MakeProject, call: Call) -> None:
    project = make_project({f"{n}.txt": f"Ferry {n} sails." for n in range(6)})
    call("generate", "--project", project.root)
    for path in project.articles.iterdir():
        path.unlink()
    said = call("generate", "--project", project.root)
    assert said.code == 1
    assert "6 of 6 briefs have no article any more; nothing was removed" in said.err
    assert "cannot be read now" not in said.err
    assert said.err.splitlines()[-1] == "6 briefs: 0 written, 0 unchanged, 0 removed, 6 kept; 1 problems"
    said = call("generate", "--prune", "--project", project.root)
    assert said.code == 0
    assert said.err.splitlines()[-1] == "0 briefs: 0 written, 0 unchanged, 6 removed, 0 kept; 0 problems"


def test_copies_are_told_also_when_nothing_has_changed(make_project: MakeProject, call: Call) -> None:
    text = (
        "The ferry to Marrow Sound sails again on Monday, its owners said, after a winter in which it lay at the quay. "
    )
    text += (
        "They had waited for a new engine since November. Its old one is to be shown in the harbour museum of Skeld."
    )
    project = make_project({f"2031-03-0{n}-ferry.txt": text for n in (3, 4)})
    for _ in range(2):
        said = call("generate", "--project", project.root)
        assert said.err.splitlines()[-1] == "Of these 1 repeat another's article; stories over days: 0"
    (project.articles / "2031-03-04-ferry.txt").unlink()
    assert "repeat" not in call("generate", "--project", project.root).err


@pytest.mark.parametrize("code", [0, 3])
def test_serve_is_mkdocs_on_the_project(
    code: int, project: Project, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []

    def pretend(command: list[str], *, check: bool, env: dict[str, str]) -> subprocess.CompletedProcess[bytes]:
        assert env["NO_MKDOCS_2_WARNING"] == "1"
        started.append(command)
        return subprocess.CompletedProcess(command, code)

    monkeypatch.setattr(make.subprocess, "run", pretend)
    said = call("serve", "--project", project.root, "--address", "127.0.0.1:0", "--quiet", "--open")
    assert said == (code, "", "")
    mkdocs = [sys.executable, "-m", "mkdocs", "serve", "-f", str(project.mkdocs_yml), "-a", "127.0.0.1:0"]
    assert started == [[*mkdocs, "--open", "--quiet"]]


@pytest.mark.parametrize("address", ["example", "example:", ":8000", "example:http", "example:65536"])
def test_an_address_without_host_or_port_is_wrong_usage(address: str, call: Call) -> None:
    said = call("serve", "--address", address)
    assert said.code == 2
    assert f"--address: must be a host and a port such as 127.0.0.1:8000, not {address!r}" in said.err


def test_ctrl_c_ends_serve_quietly(project: Project, call: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(make.subprocess, "run", interrupt)
    said = call("serve", "--project", project.root, "--address", "127.0.0.1:0")
    assert said == (0, "", "Serving on http://127.0.0.1:0/ (Ctrl+C ends it)\n")


@pytest.mark.model
def test_the_real_analysis_gives_the_same_bytes_over_one_process_and_two(make_project: MakeProject) -> None:
    """The command as users run it, nothing in its place."""
    root = Path(__file__).parents[2]
    found = []
    for jobs in ("1", "2"):
        project = make_project(name=f"jobs-{jobs}")
        command = [sys.executable, "-m", "generator", "generate", "--jobs", jobs, "--project", str(project.root)]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        content = project.root / "content"
        found.append(
            {str(path.relative_to(content)): path.read_bytes() for path in content.rglob("*") if path.is_file()}
        )
    assert found[0] == found[1]
    assert len([name for name in found[0] if name.startswith("briefs/")]) == 4


@pytest.mark.model
def test_the_real_briefs_pass_the_real_check(project: Project) -> None:
    root = Path(__file__).parents[2]
    for command in (["generate"], ["check"]):
        call_ = [sys.executable, "-m", "generator", *command, "--project", str(project.root)]
        done = subprocess.run(call_, cwd=root, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
