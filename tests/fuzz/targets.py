"""What is fuzzed: each target takes any bytes, and raises where a promise is broken."""

from __future__ import annotations

import io
import json
import math
import re
import time
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast
from unittest import mock

from generator import escape, frontmatter, readers
from generator import text as plain_text
from generator.analysis import marks
from generator.config import Limits, Settings
from generator.errors import ArticleError, FrontMatterError
from generator.readers import decoding, isolation, registry, unpacking
from generator.readers.base import Record
from generator.readers.isolation import ParseError
from tests.readers.test_properties import check

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "content" / "articles"
# The files that the inputs of a target are read as.
NAMES = {
    "text": ("a.txt", "a.md", "a.csv"),
    "html": ("a.html",),
    "xml": ("a.xml", "a.rss", "a.atom", "a.nitf"),
    "json": ("a.json", "a.jsonl", "a.jsonld"),
    "documents": ("a.docx",),
    "printed": ("a.pdf",),
    "tables": ("a.parquet",),
    "packed": ("a.eml", "a.warc.gz", "a.txt.gz", "a.warc"),
}
# Inputs are of a few kilobytes: more than this of the processor for one is no longer linear.
SECONDS = 5.0
# Bytes: enough for a whole document of any format, few enough for many runs a second.
LONGEST = 4096
CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
SETTINGS = Settings(limits=Limits(max_file_mb=0.2, max_characters=50_000))


def read(name: str, data: bytes) -> None:
    """Read a file of that name: articles of which all holds, or one line that says file and remedy."""
    items = list(_items(name, data))
    assert items, "passed over without a word"
    for item in items:
        if isinstance(item, ArticleError):
            line = str(item)
            assert line.startswith(name), line
            assert len(line) < 1000, line
            assert not CONTROL.search(escape.terminal(line)), line
            assert "\n" not in line, line
            assert ": " in item.diagnostic.reason, f"no remedy: {line}"
        else:
            check(item)


def _items(name: str, data: bytes) -> Iterator[Any]:
    try:
        source = unpacking.unpacked(cast(BinaryIO, io.BytesIO(data)), name)
        reader = registry.choose(PurePath(name), source.read(registry.SNIFFED))
        source.seek(0)
        for record in reader.records(source, name, SETTINGS):
            yield _parsed(record) if isinstance(record, Record) else record
    except ArticleError as error:
        yield error


def _parsed(record: Record) -> Any:
    try:
        return readers.parse(record, SETTINGS)
    except ArticleError as error:
        return error


def _in_this_process(module: str, source: BinaryIO, settings: Settings) -> Iterator[dict[str, Any] | ParseError]:
    """In the place of ``isolation.run``: coverage is seen here alone, and a process for each input would be slow."""
    items = import_module(module).produce(source, settings)
    while True:
        try:
            item = next(items, None)
        except ParseError:
            raise
        except Exception as error:  # as in the process of its own: parsers raise whatever they like
            raise ParseError(f"cannot be read ({type(error).__name__}): save it anew") from None
        if item is None:
            return
        if isinstance(item, ParseError) and item.is_end:
            raise item
        yield item if isinstance(item, ParseError) else json.loads(json.dumps(item))


def _of(names: Sequence[str]) -> Callable[[bytes], None]:
    """A target that reads its input under one of these names, as its first byte says."""

    def target(data: bytes) -> None:
        if data:
            with mock.patch.object(isolation, "run", _in_this_process):
                read(names[data[0] % len(names)], data[1:])

    return target


def quotations(data: bytes) -> None:
    """The scanner for quotation marks, and all else that looks at a text without the model."""
    text = decoding.decode(data) if not data.startswith(b"\0") else data.decode("utf-8", "surrogatepass")
    text = plain_text.clean(text)
    paragraphs = list(plain_text.paragraphs(text))
    end = 0
    for start, stop in paragraphs:
        assert end <= start < stop <= len(text)
        end = stop
        inner = start
        for first, last in plain_text.sentences(text, start, stop):
            assert inner <= first < last <= stop
            inner = last
    end = 0
    for found in marks.stretches(text, paragraphs):
        start, stop = paragraphs[found.paragraph]
        assert max(start, end) <= found.outer_start <= found.start < found.end <= found.outer_end <= stop
        assert any(map(str.isalnum, text[found.start : found.end]))
        end = found.outer_end
    name = plain_text.slug(text)
    assert 0 < len(name) <= plain_text.SLUG_MAX + 8
    assert name.isascii()
    assert not set(name) - set("abcdefghijklmnopqrstuvwxyz0123456789-")


def front_matter(data: bytes) -> None:
    """YAML in, and out again to the same values."""
    document = data.decode("utf-8", "replace")
    try:
        values, _, line = frontmatter.split(document)
    except FrontMatterError:
        return
    assert 1 <= line <= document.count("\n") + 1
    if not _is_plain(values):
        return  # the reader takes what we never write
    again, body, _ = frontmatter.split(frontmatter.join(values, "x"))
    assert body == "\nx"
    assert _equal(again, values), (again, values)


def _is_plain(value: Any) -> bool:
    """Whether all keys are text."""
    if isinstance(value, dict):
        return all(isinstance(key, str) for key in value) and all(map(_is_plain, value.values()))
    return all(map(_is_plain, value)) if isinstance(value, list) else True


def _equal(one: Any, two: Any) -> bool:
    """Equality for which a number that is none equals itself."""
    if isinstance(one, dict) and isinstance(two, dict):
        return list(one) == list(two) and all(_equal(one[key], two[key]) for key in one)
    if isinstance(one, list) and isinstance(two, list):
        return len(one) == len(two) and all(map(_equal, one, two))
    both = isinstance(one, float) and isinstance(two, float)
    return one == two or (both and math.isnan(one) and math.isnan(two))


TARGETS: dict[str, Callable[[bytes], None]] = {
    **{name: _of(names) for name, names in NAMES.items()},
    "quotations": quotations,
    "front-matter": front_matter,
}


def run(name: str, data: bytes) -> None:
    """One input, in fair time."""
    began = time.thread_time()
    try:
        TARGETS[name](data)
    except (decoding.UndecodableError, UnicodeDecodeError):
        assert name == "quotations"
    assert time.thread_time() - began < SECONDS, "takes too long"


def seeds(name: str) -> Iterator[bytes]:
    """What fuzzing starts from: our sample articles, a few inputs of our own, and all that once failed."""
    for number, file in enumerate(NAMES.get(name, ())):
        for path in sorted(SAMPLES.rglob(f"*{file[1:]}")):
            if path.stat().st_size < LONGEST and path.name != "README.md":
                yield bytes([number]) + path.read_bytes()
    if name in ("quotations", "front-matter"):
        for path in sorted((SAMPLES / "fisheries").glob("*")):
            yield path.read_bytes()
    for folder in ("corpus", "found"):
        for path in sorted((HERE / folder / name).glob("*")):
            yield path.read_bytes()
