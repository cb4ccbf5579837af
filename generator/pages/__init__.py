"""Briefs -> the Markdown that MkDocs builds. Computed from the briefs alone, in time linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.brief import evidence
from generator.config import Project, Settings
from generator.models import Brief
from generator.pages import (
    actor_index,
    actor_page,
    archive,
    brief_page,
    data,
    days,
    feeds,
    home,
    links,
    site,
    statements,
    subjects,
)
from generator.pages.catalog import Catalog, entry
from generator.pages.parts import View
from generator.pages.related import related

__all__ = ["render"]

Briefs = Iterable[tuple[str, Brief, str]]


def render(briefs: Briefs, settings: Settings, project: Project) -> Iterator[tuple[str, str]]:
    """Every derived page as (POSIX path below ``content/pages``, text), in an order of its own that never varies.

    ``briefs``: (path below ``content/briefs``, brief, its Markdown body). It is gone through twice, so give
    something that can be (a list, or a class that reads anew); a generator is kept in memory for the second time.
    """
    again = list(briefs) if iter(briefs) is briefs else briefs
    catalog = Catalog(entry(path, brief) for path, brief, _ in again)
    view = View(catalog, links.HOME, site.load(project), settings.actor_page_min_briefs)
    near = related(catalog)
    yield links.HOME, home.render(view, settings.briefs_on_home)
    for path, brief, body in again:
        page = links.brief(path)
        yield page, brief_page.render(view.at(page), brief, evidence(body), near.get(page, ()))
        yield links.brief_json(page), brief.model_dump_json(by_alias=True, indent=1) + "\n"
    for dossier in catalog.dossiers.values():
        if view.has_page(dossier.id):
            yield from actor_page.render(view, dossier)
    yield from actor_index.render(view)
    for section in (
        archive.render,
        days.render,
        statements.quotes,
        statements.figures,
        subjects.places,
        subjects.topics,
    ):
        yield from section(view)
    yield from feeds.render(view)
    yield from data.render(view)
    yield from _written(project)


def _written(project: Project) -> Iterator[tuple[str, str]]:
    """The pages that people write, as they are."""
    folder = project.site_config / "pages"
    for path in sorted(folder.rglob("*.md")):
        yield path.relative_to(folder).as_posix(), path.read_text(encoding="utf-8")
