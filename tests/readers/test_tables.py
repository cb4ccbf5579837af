"""CSV, the mapping of columns, and packed files: rows are records, bad ones named, memory and time bounded."""

from __future__ import annotations

import csv
import gzip
import io
import json
import time
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import readers
from generator.config import Limits, Settings
from generator.errors import ArticleError
from generator.models import Article, Known, Title
from generator.readers import registry, unpacking
from tests.readers.test_properties import check, read

TEXT = "The harbour council voted on Tuesday to close the old ferry."
MAPPED = Settings(columns={"text": "body", "title": "headline", "published": "when"})


def table(*rows: tuple[str, ...], delimiter: str = ",") -> str:
    file = io.StringIO()
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue()


def test_columns_by_name(read_one: Callable[..., Article]) -> None:
    names = (
        "id",
        "title",
        "published",
        "publisher",
        "url",
        "lang",
        "tags",
        "rights",
        "status",
        "embargoed",
        "other",
        "text",
    )
    row = ("7", "Ferry shut", "2031-03-04", "Kestrin Post", "https://kestrin.example/1", "fr", "a, b", "© K", "draft")
    article = read_one(
        "a.csv", table(names, (*row, "2031-03-05T06:00:00+01:00", "x", f'{TEXT}\r\n\r\n"More," she said.'))
    )
    assert article.text == f'{TEXT}\n\n"More," she said.'.replace("\n", " \n")
    assert (article.id, article.record, article.path) == ("7", "7", "a.csv")
    assert (article.title, article.published) == (
        Title(text="Ferry shut", origin="record"),
        Known("2031-03-04", "record"),
    )
    assert (article.tags, article.lang, article.rights) == (("a", "b"), "fr", "© K")
    assert (article.status, article.embargoed) == ("draft", "2031-03-05T06:00:00+01:00")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_delimiters_and_encodings(delimiter: str, encoding: str, read_one: Callable[..., Article]) -> None:
    data = table(("title", "text"), ("Café, pier; mole | quay", f"{TEXT} Café."), delimiter=delimiter)
    article = read_one("a.csv", data.encode(encoding))
    assert (article.title, article.text) == (Title(text="Café, pier; mole | quay", origin="record"), f"{TEXT} Café.")


def test_mapped_columns(read_one: Callable[..., Article]) -> None:
    data = table(
        ("headline", "body", "when", "title", "published"), ("Ferry shut", TEXT, "2031-03-04", "no", "not a date")
    )
    article = read_one("a.csv", data, MAPPED)
    assert (article.title, article.text) == (Title(text="Ferry shut", origin="record"), TEXT)
    assert article.published == Known("2031-03-04", "record")
    line = json.dumps({"headline": "Ferry shut", "body": TEXT, "when": "2031-03-04", "title": 5, "text": "no"})
    mapped = read_one("a.jsonl", line, MAPPED)
    assert (mapped.title, mapped.text, mapped.published) == (article.title, TEXT, article.published)


def test_another_mapping_is_another_record(read_one: Callable[..., Article]) -> None:
    data = table(("text", "body"), (TEXT, "Something else."))
    assert read_one("a.csv", data).sha256 != read_one("a.csv", data, Settings(columns={"text": "body"})).sha256


def test_bad_rows_are_named_and_the_others_go_on(read_all: Callable[..., list[Any]]) -> None:
    rows = f'title,text,published\na,"{TEXT}\nMore.",\n\nb,c\nd,"e" f,\ng,{TEXT},2031-02-30\nh,{TEXT},\ni,"{TEXT}'
    good, short, quotes, date, last, unclosed = read_all("a.csv", rows)
    assert (good.record, last.record) == ("0", "4")
    assert str(short) == "a.csv:5: 2 cells where the header has 3: put cells with the separator in quotes"
    assert str(quotes).startswith("a.csv:6: not CSV (")
    assert str(date) == "a.csv:7: published: 2031-02-30 is not in the calendar: correct it"
    assert str(unclosed) == "a.csv:9: not CSV (unexpected end of data): correct its quotes"


def test_headers(refusal: Callable[..., str]) -> None:
    assert refusal("a.csv", "a,b\n1,2\n") == (
        'a.csv:1: no column "text" (there are: a, b): name the one with the text under columns in briefing.yml'
    )
    assert 'no column "body"' in refusal("a.csv", "text\nx\n", MAPPED)
    assert refusal("a.csv", "text,a,a\nx,1,2\n") == "a.csv:1: the column 'a' stands twice: rename one"
    assert refusal("a.csv", "text\n") == refusal("a.csv", "") == "a.csv: no row in it: fill it or remove it"


