"""PDF (ISO 32000): one article a file. Its paragraphs are told by how they stand on the page."""

from __future__ import annotations

import base64
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from io import BytesIO
from itertools import count
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, RegionKind
from generator.readers import base, isolation, lenient, titles, xml
from generator.readers.base import Extra, Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose, controlled
from generator.readers.isolation import ParseError

if TYPE_CHECKING:
    from lxml.etree import _Element
    from pdfminer.layout import LTPage, LTTextBox
    from pdfminer.pdfdocument import PDFDocument

# The header may come after some bytes of a mailer's or a printer's (ISO 32000-2, 7.5.2, note 1).
_HEADER_REACH = 1024
# A headline is so much larger than the text, in times; a subheading so much; so many words are in one at most.
_HEADLINE, _SUBHEADING, _HEADING_WORDS = 1.25, 1.05, 40
# The share of a page's height, at either end, in which what is repeated or small is no text of the article.
_MARGIN = 0.08
# An indented line begins a paragraph: between so many and so many times its size from the edge.
_INDENTED = (0.6, 4.0)
_LIGATURES = {0xFB00 + n: text for n, text in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))}
_STOPPED = re.compile(r"[.!?…:\"'”’»)\]]\s*$")
_END = 8
# Words are taken whole, or a long one would be gone through from each of its letters.
_HYPHENATED = re.compile(r"(?<!\w)\w++-\w+")
_BROKEN_WORD = re.compile(r"(?<!\w)(\w++)([-\u00ad\u2010])\n(\w+)")
_SCANNED = "no text in it, as in pictures of pages: run text recognition over it, or remove it"
_NO_RIGHT = "its owner does not allow that text is taken from it: ask for a file that does"
_LOCKED = "needs a password: save it without one"
_DAMAGED = "save it anew, or save its text as .txt"


class Block(NamedTuple):
    """A paragraph with its lines parted by breaks; ``size`` of its letters; ``is_edge``: near the page's end."""

    page: int
    size: float
    is_edge: bool
    text: str


class PdfReader:
    """Text as it is printed, column by column; what stands at the edges of pages is left out."""

    name = "pdf"
    extensions: tuple[str, ...] = (".pdf",)
    description = "PDF with text in it, one article a file"
    extra = Extra("pdf", "pdfminer")

    def sniff(self, head: bytes, path: PurePath) -> bool:
        """The header, at the very start if the name says nothing."""
        reach = _HEADER_REACH if path.name.lower().endswith((".pdf", ".pdf.gz")) else 0
        return b"%PDF-" in head[: reach + 5]

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        self.extra.require(shown)
        yield from base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        self.extra.require(record.shown)
        try:
            about, *pages = map(_whole, isolation.run(__name__, BytesIO(record.data), settings))
        except ParseError as error:
            raise record.error(error.reason, kind=error.kind) from None
        found = [Block(*block) for page in pages for block in page["blocks"]]
        if not found:
            raise record.error(_SCANNED, kind="empty")
        return compose(record, _article(found, about["title"] or ""), _head(record, about), settings)


def _whole(item: dict[str, Any] | ParseError) -> dict[str, Any]:
    """An article lacks no part.

    Raises:
        ParseError: the item is one.
    """
    if isinstance(item, ParseError):
        raise item
    return item


def _head(record: Record, about: dict[str, Any]) -> Head:
    """What the document says of itself. Its title is the program's as often as not: see ``_article``. When it was
    made is not when it was published; that the publishers' names for it (PRISM) say.

    Raises:
        ArticleError: the embargo cannot be told.
    """
    values: dict[str, list[Any]] = {"lang": [about.get("lang")], "tags": [about.get("keywords")]}
    try:
        root = xml.parse(base.derived(record, base64.b64decode(about.get("xmp") or "")))
    except ArticleError:
        return lenient.head(values, "record")
    for name, element in (
        ("published", "publicationDate"),
        ("published", "coverDate"),
        ("publisher", "publicationName"),
        ("publisher", "publisher"),
        ("url", "url"),
        ("rights", "rights"),
        ("modified", "modificationDate"),
    ):
        values.setdefault(name, []).extend(_properties(root, element))
    # PRISM has it among its usage rights (pur:embargoDate), and had it among the rest.
    return controlled(record, lenient.head(values, "record"), embargoed=_properties(root, "embargoDate"))


