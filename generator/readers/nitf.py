"""IPTC NITF 3.x: one article a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, NamedKind
from generator.readers import base, iptc, lenient, markup, xml
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose, controlled, with_dateline

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements in which a text marks whom and what it names.
_NAMED: dict[str, NamedKind] = {"person": "person", "org": "organization", "location": "place"}


class NitfReader:
    """``<nitf>``: its body is the text, with the dateline in front; ``docdata`` gives dates, rights and status."""

    name = "nitf"
    extensions: tuple[str, ...] = (".nitf", ".xml")
    description = "IPTC NITF 3.x news articles"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A root element of that name."""
        return xml.root_name(head) == "nitf"

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return base.whole_file(self.name, source, shown, settings)

    def parse(self, record: Record, settings: Settings) -> Article:
        root = xml.parse(record)
        if root.tag != "nitf":
            xml.foreign(record, root)
        content = body(root)
        known = head(record, root)
        if not content.parts:
            content = markup.element_blocks(root.find("body/body.head/abstract"))
            known = replace(known, teaser=True)
        return compose(record, content, known, settings)


def body(root: _Element) -> Blocks:
    """The dateline, unless the lede repeats it, and the body of a ``<nitf>``."""
    content = markup.element_blocks(root.find("body/body.content"))
    return with_dateline(xml.line(root.find("body/body.head/dateline")), content)


def head(record: Record, root: _Element) -> Head:
    """What ``head`` and ``body.head`` say.

    Raises:
        ArticleError: the status or the embargo cannot be told.
    """
    pubdata = root.findall("head/pubdata")
    issued, released = (_norm(root, f"head/docdata/date.{name}") for name in ("issue", "release"))
    revisions = [revision.get("norm") for revision in root.findall("head/revision-history")]
    values: dict[str, list[str | None]] = {
        "title": _lines(root, "body/body.head/hedline/hl1", "body/body.head/hedline", "head/title"),
        "published": [issued, *(iptc.extended(one.get("date.publication")) for one in pubdata), released],
        "publisher": [*(one.get("name") for one in pubdata), *_lines(root, "body/body.head/distributor")],
        "byline": [_byline(root)],
        "url": [one.get("ex-ref") for one in pubdata],
        "lang": [root.get(xml.LANG), root.get("lang")],
        "rights": [_rights(root)],
        "modified": [iptc.extended(one) for one in reversed(revisions)],
    }
    known = replace(lenient.head(values, "record"), tags=_tags(root), id=_id(root), named=_names(root))
    status = _attribute(root, "head/docdata", "management-status")
    if status == "embargoed":
        status = "usable" if released else "withheld"
    # A document is not to be seen before its date of release, whatever its status is called.
    return controlled(record, known, status=[status], embargoed=[released])


def _lines(root: _Element, *paths: str) -> list[str | None]:
    return [xml.line(root.find(path)) for path in paths]


def _norm(root: _Element, path: str) -> str | None:
    return iptc.extended(_attribute(root, path, "norm"))


def _attribute(root: _Element, path: str, name: str) -> str | None:
    """The first element's attribute."""
    return next((element.get(name) for element in root.iterfind(path) if element.get(name)), None)


def _byline(root: _Element) -> str:
    """The names of persons in bylines, else the bylines as they stand but for titles."""
    persons = [xml.line(one) for byline in root.iterfind("body/body.head/byline") for one in byline.iter("person")]
    bylines = [xml.line(one, without="byttl") for one in root.iterfind("body/body.head/byline")]
    return ", ".join(filter(None, persons or bylines))


def _rights(root: _Element) -> str | None:
    copyright_ = root.find("head/docdata/doc.copyright")
    parts = [copyright_.get("year"), copyright_.get("holder")] if copyright_ is not None else []
    notice = f"© {' '.join(filter(None, parts))}" if any(parts) else None
    return iptc.rights(notice, *(xml.line(one) for one in root.iterfind("body/body.head/rights")))


def _tags(root: _Element) -> tuple[str, ...]:
    """Subjects by their most particular name, then keywords and classifiers."""
    subjects = [
        (
            next(
                (
                    one.get(f"tobject.subject.{part}")
                    for part in ("detail", "matter", "type")
                    if one.get(f"tobject.subject.{part}")
                ),
                None,
            ),
            one.get("tobject.subject.refnum"),
        )
        for one in root.iterfind("head/tobject/tobject.subject")
    ]
    keywords = [one.get("key") for one in root.iterfind("head/docdata/key-list/keyword")]
    classified = [one.get("value") for one in root.iterfind("head/docdata/identified-content/classifier")]
    return iptc.tags(subjects, [*keywords, *classified])


def _names(root: _Element) -> tuple[tuple[str, NamedKind], ...]:
    """Whom and what the body marks as a person, an organisation or a place."""
    body = root.find("body/body.content")
    marked = body.iter(*_NAMED) if body is not None else ()
    return iptc.named((xml.line(one), _NAMED[str(one.tag)]) for one in marked)


def _id(root: _Element) -> str | None:
    """The document's id with who registered it; without that it need not be unique in the world."""
    one = root.find("head/docdata/doc-id")
    known = one is not None and one.get("regsrc") and one.get("id-string")
    return lenient.identifier(f"{one.get('regsrc')}:{one.get('id-string')}") if known else None


READER = NitfReader()
