"""One run of MkDocs, over all pages or a part of them."""

from __future__ import annotations

import shutil
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.config import Project, load
from generator.errors import BriefingError
from generator.site.links import markdown_links

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# Plugins that look at one page at a time. With any other, with hooks, or with a navigation that MkDocs draws from all
# pages, the site is built as a whole.
PARTABLE = frozenset({"briefing", "material/search"})


def is_partable(project: Project) -> bool:
    """Whether pages come out the same when MkDocs sees only some of them."""
    config = _load(project, project.pages, project.state / "part")
    # Material's own search, where it is enabled, indexes all pages at once.
    whole = config.hooks or load(project).search == "material"
    return config.nav is not None and set(config.plugins) <= PARTABLE and not whole


def build(project: Project, pages: Collection[str] | None, site_dir: Path) -> None:
    """A strict build of some pages (paths below ``content/pages``), or of all, into ``site_dir``.

    A part holds those of the navigation and those written by hand, too: every page needs them.

    Raises:
        BriefingError: MkDocs refused.
    """
    if pages is None:
        _run(_load(project, project.pages, site_dir), project)
        return
    docs = site_dir.with_name(f"{site_dir.name}-pages")
    shutil.rmtree(docs, ignore_errors=True)
    docs.mkdir(parents=True)
    try:
        config = _load(project, docs, site_dir)
        always = {*_navigation(config.nav), *_by_hand(project)}
        for name in {*pages, *(one for one in always if (project.pages / one).is_file())}:
            staged = docs / name
            staged.parent.mkdir(parents=True, exist_ok=True)
            staged.symlink_to(project.pages / name)
        _run(config, project)
    finally:
        shutil.rmtree(docs, ignore_errors=True)


def _load(project: Project, docs: Path, site_dir: Path) -> MkDocsConfig:
    from mkdocs.config import load_config
    from mkdocs.exceptions import MkDocsException

    try:
        return load_config(str(project.mkdocs_yml), docs_dir=str(docs), site_dir=str(site_dir), strict=True)
    except MkDocsException as error:
        raise BriefingError(f"MkDocs could not build the site: {error}") from error


def _run(config: MkDocsConfig, project: Project) -> None:
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.exceptions import Abort, MkDocsException

    plugin: Any = config.plugins.get("briefing")
    if plugin is not None:
        plugin.all_pages = project.pages
    try:
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
            if plugin is not None:
                plugin.all_pages = None  # MkDocs keeps the plugin for the next configuration in this process
    except (Abort, MkDocsException) as error:
        raise BriefingError(f"MkDocs could not build the site: {error}") from error


def _navigation(nav: Any) -> Iterator[str]:
    """The files that a navigation names."""
    if isinstance(nav, str):
        yield nav
    elif isinstance(nav, dict):
        for item in nav.values():
            yield from _navigation(item)
    elif isinstance(nav, list):
        for item in nav:
            yield from _navigation(item)


def _by_hand(project: Project) -> Iterator[str]:
    """The pages written by hand, and those that they link to: MkDocs looks both ends of such a link up."""
    folder = project.site_config / "pages"
    for path in sorted(folder.rglob("*.md")):
        name = path.relative_to(folder).as_posix()
        yield name
        yield from markdown_links(path.read_text(encoding="utf-8"), name)
