"""Builds a site from pages alone: the real mkdocs.yml, theme, plugin and search, without articles or a model."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config

from generator import build, pages
from generator.config import Project, Settings
from generator.models import Brief

ROOT = Path(__file__).parents[2]


def write_pages(briefs: list[tuple[str, Brief, str]], folder: Path, project: Path = ROOT) -> None:
    """Render the briefs' pages into ``folder``, with what a project tells of them besides."""
    for name, text in pages.render(briefs, Settings(), Project(project)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def build_site(docs: Path, site: Path, *, project: Path = ROOT, **overrides: Any) -> Path:
    """Build ``docs`` strictly into ``site`` with a project's configuration, by default this one's."""
    token = build._under_way.set(True)
    try:
        config = load_config(
            str(project / "site_config" / "mkdocs.yml"),
            docs_dir=str(docs),
            site_dir=str(site),
            strict=True,
            **overrides,
        )
        config.plugins.on_startup(command="build", dirty=False)
        mkdocs_build(config)
    finally:
        build._under_way.reset(token)
    logging.getLogger("mkdocs").handlers.clear()
    return site
