"""JSON files of one article or a list of them, and telling their formats apart by their keys."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.readers import base, decoding
from generator.readers.base import Record
from generator.readers.plain import decode

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*+)"|([{}\[\]:,])|[^\s"{}\[\]:,]++', re.DOTALL)
# The values that tell one format from another are short.
_TELLING = 200
# More digits than any number has that is meant as one.
MAX_DIGITS = 1000

Values = dict[str, Any]


def top_level(head: bytes) -> dict[str, str | None]:
    """The keys of the object that a JSON document begins with (in a list: of the first one), as far as ``head`` goes.

    Values are those that are short strings, raw; others are ``None``.
    """
    try:
        text = decoding.decode(head).lstrip()
    except decoding.UndecodableError:
        return {}
    if not text.startswith(("{", "[")):
        return {}
    found: dict[str, str | None] = {}
    depth, at, key, last = 0, text.find("{"), "", ""
    if text[:at].strip() not in ("", "["):
        return {}
    for match in _TOKEN.finditer(text, at):
        mark, string = match[2], match[1]
        if mark and mark in "}]":
            depth -= 1
            if depth == 0:
                break
        elif mark and mark in "{[":
            depth += 1
        elif depth == 1 and mark == ":":
            key = last
            found.setdefault(key, None)
        elif depth == 1 and string is not None:
            if key and found.get(key) is None and len(string) <= _TELLING:
                found[key] = string
            last, key = string, ""
    return found


def load(record: Record) -> Any:
    """The value of a record.

    Raises:
        ArticleError: it is no JSON, or has a key twice.
    """
    try:
        return json.loads(
            decode(record).removeprefix("\ufeff"), object_pairs_hook=unique, parse_int=whole_number, strict=False
        )
    except json.JSONDecodeError as error:
        reason = f"not JSON: {error.msg} at character {error.colno} of line {error.lineno}: correct it"
        raise record.error(reason, error.lineno) from None
    except RecursionError:
        raise record.error("nested too deeply: flatten it") from None
    except ValueError as error:
        raise record.error(f"not readable JSON: {error}: correct it") from None


def whole_number(digits: str) -> int:
    """An integer; for ``json.loads``, whose own message about one of thousands of digits is for programmers.

    Raises:
        ValueError: it is no number that anybody means.
    """
    if len(digits) > MAX_DIGITS:
        raise ValueError(f"a number of {len(digits):,} digits")
    return int(digits)


def unique(pairs: list[tuple[str, Any]]) -> Values:
    """An object's values; for ``json.loads``.

    Raises:
        ValueError: a key stands twice.
    """
    values: Values = {}
    for key, value in pairs:
        if key in values:
            raise ValueError(f"the key {key[:80]!r} stands twice")
        values[key] = value
    return values


def load_object(record: Record) -> Values:
    """The object of a record.

    Raises:
        ArticleError: as ``load``; or it is something else.
    """
    value = load(record)
    if not isinstance(value, dict):
        raise record.error("not an object: correct it")
    return value


def records(
    reader: str,
    source: BinaryIO,
    shown: str,
    settings: Settings,
    listed: Callable[[Any], list[Any] | None],
) -> Iterator[Record | ArticleError]:
    """The records of a file: its own bytes, or those of the objects that ``listed`` finds in its value.

    ``listed`` gives ``None`` for a value that is one article itself.
    """
    for whole in base.whole_file(reader, source, shown, settings):
        try:
            items = listed(load(whole)) if isinstance(whole, Record) else None
        except ArticleError as error:
            yield error
            continue
        if items is None or isinstance(whole, ArticleError):
            yield whole
            continue
        for number, item in enumerate(items):
            data = json.dumps(item).encode("ascii")
            yield Record(shown, reader, data, plain_text.sha256(data), number)
        if not items:
            yield ArticleError(shown, "no article in it: fill it or remove it", kind="empty")
