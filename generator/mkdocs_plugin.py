"""Keeps briefs, pages and search fresh under a plain ``mkdocs build`` and ``mkdocs serve``. Thin on purpose."""

from __future__ import annotations

import html
import logging
import posixpath
import re
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator import build, search
from generator.config import find_project
from generator.errors import BriefingError

log = logging.getLogger("mkdocs.plugins.briefing")
# A link to a file inside an HTML block: MkDocs turns only Markdown's own links into addresses.
_LINK = re.compile(r'(?<= href=")(?![a-z][a-z+.-]*:|[/#])([^"#]+\.(?:md|json|jsonl|csv|xml))(?=["#])')


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin has none: everything is set in briefing.yml."""


class BriefingPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """See the module."""

    def __init__(self) -> None:
        self._serving = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self._serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring briefs and pages up to date before MkDocs collects its files."""
        try:
            report = build.refresh(find_project(Path(config.config_file_path).parent))
        except BriefingError as error:
            raise PluginError(str(error)) from None
        for failure in report.failures if report else ():
            log.warning("%s", failure)
        # The templates leave out the Content-Security-Policy, which would stop MkDocs' inline reload script.
        config.extra["serving"] = self._serving
        return config

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Turn links to files inside HTML blocks into addresses."""
        return resolve_links(html, page, files)

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        try:
            search.index(Path(config.site_dir))
        except BriefingError as error:
            raise PluginError(str(error)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002
        """Watch what people edit; not what is derived from it, or each build would start the next."""
        project = find_project(Path(config.config_file_path).parent)
        server.unwatch(config.docs_dir)
        for folder in (project.articles, project.site_config):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def resolve_links(content: str, page: Page, files: Files) -> str:
    """The content with every relative ``href`` to a file made the address of its page."""
    folder = posixpath.dirname(page.file.src_uri)

    def address(match: re.Match[str]) -> str:
        target = posixpath.normpath(posixpath.join(folder, html.unescape(match[1])))
        file = files.get_file_from_path(target)
        if file is None:
            log.warning("%s links to %s, which is not there", page.file.src_uri, target)
            return match[0]
        return html.escape(file.url_relative_to(page.file))

    return _LINK.sub(address, content)
