"""Parquet: rows of any file that the format allows, columns as in JSON lines; damage, bombs, memory of a few rows."""

from __future__ import annotations

import datetime
import gzip
import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Any

import pytest

from generator import readers
from generator.config import Limits, Settings
from generator.errors import ArticleError
from generator.models import Article, Known
from generator.readers import base, registry

pyarrow = pytest.importorskip("pyarrow", reason="needs the extra parquet")
parquet = pytest.importorskip("pyarrow.parquet")

LEDE = "The harbour council of Kestrin voted on Tuesday to close the old ferry, which nobody had used since autumn."


def written(rows: list[dict[str, Any]], schema: Any = None, **options: Any) -> bytes:
    out = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows, schema=schema), out, **options)
    return out.getvalue()


ROWS = [
    {
        "id": f"k-{number}",
        "title": f"Ferry {number}",
        "text": f"{number}. {LEDE}",
        "published": datetime.date(2031, 3, 1 + number),
        "tags": ["ferries", "council"],
        "modified": datetime.datetime(2031, 3, 5, 6, tzinfo=datetime.UTC),
        "score": 0.5,
        "status": "draft" if number == 2 else None,
    }
    for number in range(3)
]


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd", "brotli", "lz4"])
@pytest.mark.parametrize("version", ["1.0", "2.6"])
def test_rows_are_articles_whatever_the_file_is_packed_with(
    compression: str, version: str, read_all: Callable[..., list[Any]]
) -> None:
    data = written(ROWS, compression=compression, version=version, row_group_size=2)
    first, second, third = read_all("a.parquet", data)
    assert [one.text for one in (first, second, third)] == [row["text"] for row in ROWS]
    assert (first.record, first.published, first.tags) == ("k-0", Known("2031-03-01", "record"), ("ferries", "council"))
    assert first.title is not None
    assert (first.title.text, first.title.origin) == ("Ferry 0", "record")
    assert (second.status, third.status) == ("usable", "draft")
    assert first.modified == "2031-03-05T06:00:00+00:00"


def test_columns_go_by_other_names_and_texts_may_be_bytes(read_all: Callable[..., list[Any]]) -> None:
    rows = [
        {"body": LEDE.encode(), "head": "Ferry shut"},
        {"body": b"\xff\xfe", "head": None},
        {"body": None, "head": "x"},
    ]
    settings = Settings.model_validate({"columns": {"text": "body", "title": "head"}})
    good, bad, empty = read_all("a.parquet", written(rows), settings)
    assert (good.text, good.title.text) == (LEDE, "Ferry shut")
    assert str(bad).startswith("a.parquet: record 1: not UTF-8 at its byte 1: fetch or write it anew")
    assert str(empty).startswith('a.parquet: record 2: no "text"')


def test_a_value_that_python_has_no_form_for_costs_its_own_row_alone(read_all: Callable[..., list[Any]]) -> None:
    texts = pyarrow.array([LEDE.encode()] * 3 + [b"caf\xe9 \xff"] + [LEDE.encode()] * 36)
    lying = pyarrow.Array.from_buffers(pyarrow.string(), len(texts), texts.buffers())
    days = pyarrow.array([0] * 5 + [9 * 10**17] + [0] * 34, pyarrow.timestamp("us"))
    out = io.BytesIO()
    parquet.write_table(pyarrow.table({"text": lying, "published": days}), out)
    found = read_all("a.parquet", out.getvalue())
    assert len(found) == 40
    bad = {number: str(one) for number, one in enumerate(found) if isinstance(one, ArticleError)}
    assert list(bad) == [3, 5]
    assert bad[3].startswith("a.parquet: record 3: not UTF-8 at its byte 4: ")
    assert bad[5].startswith("a.parquet: record 5: a value in it cannot be read (")


def test_moments_in_nanoseconds_are_read_to_the_microsecond(read_all: Callable[..., list[Any]]) -> None:
    schema = pyarrow.schema({"text": pyarrow.string(), "published": pyarrow.timestamp("ns", "UTC")})
    (article,) = read_all("a.parquet", written([{"text": LEDE, "published": 1_930_000_000_123_456_789}], schema))
    assert article.published.value == "2031-02-27"


