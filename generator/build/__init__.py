"""The orchestrator: articles -> briefs -> pages -> site. Returns a report; prints nothing."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import datetime
from functools import partial

from generator import site as _site
from generator import store
from generator.build import briefs, pages
from generator.build.briefs import in_project, records, revised
from generator.build.clock import now
from generator.build.corrections import strays
from generator.build.folder import Folder
from generator.build.log import Log
from generator.build.report import Progress, Report, quiet
from generator.config import Project, Settings, load
from generator.editorial import Release
from generator.engine import Cluster
from generator.store import Manifest, PageCache

__all__ = ["Folder", "Log", "Progress", "Report", "in_project", "now", "records", "refresh", "revised", "run", "strays"]

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
) -> Report:
    """Bring briefs and pages up to what is released (by default now, without drafts), and the site if asked for.

    ``over``: the cluster that articles are analysed over, in place of ``jobs`` processes;
    ``log``: where each article is noted.

    Raises:
        StoreError: nothing can be written, or another run is under way.
        ModelError: the model is missing or altered.
        BriefingError: MkDocs refused.
    """
    release = release or Release(now())
    report = Report(as_of=release.as_of.isoformat(), log=log or Log(None))
    generate = partial(briefs.generate, release=release, jobs=jobs, over=over, prune=prune, progress=progress)
    with _alone(project), Manifest(project.state) as manifest, PageCache(project.state) as cache:
        for root in (project.briefs, project.pages):
            store.sweep(root)
        with report.timing.stage("articles and briefs"):
            folder = generate(project, settings, manifest, report)
        with report.timing.stage("pages"):
            key = pages.generate(project, settings, cache, folder, report, progress)
        if site:
            _publish(project, cache, key, report, jobs, progress)
    return report


@contextlib.contextmanager
def _alone(project: Project) -> Iterator[None]:
    """No other process is at work on the project, and no other run in this one."""
    token = _under_way.set(True)
    try:
        with store.lock(project.state):
            yield
    finally:
        _under_way.reset(token)


def _publish(project: Project, cache: PageCache, key: str, report: Report, jobs: int, progress: Progress) -> None:
    progress("Building the site", 0)
    with report.timing.stage("site, merged"):
        report.site_built = _site.update(project, cache, key, report.timing, progress, jobs=jobs)
    report.site = project.site


def refresh(project: Project, *, serving_since: datetime | None = None) -> Report | None:
    """For the MkDocs plugin: bring briefs and pages up to date, unless a build that does so is under way.

    ``serving_since``: the site is served to its editors, who see drafts too; see ``Release``.
    """
    if _under_way.get():
        return None
    release = Release(now(), drafts=serving_since is not None, since=serving_since)
    return run(project, load(project), site=False, release=release)
