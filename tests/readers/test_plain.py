"""Plain text files as articles."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Callable
from pathlib import Path

from generator import readers
from generator.config import Limits, Settings
from generator.models import Article, Known, Region, Title

BODY = (
    "KESTRIN (Reuters) - The harbour council voted on Tuesday to close the old ferry.\n\n"
    "Ada Holm, who chairs the council, said that the boats were no longer safe.\n"
)


def test_article(read_one: Callable[..., Article]) -> None:
    content = f"Kestrin closes its ferry\n\n{BODY}"
    assert read_one("2022-02-17-ferry.txt", content) == Article(
        id="2022-02-17-ferry.txt",
        path="2022-02-17-ferry.txt",
        text=content,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        identity="2022-02-17-ferry.txt",
        title=Title(text="Kestrin closes its ferry", spans=((0, 24),), origin="article"),
        published=Known("2022-02-17", "file-name"),
        publisher=Known("Reuters", "dateline"),
        regions=(Region("headline", 0, 24), Region("dateline", 26, 45)),
    )


def test_path_shown_is_that_of_ids_and_messages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (article,) = readers.read(tmp_path / "a.txt", shown="2022/a.txt", settings=Settings())
    assert isinstance(article, Article)
    assert (article.id, article.path, article.identity) == ("2022/a.txt", "2022/a.txt", "2022/a.txt")


def test_language_is_that_of_the_settings(read_one: Callable[..., Article]) -> None:
    assert read_one("a.txt", BODY).lang == "en"
    assert read_one("a.txt", BODY, Settings(lang="fr")).lang == "fr"


def test_address_in_the_text_is_the_identity(read_one: Callable[..., Article]) -> None:
    article = read_one("a.txt", f"Kestrin closes its ferry\n\nhttps://kestrin.example/1\n\n{BODY}")
    assert article.identity == "https://kestrin.example/1"


def test_empty_texts_are_refused(refusal: Callable[..., str]) -> None:
    for content in ("", " \n ", "123 --- 456", "\ufeff"):
        assert refusal("a.txt", content) == "a.txt: no text in it: fill it or remove it"


def test_too_large_and_too_long(refusal: Callable[..., str]) -> None:
    small = Settings(limits=Limits(max_file_mb=0.0001))
    assert refusal("a.txt", "word " * 30, small) == (
        "a.txt: larger than 0.0001 MB: split it, or raise limits.max_file_mb in briefing.yml"
    )
    short = Settings(limits=Limits(max_characters=100))
    assert refusal("a.txt", "word " * 30, short) == (
        "a.txt: 150 characters of text, more than 100: split it, or raise limits.max_characters in briefing.yml"
    )
    assert refusal("a.txt", "x" * 1_000_001) == "a.txt: 1,000,001 characters of text, more than 1,000,000: split it"


def test_bytes_that_are_no_text_are_refused(refusal: Callable[..., str]) -> None:
    content = bytes(range(128, 256)) * 40 + b"\x00\x81\x8d\x8f"
    assert refusal("a.txt", content) == "a.txt: its encoding cannot be told: save it as UTF-8"


def test_page_and_dump_are_known_by_their_content(read_all: Callable[..., list[object]]) -> None:
    dump = '{"text": "The ferry was closed."}\n{"text": "The pier was sold."}\n'
    assert [article.record for article in read_all("a.txt", dump) if isinstance(article, Article)] == ["0", "1"]
    page = f"<!DOCTYPE html><html><body><p>{BODY}</p></body></html>"
    (article,) = read_all("b.txt", page)
    assert isinstance(article, Article)
    assert "<" not in article.text


def test_records_are_cheap_and_travel(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(BODY)
    (record,) = readers.records(tmp_path / "a.txt", shown="a.txt", settings=Settings())
    assert isinstance(record, readers.Record)
    assert record.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    again = pickle.loads(pickle.dumps(record))
    assert readers.parse(again, Settings()).text == BODY
