"""CSV: one article a row; read in the memory of one row."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePath
from typing import BinaryIO, TextIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, decoding, fields, json_document, jsonl
from generator.readers.base import Record

_SAMPLE = 65_536
_DELIMITERS = (",", ";", "\t", "|")


class TableReader:
    """``.csv`` and ``.tsv``: a header of column names, then a row an article.

    A record's bytes are its row as JSON under our own names, so that another mapping of columns is another record.
    """

    name = "csv"
    extensions: tuple[str, ...] = (".csv", ".tsv")
    description = "CSV, one article a row; columns as in JSON lines, or as columns in briefing.yml maps them"
    dump = "stream"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """Never: any text may be CSV."""
        return False

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        try:
            encoding = decoding.encoding(source.read(_SAMPLE))
        except decoding.UndecodableError as error:
            yield ArticleError(shown, str(error), kind="encoding")
            return
        source.seek(0)
        text = io.TextIOWrapper(source, encoding=encoding, errors="replace", newline="")
        try:
            yield from _records(text, shown, settings)
        finally:
            text.detach()  # the file is its opener's to close

    def parse(self, record: Record, settings: Settings) -> Article:
        return jsonl.article(record, json_document.load_object(record), fields.RECORD, settings)


def _records(text: TextIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
    columns = fields.columns(settings.columns)
    limit = int(settings.limits.max_file_mb * base.MEGABYTE)
    rows = _rows(_Lines(text, limit), _delimiter(text, columns["text"]), shown, settings)
    header: list[str] | None = None
    number = 0
    for line, row in rows:
        if header is None:
            if isinstance(row, ArticleError):
                yield row
                return
            header = [plain_text.squeeze(plain_text.clean(name)) for name in row]
            if (reason := _header_fault(header, columns["text"])) is not None:
                yield ArticleError(shown, reason, line=line)
                return
            continue
        yield row if isinstance(row, ArticleError) else _record(shown, header, row, columns, number, line)
        number += 1
    if number == 0:
        yield ArticleError(shown, "no row in it: fill it or remove it", kind="empty")


def _header_fault(header: list[str], text: str) -> str | None:
    if text not in header:
        there = ", ".join(header)[:200]
        return f'no column "{text}" (there are: {there}): name the one with the text under columns in briefing.yml'
    times = Counter(header)
    twice = next((name for name in header if name and times[name] > 1), None)
    return f"the column {twice[:80]!r} stands twice: rename one" if twice else None


def _record(
    shown: str, header: list[str], row: list[str], columns: dict[str, str], number: int, line: int
) -> Record | ArticleError:
    if len(row) != len(header):
        reason = f"{len(row)} cells where the header has {len(header)}: put cells with the separator in quotes"
        return ArticleError(shown, reason, line=line)
    cells = dict(zip(header, row, strict=True))
    values = {name: cells[column] for name, column in columns.items() if column in cells}
    data = json.dumps(values).encode("ascii")
    return Record(shown, TableReader.name, data, plain_text.sha256(data), number, line)


def _delimiter(text: TextIO, column: str) -> str:
    """The separator by which the header has the column of the text, else the one that parts it into most cells."""
    sample = text.readline(_SAMPLE)
    text.seek(0)
    headers = {}
    for delimiter in _DELIMITERS:
        headers[delimiter] = next(csv.reader([sample], delimiter=delimiter), [])
        if column in map(plain_text.squeeze, headers[delimiter]):
            return delimiter
    return max(_DELIMITERS, key=lambda delimiter: len(headers[delimiter]))


class _TooLongError(Exception):
    """A row, or a line of it, is longer than the limit."""


class _Lines:
    """The lines of a text; ``used`` counts the characters of the row that is being read."""

    def __init__(self, text: TextIO, limit: int) -> None:
        self._text, self._limit = text, limit
        self.number = self.used = 0

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        line = part = self._text.readline(self._limit)
        if not line:
            raise StopIteration
        self.number += 1
        self.used += len(line)
        if self.used < self._limit:
            return line
        while part and not part.endswith(("\n", "\r")):
            part = self._text.readline(self._limit)
        raise _TooLongError


def _rows(
    lines: _Lines, delimiter: str, shown: str, settings: Settings
) -> Iterator[tuple[int, list[str] | ArticleError]]:
    """First line and cells of each row that is not blank; what is no CSV is an error and the next line goes on."""
    # The module's only limit is one for the whole process; a cell is a text.
    csv.field_size_limit(max(csv.field_size_limit(), int(settings.limits.max_file_mb * base.MEGABYTE)))
    rows = csv.reader(lines, delimiter=delimiter, strict=True)
    while True:
        first, lines.used = lines.number + 1, 0
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield first, ArticleError(shown, f"not CSV ({error}): correct its quotes", line=first)
        except _TooLongError:
            yield first, base.too_large(shown, settings, line=first)
        else:
            if any(cell.strip() for cell in row):
                yield first, row


READER = TableReader()
