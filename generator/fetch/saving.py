"""What is kept of a fetched page, and under which name; and the links of a feed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from urllib.parse import urlsplit

from generator import escape
from generator.config import Settings
from generator.errors import ArticleError
from generator.fetch.client import FetchError, Page
from generator.readers import Record, decoding, registry
from generator.text import sha256, slug

PAGE_TYPES = ("text/html", "application/xhtml+xml")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_KEPT_MAX = 200
_KEPT = ("last-modified", "etag", "content-language")
HASH_DIGITS = 8


def file_name(asked: str) -> str:
    """Where the page of an address goes, as a POSIX path below ``content/articles``: one and the same every time.

    The address that was asked for decides, not what the page or its server says.
    """
    parts = urlsplit(asked)
    last = PurePath(parts.path).stem or "index"
    return f"{slug((parts.hostname or 'host').replace('.', '-'))}/{slug(last)}-{sha256(asked)[:HASH_DIGITS]}.html"


def saved(page: Page, asked: str) -> bytes:
    """The page in UTF-8; in comments before it, as browsers do, its address, and what its server said.

    Raises:
        FetchError: it is no HTML page.
    """
    if page.kind not in (None, *PAGE_TYPES):
        raise FetchError(f"{page.kind}, not a page")
    try:
        text = decoding.decode(page.data, declared=page.charset)
    except decoding.UndecodableError as error:
        raise FetchError(str(error)) from None
    address = escape.url(page.url)
    values = {"asked": asked, **{name: page.headers[name][:_KEPT_MAX] for name in _KEPT if name in page.headers}}
    notes = escape.data(json.dumps(values)).replace("-", "\\u002d")
    body = _XML_DECLARATION.sub("", text.removeprefix("\ufeff"))
    return f"<!-- saved from url=({len(address):04d}){address} -->\n<!-- briefing add {notes} -->\n{body}".encode()


def links_of_feed(data: bytes, shown: str, settings: Settings) -> Iterator[str]:
    """The addresses of a feed's items.

    Raises:
        FetchError: it is no feed, or an item cannot be read.
    """
    try:
        reader = registry.choose(PurePath("feed.xml"), data[: registry.SNIFFED])
        if reader.name not in ("rss", "atom", "json-feed"):
            raise FetchError("no RSS, Atom or JSON Feed")
        for record in reader.records(BytesIO(data), shown, settings):
            if isinstance(record, ArticleError):
                raise FetchError(record.diagnostic.reason)
            if isinstance(record, Record) and isinstance(url := json.loads(record.data).get("url"), str):
                yield url
    except ArticleError as error:
        raise FetchError(error.diagnostic.reason) from None
