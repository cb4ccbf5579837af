"""Which pages are built, over how many processes, and how they come into the site."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path

from generator import collector, store
from generator.config import Project, load
from generator.pages import site as _site
from generator.pages.site import Site
from generator.project import environment
from generator.search import Progress
from generator.site import links, mkdocs
from generator.site.finish import SITEMAP, finish, survey
from generator.store import BuiltRow, PageCache
from generator.text import sha256
from generator.timing import Timing

# Pages that one run of MkDocs builds: enough to hide its start, few enough for its memory (some 60 KB a page).
BATCH = 3000
# From this share of changed pages on, a new site costs no more than to merge them into the old one.
MOST = 0.5
_PACKAGE = Path(__file__).parent.parent
# The code that a page's HTML depends on, and the programs.
_CODE = (
    "site/",
    "brief/translation.py",
    "brief/data/",
    "pages/links.py",
    "pages/site.py",
    "mkdocs_plugin.py",
    "search/",
)
# What of the configuration reaches the site by way of the pages alone.
_ELSEWHERE = ("pages/", "briefing.yml", "actors.yml")
_MAKERS = ("mkdocs", "mkdocs-material", "Markdown", "Jinja2", "pymdown-extensions", "pagefind")


def update(
    project: Project, cache: PageCache, pages_key: str, timing: Timing, progress: Progress, *, jobs: int = 1
) -> bool:
    """Bring ``site/`` up to date with ``content/pages``, which ``pages_key`` stands for; whether it was not.

    Until the last page is built the old site stays as it is; each file is then replaced in one step.

    Raises:
        BriefingError: MkDocs or the search refused.
    """
    with collector.young():
        return _updated(project, cache, pages_key, timing, progress, jobs)


def _updated(project: Project, cache: PageCache, pages_key: str, timing: Timing, progress: Progress, jobs: int) -> bool:
    key, on_disk = _key(project), _on_disk(project, cache)
    if cache.state("site") == f"{key} {pages_key} {on_disk}":
        return False
    shared = _site.load(project)
    parts = cache.unbuilt() if cache.state("site shell") == f"{key} {on_disk}" else None
    # Of the same configuration the answer was yes when the site was built.
    if parts and len(parts[0]) <= MOST * cache.count() and cache.state("partable") == key:
        built, *touched = _merge(project, cache, *parts, shared, timing, progress)
        on_disk.renew(*touched)
        cache.set_built(built, gone=parts[1])
    else:
        before = project.site if _noted(cache) == str(on_disk) else None
        cache.set_built(_anew(project, cache, shared, timing, progress, jobs, before))
        on_disk = store.Signature(project.site)
        cache.set_state("partable", key if mkdocs.is_partable(project) else "")
    cache.set_state("site shell", f"{key} {on_disk}")
    cache.set_state("site", f"{key} {pages_key} {on_disk}")
    return True


def _noted(cache: PageCache) -> str:
    """The signature of the site as the last run left it."""
    return (cache.state("site shell") or "").rpartition(" ")[2]


def _forget(cache: PageCache) -> None:
    """From here on the site is not what is noted, though its sizes may be: a run that is cut off begins anew."""
    cache.set_state("site", "")
    cache.set_state("site shell", "")


def _on_disk(project: Project, cache: PageCache) -> store.Signature:
    """The site as it is; unless that differs from what is noted, believed to hold pages alone in their folders.

    So what others have put beside a page waits for the next whole site.
    """
    short = store.Signature(project.site, alone=store.pages_alone(project.pages))
    return short if str(short) == _noted(cache) else store.Signature(project.site)


def _key(project: Project) -> str:
    """A digest of all that every page of the site depends on, the pages aside: theme, settings, programs."""
    there = store.files(project.site_config, hidden_folders=True)  # the theme's own icons are in such a folder
    own = (name for name in there if not name.startswith(_ELSEWHERE))
    files = [f"{name} {sha256((project.site_config / name).read_bytes())}" for name in own]
    code = (
        f"{name} {sha256((_PACKAGE / name).read_bytes())}"
        for name in store.files(_PACKAGE, ".py")
        if name.startswith(_CODE)
    )
    versions = [f"{name} {version(name)}" for name in _MAKERS]
    return sha256("\n".join([load(project).search, *files, *code, *versions, *environment(project)]))


# --- a new site ----------------------------------------------------------------------------------------------------


def _anew(
    project: Project,
    cache: PageCache,
    shared: Site,
    timing: Timing,
    progress: Progress,
    jobs: int,
    before: Path | None,
) -> list[BuiltRow]:
    """Build all pages beside the old site, then change places with it; tells what was built.

    ``before``: the old site, if its search can serve again.
    """
    pages = sorted(row.path for row in cache.pages())
    fresh, old = project.state / "site", project.state / "site-before"
    with store.under_way(fresh, old):
        with timing.stage("MkDocs"):
            if mkdocs.is_partable(project):
                _in_parts(project, pages, fresh, jobs)
            else:
                mkdocs.build(project, None, fresh)
        with timing.stage("sitemap and search"):
            built = list(survey(fresh, pages, shared))
            indexed = load(project).search == "pagefind"
            finish(fresh, built, shared, project.state, progress, indexed=indexed, before=before)
        _forget(cache)
        store.replace(fresh, project.site, old)
    return built


def _in_parts(project: Project, pages: Sequence[str], fresh: Path, jobs: int) -> None:
    markdown = [name for name in pages if name.endswith(".md")]
    count = max(jobs, -(-len(markdown) // BATCH))
    # Every so-many-th page: kinds of page lie together, and some are dearer than others.
    parts = [markdown[at::count] for at in range(count)]
    folders = [project.state / f"part-{at}" for at in range(count)]
    fresh.mkdir(parents=True)
    with store.under_way(*folders):
        for folder in _built(project, parts, folders, jobs):
            for name in store.files(folder):
                target = fresh / name
                target.parent.mkdir(parents=True, exist_ok=True)
                (folder / name).replace(target)
            shutil.rmtree(folder)
    _copy(project, [name for name in pages if not name.endswith(".md")], fresh)


def _built(project: Project, parts: Sequence[Sequence[str]], folders: Sequence[Path], jobs: int) -> Iterator[Path]:
    """The folder of each part, built."""
    if jobs == 1 or len(parts) == 1:
        for part, folder in zip(parts, folders, strict=True):
            mkdocs.build(project, part, folder)
            yield folder
        return
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        tasks = [pool.submit(mkdocs.build, project, part, folder) for part, folder in zip(parts, folders, strict=True)]
        for task, folder in zip(tasks, folders, strict=True):
            task.result()
            yield folder


def _copy(project: Project, names: Sequence[str], site: Path) -> None:
    """Bring data and feeds into the site as they are."""
    for name in names:
        store.copy(project.pages / name, site, name)


# --- the old site, with what changed -------------------------------------------------------------------------------


def _merge(
    project: Project,
    cache: PageCache,
    changed: Sequence[str],
    gone: Sequence[str],
    shared: Site,
    timing: Timing,
    progress: Progress,
) -> tuple[list[BuiltRow], list[str], list[str]]:
    """Bring what changed into the site.

    Tells what was built, the paths of all files that may have changed, and the folders of which more has changed.
    """
    part = project.state / "part"
    with store.under_way(part):
        with timing.stage("MkDocs"):
            mkdocs.build(project, [name for name in changed if name.endswith(".md")], part)
        _forget(cache)
        merged = [name for name in store.files(part) if not name.startswith("sitemap.xml")]
        for name in merged:
            store.write_if_changed(project.site, name, (part / name).read_bytes(), durable=False)
    copied = [name for name in changed if not name.endswith(".md")]
    _copy(project, copied, project.site)
    removed = [links.written(name, directory_urls=shared.directory_urls) for name in gone]
    store.remove(project.site, removed)
    with timing.stage("sitemap and search"):
        built = list(survey(project.site, changed, shared))
        others = frozenset([*changed, *gone])
        # The sitemap lists all pages, too.
        known = (row for row in cache.built(searched=not shared.url) if row.path not in others)
        indexed = load(project).search == "pagefind"
        folders = finish(project.site, [*known, *built], shared, project.state, progress, indexed=indexed)
    return built, [*merged, *copied, *removed, SITEMAP], folders
