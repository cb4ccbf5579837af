"""WARC: the HTML pages of a crawl, one article a response; read in the memory of one response."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import PurePath
from typing import Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import base, html, lenient
from generator.readers.base import Extra, Record

_VERSION = b"WARC/"
# A header line longer than this, or more lines than this, is damage.
_LINE_MAX, _LINES_MAX = 65_536, 1000
_BLOCK = 1_000_000
# What warcio raises besides its own for records that lack a header it takes for granted, or break off.
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, OSError, EOFError)
_NAMED = re.compile(rb"^([\w-]+):[ \t]*(.*?)\s*$")
_PAGE = re.compile(
    rb"HTTP/\d(?:\.\d)? 200\b(?=(?:[^\n]*\n(?!\r?\n))*?content-type:[ \t]*(?:text/html|application/xhtml\+xml))", re.I
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


class WarcReader:
    """Responses of status 200 and type HTML; all other records are passed over. Damage costs its own record alone."""

    name = "warc"
    extensions: tuple[str, ...] = (".warc",)
    description = "WARC crawls, one article an HTML response"
    dump = "stream"
    extra = Extra("warc", "warcio")

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """The version line."""
        return head.startswith(_VERSION)

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        self.extra.require(shown)
        pages = 0
        for number, found in enumerate(_split(source, shown, settings)):
            if isinstance(found, ArticleError):
                yield ArticleError(shown, f"record {number}: {found.diagnostic.reason}")
            elif _is_page(found):
                yield Record(shown, self.name, found, plain_text.sha256(found), number)
            else:
                continue
            pages += 1
        if pages == 0:
            yield ArticleError(shown, "no HTML page in this crawl: remove it", kind="empty")

    def parse(self, record: Record, settings: Settings) -> Article:
        self.extra.require(record.shown)
        address, charset, page = _response(record, settings)
        known = lenient.head({"url": [address]}, "record")
        return html.page(base.derived(record, page), settings, charset=charset, besides=known)


def _split(source: BinaryIO, shown: str, settings: Settings) -> Iterator[bytes | ArticleError]:
    """The bytes of each record, its headers included; after damage the next version line begins a record."""
    limit = int(settings.limits.max_file_mb * base.MEGABYTE)
    is_damaged = False
    while line := source.readline(_LINE_MAX):
        if not line.startswith(_VERSION):
            if line.strip() and not is_damaged:
                yield ArticleError(shown, "damaged, and passed over as far as the next one: fetch the crawl anew")
                is_damaged = True
            continue
        is_damaged = False
        head, values = _headers(line, source)
        length = values.get(b"content-length", b"")
        if not length.isdigit():
            yield ArticleError(shown, "has no Content-Length: fetch the crawl anew")
        elif int(length) > limit and not _is_response(values):
            _skip(source, int(length))
        elif int(length) > limit:
            _skip(source, int(length))
            yield base.too_large(shown, settings)
        elif len(body := source.read(int(length))) < int(length):
            yield ArticleError(shown, "cut off: fetch the crawl anew")
        else:
            yield head + body


def _headers(first: bytes, source: BinaryIO) -> tuple[bytes, dict[bytes, bytes]]:
    """The lines as far as the blank one, and their values by lower-case name."""
    lines, values = [first], {}
    for _ in range(_LINES_MAX):
        line = source.readline(_LINE_MAX)
        lines.append(line)
        if not line.strip():
            break
        if (match := _NAMED.match(line)) is not None:
            values[match[1].lower()] = match[2]
    return b"".join(lines), values


def _is_response(values: dict[bytes, bytes]) -> bool:
    return values.get(b"warc-type") == b"response"


def _skip(source: BinaryIO, length: int) -> None:
    while length > 0 and (block := source.read(min(length, _BLOCK))):
        length -= len(block)


def _is_page(data: bytes) -> bool:
    """Whether a record is a response of status 200 and type HTML."""
    head, _, body = data.partition(b"\r\n\r\n")
    is_response = re.search(rb"^WARC-Type:[ \t]*response\s*$", head, re.IGNORECASE | re.MULTILINE) is not None
    return is_response and _PAGE.match(body[:_LINE_MAX]) is not None


def _content(found: Any, limit: int) -> bytes:
    """At most so many bytes of a response's page, its transfer coding undone, then its content coding.

    A packed page may be several members of gzip one after another (RFC 1952, 2.2), of which the library's own stream
    gives the first.
    """
    from warcio.bufferedreaders import BufferedReader, ChunkedDataReader

    codings = [str(found.http_headers.get_header(f"{one}-Encoding") or "").lower() for one in ("Transfer", "Content")]
    stream = ChunkedDataReader(found.raw_stream, decomp_type=None) if codings[0] == "chunked" else found.raw_stream
    if codings[1] in BufferedReader.get_supported_decompressors():
        stream = BufferedReader(stream, decomp_type=codings[1])
    page = bytearray(stream.read(limit))
    has_more = getattr(stream, "read_next_member", bool)
    while len(page) < limit and has_more():
        page += stream.read(limit - len(page))
    return bytes(page)


def _response(record: Record, settings: Settings) -> tuple[str | None, str | None, bytes]:
    """Address, charset and page of a response, its transfer and content codings undone.

    Raises:
        ArticleError: it cannot be read, or its page is too large.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed
    from warcio.statusandheaders import StatusAndHeadersParserException

    limit = int(settings.limits.max_file_mb * base.MEGABYTE)
    try:
        found = next(iter(ArchiveIterator(BytesIO(record.data))), None)
        page = _content(found, limit + 1) if found is not None and found.http_headers else None
    except (ArchiveLoadFailed, StatusAndHeadersParserException, *_BROKEN) as error:
        raise record.error(f"cannot be read ({type(error).__name__}): fetch the crawl anew") from None
    if found is None or page is None:
        raise record.error("no HTTP response in it: fetch the crawl anew")
    if len(page) > limit:
        raise record.error(base.too_large_reason(settings), kind="size")
    charset = _CHARSET.search(found.http_headers.get_header("content-type") or "")
    return found.rec_headers.get_header("WARC-Target-URI"), charset[1] if charset else None, page


READER = WarcReader()