def test_a_row_that_is_too_large_costs_itself_alone(read_all: Callable[..., list[Any]]) -> None:
    rows = [{"text": LEDE}, {"text": "It sails. " * 500_000}, {"text": LEDE}]
    first, large, last = read_all(
        "a.parquet", written(rows, compression="none"), Settings(limits=Limits(max_file_mb=0.1))
    )
    assert (first.text, last.text) == (LEDE, LEDE)
    assert str(large).startswith("a.parquet: record 1: larger than 0.1 MB")


def test_without_the_column_of_the_text_it_says_which_there_are(refusal: Callable[..., str]) -> None:
    said = refusal("a.parquet", written([{"body": LEDE, "id": "1"}]))
    assert said == (
        'a.parquet: no column "text" (there are: body, id): name the one with the text under columns in briefing.yml'
    )
    assert refusal("a.parquet", written([], pyarrow.schema([("text", pyarrow.string())]))) == (
        "a.parquet: no row in it: fill it or remove it"
    )


def test_damage_is_one_line_and_what_was_read_before_it_stays(read_all: Callable[..., list[Any]]) -> None:
    data = written(ROWS, compression="none", row_group_size=1)
    at = data.index(b"2. The harbour")
    cut = data[: at - 200] + bytes(200) + data[at:]
    *good, error = read_all("a.parquet", cut)
    assert isinstance(error, ArticleError)
    assert all(isinstance(one, Article) for one in good)
    for broken in (data[:-9], data[:100], b"PAR1", b"PAR1" + bytes(50) + b"PAR1", data.replace(b"PAR1", b"PARE")):
        (error,) = read_all("a.parquet", broken)
        assert "not Parquet that can be read (" in str(error)
        assert str(error).endswith(": fetch or write it anew")


def test_what_unpacks_beyond_reason_is_stopped(read_all: Callable[..., list[Any]]) -> None:
    rows = [{"text": f"{LEDE} " * 500}] * 5000
    data = written(rows)
    assert len(data) < 20_000, "one text, named 5,000 times"
    *good, error = read_all("a.parquet", data)
    assert 0 < len(good) < 500
    assert "unpacks to more than 250 times its size: fetch or write it anew" in str(error)


def test_a_row_that_needs_too_much_memory_ends_at_the_limit(read_all: Callable[..., list[Any]]) -> None:
    data = written([{"text": "a" * 400_000_000}], compression="zstd", use_dictionary=False)
    assert len(data) < 200_000
    (error,) = read_all("a.parquet", data, Settings(limits=Limits(max_memory_mb=200)))
    assert "memory to read: " in str(error) or "ends whatever reads it" in str(error) or "malloc" in str(error)


def test_a_file_is_read_in_the_memory_of_a_few_rows(tmp_path: Path) -> None:
    def most(count: int) -> int:
        path = tmp_path / f"{count}.parquet"
        with parquet.ParquetWriter(path, pyarrow.schema([("text", pyarrow.string())])) as writer:
            for number in range(count // 100):
                rows = [{"text": f"{number} {k} {LEDE} " * 40} for k in range(100)]
                writer.write_table(pyarrow.Table.from_pylist(rows))
        tracemalloc.start()
        found = sum(1 for _ in readers.records(path, shown="a.parquet", settings=Settings()))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert found == count
        return peak

    assert most(3000) < most(300) + 1_000_000


def test_packed_once_more_it_is_read_up_to_the_limit_of_a_file(read_all: Callable[..., list[Any]]) -> None:
    data = gzip.compress(written(ROWS))
    assert len(read_all("a.parquet.gz", data)) == 3
    (error,) = read_all("a.parquet.gz", data, Settings(limits=Limits(max_file_mb=0.001)))
    assert "larger than 0.001 MB" in str(error)


def test_it_is_told_by_its_content() -> None:
    assert registry.choose(PurePath("a.txt"), written(ROWS)).name == "parquet"


def test_without_the_extra_it_says_what_to_install(
    refusal: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(base, "find_spec", lambda _: None)
    said = refusal("a.parquet", written(ROWS))
    assert said == "a.parquet: needs pyarrow: install it with pip install 'briefing[parquet]'"