def test_columns_are_checked() -> None:
    assert Settings(columns={"text": "body"}).model_dump()["columns"] == {"text": "body"}
    for wrong in ({"txt": "body"}, {"text": ""}, {"text": 5}):
        with pytest.raises(ValueError, match="columns"):
            Settings(columns=wrong)


@pytest.mark.parametrize("piece", ["y" * 50_000, "y\n" * 6_000, '","y\n' * 3_000])
def test_rows_beyond_the_limit(piece: str, read_all: Callable[..., list[Any]]) -> None:
    limited = Settings(limits=Limits(max_file_mb=0.01))
    found = read_all("a.csv", f'text\n{TEXT}\n"{piece}"\n{TEXT}\n', limited)
    assert isinstance(found[0], Article)
    assert str(found[1]) == "a.csv:3: larger than 0.01 MB: split it, or raise limits.max_file_mb in briefing.yml"


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_memory_is_that_of_one_row(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.csv{suffix}"
    data = table(("text",), *[(TEXT * 20 + str(number),) for number in range(5_000)]).encode()
    path.write_bytes(gzip.compress(data, 1) if suffix else data)
    next(readers.records(path, shown="a", settings=Settings()))
    tracemalloc.start()
    count = sum(1 for _ in readers.records(path, shown="a", settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 2_000_000 < len(data)


@settings(max_examples=200, deadline=None)
@given(rows=st.lists(st.tuples(st.text(), st.text()), max_size=5))
def test_what_is_written_is_read(rows: list[tuple[str, str]]) -> None:
    data = table(("title", "text"), *rows).encode("utf-8", "replace")
    for found in read(registry.by_name("csv"), data):
        if isinstance(found, Article):
            check(found)


# --- gzip -----------------------------------------------------------------------------------------------------------


def test_any_format_may_be_packed(read_one: Callable[..., Article]) -> None:
    for name, content in (
        ("a.jsonl.gz", json.dumps({"text": TEXT})),
        ("a.csv.gz", f"text\n{TEXT}\n"),
        ("a.txt.gz", TEXT),
        ("2031-03-04.md.GZ", f"---\ntitle: x\n---\n{TEXT}"),
    ):
        packed = gzip.compress(content[:10].encode()) + gzip.compress(content[10:].encode())
        assert read_one(name, packed).text == TEXT
        assert read_one(name, content).text == TEXT


def test_a_packed_file_is_discovered_by_what_is_packed(tmp_path: Path) -> None:
    for name in ("a.csv.gz", "b.odt.gz", "c.gz"):
        (tmp_path / name).write_bytes(b"x")
    found = list(readers.discover(tmp_path))
    assert found[0] == tmp_path / "a.csv.gz"
    assert [str(error)[:6] for error in found[1:]] == ["b.odt.", "c.gz: "]


def test_damage_after_good_records(tmp_path: Path) -> None:
    packed = gzip.compress(
        "".join(f"{json.dumps({'text': f'{TEXT} {n * 7919 % 1009}'})}\n" for n in range(20_000)).encode()
    )
    for damaged in (packed[:-2000], packed[: len(packed) // 2] + b"\0" * 50 + packed[len(packed) // 2 + 50 :]):
        (tmp_path / "a.jsonl.gz").write_bytes(damaged)
        *good, error = readers.records(tmp_path / "a.jsonl.gz", shown="a.jsonl.gz", settings=Settings())
        assert len(good) > 1000
        assert str(error).startswith("a.jsonl.gz: damaged gzip (")


def test_bombs_go_off_outside(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl.gz"
    with gzip.open(path, "wb") as file:
        for _ in range(300):
            file.write(b" " * 999_999 + b"\n")
    began = time.monotonic()
    tracemalloc.start()
    (error,) = readers.records(path, shown="a.jsonl.gz", settings=Settings())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert str(error) == f"a.jsonl.gz: unpacks to more than {unpacking.MAX_RATIO} times its size: unpack it yourself"
    assert peak < 5_000_000
    assert time.monotonic() - began < 20


def test_a_whole_file_that_unpacks_beyond_the_limit(refusal: Callable[..., str]) -> None:
    assert "larger than 0.01 MB" in refusal(
        "a.txt.gz", gzip.compress(b"x" * 50_000), Settings(limits=Limits(max_file_mb=0.01))
    )


def test_no_error_where_nothing_is_wrong(read_all: Callable[..., list[Any]]) -> None:
    assert not [
        one for one in read_all("a.csv.gz", gzip.compress(f"text\n{TEXT}\n".encode())) if isinstance(one, ArticleError)
    ]
