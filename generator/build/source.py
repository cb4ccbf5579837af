"""The briefs as the pages take them: reduced for the catalogue, whole one at a time."""

from __future__ import annotations

import contextlib
import os
import zlib
from collections.abc import Iterator
from functools import partial
from typing import IO

from generator import brief, pages
from generator.build.folder import Folder
from generator.build.report import Report
from generator.config import Sections
from generator.errors import Diagnostic, FrontMatterError
from generator.models import Brief
from generator.store import EntryRow, PageCache
from generator.text import sha256


def _digest(text: str) -> str:
    return sha256(text)[:32]


class Parsed:
    """Briefs that were parsed for the catalogue, on disk until their pages are made: YAML takes ten times as long."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self._at = file, dict[str, tuple[int, int]]()

    def put(self, path: str, found: Brief) -> None:
        data = zlib.compress(found.model_dump_json(by_alias=True).encode("utf-8"), 1)
        with contextlib.suppress(OSError):  # the disk is full: it will be parsed again
            at = self._file.seek(0, os.SEEK_END)
            if self._file.write(data) == len(data):
                self._at[path] = at, len(data)

    def get(self, path: str) -> Brief | None:
        if path not in self._at:
            return None
        at, length = self._at.pop(path)
        self._file.seek(at)
        return Brief.model_validate_json(zlib.decompress(self._file.read(length)))


class Source:
    """The briefs of a run: what the catalogue needs from the cache, all else read when a page is made from it."""

    def __init__(
        self,
        folder: Folder,
        cache: PageCache,
        report: Report,
        sections: Sections,
        parsed: Parsed,
        *,
        go_on: bool = False,
    ) -> None:
        """``go_on``: whether entries and pages are as the last run has left them."""
        self._sections, self._parsed = sections, parsed
        self._folder, self._cache, self._report = folder, cache, report
        self._last: tuple[str, tuple[Brief, str]] | None = None
        self._earlier: dict[str, pages.Entry] | None = {} if go_on else None

    def known(self) -> Iterator[pages.Known]:
        """Every brief that can be read, by path; a line in the report for each other."""
        self._read_new()
        digests, whole = self._folder.digests, self._earlier is None
        for row in self._cache.entries(whole=whole):
            if digests.get(row.brief) == row.sha256:
                yield pages.Known(self._entry(row), row.digest, row.sha256)

    def _entry(self, row: EntryRow) -> pages.Entry:
        if row.entry is not None:
            return pages.from_json(self._sound(row, row.entry))
        sketch = None if row.shingles is None else (row.shingles, row.minhash or "")
        return pages.later(pages.links.brief(row.brief), row.date, sketch, partial(self._text, row))

    def _text(self, row: EntryRow) -> str:
        return self._sound(row, self._cache.entry(row.brief))

    def _sound(self, row: EntryRow, text: str) -> str:
        """The text of an entry; where the cache is damaged, of the brief."""
        return text if _digest(text) == row.digest else self._reduced(row.brief, row.sha256).entry or ""

    def earlier(self) -> dict[str, pages.Entry] | None:
        """Of the briefs that are not as the last run had them, their entries then, by page."""
        return self._earlier

    def _read_new(self) -> None:
        """Note the entry of each brief that the cache does not know as it is."""
        known = self._cache.known()
        if self._earlier is not None:
            others = [path for path, digest in known.items() if self._folder.digests.get(path) != digest]
            told = (pages.from_json(row.entry or "") for row in self._cache.entries_of(others))
            self._earlier.update((one.page, one) for one in told)
        fresh: list[EntryRow] = []
        for path, digest in sorted(self._folder.digests.items()):
            if known.get(path) == digest:
                continue
            try:
                fresh.append(self._reduced(path, digest))
            except FrontMatterError as error:
                self._report.failures.append(Diagnostic(f"content/briefs/{path}", error.line, error.reason))
            if len(fresh) == PageCache.BATCH:
                self._cache.put_entries(fresh)
                fresh.clear()
        self._cache.put_entries(fresh)

    def _reduced(self, path: str, digest: str) -> EntryRow:
        found, body = brief.load(self._folder.document(path))
        self._parsed.put(path, found)
        entry = pages.entry(path, found, brief.evidence(body), self._sections)
        text, (shingles, minhash) = pages.to_json(entry), entry.sketch or (None, None)
        return EntryRow(path, digest, _digest(text), entry.date, shingles, minhash, text)

    def load(self, path: str) -> tuple[Brief, str]:
        """A brief and its body; its page and its data are made one after the other, and it is parsed once."""
        if self._last is None or self._last[0] != path:
            document, found = self._folder.document(path), self._parsed.get(path)
            self._last = path, (found, brief.body_of(document)) if found else brief.load(document)
        return self._last[1]
