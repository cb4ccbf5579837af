"""JSON lines: one article a line, ``text`` exactly as it is; read in the memory of one line."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, fields, json_document
from generator.readers.base import Record
from generator.readers.head import detect
from generator.readers.titles import with_title

_BOM = b"\xef\xbb\xbf"


class JsonLinesReader:
    """``.jsonl``: ``text``, and maybe ``id``, ``title``, ``published``, ``publisher``, ``url``, ``lang``,
    ``byline``, ``tags``, ``status``, ``embargoed``, ``rights``, ``teaser`` and ``modified``, under these names or
    those that ``columns`` in the settings gives them; other keys are passed over."""

    name = "jsonl"
    extensions: tuple[str, ...] = (".jsonl", ".ndjson")
    description = "JSON lines, one article a line: text, id, title, published, publisher, url, lang, byline, tags"
    dump = "stream"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A whole first line that is an object with a ``text``."""
        line = head.removeprefix(_BOM).lstrip().partition(b"\n")[0]
        if not line.startswith(b"{") or b'"text"' not in line:
            return False
        try:
            return "text" in json.loads(line)
        except (ValueError, RecursionError):
            return False

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        limit = int(settings.limits.max_file_mb * base.MEGABYTE)
        number = 0
        for at, line in enumerate(_lines(source, limit), start=1):
            if line is None:
                yield base.too_large(shown, settings, line=at)
            elif data := (line.removeprefix(_BOM) if at == 1 else line).strip():
                yield Record(shown, self.name, data, plain_text.sha256(data), number, at)
            else:
                continue
            number += 1
        if number == 0:
            yield ArticleError(shown, "no record in it: fill it or remove it", kind="empty")

    def parse(self, record: Record, settings: Settings) -> Article:
        return article(record, _values(record), fields.columns(settings.columns), settings)


def article(record: Record, values: dict[str, Any], columns: Mapping[str, str], settings: Settings) -> Article:
    """The article of a dump's record; ``columns`` tells what each of our values is called in it.

    Raises:
        ArticleError: there is no text, or a value is wrong.
    """
    text = plain_text.clean(_text(record, values, columns["text"]))
    names = {name: (column,) for name, column in columns.items() if name != "text"}
    try:
        known = fields.head(values, names, "record")
    except fields.FieldError as error:
        raise record.error(str(error)) from None
    base.check_text(record, text, settings)
    found = detect(text, title=known.title.text if known.title else None)
    # A dump's ids are unique in the dump alone: they name the record, not the article in the world.
    whole = replace(with_title(known, text, found), id=None)
    return base.assemble(record, text, whole, settings, own_id=known.id)


def _lines(source: BinaryIO, limit: int) -> Iterator[bytes | None]:
    """The lines of a file; ``None`` for one longer than ``limit``, which is never held as a whole."""
    while line := source.readline(limit + 1):
        if len(line) <= limit or line.endswith(b"\n"):
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = source.readline(limit + 1)
        yield None


def _values(record: Record) -> dict[str, Any]:
    try:
        values = json.loads(
            record.data.decode("utf-8"),
            object_pairs_hook=json_document.unique,
            parse_int=json_document.whole_number,
        )
    except UnicodeDecodeError as error:
        raise record.error(
            f"not UTF-8 at its byte {error.start + 1}: save the file as UTF-8", kind="encoding"
        ) from None
    except json.JSONDecodeError as error:
        raise record.error(f"not JSON: {error.msg} at its character {error.colno}: correct it") from None
    except RecursionError:
        raise record.error("nested too deeply: flatten it") from None
    except ValueError as error:
        raise record.error(f"not readable JSON: {error}: correct it") from None
    if not isinstance(values, dict):
        raise record.error('not an object: a line must look like {"text": "..."}')
    return values


def _text(record: Record, values: dict[str, Any], column: str) -> str:
    text = values.get(column)
    if not isinstance(text, str):
        raise record.error(f'no "{column}", or not a string: each line needs one')
    return text


READER = JsonLinesReader()
