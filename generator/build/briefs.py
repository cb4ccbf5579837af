"""Articles -> briefs: only what changed, by content; what cannot be read now keeps its brief."""

from __future__ import annotations

from collections.abc import Container, Iterator, Set
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

from generator import brief, editorial, engine, readers, store
from generator.build import corrections, moved
from generator.build.done import Done
from generator.build.folder import Folder
from generator.build.log import Outcome
from generator.build.refused import Refused
from generator.build.report import Progress, Report
from generator.build.waiting import Absent
from generator.config import Project, Settings
from generator.editorial import Registry, Release, article_of
from generator.engine import Waiting
from generator.errors import ArticleError, Diagnostic, FrontMatterError, ReasonClass
from generator.models import GeneratorInfo
from generator.readers import Record
from generator.store import Manifest, Row
from generator.text import sha256

# Fewer briefs than this may vanish without being asked for, however few there are.
PRUNE_AT_LEAST = 5
PRUNE_SHARE = 0.1


@dataclass(frozen=True, slots=True)
class _Unchanged:
    row: Row
    record: Record


# What becomes of a record, or an article that cannot be read.
_Item = engine.Made | Waiting | _Unchanged | ArticleError


def records(
    project: Project, settings: Settings, only: Container[str] | None = None
) -> Iterator[Record | ArticleError]:
    """Every record below ``content/articles``, in a stable order, with what editors say of it.

    ``only``: paths there, of the files to be read if not all are.

    Raises:
        ConfigurationError: the registry of actors is faulty.
    """
    registry = editorial.load_registry(project.root)
    for found in _files(project):
        if isinstance(found, ArticleError):
            yield found
        elif only is None or found[1] in only:
            yield from _records(*found, settings, registry)


def _records(name: str, shown: str, settings: Settings, registry: Registry) -> Iterator[Record | ArticleError]:
    path = Path(name)
    return corrections.attach(readers.records(path, shown=shown, settings=settings), path, registry)


def _files(project: Project) -> Iterator[tuple[str, str] | ArticleError]:
    """Every file below ``content/articles`` with its path there."""
    root = f"{project.articles}/"
    for found in readers.listed(project.articles):
        yield found if isinstance(found, ArticleError) else (found, found.removeprefix(root))


def in_project(diagnostic: Diagnostic) -> Diagnostic:
    """An article's problem with its path from the project's folder, as people and terminals can follow it."""
    path = diagnostic.path if diagnostic.path.startswith("/") else f"content/articles/{diagnostic.path}"
    return replace(diagnostic, path=path)


def generate(
    project: Project,
    settings: Settings,
    manifest: Manifest,
    report: Report,
    *,
    release: Release,
    jobs: int,
    over: engine.Cluster | None,
    prune: bool,
    progress: Progress,
) -> Folder:
    """Bring ``content/briefs`` up to date; tells which brief is there with which bytes."""
    folder = Folder(project)
    infos, registry = engine.generator_infos(settings), editorial.load_registry(project.root)
    work, absent = partial(engine.make_brief, release=release), Absent(folder)
    if manifest.is_empty():
        manifest.put(_recalled(folder))
    fingerprints = [info.model_dump_json() for info in infos.values()]
    done = Done(manifest, folder, settings, fingerprints, salt=registry.digest)
    past = _Past(manifest, folder, infos, release, Refused(manifest, done.key, release))
    corrected = corrections.corrected(project)
    before = corrections.digests(project, corrected)
    stream = _stream(project, settings, past, done, registry, corrected)
    results: Iterator[_Item] = engine.run(stream, work, settings, jobs=jobs, over=over)
    seen, failed = _settle_all(results, past, absent, report, progress)
    manifest.keep(seen)
    done.note(failed.keys() | absent.paths)
    absent.write()
    past.refused.write()
    report.digests |= {"articles": done.digests | before, "briefs": folder.digests}
    report.failures += map(in_project, corrections.strays(project, seen, failed))
    _prune(folder, failed, report, prune=prune)
    return folder


