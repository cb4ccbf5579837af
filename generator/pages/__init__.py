"""Briefs -> the Markdown that MkDocs builds. Computed from the briefs alone, in time linear in their number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import partial
from itertools import chain
from pathlib import Path
from typing import NamedTuple, Protocol

from generator import editorial
from generator.brief import evidence
from generator.brief.translation import languages
from generator.config import Project, Sections, Settings
from generator.models import Brief
from generator.pages import (
    actor_index,
    actor_page,
    archive,
    brief_page,
    carried,
    data,
    days,
    feeds,
    going_on,
    home,
    links,
    moved,
    names,
    network,
    site,
    statements,
    stories,
    story_page,
    subjects,
    ties,
    touched,
    withdrawn,
)
from generator.pages.carried import Tables
from generator.pages.catalog import Catalog
from generator.pages.chronicle import Past, mark
from generator.pages.drafts import Draft, Group, Keys, Pieces
from generator.pages.entries import Entry, entry, from_json, later, to_json
from generator.pages.going_on import Continued, Last, Terms
from generator.pages.parts import View
from generator.pages.related import Related, related
from generator.pages.stories import Story
from generator.pages.ties import Ties

__all__ = [
    "Draft",
    "Entry",
    "Group",
    "Known",
    "Pieces",
    "Plan",
    "Source",
    "entry",
    "from_json",
    "later",
    "links",
    "plan",
    "render",
    "to_json",
]

Briefs = Iterable[tuple[str, Brief, str]]


class Known(NamedTuple):
    """A brief as the catalogue needs it. ``digest`` is the entry's own, ``brief_sha256`` that of the brief's file."""

    entry: Entry
    digest: str
    brief_sha256: str


class Source(Protocol):
    """Where briefs come from; paths are below ``content/briefs``."""

    def known(self) -> Iterable[Known]:
        """Every brief."""

    def earlier(self) -> Mapping[str, Entry] | None:
        """Of the briefs that are not as the run before had them, their entries then, by page; after ``known``.

        ``None`` where the pages may not be as that run left them.
        """

    def load(self, path: str) -> tuple[Brief, str]:
        """One brief with its Markdown body."""


class _Given:
    """Briefs that are in memory."""

    def __init__(self, briefs: Briefs, sections: Sections = ()) -> None:
        self._sections = sections
        self._briefs = {path: (brief, body) for path, brief, body in briefs}

    def known(self) -> Iterator[Known]:
        for path, (brief, body) in self._briefs.items():
            yield Known(entry(path, brief, evidence(body), self._sections), "", brief.generator.sha256 or "")

    def earlier(self) -> None:
        """Nothing is known of any run before."""

    def load(self, path: str) -> tuple[Brief, str]:
        return self._briefs[path]


class Plan(NamedTuple):
    """The pages there are to be, and how many briefs repeat another and how many stories there are.

    ``touched``: names of the only groups of pages that may be other than the run before has left them.
    """

    items: Iterator[Draft | Group]
    repeats: int
    stories: int
    touched: Set[str] | None = None

    def drafts(self) -> Iterator[Draft]:
        """All pages, one by one."""
        for item in self.items:
            yield from item.drafts() if isinstance(item, Group) else (item,)


def render(briefs: Briefs, settings: Settings, project: Project) -> Iterator[tuple[str, str]]:
    """Every derived page as (POSIX path below ``content/pages``, text), in an order of its own that never varies.

    ``briefs``: (path below ``content/briefs``, brief, its Markdown body).
    """
    for draft in plan(_Given(briefs, settings.sections), settings, project).drafts():
        yield draft.path, draft.make()


def plan(source: Source, settings: Settings, project: Project, *, salt: str = "", memory: Tables | None = None) -> Plan:
    """Every derived page, not made yet, in an order of its own that never varies.

    ``salt``: what every page depends on besides the briefs (settings, site, code); it goes into each key. ``memory``:
    what an earlier run with the same salt has noted; entries then need their digests.
    """
    found = list(source.known())
    registry, about = editorial.load_registry(project.root), site.load(project)
    terms = Terms(registry, settings.duplicates, about.lang, settings.actor_page_min_briefs)
    files = {one.entry.page: one.brief_sha256 for one in found}
    catalog = _catalog(source, found, files, terms, memory)
    digests = {one.entry.page: one.digest for one in found}
    stamps = catalog.stamps() if isinstance(catalog, Continued) else {}
    view = View(catalog, links.HOME, about, terms.min_briefs, Keys(salt, digests, stamps))
    since = catalog.first_day if isinstance(catalog, Continued) else ""
    past = Past(memory, partial(mark, catalog, digests), since) if memory else None
    told = stories.find(catalog, settings.stories, past)
    near = related(catalog, past)
    if memory:
        if isinstance(catalog, Continued):
            view = view.looking_at(touched.since(memory, catalog, near, told))
        _leave(memory, view, registry, files, told)
    listed = names.Listed.of(view, memory)
    view = view.looking_at(view.touched and view.touched.also(listed.anew))
    first = partial(home.render, view, settings.briefs_on_home, told)
    briefs = _briefs(view, source, found, told, near)
    bonds = network.strongest(memory.strongest()) if memory else network.ties(view)
    drafts = chain([view.draft(first)], briefs, _drafts(view, told, listed, bonds, memory), _beside(view, project))
    return Plan(drafts, len(catalog.leaders), len(told), view.touched.groups if view.touched else None)


def _catalog(
    source: Source, found: Sequence[Known], files: Mapping[str, str], terms: Terms, memory: Tables | None
) -> Catalog:
    """The catalogue: of what the last run has left, if that is how all was before the briefs changed.

    ``files``: digests of the briefs' files, by page.
    """
    entries, earlier = [one.entry for one in found], source.earlier() if memory else None
    if memory and earlier is not None:
        last = Last.of(memory)
        other = last.other(files)
        if other & last.shown.keys() <= earlier.keys():
            return Continued(entries, terms, memory, last, earlier, other)
    return Catalog(entries, terms.registry, terms.copies, lang=terms.lang)


def _leave(
    memory: Tables, view: View, registry: editorial.Registry, files: Mapping[str, str], told: Sequence[Story]
) -> None:
    """Leave for the next run how this one shows all. ``files``: as in ``_catalog``."""
    catalog = view.catalog
    if isinstance(catalog, Continued):
        going_on.leave(memory, catalog, files, view.stamps(catalog.now.values()))
    else:
        carried.leave(memory, catalog, registry, files, view.stamps(catalog.entries), network.all_of(view))
    touched.note(memory, told)


def _drafts(
    view: View, told: list[Story], listed: names.Listed, bonds: list[network.Tie], memory: Tables | None
) -> Iterator[Draft | Group]:
    """What is put together from all briefs."""
    dossiers = view.catalog.dossiers
    for key in sorted(view.touched.actors & view.with_page) if view.touched else dossiers:
        if key in view.with_page:
            yield actor_page.render(view, dossiers[key])
    for section in (
        partial(actor_index.render, ties=bonds, memory=memory),
        archive.render,
        days.render,
        statements.quotes,
        statements.figures,
        subjects.sections,
        subjects.places,
        subjects.topics,
        partial(story_page.render, stories=told),
        feeds.render,
        partial(data.render, stories=told),
        partial(names.render, listed=listed),
    ):
        yield from section(view)


def _beside(view: View, project: Project) -> Iterator[Draft]:
    """What is told of addresses that briefs had, and the pages that people write."""
    yield from withdrawn.render(view, project.briefs / "withdrawn.json")
    yield from moved.render(view, project.briefs / "moved.json")
    yield from _written(view, project)


def _briefs(view: View, source: Source, found: Iterable[Known], told: list[Story], near: Related) -> Iterator[Group]:
    """Each brief's page, and its data."""
    places = {
        one.page: (story, at)
        for story in told
        for at, entry in enumerate(story.entries)
        for one in (entry, *view.catalog.group(entry))
    }
    for one in found:
        page = one.entry.page
        if view.is_touched(page):
            here = view.at(page).speaking(one.entry.lang)
            tied = ties.of(here, one.entry, near.of(page), places.get(page))
            told_of = (one.brief_sha256, one.entry, tied.told(here))
            yield here.group(page, partial(_both, here, source, tied, told_of), *told_of)