def _properties(root: _Element, name: str) -> Iterator[str]:
    """What a packet of metadata gives under a name, as elements or, in short, as attributes (ISO 16684-1)."""
    yield from (xml.line(one) for one in root.iter(name))
    for described in root.iter("Description"):
        yield from (str(value) for key, value in described.attrib.items() if str(key).rpartition("}")[2] == name)


def _article(found: list[Block], title: str) -> Blocks:
    """The blocks in order, without what stands at the edges, headings marked."""
    sizes = Counter[float]()
    for block in found:
        sizes[block.size] += len(block.text)
    body = max(sizes, key=lambda size: (sizes[size], size))
    prose = list(_without_furniture(found, body)) or found
    first = [block for block in prose if block.page == prose[0].page]
    headline = _headline(first, title, body)
    hyphenated = frozenset(one for block in prose for one in _HYPHENATED.findall(block.text))
    blocks, before = Blocks(), ""
    for block in prose:
        kind = "headline" if block is headline else _kind(block, body)
        if kind is None and before and _goes_on(before, block.text):
            before += f"\n{block.text}"
            continue
        blocks.add(_joined(before, hyphenated))
        before = block.text if kind is None else ""
        blocks.add("" if kind is None else _joined(block.text, hyphenated), kind)
    blocks.add(_joined(before, hyphenated))
    return blocks


def _without_furniture(found: list[Block], body: float) -> Iterator[Block]:
    """Without the blocks at a page's edge that others repeat (numbers aside), are numbers, or smaller than the text."""
    pages: dict[str, set[int]] = defaultdict(set)
    for block in found:
        if block.is_edge:
            pages[_bare(block.text)].add(block.page)
    for block in found:
        own = _bare(block.text) if block.is_edge else ""
        if not block.is_edge or (own and len(pages[own]) == 1 and block.size * _SUBHEADING > body):
            yield block


def _bare(text: str) -> str:
    return re.sub(r"\d+", "", plain_text.squeeze(text)).strip(" /-–—.,:|")


def _headline(first: list[Block], title: str, body: float) -> Block | None:
    """The block of the first page that says what the document is called; else its largest, if that is large."""
    named = next((block for block in first if title and titles.same_words(_joined(block.text), title)), None)
    largest = max(first, key=lambda block: block.size)
    is_large = largest.size >= _HEADLINE * body and len(largest.text.split()) <= _HEADING_WORDS
    return named or (largest if is_large else None)


def _kind(block: Block, body: float) -> RegionKind | None:
    is_heading = block.size >= _SUBHEADING * body and len(block.text.split()) <= _HEADING_WORDS
    return "subheading" if is_heading and not _STOPPED.search(block.text) else None


def _goes_on(before: str, text: str) -> bool:
    """Whether a paragraph goes on over the end of a column or page."""
    return text[:1].islower() and _STOPPED.search(before[-_END:]) is None


def _joined(text: str, hyphenated: frozenset[str] = frozenset()) -> str:
    """Lines as one; a word that is broken over two without its hyphen, unless the document writes it with one."""

    def join(match: re.Match[str]) -> str:
        first, mark, second = match.groups()
        keeps = mark != "\u00ad" and (not second[:1].islower() or f"{first}-{second}" in hyphenated)
        return f"{first}{mark if keeps else ''}{second}"

    return plain_text.squeeze(plain_text.clean(_BROKEN_WORD.sub(join, text).translate(_LIGATURES)))


# --- in a process of its own ----------------------------------------------------------------------------------------


