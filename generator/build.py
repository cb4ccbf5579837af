"""The orchestrator: articles -> briefs -> pages -> site. Returns a report; prints nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path

from generator import brief, engine, pages, readers, store
from generator.config import Project, Settings, load
from generator.errors import ArticleError, BriefingError, Diagnostic, FrontMatterError
from generator.models import Brief
from generator.readers import Record
from generator.store import Manifest, Row
from generator.text import sha256

# Fewer briefs than this may vanish without being asked for, however few there are.
PRUNE_AT_LEAST = 5
PRUNE_SHARE = 0.1

Progress = Callable[[str, int], None]
# Set while a build is under way, so that the MkDocs plugin does not start another inside it.
_under_way: ContextVar[bool] = ContextVar("under_way", default=False)


@dataclass
class Report:
    """What a run did. Paths of briefs are relative to ``content/briefs``."""

    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failures: list[Diagnostic] = field(default_factory=list)
    pages_written: int = 0
    site: Path | None = None
    site_built: bool = False

    @property
    def briefs(self) -> int:
        return len(self.written) + self.unchanged + len(self.kept)


def _quiet(_stage: str, _done: int) -> None:
    """The progress of nobody who looks."""


# --- briefs ---------------------------------------------------------------------------------------------------------


class _Briefs:
    """The folder of briefs, and which file belongs to which article in this run."""

    def __init__(self, project: Project) -> None:
        self.root = project.briefs
        self.present = list(store.files(self.root, ".md")) if self.root.is_dir() else []
        self._by_hash: dict[str, str] = {}
        for name in self.present:
            self._by_hash.setdefault(name[-3 - brief.HASH_DIGITS : -3], name)
        self.digests: dict[str, str] = {}
        self._owners: dict[str, str] = {}

    def path_for(self, made: engine.Made) -> str:
        """Where a brief goes: where it was before, else its own new path.

        Raises:
            ArticleError: another article of this run has the same identity.
        """
        before = self._by_hash.get(brief.identity_hash(made.identity))
        for path in (before, made.path):
            if path is not None and path not in self._owners:
                return path
            if path is not None and self._owners[path] == made.identity:
                break
        reason = f"the same article as another one ('{made.identity}'); remove one, or give it a url or id of its own"
        raise ArticleError(made.record.shown, reason, line=made.record.line)

    def claim(self, path: str, identity: str, digest: str) -> None:
        self._owners[path] = identity
        self.digests[path] = digest

    def is_claimed(self, path: str) -> bool:
        return path in self._owners

    def unclaimed(self) -> list[str]:
        return [path for path in self.present if path not in self._owners]

    def digest_on_disk(self, path: str) -> str | None:
        try:
            return sha256(store.inside(self.root, path).read_bytes())
        except OSError:
            return None


@dataclass(frozen=True, slots=True)
class _Unchanged:
    row: Row


def _stream(
    project: Project, settings: Settings, manifest: Manifest, briefs: _Briefs, fingerprint: str
) -> Iterator[Record | _Unchanged | ArticleError]:
    """Every record of every article, those whose brief is as it should be marked so."""
    for record in records(project, settings):
        row = manifest.get(record.shown, record.sha256) if isinstance(record, Record) else None
        if row and isinstance(record, Record) and row.fingerprint == fingerprint and _is_in_place(row, record):
            yield _Unchanged(row) if briefs.digest_on_disk(row.brief) == row.brief_sha256 else record
        else:
            yield record


def _is_in_place(row: Row, record: Record) -> bool:
    """Whether a record that is known by its number alone still has that number."""
    by_number = row.record.isdecimal() and row.identity == f"{row.path}#{row.record}"
    return not by_number or row.record == str(record.number)


def records(project: Project, settings: Settings) -> Iterator[Record | ArticleError]:
    """Every record below ``content/articles``, in a stable order."""
    for found in readers.discover(project.articles):
        if isinstance(found, ArticleError):
            yield found
        else:
            shown = found.relative_to(project.articles).as_posix()
            yield from readers.records(found, shown=shown, settings=settings)


def _generate_briefs(
    project: Project, settings: Settings, manifest: Manifest, report: Report, *, jobs: int, progress: Progress
) -> _Briefs:
    briefs = _Briefs(project)
    fingerprint = engine.generator_info(settings).model_dump_json()
    seen: set[tuple[str, str]] = set()
    if manifest.is_empty():
        _recall(manifest, briefs)
    stream = _stream(project, settings, manifest, briefs, fingerprint)
    results: Iterator[engine.Made | _Unchanged | ArticleError] = engine.run(
        stream, engine.make_brief, settings, jobs=jobs
    )
    for number, item in enumerate(results, 1):
        try:
            row = _settle(item, briefs, fingerprint, report)
            if isinstance(item, engine.Made):
                manifest.put(row)
            seen.add((row.path, row.sha256))
        except ArticleError as error:
            report.failures.append(error.diagnostic)
        progress("Reading articles", number)
    manifest.keep(seen)
    return briefs


def _recall(manifest: Manifest, briefs: _Briefs) -> None:
    """Rebuild a lost manifest from the briefs that are still as they were written."""
    for path in briefs.present:
        document = store.inside(briefs.root, path).read_text(encoding="utf-8", errors="replace")
        try:
            found, _ = brief.load(document)
        except FrontMatterError:
            continue
        if not brief.is_sealed(document):
            continue
        source, fingerprint = found.source, found.generator.model_copy(update={"sha256": None}).model_dump_json()
        digest = sha256(document)
        manifest.put(Row(source.path, source.sha256, source.record or "", fingerprint, source.identity, path, digest))


def _settle(item: engine.Made | _Unchanged | ArticleError, briefs: _Briefs, fingerprint: str, report: Report) -> Row:
    """Write a brief, or note that it is as it was."""
    if isinstance(item, ArticleError):
        raise item
    if isinstance(item, _Unchanged):
        if briefs.is_claimed(item.row.brief):
            raise ArticleError(item.row.path, f"the same article as another one ('{item.row.identity}'); remove one")
        briefs.claim(item.row.brief, item.row.identity, item.row.brief_sha256)
        report.unchanged += 1
        return item.row
    path = briefs.path_for(item)
    data = item.document.encode("utf-8")
    if store.write_if_changed(store.inside(briefs.root, path), data):
        report.written.append(path)
    else:
        report.unchanged += 1
    record = item.record
    row = Row(record.shown, record.sha256, item.name, fingerprint, item.identity, path, sha256(data))
    briefs.claim(path, row.identity, row.brief_sha256)
    return row


def _prune(briefs: _Briefs, report: Report, *, prune: bool) -> None:
    """Remove the briefs whose article is gone; keep those whose article only cannot be read now."""
    failed = {diagnostic.path for diagnostic in report.failures}
    gone = []
    for path in briefs.unclaimed():
        data = store.inside(briefs.root, path).read_bytes()
        if _source_path(data) in failed:
            briefs.claim(path, "", sha256(data))
            report.kept.append(path)
        else:
            gone.append(path)
    if len(gone) >= PRUNE_AT_LEAST and len(gone) > PRUNE_SHARE * len(briefs.present) and not prune:
        reason = (
            f"{len(gone)} of {len(briefs.present)} briefs have no article any more; nothing was removed: "
            "run again with --prune if that is meant"
        )
        report.failures.append(Diagnostic("content/briefs", None, reason))
        for path in gone:
            briefs.claim(path, "", briefs.digest_on_disk(path) or "")
            report.kept.append(path)
        return
    store.remove(briefs.root, gone)
    report.removed = gone


def _source_path(data: bytes) -> str | None:
    try:
        return brief.load(data.decode("utf-8", "replace"))[0].source.path
    except FrontMatterError:
        return None


# --- pages ----------------------------------------------------------------------------------------------------------


def _load_briefs(briefs: _Briefs, report: Report) -> Iterator[tuple[str, Brief, str]]:
    for path in sorted(briefs.digests):
        document = store.inside(briefs.root, path).read_text(encoding="utf-8")
        try:
            yield (path, *brief.load(document))
        except FrontMatterError as error:
            report.failures.append(Diagnostic(f"content/briefs/{path}", error.line, error.reason))


def _generate_pages(
    project: Project, settings: Settings, manifest: Manifest, briefs: _Briefs, report: Report, progress: Progress
) -> str:
    """Write what has changed below ``content/pages``; returns the key of everything that went in."""
    key = _pages_key(project, settings, briefs)
    if manifest.state("pages") == f"{key} {_tree_key(project.pages)}":
        return key
    wanted = set()
    for number, (name, text) in enumerate(pages.render(_load_briefs(briefs, report), settings, project), 1):
        report.pages_written += store.write_if_changed(store.inside(project.pages, name), text.encode("utf-8"))
        wanted.add(name)
        progress("Writing pages", number)
    store.remove(project.pages, [name for name in store.files(project.pages) if name not in wanted])
    manifest.set_state("pages", f"{key} {_tree_key(project.pages)}")
    return key


def _pages_key(project: Project, settings: Settings, briefs: _Briefs) -> str:
    """A digest of the briefs, the settings, the hand-written pages and the code that makes pages."""
    parts = [settings.model_dump_json(), _tree_key(project.site_config), _tree_key(Path(__file__).parent, ".py")]
    parts += [f"{path} {digest}" for path, digest in sorted(briefs.digests.items())]
    return sha256("\n".join(parts))


def _tree_key(root: Path, suffix: str = "") -> str:
    """A digest of every file's name and bytes below ``root``."""
    if not root.is_dir():
        return "none"
    return sha256("\n".join(f"{name} {sha256((root / name).read_bytes())}" for name in store.files(root, suffix)))


