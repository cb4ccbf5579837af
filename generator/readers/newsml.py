"""IPTC NewsML-G2: a news item, or a message of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from generator import text as plain_text
from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, NamedKind
from generator.readers import base, iptc, lenient, markup, nitf, xml
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose, controlled, with_dateline

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOTS = ("newsItem", "newsMessage")
# Concepts of these natures (https://cv.iptc.org/newscodes/cpnature) are whom and what a text names, not its topics.
_NAMED: dict[str, NamedKind | None] = {
    "person": "person",
    "organisation": "organization",
    "geoArea": "place",
    "poi": "place",
    "object": None,
    "event": None,
}


class NewsmlReader:
    """``<newsItem>`` and ``<newsMessage>``; in a message, packages, pictures and the like are passed over."""

    name = "newsml-g2"
    extensions: tuple[str, ...] = (".newsml", ".xml")
    description = "IPTC NewsML-G2 news items and messages"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A root element of these names."""
        return xml.root_name(head) in _ROOTS

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        for whole in base.whole_file(self.name, source, shown, settings):
            if isinstance(whole, Record) and xml.root_name(whole.data[: xml.HEAD]) == "newsMessage":
                yield from _items(whole)
            else:
                yield whole

    def parse(self, record: Record, settings: Settings) -> Article:
        item = xml.parse(record)
        if item.tag != "newsItem":
            xml.foreign(record, item)
        return compose(record, _body(record, item), head(record, item), settings)


def _items(message: Record) -> Iterator[Record | ArticleError]:
    """A record for each text of a message."""
    from lxml import etree

    try:
        root = xml.parse(message)
    except ArticleError as error:
        yield error
        return
    number = 0
    for item in root.iterfind("itemSet/newsItem"):
        if _nature(item) in ("", "text"):
            data = etree.tostring(item, encoding="utf-8", with_tail=False)
            yield Record(message.shown, message.reader, data, plain_text.sha256(data), number, item.sourceline)
            number += 1
    if number == 0:
        yield message.error("no text in this message: remove it", kind="empty")


def _nature(item: _Element) -> str:
    """``text``, ``picture`` ...; nothing where the item does not say."""
    return iptc.shown(str(iptc.word(_code(item, "itemMeta/itemClass"))))


def _code(item: _Element, path: str) -> str:
    """The QCode or the URI of the first such element."""
    element = item.find(path)
    return "" if element is None else element.get("qcode") or element.get("uri") or element.get("literal") or ""


def _body(record: Record, item: _Element) -> Blocks:
    contents = [blocks for blocks in map(_content, item.iterfind("contentSet/*")) if blocks.parts]
    if not contents:
        nature = _nature(item)
        what = f"a {nature}" if nature not in ("", "text") else "its text is not in the file"
        raise record.error(f"no text in this news item ({what}): remove it", kind="empty")
    return with_dateline(xml.line(item.find("contentMeta/dateline")), contents[0])


def _content(element: _Element) -> Blocks:
    """The paragraphs of one rendition."""
    if element.tag == "inlineData":
        return markup.plain_blocks("".join(element.itertext()))
    if element.tag != "inlineXML":
        return Blocks()
    inside = element.find("nitf")
    return markup.element_blocks(element) if inside is None else nitf.body(inside)


def head(record: Record, item: _Element) -> Head:
    """What ``itemMeta``, ``contentMeta`` and ``rightsInfo`` say.

    Raises:
        ArticleError: the status or the embargo cannot be told.
    """
    values = {
        "title": _texts(item, "contentMeta/headline", "itemMeta/title"),
        "published": _texts(item, "itemMeta/firstCreated", "contentMeta/contentCreated", "itemMeta/versionCreated"),
        "publisher": [*_party(item, "itemMeta/provider"), *_party(item, "contentMeta/infoSource")],
        "byline": [*_texts(item, "contentMeta/by"), ", ".join(_creators(item))],
        "lang": [*(one.get("tag") for one in item.iterfind("contentMeta/language")), item.get(xml.LANG)],
        "rights": [_rights(item)],
        "modified": _texts(item, "contentMeta/contentModified", "itemMeta/versionCreated"),
    }
    known = replace(
        lenient.head(values, "record"), tags=_tags(item), id=lenient.identifier(item.get("guid")), named=_names(item)
    )
    status, embargoed = iptc.word(_code(item, "itemMeta/pubStatus")), item.find("itemMeta/embargoed")
    if embargoed is not None and not xml.line(embargoed) and status in ("", "usable"):
        status = "withheld"  # embargoed for a time that the provider does not know yet
    return controlled(record, known, status=[status], embargoed=[xml.line(embargoed)])


def _texts(item: _Element, *paths: str) -> list[str]:
    return [xml.line(one) for path in paths for one in item.iterfind(path)]


def _party(item: _Element, path: str) -> Iterator[str]:
    """Names of parties, else the words of their codes (``nprov:SKARNE``)."""
    for party in item.iterfind(path):
        yield xml.line(party.find("name")) or party.get("literal") or (party.get("qcode") or "").rpartition(":")[2]


def _creators(item: _Element) -> list[str]:
    return [name for one in item.iterfind("contentMeta/creator") if (name := xml.line(one.find("name")))]


def _rights(item: _Element) -> str | None:
    notices = _texts(item, "rightsInfo/copyrightNotice")
    return iptc.rights(*(notices or _party(item, "rightsInfo/copyrightHolder")), *_texts(item, "rightsInfo/usageTerms"))


def _names(item: _Element) -> tuple[tuple[str, NamedKind], ...]:
    """Whom and what the item is about, and what it says that it names."""
    subjects = ((one, _NAMED.get(iptc.word(one.get("type") or ""))) for one in item.iterfind("contentMeta/subject"))
    return iptc.named((xml.line(name), kind) for one, kind in subjects if kind for name in one.iterfind("name"))


def _tags(item: _Element) -> tuple[str, ...]:
    subjects = [
        (xml.line(one.find("name")), one.get("qcode") or one.get("uri") or one.get("literal"))
        for one in item.iterfind("contentMeta/subject")
        if iptc.word(one.get("type") or "") not in _NAMED
    ]
    return iptc.tags(subjects, _texts(item, "contentMeta/keyword"))


READER = NewsmlReader()