def produce(file: BinaryIO, settings: Settings) -> Iterator[dict[str, Any] | ParseError]:
    """What the document says of itself, then each page with its blocks."""
    from pdfminer.converter import PDFPageAggregator
    from pdfminer.layout import LAParams
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
    from pdfminer.pdfpage import PDFPage

    document = _opened(file)
    yield _about(document)
    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=LAParams())
    interpreter = PDFPageInterpreter(resources, device)
    pages, length = PDFPage.create_pages(document), 0
    for number in count(1):
        try:
            if (page := next(pages, None)) is None:
                return
            interpreter.process_page(page)
            blocks = list(_blocks(device.get_result(), number))
        except MemoryError:
            raise
        except Exception as error:  # whatever the parser stumbles over, it is the document's fault
            raise ParseError(f"page {number}: cannot be read ({type(error).__name__}): {_DAMAGED}") from None
        yield {"blocks": blocks}
        length += sum(len(block.text) for block in blocks)
        if length > settings.limits.max_characters:
            return  # too long, which is told of the text


def _opened(file: BinaryIO) -> PDFDocument:
    from pdfminer.pdfdocument import PDFDocument, PDFPasswordIncorrect
    from pdfminer.pdfparser import PDFParser

    try:
        document = PDFDocument(PDFParser(file))
    except PDFPasswordIncorrect:
        raise ParseError(_LOCKED, "file") from None
    except MemoryError:
        raise
    except Exception as error:  # as in ``produce``
        raise ParseError(f"not a PDF that can be read ({type(error).__name__}): {_DAMAGED}") from None
    if not document.is_extractable:
        raise ParseError(_NO_RIGHT, "file")
    return document


def _about(document: PDFDocument) -> dict[str, Any]:
    """Title, keywords, language and the packet of metadata (XMP)."""
    from pdfminer.pdftypes import PDFStream, resolve1

    def said(value: Any) -> str | None:
        value = resolve1(value)
        if isinstance(value, bytes):
            is_wide = value.startswith((b"\xfe\xff", b"\xff\xfe"))
            value = value.decode(
                "utf-16" if is_wide else "utf-8" if value.startswith(b"\xef\xbb\xbf") else "latin-1", "replace"
            )
        return plain_text.squeeze(plain_text.clean(value)) or None if isinstance(value, str) else None

    info = document.info[0] if document.info else {}
    packet = resolve1(document.catalog.get("Metadata"))
    return {
        "title": said(info.get("Title")),
        "keywords": said(info.get("Keywords")),
        "lang": said(document.catalog.get("Lang")),
        "xmp": base64.b64encode(packet.get_data()).decode() if isinstance(packet, PDFStream) else None,
    }


def _blocks(page: LTPage, number: int) -> Iterator[Block]:
    """The page's paragraphs in the order of reading."""
    from pdfminer.layout import LTTextBox

    height = page.height or 1.0
    for box in page:
        if isinstance(box, LTTextBox):
            is_edge = box.y1 > page.y1 - _MARGIN * height or box.y0 < page.y0 + _MARGIN * height
            for size, text in _paragraphs(box):
                yield Block(number, size, is_edge, text)


def _paragraphs(box: LTTextBox) -> Iterator[tuple[float, str]]:
    """Size and lines of each paragraph: a line that is indented, or of another size, begins one."""
    from pdfminer.layout import LTChar, LTTextLine

    parts: list[tuple[float, list[str]]] = []
    for line in box:
        if not isinstance(line, LTTextLine) or not (words := line.get_text().strip()):
            continue
        sizes = Counter(round(char.size, 1) for char in line if isinstance(char, LTChar))
        size = max(sizes, key=lambda one: (sizes[one], one), default=0.0)
        least, most = (times * size for times in _INDENTED)
        if not parts or abs(size / parts[-1][0] - 1) > _SUBHEADING - 1 or least < line.x0 - box.x0 < most:
            parts.append((size or 1.0, []))
        parts[-1][1].append(words)
    yield from ((size, "\n".join(lines)) for size, lines in parts)


READER = PdfReader()
