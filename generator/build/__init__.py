"""The orchestrator: articles -> briefs -> pages -> site. Returns a report; prints nothing.

A run that changes nothing needs next to nothing of the package: what does the work is imported when there is some.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any

from generator import collector, store
from generator.build.clock import now
from generator.build.log import Log
from generator.build.report import Progress, Report, quiet
from generator.build.unchanged import listing, recall, remember
from generator.project import Project

if TYPE_CHECKING:
    from generator.config import Settings
    from generator.editorial import Release
    from generator.engine import Cluster
    from generator.store import PageCache

__all__ = ["Log", "Progress", "Report", "listing", "now", "recall", "refresh", "remember", "run"]

# Names of this package that are looked up in their modules when they are asked for.
_LATER = {"Folder": "folder", "strays": "corrections", **dict.fromkeys(("in_project", "records", "revised"), "briefs")}


def __getattr__(name: str) -> Any:
    if name in _LATER:
        return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


WAIT_WHILE_SERVING = 120.0

# Set while a build is under way, so that the MkDocs plugin does not start another inside it.
_under_way: ContextVar[bool] = ContextVar("under_way", default=False)


def run(
    project: Project,
    settings: Settings,
    *,
    site: bool,
    jobs: int = 1,
    over: Cluster | None = None,
    prune: bool = False,
    progress: Progress = quiet,
    release: Release | None = None,
    log: Log | None = None,
    wait: float = 0.0,
) -> Report:
    """Bring briefs and pages up to what is released (by default now, without drafts), and the site if asked for.

    ``over``: the cluster to analyse articles over, in place of ``jobs`` processes; ``log``: where each is noted;
    ``wait``: how many seconds for another run to end.

    Raises:
        BriefingError: nothing can be written, another run is under way, the model is missing, or MkDocs refused.
    """
    from generator.build import briefs, pages
    from generator.editorial import Release

    due = release or Release(now())
    report = Report(as_of=due.as_of.isoformat(), log=log or Log(None))
    generate = partial(briefs.generate, release=due, jobs=jobs, over=over, prune=prune, progress=progress)
    with _alone(project, wait), store.Manifest(project.state) as manifest, store.PageCache(project.state) as cache:
        with report.timing.stage("articles and briefs"):
            folder = generate(project, settings, manifest, report)
        with report.timing.stage("pages"), collector.paused():
            key = pages.generate(project, settings, cache, folder, report, progress)
        if site:
            _publish(project, cache, key, report, jobs, progress)
    return report


@contextlib.contextmanager
def _alone(project: Project, wait: float) -> Iterator[None]:
    """No other process is at work on the project, and no other run in this one; what killed ones left is removed."""
    token = _under_way.set(True)
    try:
        roots = (project.briefs, project.pages, project.site)
        with store.lock(project.state, wait=wait), store.swept(project.state, roots):
            yield
    finally:
        _under_way.reset(token)


def _publish(project: Project, cache: PageCache, key: str, report: Report, jobs: int, progress: Progress) -> None:
    from generator import site

    progress("Building the site", 0)
    with report.timing.stage("site, merged"):
        report.site_built = site.update(project, cache, key, report.timing, progress, jobs=jobs)
    report.site = project.site
    report.signatures["site"] = (cache.state("site") or "").rpartition(" ")[2]


def refresh(project: Project, *, serving_since: datetime | None = None) -> Report | None:
    """For the MkDocs plugin: bring briefs and pages up to date, unless a build that does so is under way.

    ``serving_since``: the site is served to its editors, who see drafts too; see ``Release``.
    """
    if _under_way.get():
        return None
    from generator.config import load
    from generator.editorial import Release

    release = Release(now(), drafts=serving_since is not None, since=serving_since)
    # Another run, of an editor's or of a second server, must not end this one.
    wait = WAIT_WHILE_SERVING if serving_since else 0.0
    return run(project, load(project), site=False, release=release, wait=wait)
