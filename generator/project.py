"""The folders of a project, and how it is found."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import ConfigurationError, Diagnostic

# As a path has it: of several slashes one.
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+:/")


@dataclass(frozen=True, slots=True)
class Project:
    """The folders of one project. ``root`` is absolute."""

    root: Path

    @property
    def articles(self) -> Path:
        return self.root / "content" / "articles"

    @property
    def briefs(self) -> Path:
        return self.root / "content" / "briefs"

    @property
    def pages(self) -> Path:
        """The Markdown that MkDocs builds: derived from the briefs alone, never committed."""
        return self.root / "content" / "pages"

    @property
    def site_config(self) -> Path:
        return self.root / "site_config"

    @property
    def mkdocs_yml(self) -> Path:
        return self.site_config / "mkdocs.yml"

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def state(self) -> Path:
        """Caches; deleting the folder changes no byte of any output."""
        return self.root / ".briefing"


def find_project(start: Path) -> Project:
    """The project in ``start`` or the nearest folder above it that has ``site_config/``.

    Raises:
        ConfigurationError: there is none, or ``start`` is no folder.
    """
    if _URL.match(str(start)):
        reason = "a project is a folder of this machine: only 'briefing extract' reads from a store, and only articles"
        raise ConfigurationError([Diagnostic(str(start), None, reason)])
    start = start.resolve()
    if not start.is_dir():
        raise ConfigurationError([Diagnostic(str(start), None, "no such folder; give the project's with --project")])
    for folder in (start, *start.parents):
        if (folder / "site_config" / "mkdocs.yml").is_file():
            return Project(folder)
    reason = (
        "no site_config/mkdocs.yml here or above; give the project's folder with --project, or make one: briefing init"
    )
    raise ConfigurationError([Diagnostic(str(start), None, reason)])


def environment(project: Project) -> Iterator[str]:
    """The environment's variables that ``mkdocs.yml`` asks for, as ``name=value``."""
    for line in re.findall("!ENV.*", project.mkdocs_yml.read_text(encoding="utf-8")):
        yield from (f"{name}={os.environ.get(name)}" for name in re.findall("[A-Za-z_]+", line.removeprefix("!ENV")))
