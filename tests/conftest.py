"""What tests of several packages share: a small project of invented articles, and no skipped browser test on CI."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from generator.config import Project, Settings
from generator.engine import local
from generator.engine.guard import Work, guarded
from generator.readers import Record
from tests.site.browser import EXECUTABLE, chromium

ROOT = Path(__file__).parents[1]
ON_CI = os.environ.get("CI") == "true"
# No deadlines: a busy machine is no fault of the code. On CI the same examples each time, so that a failure is the
# change's; elsewhere new ones each time, so that they find more.
settings.register_profile("house", deadline=None, derandomize=ON_CI)
settings.load_profile("house")

FERRY = """\
date 2031-03-05 Island council buys a second ferry

The island council of Hallow Sound voted on Tuesday to buy a second ferry for 14 million crowns. Ada Holm, the harbour \
master, said the boat would carry 220 passengers.

“We have waited long enough,” Holm said. “The council owes the islanders a boat.”
"""
BRIDGE = """\
---
title: Bridge at Tollen closes for repairs
date: 2031-03-10
publisher: The Marrow Courier
---

The bridge at Tollen will close on 17 March, the road office said on Monday. Ada Holm, the harbour master, called the \
closure “a gift to the ferry”. Repairs will take six weeks and cost 3 million crowns.
"""
DUMP = """\
{"id": "a-1", "title": "Hallow Sound lights its new beacon", "published": "2031-04-02", "text": "The beacon of Hallow \
Sound was lit on Wednesday. \\"It can be seen from forty kilometres away,\\" said Piet Varga, who keeps it."}
{"id": "a-2", "text": "Herring came back to the Sound in March after nine years, fishermen said."}
"""
ARTICLES: Mapping[str, str] = {"ferry.txt": FERRY, "roads/bridge.md": BRIDGE, "dump.jsonl": DUMP}

MakeProject = Callable[..., Project]


@pytest.fixture
def make_project(tmp_path: Path) -> MakeProject:
    """Make a project in a folder of its own: our site's configuration, and the articles given.

    ``articles``: text (or bytes) by path below ``content/articles``, four articles in three files by default;
    ``settings``: the text of ``briefing.yml``; ``name``: the folder's, for tests of several projects.
    """

    def make(articles: Mapping[str, str | bytes] = ARTICLES, *, settings: str = "", name: str = "project") -> Project:
        project = Project(tmp_path / name)
        shutil.copytree(ROOT / "site_config", project.site_config, ignore=shutil.ignore_patterns("*.lock"))
        (project.site_config / "briefing.yml").write_text(settings, encoding="utf-8")
        project.articles.mkdir(parents=True)
        for path, content in articles.items():
            target = project.articles / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return project

    return make


@pytest.fixture
def project(make_project: MakeProject) -> Project:
    """A project of four articles."""
    return make_project()


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """The one browser of all tests: Playwright allows but one at a time in a process."""
    if not EXECUTABLE.is_file():
        if ON_CI:
            pytest.fail(f"no browser at {EXECUTABLE}, and CI must not pass without one")
        pytest.skip(f"no browser at {EXECUTABLE}")
    with chromium() as found:
        yield found


@pytest.fixture(autouse=True)
def analysed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one process is to analyse it is the test's own, so that what a test puts in place is used.

    Commands that tests start as processes of their own, and tests of the engine, do as users' do.
    """
    over_processes = local.run

    def run(items: Iterable[Any], work: Work[Any], settings: Settings, *, jobs: int) -> Iterator[Any]:
        if jobs > 1:
            yield from over_processes(items, work, settings, jobs=jobs)
        else:
            yield from (guarded(work, item, settings) if isinstance(item, Record) else item for item in items)

    monkeypatch.setattr(local, "run", run)


def need(*commands: list[str]) -> None:
    """Skip a test, aloud, if one of these cannot run here: the kernel may not allow it. One that is not installed is a
    failure on CI, where ``.ci/run`` installs them: a green run must mean that what is promised was tried."""
    absent = [command[0] for command in commands if not shutil.which(command[0])]
    if absent and ON_CI:
        pytest.fail(f"not installed, and CI must not pass without: {', '.join(absent)}")
    there = [command for command in commands if command[0] not in absent]
    refused = [shlex.join(one) for one in there if subprocess.run(one, capture_output=True, check=False).returncode]
    if absent or refused:
        pytest.skip(f"cannot run here: {', '.join(absent + refused)}")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[Any]) -> Iterator[None]:
    """On CI a browser test that skips has failed: a green run must mean that a browser has seen the site."""
    report = yield
    if ON_CI and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"a browser test must not skip on CI: {report.longrepr}"
    return report
