"""Saved web pages: trafilatura finds the article's body, ``page_head`` what the page says of itself."""

from __future__ import annotations

import datetime
import logging
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, Known, RegionKind
from generator.readers import base, fields, lenient, markup, page_head
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.head import detect
from generator.readers.plain import decode
from generator.readers.titles import with_title

if TYPE_CHECKING:
    from lxml.etree import _Element
    from lxml.html import HtmlElement

_SNIFF = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.I | re.S
)
# Browsers look for the declaration in the first 1024 bytes (HTML Standard, "prescan"); some pages put it later.
_CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{2,40})", re.I)
_DECLARED_WITHIN = 4096
_SAVED_FROM = re.compile(rb"<!-- saved from url=\(\d{4}\)(\S+) -->")
_XML_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
# Elements of trafilatura's result that are paragraphs of their own.
_PARAGRAPHS = frozenset({"p", "head", "item", "quote", "row", "code", "ab", "div", "list", "table", "fw"})
# A fixed end of the range in which dates are looked for: the clock must not change what is found.
_LATEST = datetime.datetime(2100, 1, 1)
_NOTHING = Head()


class HtmlReader:
    """``.html``: offsets count in the text that trafilatura leaves, paragraphs joined by blank lines."""

    name = "html"
    extensions: tuple[str, ...] = (".html", ".htm", ".xhtml")
    description = "saved web pages: body by trafilatura; head by JSON-LD, Open Graph, meta elements, the page"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A document type or an ``html`` element at the start."""
        return _SNIFF.match(head) is not None

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        return page(record, settings, besides=_saved_from(record))


def page(
    record: Record,
    settings: Settings,
    *,
    charset: str | None = None,
    known: Head = _NOTHING,
    besides: Head = _NOTHING,
    own_id: str | None = None,
) -> Article:
    """The article of a page that came in any format.

    ``charset``: what its transport declared; ``known``: values that its format gives, better than the page's own;
    ``besides``: values that are worse than the page's own.

    Raises:
        ArticleError: no article is found in it.
    """
    tree = _tree(record, charset)
    known = known.or_else(page_head.extract(tree))
    title = known.title.text if known.title else None
    blocks = _body(record, tree, title)
    base.check_text(record, blocks.text, settings)
    name = PurePath(record.shown).name if record.number is None else None
    found = detect(blocks.text, title=title, file_name=name, marked=blocks.regions)
    head = with_title(known, blocks.text, found).or_else(besides)
    if head.published is None:
        head = head.or_else(Head(published=_guessed_date(tree)))
    return base.assemble(record, blocks.text, head, settings, own_id=own_id)


def _saved_from(record: Record) -> Head:
    """The address in the comment that browsers, and ``briefing add``, put before a page that they save."""
    match = _SAVED_FROM.search(record.data, 0, _DECLARED_WITHIN)
    return lenient.head({"url": [match[1].decode("ascii", "replace")]}, "page") if match else Head()


def _tree(record: Record, charset: str | None) -> HtmlElement:
    """The page's elements."""
    from trafilatura.utils import load_html  # heavy, and needed for pages alone

    for name in ("trafilatura", "htmldate"):
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)  # what they have to say is said by our errors
    declared = _CHARSET.search(record.data, 0, _DECLARED_WITHIN)
    charset = charset or (declared[1].decode("ascii") if declared else None)
    page = _XML_DECLARATION.sub("", decode(record, declared=charset))
    markup.check_attributes(record, page)
    tree = load_html(page)
    if tree is None:
        raise record.error("no HTML page: save the page anew, or as .txt")
    markup.check_depth(record, tree)
    return tree


def _body(record: Record, tree: HtmlElement, title: str | None) -> Blocks:
    """The article's paragraphs and headings."""
    from trafilatura import bare_extraction
    from trafilatura.settings import Document

    document = bare_extraction(tree, include_comments=False, include_tables=True)
    if not isinstance(document, Document) or document.body is None:
        raise record.error("no article found in the page: save its text as .txt, or remove it", kind="empty")
    blocks = Blocks()
    for tag, content in _paragraphs(document.body):
        blocks.add(plain_text.clean(content), _kind(tag, content, title))
    return blocks


def _kind(tag: str, content: str, title: str | None) -> RegionKind | None:
    if tag != "head":
        return None
    is_title = title is not None and plain_text.squeeze(content).casefold() == title.casefold()
    return "headline" if is_title else "subheading"


def _paragraphs(body: _Element) -> Iterator[tuple[str, str]]:
    """The element and the text of each paragraph, in document order; no recursion, pages nest deeply."""
    from lxml.etree import iterwalk

    buffer: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        is_paragraph = element.tag in _PARAGRAPHS
        if is_paragraph and buffer:
            yield (str(element.tag) if event == "end" else "p"), "".join(buffer)
            buffer.clear()
        if event == "start":
            buffer.extend(_mark(str(element.tag), any(map(str.strip, buffer))))
            buffer.append(element.text or "")
        else:
            buffer.append(element.tail or "")
    if buffer:
        yield "p", "".join(buffer)


def _mark(tag: str, inside: bool) -> list[str]:
    """What a line break and a table's cell are in plain text."""
    return ["\n"] if tag == "lb" else [" | "] if tag == "cell" and inside else []


def _guessed_date(tree: HtmlElement) -> Known | None:
    """What htmldate makes of the page's markup: wrong in about one page of ten, hence a guess."""
    from htmldate import find_date

    try:
        value = find_date(tree, extensive_search=False, original_date=True, max_date=_LATEST)
        return Known(fields.date(value), "guessed") if value else None
    except ValueError:
        return None


READER = HtmlReader()
