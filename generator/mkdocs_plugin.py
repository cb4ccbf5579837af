"""Keeps briefs, pages and search fresh under a plain ``mkdocs build`` and ``mkdocs serve``. Thin on purpose."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import lru_cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from generator import build, site, store
from generator import config as settings
from generator.brief.translation import say
from generator.config import find_project
from generator.errors import BriefingError
from generator.pages.site import language, load

if TYPE_CHECKING:
    from mkdocs.livereload import LiveReloadServer

log = logging.getLogger("mkdocs.plugins.briefing")
# What stands in the theme's base.html, outside of any block: attributes that HTML forbids there, and a way past the
# header that exists on some pages alone and leads to their second heading.
_FORBIDDEN = re.compile(r'(<input [^>]*type="checkbox"[^>]*?) autocomplete="off"')
_SKIP = re.compile(r'(<div data-md-component="skip">).*?(</div>)', re.DOTALL)
_SKIP_LINK = r'\1<a href="#main" class="md-skip">{}</a>\2'
_INDENTED = re.compile(r"\n[ \t\n]+")


class Options(Config):  # type: ignore[no-untyped-call]
    """The plugin has none: everything is set in briefing.yml."""


class BriefingPlugin(BasePlugin[Options]):  # type: ignore[no-untyped-call]
    """See the module. ``all_pages`` is set by ``generator.site``, which has fresh pages and builds some of them."""

    def __init__(self) -> None:
        self.all_pages: Path | None = None
        self._serving_since: datetime | None = None
        self._blocks: dict[str, list[str]] = {}

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        self._serving_since = build.now() if command == "serve" else None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Bring briefs and pages up to date before MkDocs collects its files."""
        # The templates leave out the Content-Security-Policy, which would stop MkDocs' inline reload script.
        config.extra["serving"] = self._serving_since is not None
        _choose_search(config)
        _translate(config)
        config.theme.get_env = partial(_environment, config.theme.get_env, config.theme.dirs)  # type: ignore[method-assign]
        if self.all_pages is not None:
            return config
        try:
            project = find_project(Path(config.config_file_path).parent)
            report = build.refresh(project, serving_since=self._serving_since)
        except BriefingError as error:
            raise PluginError(str(error)) from None
        for failure in report.failures if report else ():
            log.warning("%s", failure)
        return config

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002
        """``say`` in the templates: words in the site's language."""
        env.globals["say"] = partial(say, lang=language(config.theme))
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Spare a derived page's HTML blocks the way through Markdown."""
        if "kind" not in page.meta:
            return markdown
        markdown, self._blocks[page.file.src_uri] = site.set_aside(markdown)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Bring the blocks back, and turn links to files inside them into addresses."""
        name = page.file.src_uri
        content, missing = site.resolve(
            site.put_back(html, self._blocks.pop(name, [])),
            name,
            directory_urls=config.use_directory_urls,
            is_there=lambda target: target in files.src_uris or _is_file(self.all_pages, target),
        )
        for target in missing:
            log.warning("%s links to %s, which is not there", name, target)
        return content

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Mend the theme's markup; leave out its indentation and empty lines, 3 KB a page, where nothing shows them."""
        mended = _mended(output, language(config.theme))
        return mended if "<pre" in output or "<textarea" in output else _INDENTED.sub("\n", mended)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The page for what is not found is a template of its own."""
        return _mended(output_content, language(config.theme)) if template_name.endswith(".html") else output_content

    @event_priority(-100)  # after Material's search
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is made from all pages."""
        material = config.extra["search"] == "material"
        if material:
            _open_from_disk(Path(config.site_dir) / "search")
        if self.all_pages is not None:
            return
        there, pages = Path(config.site_dir), store.files(Path(config.docs_dir))
        try:
            shared = load(find_project(Path(config.config_file_path).parent))
            with TemporaryDirectory() as scratch:
                built = site.survey(there, pages, shared)
                site.finish(there, built, shared, Path(scratch), _quiet, indexed=not material)
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


def _mended(output: str, lang: str) -> str:
    return _SKIP.sub(_SKIP_LINK.format(say("Skip to content", lang)), _FORBIDDEN.sub(r"\1", output), count=1)


def _quiet(_stage: str, _done: int) -> None:
    """MkDocs shows no progress."""


def _choose_search(config: MkDocsConfig) -> None:
    """Enable Material's own search if the settings say so; templates ask which it is."""
    try:
        chosen = settings.load(find_project(Path(config.config_file_path).parent)).search
    except BriefingError as error:
        raise PluginError(str(error)) from None
    config.extra["search"] = chosen
    if chosen == "material":
        if "material/search" not in config.plugins:
            raise PluginError("briefing.yml says 'search: material', which needs the plugin 'search' in mkdocs.yml")
        config.plugins["material/search"].config["enabled"] = True


def _environment(get_env: Callable[[], Any], folders: Iterable[str]) -> Any:
    """The theme's templates, without those in hidden folders in their list.

    Material has 14,000 icons in one, which MkDocs looks at one after another, only to pass them over.
    """
    env, found = get_env(), sorted({name for folder in folders for name in store.files(Path(folder))})
    env.list_templates = lambda filter_func=None: [*filter(filter_func, found)]
    return env


def _translate(config: MkDocsConfig) -> None:
    """Titles of the navigation, and of the switch between light and dark, where they are the words that we know."""
    lang = language(config.theme)
    config.nav = _said(config.nav, lang)
    for one in config.theme.get("palette") or ():
        if isinstance(one, dict) and isinstance(toggle := one.get("toggle"), dict):
            toggle["name"] = say(str(toggle.get("name", "")), lang)


def _said(nav: Any, lang: str) -> Any:
    """A navigation with its titles in a language."""
    if isinstance(nav, list):
        return [_said(item, lang) for item in nav]
    if isinstance(nav, dict):
        return {say(title, lang) if isinstance(title, str) else title: _said(to, lang) for title, to in nav.items()}
    return nav


def _open_from_disk(folder: Path) -> None:
    """A script beside the index: pages read from disk may load that, but no data."""
    index = (folder / "search_index.json").read_text(encoding="utf-8")
    (folder / "search_index.js").write_text(f"var __index = {index}", encoding="utf-8")


@lru_cache(maxsize=100_000)
def _is_file(folder: Path | None, name: str) -> bool:
    return folder is not None and os.path.isfile(f"{folder}/{name}")  # noqa: PTH113  (a third of pathlib's time)
