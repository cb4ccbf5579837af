"""Runs that meet, are stopped, or lack rights, memory, or what they read a moment ago: clear lines, nothing lost."""

from __future__ import annotations

import contextlib
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import build, engine, store
from generator.config import Project, load
from generator.editorial import KnownActor
from generator.models import Analysis, Article
from tests import stubbed
from tests.build.support import briefs_of, command, outputs, run, texts
from tests.conftest import ROOT, MakeProject
from tests.safety.test_hostile import NOT_ALMIGHTY

SLOW = {"zz.txt": "Please take your time."}


@pytest.fixture(autouse=True)
def toy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "analyser", stubbed.ToyAnalyser)
    monkeypatch.setattr(engine, "generator_info", stubbed._info)


def start(project: Project, *more: str, before: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """A run in a process group of its own."""
    call = [
        *before,
        sys.executable,
        "-m",
        "tests.stubbed",
        "generate",
        "--quiet",
        "--project",
        str(project.root),
        *more,
    ]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen(call, cwd=ROOT, text=True, start_new_session=True, **pipes)


def wait_for(condition: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def written(project: Project) -> int:
    return len(list(store.files(project.briefs)))


# --- two runs -------------------------------------------------------------------------------------------------------


def test_the_second_run_names_the_first_and_a_dead_one_s_lock_does_not_block(make_project: MakeProject) -> None:
    project = make_project({**texts(5), **SLOW})
    with start(project) as first:
        wait_for(lambda: written(project) == 5)
        second = command(project)
        assert second.returncode == 1
        line = f"briefing: another run (process {first.pid}) is at work on this project; wait for it to end\n"
        assert second.stderr == line
        first.kill()
        first.communicate()
    (project.articles / "zz.txt").unlink()
    third = command(project, "--quiet")
    assert (third.returncode, third.stderr) == (0, "")
    assert len(briefs_of(project)) == 5


# --- Ctrl-C ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_ends_in_a_second_of_its_own_work(jobs: str, make_project: MakeProject) -> None:
    """Told by the processor's time, since a busy machine may let it wait: it does next to nothing any more."""
    project = make_project({**texts(16), **SLOW})
    with start(project, "--jobs", jobs) as running:
        wait_for(lambda: written(project) == 16)
        time.sleep(0.3)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent = _spent(running.pid)
        os.killpg(running.pid, signal.SIGINT)
        assert running.communicate(timeout=30) == ("", "briefing: stopped; what was finished is kept\n")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert running.returncode == 130
    assert after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime - spent < 1
    assert written(project) == 16


def _spent(process: int) -> float:
    """Seconds of the processor that a process and those that it started have used."""
    used = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if process in (int(path.parent.name), int(fields[1])):
                used[path] = sum(map(int, fields[11:15]))
    return sum(used.values()) / os.sysconf("SC_CLK_TCK")


@pytest.mark.site
@pytest.mark.slow
def test_ctrl_c_while_the_site_is_built_leaves_what_the_next_run_completes(make_project: MakeProject) -> None:
    project, whole = make_project(texts(40)), make_project(texts(40), name="whole")
    environment = {**os.environ, "SOURCE_DATE_EPOCH": "1893456000", "NO_MKDOCS_2_WARNING": "1"}

    def build_site(one: Project) -> subprocess.Popen[str]:
        call = [sys.executable, "-m", "tests.stubbed", "build", "--quiet", "--project", str(one.root)]
        pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        return subprocess.Popen(call, cwd=ROOT, env=environment, text=True, start_new_session=True, **pipes)

    for moment in (".briefing/**/index.html", "site/index.html"):
        with build_site(project) as running:
            wait_for(lambda moment=moment: bool(list(project.root.glob(moment))) or running.poll() is not None)
            os.killpg(running.pid, signal.SIGINT)
            _, err = running.communicate(timeout=60)
        assert "Traceback" not in err
        assert running.returncode in (0, 1, 130)
    for one in (project, whole):
        with build_site(one) as running:
            _, err = running.communicate(timeout=120)
        assert (running.returncode, err) == (0, "")
    random = (".pf_filter", ".pf_meta", "pagefind-entry.json")
    found, expected = (
        {
            path.relative_to(one.site).as_posix(): path.read_bytes()
            for path in one.site.rglob("*")
            if path.is_file() and not path.name.endswith(random)
        }
        for one in (project, whole)
    )
    assert sorted(found) == sorted(expected)
    assert [name for name in found if found[name] != expected[name]] == []


# --- rights, and what goes away -------------------------------------------------------------------------------------


@pytest.mark.parametrize("folder", ["content/briefs", "content/pages", ".briefing", "content"])
def test_output_that_may_not_be_written_is_one_line(folder: str, make_project: MakeProject) -> None:
    project = make_project(texts(3))
    (project.root / folder).mkdir(exist_ok=True)
    (project.root / folder).chmod(0o555)
    try:
        with start(project, before=tuple(NOT_ALMIGHTY)) as running:
            out, err = running.communicate(timeout=60)
        (line,) = err.splitlines()
        assert (running.returncode, out) == (1, "")
        assert line.startswith(f"briefing: {project.root}/")
        assert "Permission denied" in line or "unable to open database file" in line
    finally:
        (project.root / folder).chmod(0o755)
    assert command(project, "--quiet").returncode == 0
    assert len(briefs_of(project)) == 3


def test_articles_that_vanish_while_they_are_read_are_named_and_their_briefs_stay(
    make_project: MakeProject, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = make_project(texts(4))
    run(project)
    before = briefs_of(project)

    class Vanishing(stubbed.ToyAnalyser):
        """While one article is analysed another one goes away."""

        def analyse(self, article: Article, known: tuple[KnownActor, ...] = ()) -> Analysis:
            (project.articles / "002.txt").unlink(missing_ok=True)
            return super().analyse(article, known)

    (project.articles / "000.txt").write_text("Ferry 0 sails again\n\nIt sailed on 2031-03-04.")
    monkeypatch.setattr(engine, "analyser", Vanishing)
    report = build.run(project, load(project), site=False)
    (failure,) = report.failures
    assert str(failure).startswith("content/articles/002.txt: cannot be read (No such file or directory): see that")
    assert briefs_of(project) == before
    assert run(project).removed == [before["002.txt"]]


def test_a_folder_of_articles_that_is_gone_takes_no_brief_with_it(make_project: MakeProject) -> None:
    project = make_project(texts(8))
    run(project)
    before = outputs(project)
    shutil.rmtree(project.articles)
    done = command(project)
    assert done.returncode == 1
    assert "cannot be listed (No such file or directory)" in done.stderr
    assert outputs(project) == before


def test_files_from_the_future_are_as_good_as_any(make_project: MakeProject) -> None:
    """What a clock that was set back leaves: no time of a file is ever looked at."""
    project = make_project(texts(4))
    run(project)
    before = outputs(project)
    for path in project.root.rglob("*"):
        os.utime(path, (4_000_000_000, 4_000_000_000))
    report = run(project)
    assert (report.written, report.unchanged) == ([], 4)
    assert outputs(project) == before


# --- memory and disk ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_an_article_that_wants_more_memory_than_there_is_is_named(jobs: str, make_project: MakeProject) -> None:
    project = make_project({**texts(12), "big.txt": "Please want two gigabytes."})
    with start(project, "--jobs", jobs, before=("prlimit", "--as=1500000000")) as running:
        _, err = running.communicate(timeout=120)
    assert running.returncode == 1
    (line,) = err.splitlines()
    assert re.match(r"content/articles/big\.txt: needs more than .* of memory: split it", line)
    assert len(briefs_of(project)) == 12
    assert command(project, "--quiet").returncode == 0
    assert len(briefs_of(project)) == 13


@pytest.mark.parametrize("megabytes", [60, 90, 120, 160])
def test_a_run_without_memory_ends_and_the_next_one_completes(megabytes: int, make_project: MakeProject) -> None:
    """From too little for Python's own start to nearly enough."""
    project, whole = make_project(texts(6)), make_project(texts(6), name="whole")
    run(whole)
    with start(project, before=("prlimit", f"--as={megabytes * 1_000_000}")) as running:
        _, err = running.communicate(timeout=120)
    # Libraries in Rust end a process that has no memory at all by themselves, and say so.
    assert running.returncode in (0, 1) or "Error" in err or "memory allocation" in err, err
    # Pages tell of the briefs that there are, and those there may be none of yet.
    briefs = {name: text for name, text in outputs(project).items() if not name.startswith("pages/")}
    assert briefs.items() <= outputs(whole).items()
    assert command(project, "--quiet").returncode == 0
    assert outputs(project) == outputs(whole)


@pytest.mark.parametrize("megabytes", [60, 120, 160])
def test_a_run_without_memory_takes_nothing_away(megabytes: int, make_project: MakeProject) -> None:
    """All articles are to be analysed anew, and few or none can be: what was made of the others stays."""
    project = make_project(texts(6))
    run(project)
    before = outputs(project)
    (project.site_config / "briefing.yml").write_text("min_confidence: 0.9\n", encoding="utf-8")
    with start(project, before=("prlimit", f"--as={megabytes * 1_000_000}")) as running:
        running.communicate(timeout=120)
    dying = outputs(project)
    assert command(project, "--quiet").returncode == 0
    after = outputs(project)
    assert dying.keys() == before.keys() == after.keys()
    briefs = [name for name in before if name.startswith("briefs/")]
    assert len(briefs) == 6
    assert [name for name in briefs if dying[name] not in (before[name], after[name])] == []
