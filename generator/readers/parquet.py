"""Parquet (parquet.apache.org): one article a row; read in the memory of a few rows."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, fields, isolation, json_document, jsonl, unpacking
from generator.readers.base import Extra, Record
from generator.readers.isolation import ParseError

if TYPE_CHECKING:
    from pyarrow import RecordBatch

# Whole files, and such whose footer is encrypted.
_MAGIC = (b"PAR1", b"PARE")
# Rows that are read at once.
_BATCH = 32
_DAMAGED = "fetch or write it anew"


class ParquetReader:
    """``.parquet``: columns as in JSON lines; all others are passed over unread."""

    name = "parquet"
    extensions: tuple[str, ...] = (".parquet",)
    description = "Parquet, one article a row; columns as in JSON lines, or as columns in briefing.yml maps them"
    dump = "file"
    extra = Extra("parquet", "pyarrow")

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """The format's magic number."""
        return head.startswith(_MAGIC)

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        self.extra.require(shown)
        number = -1
        try:
            for number, row in enumerate(isolation.run(__name__, source, settings)):
                if isinstance(row, ParseError):
                    yield ArticleError(shown, f"record {number}: {row.reason}", kind=row.kind, record=number)
                    continue
                data = json.dumps(row).encode("ascii")
                yield Record(shown, self.name, data, plain_text.sha256(data), number)
        except ParseError as error:
            where = f"after record {number}: " if number >= 0 else ""
            yield ArticleError(shown, where + error.reason, kind=error.kind)
            return
        if number < 0:
            yield ArticleError(shown, "no row in it: fill it or remove it", kind="empty")

    def parse(self, record: Record, settings: Settings) -> Article:
        return jsonl.article(record, json_document.load_object(record), fields.RECORD, settings)


def produce(file: BinaryIO, settings: Settings) -> Iterator[dict[str, Any] | ParseError]:
    """Each row's values under our names. Runs in a process of its own."""
    import pyarrow
    from pyarrow import parquet

    try:
        table = parquet.ParquetFile(file)
    except (pyarrow.ArrowException, OSError) as error:
        raise ParseError(f"not Parquet that can be read ({_told(error)}): {_DAMAGED}") from None
    there = set(table.schema_arrow.names)
    columns = {name: column for name, column in fields.columns(settings.columns).items() if column in there}
    if "text" not in columns:
        wanted, known = fields.columns(settings.columns)["text"], ", ".join(sorted(there))[:200]
        remedy = "name the one with the text under columns in briefing.yml"
        raise ParseError(f'no column "{wanted}" (there are: {known}): {remedy}')
    size, made = file.seek(0, 2), 0
    batches = table.iter_batches(batch_size=_BATCH, columns=list(columns.values()), use_threads=False)
    while True:
        try:
            rows = _rows(_in_microseconds(next(batches)))
        except StopIteration:
            return
        except (pyarrow.ArrowException, OSError) as error:
            raise ParseError(f"damaged ({_told(error)}): {_DAMAGED}") from None
        for row in rows:
            value = row if isinstance(row, ParseError) else _values(row, columns)
            length = len(str(value))
            made += length
            if made > unpacking.FREE_BYTES and made > unpacking.MAX_RATIO * size:
                raise ParseError(f"unpacks to more than {unpacking.MAX_RATIO} times its size: {_DAMAGED}", "size")
            if length > settings.limits.max_file_mb * base.MEGABYTE:
                value = ParseError(base.too_large_reason(settings), "size", is_end=False)
            yield value


def _in_microseconds(batch: RecordBatch) -> RecordBatch:
    """Moments as Python can hold them: it has no nanoseconds."""
    import pyarrow

    for at, one in enumerate(batch.schema):
        if pyarrow.types.is_timestamp(one.type) and one.type.unit == "ns":
            moments = batch.column(at).cast(pyarrow.timestamp("us", one.type.tz), safe=False)
            batch = batch.set_column(at, one.name, moments)
    return batch


def _rows(batch: RecordBatch) -> list[dict[str, Any] | ParseError]:
    """The rows of a batch; a value that Python has no form for costs its own row alone."""
    try:
        return list(batch.to_pylist())
    except (ValueError, OverflowError):
        return [_row(batch.slice(at, 1)) for at in range(batch.num_rows)]


def _row(batch: RecordBatch) -> dict[str, Any] | ParseError:
    try:
        found: dict[str, Any] = batch.to_pylist()[0]
    except UnicodeDecodeError as error:
        return _undecodable(error)
    except (ValueError, OverflowError) as error:
        return ParseError(f"a value in it cannot be read ({_told(error)}): {_DAMAGED}", is_end=False)
    return found


def _undecodable(error: UnicodeDecodeError) -> ParseError:
    return ParseError(f"not UTF-8 at its byte {error.start + 1}: {_DAMAGED}", "encoding", is_end=False)


def _values(row: dict[str, Any], columns: dict[str, str]) -> dict[str, Any] | ParseError:
    """A row's values as JSON has them; empty ones are left out."""
    try:
        given = {name: _plain(row[column]) for name, column in columns.items()}
    except UnicodeDecodeError as error:
        return _undecodable(error)
    return {name: value for name, value in given.items() if value is not None}


def _plain(value: Any) -> Any:
    """Bytes are text (older files do not say so), moments in ISO 8601, what JSON has no form for in words."""
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, str | bool | int | float) else str(value)


def _told(error: Exception) -> str:
    return plain_text.squeeze(str(error))[:200]


READER = ParquetReader()
