"""``content/pages`` -> ``site``, by MkDocs; the old site stays until the new one is whole."""

from __future__ import annotations

import shutil
from pathlib import Path

from generator.build.report import Report
from generator.config import Project
from generator.errors import BriefingError
from generator.store import Manifest


def build(project: Project, manifest: Manifest, key: str, report: Report) -> None:
    """Build the site unless it is that of ``key`` already."""
    report.site = project.site
    if manifest.state("site") == key and (project.site / "index.html").is_file():
        return
    fresh = project.state / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    run_mkdocs(project, fresh)
    before = project.state / "site-before"
    shutil.rmtree(before, ignore_errors=True)
    if project.site.exists():
        project.site.rename(before)
    fresh.rename(project.site)
    shutil.rmtree(before, ignore_errors=True)
    manifest.set_state("site", key)
    report.site_built = True


def run_mkdocs(project: Project, site_dir: Path) -> None:
    """A strict MkDocs build into ``site_dir``.

    Raises:
        BriefingError: MkDocs refused.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        config = load_config(str(project.mkdocs_yml), site_dir=str(site_dir), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise BriefingError(f"MkDocs could not build the site: {error}") from error
