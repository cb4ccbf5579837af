"""Dumps: one article a line, the text as it is, bad records named while the others go on."""

from __future__ import annotations

import hashlib
import json
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from generator import readers
from generator.config import Limits, Settings
from generator.errors import ArticleError
from generator.models import Article, Known, Region, Title

TEXT = "The harbour council voted on Tuesday to close the old ferry."


def line(**values: Any) -> str:
    return json.dumps({"text": TEXT, **values}, ensure_ascii=False)


def test_fields(read_one: Callable[..., Article]) -> None:
    record = line(
        id=7,
        title="Ferry shut",
        published="2022-02-17T23:30:00-05:00",
        publisher="Kestrin Post",
        url="https://kestrin.example/1",
        lang="fr-CA",
        byline=["Ada Holm", "Bo Lind"],
        tags="harbour, ferry",
        anything={"else": 1},
    )
    assert read_one("a.jsonl", record + "\n") == Article(
        id="7",
        path="a.jsonl",
        text=TEXT,
        sha256=hashlib.sha256(record.encode()).hexdigest(),
        identity="https://kestrin.example/1",
        record="7",
        title=Title(text="Ferry shut", origin="record"),
        published=Known("2022-02-17", "record"),
        publisher=Known("Kestrin Post", "record"),
        byline=Known("Ada Holm, Bo Lind", "record"),
        url=Known("https://kestrin.example/1", "record"),
        lang="fr",
        tags=("harbour", "ferry"),
    )


def test_identity_of_records(read_all: Callable[..., list[Any]]) -> None:
    articles = read_all("a.jsonl", f"{line(id='x')}\n{line()}\n\n{line(id='')}\n")
    assert [(a.id, a.record, a.identity) for a in articles] == [
        ("x", "x", "a.jsonl#x"),
        ("a.jsonl#1", "1", "a.jsonl#1"),
        ("a.jsonl#2", "2", "a.jsonl#2"),
    ]


def test_empty_values_are_absent(read_one: Callable[..., Article]) -> None:
    article = read_one("a.jsonl", line(title=None, published="", publisher=None, url="", tags=[], lang=None))
    assert (article.title, article.published, article.publisher, article.url, article.tags) == (None,) * 4 + ((),)
    assert article.lang == "en"


def test_head_is_detected_where_the_record_is_silent(read_one: Callable[..., Article]) -> None:
    article = read_one("a.jsonl", line(text=f"Kestrin closes its ferry.\n\nMay 7, 2015\n\n{TEXT}"))
    assert article.title == Title(text="Kestrin closes its ferry", spans=((0, 24),), origin="article")
    assert article.published == Known("2015-05-07", "dateline")
    kept = read_one("a.jsonl", line(text=f"Kestrin closes its ferry.\n\nMay 7, 2015\n\n{TEXT}", published="2015-05-08"))
    assert kept.published == Known("2015-05-08", "record")


def test_title_that_the_text_begins_with_has_spans(read_one: Callable[..., Article]) -> None:
    article = read_one("a.jsonl", line(text=f"Kestrin closes its ferry\n\n{TEXT}", title="Kestrin closes its ferry"))
    assert article.title == Title(text="Kestrin closes its ferry", spans=((0, 24),), origin="record")
    assert article.regions == (Region("headline", 0, 24),)


def test_file_name_dates_no_record(read_one: Callable[..., Article]) -> None:
    assert read_one("2022-02-17.jsonl", line()).published is None


def test_text_keeps_its_length(read_one: Callable[..., Article]) -> None:
    text = "A\r\nb \u0000 \ud800 \u202e \u2028 \U0001f600 end of the text.  "
    article = read_one("a.jsonl", json.dumps({"text": text}))
    assert article.text == "A \nb \ufffd \ufffd   \n \U0001f600 end of the text.  "
    assert len(article.text) == len(text)


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ("{", "not JSON: Expecting property name enclosed in double quotes at its character 2: correct it"),
        ("[1]", 'not an object: a line must look like {"text": "..."}'),
        ('{"id": 1}', 'no "text", or not a string: each line needs one'),
        ('{"text": 5}', 'no "text", or not a string: each line needs one'),
        ('{"text": "a", "text": "b"}', "not readable JSON: the key 'text' stands twice: correct it"),
        ('{"text": " - "}', "no text in it: fill it or remove it"),
        ('{"text": "a", "title": 5}', "title: must be text, not a number: put it in quotes"),
        ('{"text": "a", "published": "2022-02-30"}', "published: 2022-02-30 is not in the calendar: correct it"),
        ('{"text": "a", "url": "data:text/html,x"}', "url: must be an address that begins with http:// or https://"),
        ('{"text": "a", "id": 1.5}', "id: must be text, not a number: put it in quotes"),
        ('{"text": "a", "id": true}', "id: must be text, not true or false: put it in quotes"),
        ('{"text":' + "[" * 100_000 + "]" * 100_000 + "}", "nested too deeply: flatten it"),
        ('{"text": "a", "n": ' + "9" * 5000 + "}", None),
    ],
)
def test_bad_record_is_named_and_the_others_go_on(
    read_all: Callable[..., list[Any]], record: str, reason: str | None
) -> None:
    first, bad, last = read_all("a.jsonl", f"{line()}\n{record}\n{line()}\n")
    assert (first.record, last.record) == ("0", "2")
    assert isinstance(bad, ArticleError)
    assert str(bad).startswith("a.jsonl:2: ")
    assert reason is None or str(bad) == f"a.jsonl:2: {reason}"
    assert "\n" not in str(bad)


def test_bytes_that_are_not_utf8(read_all: Callable[..., list[Any]]) -> None:
    bad, good = read_all("a.jsonl", b'{"text": "caf\xe9"}\n' + line().encode())
    assert str(bad) == "a.jsonl:1: not UTF-8 at its byte 14: save the file as UTF-8"
    assert good.text == TEXT


def test_mark_and_blank_lines_and_missing_last_line_end(read_all: Callable[..., list[Any]]) -> None:
    articles = read_all("a.jsonl", f"\ufeff{line()}\r\n\n   \n{line()}")
    assert [article.record for article in articles] == ["0", "1"]
    assert len({article.sha256 for article in articles}) == 1


def test_empty_dump_is_refused(refusal: Callable[..., str]) -> None:
    assert refusal("a.jsonl", "\n \n") == "a.jsonl: no record in it: fill it or remove it"


def test_long_line_is_refused_and_the_others_go_on(read_all: Callable[..., list[Any]]) -> None:
    settings = Settings(limits=Limits(max_file_mb=0.001))
    bad, good = read_all("a.jsonl", f"{line(x='y' * 5000)}\n{line()}\n", settings)
    assert str(bad) == "a.jsonl:1: larger than 0.001 MB: split it, or raise limits.max_file_mb in briefing.yml"
    assert (good.record, good.text) == ("1", TEXT)


def test_memory_is_that_of_one_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(f"{line(text=TEXT * 20)}\n" * 5_000)
    tracemalloc.start()
    count = sum(1 for _ in readers.records(path, shown="a.jsonl", settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 5_000
    assert peak < 500_000 < path.stat().st_size


@pytest.mark.parametrize("nothing", [None, "", "None", "null", "NaN"])
def test_a_programs_word_for_nothing_is_no_date(nothing: str | None, read_one: Callable[..., Article]) -> None:
    assert read_one("a.jsonl", line(published=nothing, url=nothing)).published is None
