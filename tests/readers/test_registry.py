"""The registry: our own readers without being installed, other packages' by entry point."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path, PurePath
from types import SimpleNamespace
from typing import Any, BinaryIO

import pytest

from generator import readers
from generator.config import Settings
from generator.errors import ArticleError, ConfigurationError
from generator.models import Article
from generator.readers import base, registry
from generator.readers.base import Head, Reader, Record


class ShoutReader:
    """Two articles a file, parted by an exclamation mark."""

    name = "shout"
    extensions = (".shout", ".shout.txt")
    description = "shouting"

    def sniff(self, head: bytes, path: PurePath) -> bool:
        return head.startswith(b"SHOUT")

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        for number, data in enumerate(source.read().split(b"!")):
            yield Record(shown, self.name, data, "0" * 64, number, number + 1)

    def parse(self, record: Record, settings: Settings) -> Article:
        return base.assemble(record, record.data.decode(), Head(), settings)


@pytest.fixture
def install(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Pretend that packages with these entry points are installed."""

    def pretend(**points: object) -> None:
        found = [
            SimpleNamespace(name=name, value=f"other.package:{name}", load=lambda value=value: _load(value))
            for name, value in points.items()
        ]
        monkeypatch.setattr(registry, "entry_points", lambda group: found)
        registry.readers.cache_clear()

    yield pretend
    monkeypatch.undo()
    registry.readers.cache_clear()


def _load(value: object) -> object:
    if isinstance(value, Exception):
        raise value
    return value


def test_own_readers_need_no_entry_points(install: Any) -> None:
    install()
    names = ["text", "markdown", "html", "jsonl", "csv", "ninjs", "json-feed", "json-ld", "nitf", "newsml-g2"]
    assert [reader.name for reader in registry.readers()] == [
        *names,
        "rss",
        "atom",
        "eml",
        "warc",
        "parquet",
        "pdf",
        "docx",
    ]
    for reader in registry.readers():
        assert isinstance(reader, Reader)
        assert all(extension.startswith(".") and extension.islower() for extension in reader.extensions)


def test_own_entry_points_are_not_loaded_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("text", "generator.readers.plain:READER", registry.GROUP)
    monkeypatch.setattr(registry, "entry_points", lambda group: [point])
    registry.readers.cache_clear()
    try:
        assert [reader.name for reader in registry.readers()].count("text") == 1
    finally:
        monkeypatch.undo()
        registry.readers.cache_clear()


def test_third_partys_reader(install: Any, tmp_path: Path) -> None:
    install(shout=ShoutReader())
    (tmp_path / "a.shout").write_text("Ferry!Pier")
    articles = list(readers.read(tmp_path / "a.shout", shown="a.shout", settings=Settings()))
    assert [(a.id, a.text) for a in articles if isinstance(a, Article)] == [
        ("a.shout#0", "Ferry"),
        ("a.shout#1", "Pier"),
    ]
    assert list(readers.discover(tmp_path)) == [tmp_path / "a.shout"]


def test_longest_extension_and_content_decide(install: Any) -> None:
    install(shout=ShoutReader())
    assert registry.choose(PurePath("a.shout.txt"), b"hello").name == "shout"
    assert registry.choose(PurePath("a.txt"), b"hello").name == "text"
    assert registry.choose(PurePath("a.txt"), b"SHOUT").name == "shout"
    assert registry.choose(PurePath("a.jsonl"), b"<!doctype html><p>x").name == "html"
    assert registry.choose(PurePath("a.html"), b"no markup at all").name == "html"


def test_broken_reader_is_a_faulty_configuration(install: Any) -> None:
    install(broken=ImportError("no module named x"))
    with pytest.raises(ConfigurationError, match=r"broken: the reader other\.package:broken cannot be loaded"):
        registry.readers()
    install(thing=object())
    with pytest.raises(ConfigurationError, match="is no reader"):
        registry.readers()


def test_unknown_extension_given_by_name(tmp_path: Path) -> None:
    (tmp_path / "a.odt").write_text("A text.")
    (error,) = readers.read(tmp_path / "a.odt", shown="x/a.odt", settings=Settings())
    assert str(error).startswith("x/a.odt: unknown extension .odt: remove it or save it as one of .atom .csv")


class FaultyReader(ShoutReader):
    """One whose author did not think of everything."""

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        yield from super().records(source, shown, settings)
        raise RuntimeError("of the\nauthor's making")


def test_a_reader_that_fails_costs_its_own_file_and_no_other(install: Any, read_all: Any) -> None:
    install(shout=FaultyReader())
    *_, error = read_all("a.shout", "SHOUT one! two")
    line = "a.shout: cannot be read: RuntimeError: of the author's making: report this, and remove it till then"
    assert str(error) == line
