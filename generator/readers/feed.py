"""RSS (0.9x, 1.0, 2.0) and Atom: one article an item, with feedparser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from email.utils import parsedate_to_datetime
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, fields, json_document, lenient, markup, xml
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose
from generator.readers.json_document import Values

# What feedparser raises for names, dates and addresses that are broken in ways it does not expect.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError, OverflowError)


class FeedReader:
    """An item with its content is an article; one with a summary or a description alone is a teaser."""

    def __init__(self, name: str, roots: tuple[str, ...], extension: str, description: str) -> None:
        self.name = name
        self.extensions: tuple[str, ...] = (extension, ".xml")
        self.description = description
        self._roots = roots

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A root element of the format's."""
        return xml.root_name(head) in self._roots

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        for whole in base.whole_file(self.name, source, shown, settings):
            try:
                items = [] if isinstance(whole, ArticleError) else entries(whole)
            except ArticleError as error:
                yield error
                continue
            if isinstance(whole, ArticleError):
                yield whole
                continue
            for number, item in enumerate(items):
                data = json.dumps(item).encode("ascii")
                yield Record(shown, self.name, data, plain_text.sha256(data), number)
            if not items:
                yield whole.error("no item in this feed: fill it or remove it", kind="empty")

    def parse(self, record: Record, settings: Settings) -> Article:
        item = json_document.load_object(record)
        full = _blocks(record, item.get("content"))
        blocks = full if full.parts else _blocks(record, item.get("summary"))
        if not blocks.parts:
            raise record.error("neither content nor summary in this item: remove it", kind="empty")
        head = replace(_head(record, item), teaser=not full.parts)
        return compose(record, blocks, head, settings, own_id=lenient.identifier(item.get("id")))


def entries(whole: Record) -> list[Values]:
    """The items of a feed, each with what the feed says for all of them, so that it can be read without the feed.

    Raises:
        ArticleError: it is no feed.
    """
    import feedparser  # heavy, and needed for feeds alone
    from lxml import etree

    # Feeds are often not well-formed. libxml2 mends them in linear time; feedparser's own remedy takes far longer.
    root = xml.tree(whole, recover=True)
    if str(root.tag).rpartition("}")[2] not in (*RSS_ROOTS, *ATOM_ROOTS):
        xml.foreign(whole, root)
    data = BytesIO(etree.tostring(root, encoding="utf-8"))
    try:
        feed = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
        return [_plain(entry, feed.feed) for entry in feed.entries]
    except _BROKEN as error:
        raise whole.error(f"not a feed that can be read ({type(error).__name__}): correct it") from None


def _plain(entry: Any, feed: Any) -> Values:
    """What is kept of an item, in plain values."""
    return {
        "id": entry.get("id") or entry.get("link"),
        "title": dict(entry.get("title_detail") or {}),
        "url": entry.get("link"),
        "published": _moment(entry, "published") or _moment(entry, "updated"),
        "modified": _moment(entry, "updated"),
        "publisher": (entry.get("source") or {}).get("title") or feed.get("title"),
        "byline": ", ".join(
            one["name"] for one in entry.get("authors") or feed.get("authors") or () if one.get("name")
        ),
        "rights": entry.get("rights") or feed.get("rights"),
        "lang": (entry.get("title_detail") or {}).get("language") or feed.get("language"),
        "tags": [tag.get("label") or tag.get("term") for tag in entry.get("tags", ()) if tag.get("term")],
        "draft": entry.get("app_draft") == "yes",
        "content": [dict(one) for one in entry.get("content", ())],
        "summary": [dict(entry["summary_detail"])] if entry.get("summary_detail") else [],
    }


def _moment(entry: Any, key: str) -> str | None:
    """A date as its item writes it: ISO 8601 as it stands, RFC 822 in the zone that it names."""
    value = dict.get(entry, key)  # feedparser's own get() takes one date for another
    if not isinstance(value, str):
        return None
    try:
        return fields.moment(value)
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(value).isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _blocks(record: Record, contents: Any) -> Blocks:
    """The paragraphs of the first rendition that has any."""
    for content in contents or ():
        value, kind = content.get("value") or "", content.get("type") or ""
        blocks = markup.plain_blocks(value) if kind == "text/plain" else markup.html_blocks(record, value)
        if blocks.parts:
            return blocks
    return Blocks()


def _head(record: Record, item: Values) -> Head:
    title = item["title"]
    values: dict[str, list[Any]] = {name: [item[name]] for name in _FIELDS}
    values["title"] = [_blocks(record, [title]).text if title.get("type") != "text/plain" else title.get("value")]
    return replace(lenient.head(values, "record"), status="draft" if item["draft"] else None)


_FIELDS = ("url", "published", "modified", "publisher", "byline", "rights", "lang", "tags")
RSS_ROOTS, ATOM_ROOTS = ("rss", "RDF"), ("feed",)
RSS = FeedReader("rss", RSS_ROOTS, ".rss", "RSS 0.9x, 1.0 and 2.0, one article an item")
ATOM = FeedReader("atom", ATOM_ROOTS, ".atom", "Atom 1.0 and 0.3, one article an item")