def _settle_all(
    results: Iterator[_Item],
    past: _Past,
    absent: Absent,
    report: Report,
    progress: Progress,
) -> tuple[set[tuple[str, str, str]], dict[str, ReasonClass]]:
    """Write, keep or remove the brief of each item; the keys of the records, and the paths of what failed, and why."""
    seen: set[tuple[str, str, str]] = set()
    failed: dict[str, ReasonClass] = {}
    for number, item in enumerate(results, 1):
        try:
            if isinstance(item, Waiting):
                absent.take(item, report)
                seen.add((item.record.shown, item.record.sha256, item.name))
                report.tell(item.record, item.name, "waiting", kind=item.reason)
            else:
                seen.add(_noted(item, past, report))
        except ArticleError as error:
            past.refused.note(item, error)
            failed[article_of(error.diagnostic.path)] = error.diagnostic.kind
            report.fail([in_project(one) for one in error.diagnostics])
        progress("Reading articles", number)
    return seen, failed


def _recalled(folder: Folder) -> Iterator[Row]:
    """The rows of a lost manifest, from the briefs that are still as they were written."""
    for path in folder.present:
        try:
            document = folder.document(path)
            source, info = brief.making(document)
        except FrontMatterError:
            continue
        if brief.is_sealed(document):
            record, fingerprint = source.record or "", info.model_copy(update={"sha256": None}).model_dump_json()
            # An id that looks like a number is taken for one: at worst its record is made again.
            number = int(record) if record.isascii() and record.isdecimal() else None
            key = (source.path, source.sha256, record, number)
            yield Row(*key, fingerprint, source.identity, path, sha256(document))


@dataclass(frozen=True, slots=True)
class _Past:
    """What earlier runs have left, and what decides whether it still holds."""

    manifest: Manifest
    folder: Folder
    infos: dict[str, GeneratorInfo]
    release: Release
    refused: Refused

    def holds(self, row: Row, record: Record) -> bool:
        """Whether a record's brief is as it should be and where it belongs."""
        terms = GeneratorInfo.model_validate_json(row.fingerprint).terms if _HAS_TERMS in row.fingerprint else None
        ways = (_fingerprint(info, record, row.record, terms) for info in self.infos.values())
        if row.fingerprint not in ways or not self.release.allows(terms):
            return False
        return self.folder.is_as_written(row.brief, row.identity, row.brief_sha256)


# How a fingerprint tells that a brief was made on terms.
_HAS_TERMS = '"terms":"'


def _stream(
    project: Project, settings: Settings, past: _Past, done: Done, registry: Registry, corrected: Set[str]
) -> Iterator[Record | _Unchanged | ArticleError]:
    """Every record of every article, those whose brief is as it should be marked so.

    ``corrected``: paths of the articles that have corrections beside them.
    """
    listed = _files(project)
    while part := list(islice(listed, store.ASKED)):
        done.expect([found[1] for found in part if not isinstance(found, ArticleError)])
        for found in part:
            if isinstance(found, ArticleError):
                yield found
            elif found[1] not in corrected and (rows := done.rows(*found)):
                for row in rows:
                    yield _unchanged(row, Record(row.path, "", b"", row.sha256), past)
            else:
                for record in _records(*found, settings, registry):
                    yield _marked(record, past)


def _marked(record: Record | ArticleError, past: _Past) -> Record | _Unchanged | ArticleError:
    """The record, marked if its brief is as it should be; why it is refused, if it was and all is as it was."""
    if isinstance(record, ArticleError):
        return record
    row = past.manifest.get(record.shown, record.sha256, record.number)
    if row is not None and past.holds(row, record):
        return _unchanged(row, record, past)
    return past.refused.again(record) or record


def _unchanged(row: Row, record: Record, past: _Past) -> _Unchanged:
    past.refused.met(record, row.identity)
    return _Unchanged(row, record)


