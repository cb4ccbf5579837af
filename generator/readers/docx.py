"""Word documents (Office Open XML, ECMA-376), one article a file."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, RegionKind
from generator.readers import base, lenient, titles
from generator.readers.base import Extra, Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose, controlled

if TYPE_CHECKING:
    from docx.document import Document

_MAGIC = b"PK\x03\x04"
# What a document of Word's older format, or one with a password, begins with.
_COMPOUND = b"\xd0\xcf\x11\xe0"
# A document has no more parts, and unpacks to no more than so many times what a file may have.
_MAX_PARTS, _UNPACKED = 5000, 4
_DAMAGED = "save it anew, or save its text as .txt"
_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
# Text that was struck out while changes were tracked, and what is there a second time for older programs.
_PASSED_OVER = (
    f"{_WORDS}del",
    f"{_WORDS}moveFrom",
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
_BREAKS = {f"{_WORDS}tab": " ", f"{_WORDS}br": "\n", f"{_WORDS}cr": "\n", f"{_WORDS}noBreakHyphen": "\u2011"}
# So many paragraphs may stand before the headline: a byline, a date.
_BEFORE_HEADLINE = 3
# Words for the states that Word proposes; all others mean what they mean elsewhere.
_STATES = {"final": "usable"}


class DocxReader:
    """The body's paragraphs, those of tables too, changes as if accepted; properties and styles say what is what."""

    name = "docx"
    extensions: tuple[str, ...] = (".docx",)
    description = "Word documents, one article a file"
    extra = Extra("docx", "docx")

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """An archive with a part of a Word document near its start."""
        return head.startswith(_MAGIC) and b"word/" in head

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        self.extra.require(shown)
        yield from base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        self.extra.require(record.shown)
        _check(record, settings)
        try:
            document = _opened(record)
            blocks, head = _blocks(document), _head(document)
            status = (document.core_properties.content_status or "").strip().casefold()
        except (MemoryError, ArticleError):
            raise
        except Exception as error:  # a package may be broken in ways that the library does not expect
            raise record.error(f"not a Word document that can be read ({type(error).__name__}): {_DAMAGED}") from None
        head = controlled(record, head, status=[_STATES.get(status, status)])
        return compose(record, blocks, _standing(head, blocks), settings)


def _check(record: Record, settings: Settings) -> None:
    """Refuse an archive that is none, is locked, or unpacks to more than is allowed; nothing is unpacked for that.

    Raises:
        ArticleError: with the reason.
    """
    if record.data.startswith(_COMPOUND):
        raise record.error("has a password, or is in Word's older format: save it as .docx without one", kind="file")
    try:
        with zipfile.ZipFile(BytesIO(record.data)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise record.error(f"not a Word document, or damaged: {_DAMAGED}") from None
    allowed = _UNPACKED * settings.limits.max_file_mb
    if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts) > allowed * base.MEGABYTE:
        reason = f"unpacks to more than {allowed:g} MB or {_MAX_PARTS:,} parts: take its pictures out"
        raise record.error(f"{reason}, or raise limits.max_file_mb in briefing.yml", kind="size")
    if any(part.flag_bits & 1 for part in parts):
        raise record.error("needs a password: save it without one", kind="file")


def _opened(record: Record) -> Document:
    """The document.

    Raises:
        ArticleError: it declares entities, in whose place words would be missing; the format knows none.
    """
    import docx

    document = docx.Document(BytesIO(record.data))
    if document.element.getroottree().docinfo.doctype:
        raise record.error(f"declares entities or elements of its own, which no Word document may: {_DAMAGED}")
    return document


def _head(document: Document) -> Head:
    """What the properties say. When a document was made is not when it was published; title and author: see
    ``_standing``."""
    about = document.core_properties
    values: dict[str, list[Any]] = {
        "title": [about.title],
        "byline": [about.author],
        "lang": [about.language],
        "tags": [about.keywords],
    }
    return lenient.head(values, "record")


def _standing(head: Head, blocks: Blocks) -> Head:
    """Without a title and an author that do not stand in the text: they are the template's and the machine's."""
    text = plain_text.squeeze(blocks.text)
    is_title = head.title and any(titles.same_words(part, head.title.text) for part in blocks.parts)
    is_author = head.byline and head.byline.value in text
    return replace(head, title=head.title if is_title else None, byline=head.byline if is_author else None)


def _blocks(document: Document) -> Blocks:
    """The paragraphs, headings and captions marked; the first heading is the headline if it stands near the start."""
    names = {style.style_id: (style.name or "").casefold() for style in document.styles}
    blocks, has_headline = Blocks(), False
    for element in document.element.body.iter(f"{_WORDS}p"):
        if next(element.iterancestors(*_PASSED_OVER), None) is None:
            style = element.find(f"{_WORDS}pPr/{_WORDS}pStyle")
            name = names.get(style.get(f"{_WORDS}val"), "") if style is not None else ""
            kind = _kind(name, is_first=not has_headline and len(blocks.parts) < _BEFORE_HEADLINE)
            blocks.add(plain_text.clean(_text(element)), kind)
            has_headline = has_headline or kind == "headline"
    return blocks


def _kind(style: str, *, is_first: bool) -> RegionKind | None:
    """What a paragraph of a style is; built-in ones have one name in all languages."""
    if style == "caption":
        return "caption"
    if style.startswith(("title", "heading")):
        return "headline" if is_first else "subheading"
    return "subheading" if style == "subtitle" else None


def _text(paragraph: Any) -> str:
    """The words of a paragraph as they stand: with what was put in while changes were tracked, without what was taken
    out, without those of a text box that hangs in it."""
    parts = []
    for element in paragraph.iter(f"{_WORDS}t", *_BREAKS):
        inside = next(element.iterancestors(f"{_WORDS}p"), None) is paragraph
        if inside and next(element.iterancestors(*_PASSED_OVER), None) is None:
            parts.append(_BREAKS.get(element.tag, element.text or ""))
    return "".join(parts)


READER = DocxReader()
