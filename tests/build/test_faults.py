"""Failed writes, full disks, deaths of workers, two runs at once: whole files, clear errors, completion."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from generator import build, store
from generator.config import Project
from generator.errors import StoreError
from tests.build.support import ROOT, briefs_of, command, outputs, run, texts, tree
from tests.conftest import MakeProject, need


@pytest.mark.parametrize("at", [0, 1, 5, 9])
def test_a_write_that_fails_stops_the_run_and_the_next_one_completes(
    at: int, make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make_project(texts(5), name="whole")
    run(whole)
    project = make_project(texts(5), name="broken")
    replace, calls = Path.replace, []

    def fail_at(self: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > at:
            raise OSError(28, "No space left on device")
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail_at)
        with pytest.raises(StoreError, match="No space left on device"):
            run(project)
    expected = outputs(whole)
    found = outputs(project)
    assert len(found) == at
    assert found.items() <= expected.items()
    run(project)
    assert outputs(project) == expected


def test_two_runs_at_once_do_not_mix(project: Project) -> None:
    with store.lock(project.state), pytest.raises(StoreError, match="another run"):
        run(project)
    assert outputs(project) == {}


def test_an_article_that_ends_its_process_is_named_and_the_others_are_built(make_project: MakeProject) -> None:
    project = make_project(texts(10, **{"killer.txt": "Please end this process."}))
    done = command(project, "--jobs", "2")
    assert done.returncode == 1
    assert "content/articles/killer.txt: ended the process that analysed it 3 times" in done.stderr
    assert len(briefs_of(project)) == 10


def test_the_plugin_starts_no_build_inside_a_build(project: Project) -> None:
    token = build._under_way.set(True)
    try:
        assert build.refresh(project) is None
    finally:
        build._under_way.reset(token)
    report = build.refresh(project)
    assert report is not None
    assert len(report.written) == 4


# A project on a file system of one megabyte, then of fifty; in a name space of its own, so that nobody else sees it.
FULL = """
set -e
mount -t tmpfs -o size=1m tmpfs "$1"
cp -r "$2"/. "$1"
set +e
"$3" -m tests.stubbed generate --quiet --project "$1" >"$4/out" 2>"$4/err"
echo $? >"$4/code"
cp -r "$1/content" "$4/full"
mount -o remount,size=50m "$1"
"$3" -m tests.stubbed generate --quiet --project "$1" && cp -r "$1/content" "$4/whole"
"""


def test_a_full_disk_is_one_line_and_whole_files_and_the_next_run_completes(
    make_project: MakeProject, tmp_path: Path
) -> None:
    need(["mount", "--version"], ["unshare", "-rm", "sh", "-c", f"mount -t tmpfs tmpfs {shlex.quote(str(tmp_path))}"])
    project = make_project({f"{n:03}.txt": f"Ferry {n} sails.\n\n" + "It sailed. " * 500 for n in range(60)})
    disk, kept = tmp_path / "disk", tmp_path / "kept"
    disk.mkdir(), kept.mkdir()
    call = ["unshare", "-rm", "sh", "-c", FULL, "sh", str(disk), str(project.root), sys.executable, str(kept)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (kept / "code").read_text() == "1\n"
    (line,) = (kept / "err").read_text().splitlines()
    assert line.startswith("briefing: ")
    assert re.search("No space left on device|disk is full", line)
    run(project)
    expected = tree(project.root / "content")
    content = str(project.root / "content")
    full, whole = (
        {name.replace(str(kept / copy), content): data for name, data in tree(kept / copy).items()}
        for copy in ("full", "whole")
    )
    assert whole == expected
    assert 0 < len(full) < len(expected)
    assert full.items() <= expected.items()
