"""What the pages need to know of the site: its name and address, as ``mkdocs.yml`` gives them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

import yaml

from generator import frontmatter
from generator.brief.translation import ENGLISH
from generator.config import Project
from generator.errors import ConfigurationError, Diagnostic


class Site(NamedTuple):
    """``url`` ends in a slash, or is empty where the site's address is not set; ``lang`` is the theme's language."""

    name: str
    description: str
    url: str
    directory_urls: bool
    lang: str = ENGLISH

    def address(self, page: str) -> str:
        """The full address of a page, given its path below ``content/pages``; needs ``url``."""
        return self.url + self.path(page)

    def path(self, page: str) -> str:
        """The address of a page from the site's root, given its path below ``content/pages``."""
        if not page.endswith(".md"):
            return page
        stem = page.removesuffix(".md")
        if stem == "index" or stem.endswith("/index"):
            return stem.removesuffix("index") + ("" if self.directory_urls else "index.html")
        return stem + ("/" if self.directory_urls else ".html")


class _Loader(yaml.SafeLoader):
    """Reads MkDocs' configuration: ``!ENV`` as MkDocs does, any other tag as nothing."""


def _environment(loader: _Loader, node: yaml.Node) -> Any:
    """``!ENV NAME`` or ``!ENV [NAME, …, default]``: the first variable that is set."""
    if isinstance(node, yaml.ScalarNode):
        return os.environ.get(str(node.value))
    names = loader.construct_sequence(node) if isinstance(node, yaml.SequenceNode) else []
    found = (os.environ[name] for name in names[:-1] if name in os.environ)
    return next(found, names[-1] if names else None)


_Loader.add_constructor("!ENV", _environment)
_Loader.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def language(theme: Mapping[str, Any]) -> str:
    """The language of a theme's settings, by its ISO 639 code."""
    return str(theme.get("language") or ENGLISH).partition("-")[0].lower()


def load(project: Project) -> Site:
    """The site of a project; one without a configuration has neither name nor address, and is English.

    Raises:
        ConfigurationError: the configuration is no YAML, or no mapping.
    """
    shown = project.mkdocs_yml.relative_to(project.root).as_posix()
    try:
        values = yaml.load(project.mkdocs_yml.read_text(encoding="utf-8"), _Loader) or {}  # noqa: S506  (a SafeLoader)
    except FileNotFoundError:
        values = {}
    except yaml.MarkedYAMLError as error:
        fault = frontmatter.syntax(error)
        raise ConfigurationError([Diagnostic(shown, fault.line, fault.reason)]) from None
    if not isinstance(values, Mapping):
        raise ConfigurationError([Diagnostic(shown, 1, "must be a mapping of names to values")])
    url, theme = str(values.get("site_url") or ""), values.get("theme")
    return Site(
        name=str(values.get("site_name") or ""),
        description=str(values.get("site_description") or ""),
        url=f"{url.rstrip('/')}/" if url else "",
        directory_urls=bool(values.get("use_directory_urls", True)),
        lang=language(theme if isinstance(theme, Mapping) else {}),
    )
