"""What editors say of articles goes with their records; corrections that belong to no article are named."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Set
from dataclasses import replace
from pathlib import Path

from generator import editorial, store
from generator.config import Project
from generator.editorial import Registry, Sheet
from generator.errors import ArticleError, Diagnostic
from generator.readers import Record, files

# Bytes of one file of corrections.
_MOST = 5_000_000


def attach(records: Iterable[Record | ArticleError], path: Path, registry: Registry) -> Iterator[Record | ArticleError]:
    """The records of the file ``path`` with the corrections beside it and the actors that they may name.

    Where the corrections cannot be read, that error comes instead of the records.
    """
    for record in _with_sheet(records, path):
        known = registry.may_be_named_in(record.data) if isinstance(record, Record) else ()
        yield replace(record, known=known) if isinstance(record, Record) and known else record


def corrected(project: Project) -> Set[str]:
    """Paths of the articles, below their folder, that have corrections beside them, whatever these are."""
    found, start = set[str](), len(f"{project.articles}/")
    for folder, folders, names in os.walk(project.articles):
        here = f"{folder}/"[start:]
        found.update(
            f"{here}{editorial.article_of(one)}" for one in (*names, *folders) if one.endswith(editorial.SUFFIX)
        )
    return found


def digests(project: Project, articles: Set[str]) -> dict[str, str]:
    """SHA-256 of these articles and of the corrections beside them, by path; before a run, which reads them later."""
    found = {}
    for name in (f"{one}{suffix}" for one in articles for suffix in ("", editorial.SUFFIX)):
        digest = files.digest(str(project.articles / name))
        if digest is not None:  # else it will be told of when it is read
            found[name] = digest
    return found


def _sheet(path: Path) -> Path:
    return path.with_name(path.name + editorial.SUFFIX)


def _with_sheet(records: Iterable[Record | ArticleError], path: Path) -> Iterator[Record | ArticleError]:
    if not os.path.lexists(f"{path}{editorial.SUFFIX}"):
        yield from records
        return
    sheet: Sheet | None = None
    for record in records:
        if isinstance(record, Record):
            try:
                sheet = sheet or _read(_sheet(path), record)
            except ArticleError as error:
                yield error
                return
            record = replace(record, sheet=sheet)
        yield record


def _read(path: Path, record: Record) -> Sheet:
    shown = record.shown + editorial.SUFFIX
    root = path.parents[record.shown.count("/")]
    with files.open_file(path, shown, within=root) as source:
        data = source.read(_MOST + 1)
    if len(data) > _MOST:
        raise ArticleError(shown, f"larger than {_MOST:,} bytes: split the dump that it corrects", kind="correction")
    try:
        return editorial.load(data.decode("utf-8-sig"), shown, is_dump=record.number is not None)
    except UnicodeDecodeError as error:
        raise ArticleError(
            shown, f"not UTF-8 at its byte {error.start + 1}: save it as UTF-8", kind="correction"
        ) from None


def strays(project: Project, seen: Collection[tuple[str, str, str]], failed: Collection[str]) -> Iterator[Diagnostic]:
    """Corrections of what is not there: of no file, or of no record of a dump that was read whole.

    ``seen``: path, digest and id of every record of this run; ``failed``: paths of the files that had a problem.
    """
    sheets = list(store.files(project.articles, editorial.SUFFIX, strict=False))  # the readers name such folders
    names: dict[str, set[str]] = {editorial.article_of(name): set() for name in sheets}
    for path, _, record in seen:
        if path in names:
            names[path].add(record)
    for name in sheets:
        article = editorial.article_of(name)
        if not names[article] and article not in failed:
            yield Diagnostic(
                name, None, f"corrects '{article}', which is not there: rename it after its article", "correction"
            )
        elif names[article] - {""} and article not in failed:
            yield from _strays_of_dump(project, name, names[article])


def _strays_of_dump(project: Project, name: str, records: set[str]) -> Iterator[Diagnostic]:
    text = (project.articles / name).read_text(encoding="utf-8-sig")
    for record, entry in editorial.load(text, name, is_dump=True).entries.items():
        if record not in records:
            hint = editorial.hint(str(record), sorted(records))
            reason = f"corrects the record '{record}', which is not there{hint}"
            yield Diagnostic(name, entry.lines[""], reason, "correction")
