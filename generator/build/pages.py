"""Briefs -> ``content/pages``: only the pages are made again whose brief, list or neighbours have changed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pydantic
import yaml

from generator import brief, editorial, pages, store
from generator.build import moved, waiting
from generator.build.folder import Folder
from generator.build.report import Progress, Report
from generator.config import Project, Sections, Settings
from generator.errors import Diagnostic, FrontMatterError
from generator.models import Brief
from generator.pages import site as _site
from generator.store import EntryRow, PageCache, PageRow
from generator.text import sha256

_PACKAGE = Path(__file__).parent.parent
# The code that a page's text depends on.
_CODE = ("brief", "editorial", "pages", "escape.py", "frontmatter.py", "models.py", "text.py")
# So many rows are noted at once, when what they tell of is surely on disk; a run that is cut off loses no more.
BATCH = 2000


class _Source:
    """The briefs of a run: what the catalogue needs from the cache, all else read when a page is made from it."""

    def __init__(self, folder: Folder, cache: PageCache, report: Report, sections: Sections) -> None:
        self._sections = sections
        self._folder, self._cache, self._report = folder, cache, report
        self._last: tuple[str, tuple[Brief, str]] | None = None

    def known(self) -> Iterator[pages.Known]:
        """Every brief that can be read, by path; a line in the report for each other."""
        fresh: list[EntryRow] = []
        for path, digest in sorted(self._folder.digests.items()):
            row = self._cache.entry(path, digest)
            if row is None:
                try:
                    row = self._reduced(path, digest)
                except FrontMatterError as error:
                    self._report.failures.append(Diagnostic(f"content/briefs/{path}", error.line, error.reason))
                    continue
                fresh.append(row)
                if len(fresh) == BATCH:
                    self._cache.put_entries(fresh)
                    fresh.clear()
            yield pages.Known(pages.from_json(row.entry), row.digest, digest)
        self._cache.put_entries(fresh)

    def _reduced(self, path: str, digest: str) -> EntryRow:
        found, body = self.load(path)
        entry = pages.to_json(pages.entry(path, found, brief.evidence(body), self._sections))
        return EntryRow(path, digest, sha256(entry)[:32], entry)

    def load(self, path: str) -> tuple[Brief, str]:
        """A brief and its body; its page and its data are made one after the other, and it is parsed once."""
        if self._last is None or self._last[0] != path:
            self._last = path, brief.load(self._folder.document(path))
        return self._last[1]


def generate(
    project: Project, settings: Settings, cache: PageCache, folder: Folder, report: Report, progress: Progress
) -> str:
    """Write what has changed below ``content/pages``; returns the key of all that is there."""
    salt = _salt(project, settings)
    key = _key(project, folder, salt)
    state = f"{key} {store.signature(project.pages)}"
    if cache.state("pages") == state:
        report.repeats, report.stories = map(int, (cache.state("grouped") or "0 0").split())
        return state
    if cache.state("entries") != salt or not cache.is_sound():
        cache.reset()
        cache.set_state("entries", salt)
    plan = pages.plan(_Source(folder, cache, report, settings.sections), settings, project, salt=salt)
    wanted = _write(project, cache, plan.drafts, report, progress)
    cache.keep_entries(folder.digests)
    cache.keep_pages(wanted)
    store.remove(project.pages, [name for name in store.files(project.pages) if name not in wanted])
    state = f"{key} {store.signature(project.pages)}"
    report.repeats, report.stories = plan.repeats, plan.stories
    cache.set_state("grouped", f"{plan.repeats} {plan.stories}")
    cache.set_state("pages", state)
    return state


def _write(
    project: Project, cache: PageCache, drafts: Iterator[pages.Draft], report: Report, progress: Progress
) -> set[str]:
    """Make every page whose key is new or whose file is not as it was; the paths of all there should be."""
    before = {row.path: row for row in cache.pages()}
    sizes = dict(store.sizes(project.pages))
    wanted: set[str] = set()
    fresh: list[PageRow] = []
    for number, draft in enumerate(drafts, 1):
        wanted.add(draft.path)
        row = before.get(draft.path)
        if row and row.key is not None and row.key == draft.key and row.size == sizes.get(draft.path):
            continue
        data = draft.make().encode("utf-8")
        report.pages_written += store.write_if_changed(project.pages, draft.path, data, durable=False)
        fresh.append(PageRow(draft.path, draft.key, sha256(data)[:32], len(data)))
        if len(fresh) == BATCH:
            _note(cache, fresh)
        progress("Writing pages", number)
    _note(cache, fresh)
    return wanted


def _note(cache: PageCache, fresh: list[PageRow]) -> None:
    if fresh:
        os.sync()
        cache.put_pages(fresh)
        fresh.clear()


def _salt(project: Project, settings: Settings) -> str:
    """A digest of what all pages share: settings, the site's name and address, and the code that makes pages."""
    versions = f"{pydantic.VERSION} {yaml.__version__}"
    code = [*(tree_key(_PACKAGE / name, ".py") for name in _CODE), tree_key(_PACKAGE / "brief" / "data")]
    code += map(tree_key, sorted((_PACKAGE / "analysis").rglob("countries.yml")))
    known = tree_key(project.root / editorial.ACTORS) if (project.root / editorial.ACTORS).is_file() else ""
    return sha256("\n".join([settings.model_dump_json(), repr(_site.load(project)), versions, known, *code]))


def _key(project: Project, folder: Folder, salt: str) -> str:
    """A digest of all that goes into the pages."""
    briefs = (f"{path} {digest}" for path, digest in sorted(folder.digests.items()))
    notices = [project.briefs / name for name in (waiting.FILE, moved.FILE)]
    told = [tree_key(path) if path.is_file() else "" for path in notices]
    return sha256("\n".join([salt, tree_key(project.site_config / "pages"), *told, *briefs]))


def tree_key(path: Path, suffix: str = "") -> str:
    """A digest of a file, or of the names and bytes of all files below a folder that end so."""
    if path.is_file():
        return sha256(path.read_bytes())
    return sha256("\n".join(f"{name} {sha256((path / name).read_bytes())}" for name in store.files(path, suffix)))
