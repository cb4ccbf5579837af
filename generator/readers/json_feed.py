"""JSON Feed 1.0 and 1.1: one article an item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import json_document, lenient, markup
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose
from generator.readers.json_document import Values

_VERSION = "jsonfeed.org/version/"


class JsonFeedReader:
    """An item without content of its own is a teaser."""

    name = "json-feed"
    extensions: tuple[str, ...] = (".json",)
    description = "JSON Feed 1.x, one article an item"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """The address that every feed names as its version."""
        return _VERSION in (json_document.top_level(head).get("version") or "").replace("\\/", "/")

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return json_document.records(self.name, source, shown, settings, items)

    def parse(self, record: Record, settings: Settings) -> Article:
        item = json_document.load_object(record)
        blocks, is_teaser = _text(record, item)
        own_id = lenient.identifier(item.get("id"))
        return compose(record, blocks, replace(_head(item), teaser=is_teaser), settings, own_id=own_id)


def items(feed: Any) -> list[Any] | None:
    """The items of a feed, each with what the feed says for all of them, so that it can be read without the feed."""
    found = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(found, list):
        return []
    common = {"publisher": feed.get("title"), "language": feed.get("language"), "authors": _authors(feed)}
    return [{"feed": common, **item} if isinstance(item, dict) else item for item in found]


def _authors(values: Values) -> Any:
    """``authors`` of 1.1, or the ``author`` of 1.0."""
    return values.get("authors") or ([values["author"]] if "author" in values else [])


def _text(record: Record, item: Values) -> tuple[Blocks, bool]:
    for key, make in (("content_html", _html), ("content_text", _plain), ("summary", _plain)):
        text = item.get(key)
        blocks = make(record, text) if isinstance(text, str) else Blocks()
        if blocks.parts:
            return blocks, key == "summary"
    raise record.error("no content_html, content_text or summary in this item: remove it", kind="empty")


def _html(record: Record, text: str) -> Blocks:
    return markup.html_blocks(record, text)


def _plain(_: Record, text: str) -> Blocks:
    return markup.plain_blocks(text)


def _head(item: Values) -> Head:
    feed = item.get("feed")
    common: Values = feed if isinstance(feed, dict) else {}
    values: dict[str, list[Any]] = {
        "title": [item.get("title")],
        "published": [item.get("date_published")],
        "publisher": [common.get("publisher")],
        "byline": [_names(_authors(item)), _names(common.get("authors"))],
        "url": [item.get("url"), item.get("external_url"), item.get("id")],
        "lang": [item.get("language"), common.get("language")],
        "tags": [item.get("tags")],
        "modified": [item.get("date_modified")],
    }
    return lenient.head(values, "record")


def _names(authors: Any) -> str:
    found = [author.get("name") for author in authors if isinstance(author, dict)] if isinstance(authors, list) else []
    return ", ".join(name for name in found if isinstance(name, str) and name)


READER = JsonFeedReader()
