"""Briefs -> ``content/pages``: only the pages are made again whose brief, list or neighbours have changed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from itertools import accumulate
from pathlib import Path

import pydantic
import yaml

from generator import editorial, pages, store
from generator.build import moved, waiting
from generator.build.folder import Folder
from generator.build.report import Progress, Report
from generator.build.source import Parsed, Source
from generator.config import Project, Settings
from generator.pages import site as _site
from generator.store import GroupRow, PageCache, PageRow
from generator.text import sha256

_PACKAGE = Path(__file__).parent.parent
# The code that a page's text depends on.
_CODE = ("brief", "editorial", "pages", "escape.py", "frontmatter.py", "models.py", "text.py")
# The settings that pages depend on themselves, and not by way of the briefs.
_SETTINGS = {"sections", "duplicates", "stories", "actor_page_min_briefs", "briefs_on_home"}
# The group of the pages that each run goes through.
ALONE = ""


def generate(
    project: Project, settings: Settings, cache: PageCache, folder: Folder, report: Report, progress: Progress
) -> str:
    """Write what has changed below ``content/pages``; returns the key of all that is there."""
    salt = _salt(project, settings)
    key = _key(project, folder, salt)
    signature = store.Signature(project.pages)
    state = f"{key} {signature}"
    report.signatures["pages"] = str(signature)
    before = cache.state("pages") or ""
    if before == state:
        report.repeats, report.stories = map(int, (cache.state("grouped") or "0 0").split())
        return state
    # A run that is cut off leaves what the next one goes through in full.
    cache.set_state("pages", "")
    as_left = _is_of(cache, salt) and before.endswith(f" {signature}")
    with tempfile.TemporaryFile(dir=project.state, buffering=0) as file:
        source = Source(folder, cache, report, settings.sections, Parsed(file), go_on=as_left)
        plan = pages.plan(source, settings, project, salt=salt, memory=cache)
        writer = _Writer(project, cache, report, signature, plan.touched)
        changed = writer.write(plan.items, progress)
    cache.keep_entries(folder.digests)
    signature.renew(changed)
    state = f"{key} {signature}"
    report.signatures["pages"] = str(signature)
    report.repeats, report.stories = plan.repeats, plan.stories
    cache.set_state("grouped", f"{plan.repeats} {plan.stories}")
    cache.set_state("pages", state)
    return state


def _is_of(cache: PageCache, salt: str) -> bool:
    """Whether what the cache holds was made on the same terms; else it is forgotten."""
    if not cache.is_sound():
        cache.reset()
    if cache.state("entries") == salt:
        return True
    cache.forget_all()
    cache.set_state("entries", salt)
    return False


class _Writer:
    """Makes every page whose key is new or whose file is not as it was.

    ``there``: the files that there are; ``touched``: names of the groups that are gone through, if not all are;
    ``wanted`` and ``groups``: the paths of all pages gone through, and the names of their groups, that there should
    be.
    """

    def __init__(
        self,
        project: Project,
        cache: PageCache,
        report: Report,
        there: store.Signature,
        touched: Collection[str] | None,
    ) -> None:
        self._root, self._cache, self._report, self._there = project.pages, cache, report, there
        self._touched = touched
        names = None if touched is None else [*touched, ALONE]
        self._groups = {row.name: row for row in cache.groups(names)}
        paths = None if touched is None else {path for row in self._groups.values() for path in row.pages}
        self._before = {row.path: row for row in cache.pages(paths)}
        self._fresh: list[PageRow] = []
        self._fresh_groups: list[GroupRow] = []
        self._unsettled: list[str] = []
        self._written: list[str] = []
        self.wanted: set[str] = set()
        self.groups: set[str] = set()

    def write(self, items: Iterable[pages.Draft | pages.Group], progress: Progress) -> list[str]:
        """Write what has changed, and remove what should not be there; the paths of both."""
        alone: list[str] = []
        for item in items:
            if isinstance(item, pages.Draft):
                self._page(item)
                alone.append(item.path)
            else:
                self._group(item)
            progress("Writing pages", len(self.wanted))
        self.groups.add(ALONE)
        self._fresh_groups.append(GroupRow(ALONE, "", tuple(alone)))
        self._note()
        there = self._there if self._touched is None else self._before
        strays = [path for path in there if path not in self.wanted]
        store.remove(self._root, strays)
        if self._touched is None:
            self._cache.keep_pages(self.wanted, self.groups)
        else:
            self._cache.forget_pages(strays, self._groups.keys() - self.groups)
        return [*self._written, *strays]

    def _group(self, group: pages.Group) -> None:
        self.groups.add(group.name)
        known = self._groups.get(group.name)
        if known and known.key == group.key and all(map(self._is_as_written, known.pages)):
            self.wanted.update(known.pages)
            return
        self._unsettled.append(group.name)
        drafts = list(group.drafts())
        for draft in drafts:
            self._page(draft)
        self._fresh_groups.append(GroupRow(group.name, group.key, tuple(draft.path for draft in drafts)))

    def _page(self, draft: pages.Draft) -> None:
        self.wanted.add(draft.path)
        row = self._before.get(draft.path)
        is_settled = draft.pieces is None or draft.pieces.are_settled
        if row and row.key is not None and row.key == draft.key and is_settled and self._is_as_written(draft.path):
            return
        if draft.pieces:
            digest, size = self._put_together(draft.path, draft.pieces)
            is_new = row is None or row.digest != digest
        else:
            data = draft.make().encode("utf-8")
            digest, size = sha256(data)[:32], len(data)
            is_new = store.write_if_changed(self._root, draft.path, data, durable=False)
        if is_new:
            self._written.append(draft.path)
            self._report.pages_written += 1
        self._fresh.append(PageRow(draft.path, draft.key, digest, size))
        if len(self._fresh) == PageCache.BATCH:
            self._note()

    def _put_together(self, path: str, pieces: pages.Pieces) -> tuple[str, int]:
        """Write a long file of the pieces that its last version has and of new ones; its digest and size."""
        name, lengths = f"pieces of {path}", list[int]()
        spans = self._spans(path, self._cache.recall(name), pieces.touched)
        parts = _parts(self._root / path, pieces, spans, lengths)
        digest, size = store.write_parts(self._root, path, parts)
        told = digest[:32], " ".join(map(str, lengths)), *pieces.names
        self._cache.note(name, "\n".join(told))
        return digest[:32], size

    def _spans(self, path: str, noted: str | None, touched: Set[str] | None) -> dict[str, tuple[int, int]]:
        """Where the pieces that hold still stand in a file, by their names, if it is as the last run has left it."""
        digest, lengths, *names = (noted or "\n").split("\n")
        row = self._before.get(path)
        if touched is None or not row or row.digest != digest or not self._is_as_written(path):
            return {}
        ends = list(accumulate(map(int, lengths.split())))
        spans = dict(zip(names, zip([0, *ends], ends, strict=False), strict=True))
        for name in touched & spans.keys():
            del spans[name]
        return spans

    def _is_as_written(self, path: str) -> bool:
        row = self._before.get(path)
        return row is not None and row.size == self._there.size(path)

    def _note(self) -> None:
        """Note what is surely on disk; a group is noted after all of its pages."""
        if self._fresh or self._fresh_groups:
            os.sync()
            self._cache.put_pages(self._fresh, self._unsettled)
            self._cache.put_groups(self._fresh_groups)
            for noted in (self._fresh, self._unsettled, self._fresh_groups):
                noted.clear()


def _parts(
    before: Path, pieces: pages.Pieces, spans: Mapping[str, tuple[int, int]], lengths: list[int]
) -> Iterator[bytes]:
    """The bytes of a long file. ``lengths``: is given that of each piece."""
    start = stop = 0
    for at, name in enumerate(pieces.names):
        span = spans.get(name)
        if span is None:
            yield from store.stretch(before, start, stop)
            made = pieces.make(at).encode("utf-8")
            yield made
            start = stop = 0
            lengths.append(len(made))
            continue
        if span[0] != stop:  # what followed one another is copied as one
            yield from store.stretch(before, start, stop)
            start = span[0]
        stop = span[1]
        lengths.append(stop - span[0])
    yield from store.stretch(before, start, stop)


def _salt(project: Project, settings: Settings) -> str:
    """A digest of what all pages share: settings, the site's name and address, and the code that makes pages.

    What editors say of actors is not of it: the pages of each tell that.
    """
    versions = f"{pydantic.VERSION} {yaml.__version__}"
    code = [*(tree_key(_PACKAGE / name, ".py") for name in _CODE), tree_key(_PACKAGE / "brief" / "data")]
    code += map(tree_key, sorted((_PACKAGE / "analysis").rglob("countries.yml")))
    told = settings.model_dump_json(include=_SETTINGS)
    return sha256("\n".join([told, repr(_site.load(project)), versions, *code]))


def _key(project: Project, folder: Folder, salt: str) -> str:
    """A digest of all that goes into the pages."""
    briefs = (f"{path} {digest}" for path, digest in sorted(folder.digests.items()))
    notices = [project.briefs / name for name in (waiting.FILE, moved.FILE)]
    told = [tree_key(path) if path.is_file() else "" for path in (*notices, project.root / editorial.ACTORS)]
    return sha256("\n".join([salt, tree_key(project.site_config / "pages"), *told, *briefs]))


def tree_key(path: Path, suffix: str = "") -> str:
    """A digest of a file, or of the names and bytes of all files below a folder that end so."""
    if path.is_file():
        return sha256(path.read_bytes())
    return sha256("\n".join(f"{name} {sha256((path / name).read_bytes())}" for name in store.files(path, suffix)))