def revised(folder: Folder, made: engine.Made, path: str, release: Release | None) -> str:
    """The brief's file with the revisions that the one at ``path`` tells of; with ``release``, of the last one too."""
    try:
        before = folder.document(path)
    except FrontMatterError:
        return made.document  # there is none, or none that can be read
    since = release.since.isoformat() if release and release.since else None
    clock = brief.Clock(release.as_of.isoformat(), since) if release else None
    return brief.revise(made.document, before, clock, numbered=made.number is not None)


def _noted(item: engine.Made | _Unchanged | ArticleError, past: _Past, report: Report) -> tuple[str, str, str]:
    """Settle an item and remember a brief that was made; the key of its record."""
    before_it = len(report.written)
    row = _settle(item, past, report)
    outcome: Outcome = "built" if len(report.written) > before_it else "unchanged"
    if isinstance(item, engine.Made):
        before = past.manifest.get(item.record.shown, item.record.sha256, item.record.number)
        if before and before.identity == row.identity and before.brief not in (row.brief, *past.folder.present):
            moved.note(past.folder, {before.brief: row.brief})
        past.manifest.put([row])
    if not isinstance(item, ArticleError):
        report.tell(item.record, row.record, outcome, brief=row.brief)
    return row.key


def _settle(item: engine.Made | _Unchanged | ArticleError, past: _Past, report: Report) -> Row:
    """Write a brief, or note that it is as it was."""
    folder = past.folder
    if isinstance(item, ArticleError):
        raise item
    if isinstance(item, _Unchanged):
        folder.claim(item.record, item.row.identity, item.row.brief, item.row.brief_sha256)
        report.unchanged += 1
        return item.row
    folder.refuse_second(item.record, item.identity)
    path = folder.path_for(item)
    data = revised(folder, item, path, past.release).encode("utf-8")
    if store.write_if_changed(folder.root, path, data):
        report.written.append(path)
    else:
        report.unchanged += 1
    record, digest = item.record, sha256(data)
    folder.claim(record, item.identity, path, digest)
    info = past.infos.get(item.lang, past.infos[""])
    fingerprint = _fingerprint(info, record, item.name, item.terms)
    return Row(record.shown, record.sha256, item.name, item.number, fingerprint, item.identity, path, digest)


def _fingerprint(info: GeneratorInfo, record: Record, name: str, terms: str | None) -> str:
    """What a brief is made of besides the article: analysis, model, settings, and what editors say of it."""
    corrected = record.sheet.digest_of(name) if record.sheet else None
    update = {"corrections": corrected, "actors": editorial.digest_of_known(record.known), "terms": terms}
    return info.model_copy(update=update).model_dump_json()


def _prune(folder: Folder, failed: dict[str, ReasonClass], report: Report, *, prune: bool) -> None:
    """Remove the briefs whose article is gone; keep those whose article only cannot be read now."""
    gone, unread = [], [path for path, kind in failed.items() if kind != "correction"]
    for path in folder.unclaimed():
        if folder.may_be_of(path, failed):
            folder.keep(path)
            report.kept.append(path)
            report.uncorrected |= set() if folder.may_be_of(path, unread) else {path}
        else:
            gone.append(path)
    gone = _move(folder, gone, report)
    if len(gone) >= PRUNE_AT_LEAST and len(gone) > PRUNE_SHARE * len(folder.present) and not prune:
        reason = (
            f"{len(gone)} of {len(folder.present)} briefs have no article any more; nothing was removed: "
            "run again with --prune if that is meant"
        )
        report.failures.append(Diagnostic("content/briefs", None, reason, "prune"))
        for path in gone:
            folder.keep(path)
        report.held = gone
        return
    store.remove(folder.root, gone)
    report.removed += gone


def _move(folder: Folder, gone: list[str], report: Report) -> list[str]:
    """Remove the briefs whose article has only changed its name, and note where they are now; what is left."""
    moves = moved.same_text(folder, gone, {*report.written} - {*folder.present}) if gone else {}
    if moves:
        moved.note(folder, moves)
        store.remove(folder.root, moves)
        report.removed += moves
        report.moved |= moves
    return [path for path in gone if path not in moves]