# --- the site -------------------------------------------------------------------------------------------------------


def _build_site(project: Project, manifest: Manifest, key: str, report: Report) -> None:
    report.site = project.site
    if manifest.state("site") == key and (project.site / "index.html").is_file():
        return
    fresh = project.state / "site"
    shutil.rmtree(fresh, ignore_errors=True)
    run_mkdocs(project, fresh)
    before = project.state / "site-before"
    shutil.rmtree(before, ignore_errors=True)
    if project.site.exists():
        project.site.rename(before)
    fresh.rename(project.site)
    shutil.rmtree(before, ignore_errors=True)
    manifest.set_state("site", key)
    report.site_built = True


def run_mkdocs(project: Project, site_dir: Path) -> None:
    """A strict MkDocs build into ``site_dir``.

    Raises:
        BriefingError: MkDocs refused.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config
    from mkdocs.exceptions import Abort, MkDocsException

    try:
        config = load_config(str(project.mkdocs_yml), site_dir=str(site_dir), strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        finally:
            config.plugins.on_shutdown()
    except (Abort, MkDocsException) as error:
        raise BriefingError(f"MkDocs could not build the site: {error}") from error


# --- what is called -------------------------------------------------------------------------------------------------


def run(
    project: Project,
    settings: Settings,
    *,
    site: bool,
    jobs: int = 1,
    prune: bool = False,
    progress: Progress = _quiet,
) -> Report:
    """Bring briefs and pages up to date, and the site if asked for.

    Raises:
        StoreError: nothing can be written, or another run is under way.
        ModelError: the model is missing or altered.
        BriefingError: MkDocs refused.
    """
    report = Report()
    token = _under_way.set(True)
    try:
        with store.lock(project.state), Manifest(project.state) as manifest:
            briefs = _generate_briefs(project, settings, manifest, report, jobs=jobs, progress=progress)
            _prune(briefs, report, prune=prune)
            key = _generate_pages(project, settings, manifest, briefs, report, progress)
            if site:
                progress("Building the site", 0)
                _build_site(project, manifest, key, report)
    finally:
        _under_way.reset(token)
    return report


def refresh(project: Project) -> Report | None:
    """For the MkDocs plugin: bring briefs and pages up to date, unless a build that does so is under way."""
    if _under_way.get():
        return None
    return run(project, load(project), site=False)