def _both(here: View, source: Source, tied: Ties, told: tuple[object, ...]) -> Iterator[Draft]:
    """A brief's page and its data; ``told``: the digest of the brief's file, and what else shows on the page."""
    yield here.draft(partial(_brief, here, source, tied), *told)
    yield here.at(links.brief_json(here.page)).draft(partial(_json, source, here.page), told[0])


def _brief(here: View, source: Source, tied: Ties) -> str:
    brief, body = source.load(links.brief_path(here.page))
    return brief_page.render(here, brief, evidence(body), tied)


def _json(source: Source, page: str) -> str:
    return source.load(links.brief_path(page))[0].model_dump_json(by_alias=True, indent=1) + "\n"


def _written(view: View, project: Project) -> Iterator[Draft]:
    """The pages that people write, as they are."""
    for name, path in sorted(_in_language(project.site_config / "pages", view.site.lang).items()):
        yield view.at(name).draft(partial(_read, path))


def _in_language(folder: Path, lang: str) -> dict[str, Path]:
    """The files by the names of their pages: of ``about.md`` and ``about.fr.md`` the one in the site's language."""
    found: dict[str, Path] = {}
    for path in sorted(folder.rglob("*.md")):
        stem, _, suffix = path.stem.rpartition(".")
        is_translated = bool(stem) and suffix in (lang, *languages())
        name = path.with_name(f"{stem}.md" if is_translated else path.name).relative_to(folder).as_posix()
        if suffix == lang or (not is_translated and name not in found):
            found[name] = path
    return found


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
