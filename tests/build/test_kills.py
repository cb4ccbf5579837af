"""Killed at any moment: every file is whole, and the next run completes to the same bytes."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator import store
from generator.config import Project
from tests.build.support import ROOT, command, outputs, texts
from tests.conftest import MakeProject


def changed(article: str) -> str:
    return article.replace("sails", "sank").replace("opened", "closed")


# The time of each run, which dates what changes in articles.
AS_OF = ("--as-of", "2031-04-01T00:00:00Z")


def kill_at_random(project: Project, longest: float, chance: random.Random, *more: str) -> bool:
    """Start a run and kill it, workers and all; whether it was killed before its end."""
    call = [sys.executable, "-m", "tests.stubbed", "generate", "--quiet", "--project", str(project.root), *more]
    with subprocess.Popen(call, cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        # Not so early that Python is still starting: wait for the first trace.
        end = time.monotonic() + 20
        while not project.state.exists() and process.poll() is None and time.monotonic() < end:
            time.sleep(0.005)
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        return process.wait() == -signal.SIGKILL


def assert_whole(found: dict[str, bytes], *allowed: dict[str, bytes]) -> None:
    """Every file is one that an undisturbed run makes; temporary ones bear names that nobody takes for pages."""
    for name, data in found.items():
        if not Path(name).name.startswith(store.TEMPORARY_PREFIX):
            assert data in [one.get(name) for one in allowed], name


def survive_kills(make_project: MakeProject, kills: int, *options: str) -> int:
    """Kill runs over new and changed articles; how many kills hit a run at work."""
    more = (*options, *AS_OF)
    old, new = texts(25), {name: changed(text) for name, text in texts(25).items()}
    reference = make_project(old, name="reference")
    started = time.monotonic()
    command(reference, *AS_OF)
    longest = max(0.3, time.monotonic() - started - 0.3)
    first = outputs(reference)
    for name, text in new.items():
        (reference.articles / name).write_text(text)
    command(reference, *AS_OF)
    second = outputs(reference)
    chance, hits = random.Random(7), 0
    for number in range(kills):
        if number % 5 == 0:
            project = make_project(old, name=f"killed-{number}")
            hits += kill_at_random(project, longest, chance, *more)
            assert_whole(outputs(project), first)
            command(project, *AS_OF)
            assert outputs(project) == first
            for name, text in new.items():
                (project.articles / name).write_text(text)
        else:
            hits += kill_at_random(project, longest, chance, *more)
            assert_whole(outputs(project), first, second)
        if number % 5 == 4:
            command(project, *AS_OF)
            assert outputs(project) == second
            shutil.rmtree(project.root)
    return hits


def test_kills_lose_nothing(make_project: MakeProject) -> None:
    assert survive_kills(make_project, 20) >= 10


@pytest.mark.slow
@pytest.mark.parametrize("more", [[], ["--jobs", "2"]], ids=["one process", "several"])
def test_many_kills_lose_nothing(more: list[str], make_project: MakeProject) -> None:
    assert survive_kills(make_project, 100, *more) >= 50
