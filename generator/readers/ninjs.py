"""IPTC ninjs 1.x, 2.x and 3.x: one news object a file, or a list of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article, NamedKind
from generator.readers import iptc, json_document, lenient, markup
from generator.readers.base import Head, Record
from generator.readers.blocks import Blocks
from generator.readers.compose import compose, controlled
from generator.readers.json_document import Values

# One of these is in any news object that holds a text; 3.x writes them in camel case, hence all keys are folded.
_TELLING = frozenset({"headline", "headlines", "bodies", "versioncreated", "firstcreated", "pubstatus", "$standard"})
# Superdesk writes ``guid`` where the standard has ``uri``.
_IDS = ("uri", "guid")
# Lists of whom and what a news object names, in 1.x and since 2.0.
_NAMED: dict[str, NamedKind] = {
    **dict.fromkeys(("person", "people"), "person"),
    **dict.fromkeys(("organisation", "organisations"), "organization"),
    **dict.fromkeys(("place", "places"), "place"),
}
_BODY = re.compile(r"body_\w+")
_MARKED = re.compile(r"html|xml|nitf", re.IGNORECASE)


class NinjsReader:
    """Keys are told by their words alone, whatever their case: that, and lists for single values, is what
    changed from version to version."""

    name = "ninjs"
    extensions: tuple[str, ...] = (".ninjs", ".json")
    description = "IPTC ninjs 1.x, 2.x and 3.x news objects"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """Its identifier, and a key that only news objects have."""
        keys = {key.casefold() for key in json_document.top_level(head)}
        return not keys.isdisjoint(_IDS) and (not keys.isdisjoint(_TELLING) or any(map(_BODY.fullmatch, keys)))

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return json_document.records(self.name, source, shown, settings, _listed)

    def parse(self, record: Record, settings: Settings) -> Article:
        values = folded(json_document.load_object(record))
        if set(values).isdisjoint(_IDS):
            known = "ninjs (uri, headline, body_text ...), JSON Feed (version, items), schema.org JSON-LD (@type)"
            raise record.error(f"JSON of an unknown format: known are {known}")
        blocks, is_teaser = _text(record, values)
        known_head = replace(head(record, values), teaser=is_teaser)
        return compose(record, blocks, known_head, settings)


def _listed(value: Any) -> list[Any] | None:
    return value if isinstance(value, list) else None


def folded(values: Values) -> Values:
    """All keys in lower case, in the object and in those of its lists."""
    return {
        key.casefold(): [_folded_item(item) for item in value] if isinstance(value, list) else value
        for key, value in values.items()
    }


def _folded_item(item: Any) -> Any:
    return {key.casefold(): value for key, value in item.items()} if isinstance(item, dict) else item


def _text(record: Record, values: Values) -> tuple[Blocks, bool]:
    """The body, one with markup before a plain one; else the description, which is a teaser."""
    is_partial = values.get("representationtype") in ("incomplete", "partial")
    for kind, text in _renditions(values, "body", "bodies"):
        blocks = _blocks(record, kind, text)
        if blocks.parts:
            return blocks, is_partial
    for kind, text in _renditions(values, "description", "descriptions"):
        blocks = _blocks(record, kind, text)
        if blocks.parts:
            return blocks, True
    what = values.get("type")
    nature = f" (a {iptc.shown(what)})" if isinstance(what, str) and what != "text" else ""
    raise record.error(f"no text in this news object{nature}: remove it", kind="empty")


def _blocks(record: Record, kind: str, text: str) -> Blocks:
    if _MARKED.search(kind):
        return markup.html_blocks(record, text)
    return markup.plain_blocks(text) if "text" in kind else markup.text_blocks(record, text)


def _renditions(values: Values, one: str, many: str) -> list[tuple[str, str]]:
    """Kind and text of each rendition of a body or a description: ``body_xhtml`` of 1.x, ``bodies`` since 2.0."""
    found = [(key.removeprefix(f"{one}_"), text) for key, text in values.items() if key.startswith(f"{one}_")]
    found += [(_first(item, "contenttype"), item.get("value")) for item in _objects(values.get(many))]
    texts = [(kind, text) for kind, text in found if isinstance(text, str)]
    return sorted(texts, key=lambda item: not _MARKED.search(item[0]))


def _first(item: Values, *keys: str) -> str:
    return next((item[key] for key in keys if isinstance(item.get(key), str) and item[key]), "")


def _objects(value: Any) -> list[Values]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def head(record: Record, values: Values) -> Head:
    """What the object says of itself.

    Raises:
        ArticleError: the status or the embargo cannot be told.
    """
    headlines = sorted(_objects(values.get("headlines")), key=lambda item: item.get("role") != "main")
    sources = [*_objects(values.get("infosources")), *_objects(values.get("infosource"))]
    notices = [values.get("copyrightnotice") or values.get("copyrightholder"), values.get("usageterms")]
    fields = {
        "title": [values.get("headline"), *(item.get("value") for item in headlines), values.get("title")],
        "published": [values.get(key) for key in ("firstcreated", "contentcreated", "versioncreated")],
        "publisher": [item.get("name") for item in sources],
        "byline": [values.get("byline"), values.get("by")],
        "lang": [values.get("language")],
        "rights": [iptc.rights(*notices)],
        "modified": [values.get("versioncreated")],
    }
    known = replace(
        lenient.head(fields, "record"),
        tags=_tags(values),
        id=lenient.identifier(*map(values.get, _IDS)),
        named=iptc.named(
            (item.get("name"), kind) for key, kind in _NAMED.items() for item in _objects(values.get(key))
        ),
    )
    return controlled(record, known, status=[iptc.word(values.get("pubstatus"))], embargoed=[values.get("embargoed")])


def _tags(values: Values) -> tuple[str, ...]:
    subjects = [*_objects(values.get("subject")), *_objects(values.get("subjects"))]
    keywords = values.get("keywords")
    return iptc.tags(
        [(item.get("name"), _first(item, "code", "uri", "literal", "qcode")) for item in subjects],
        keywords if isinstance(keywords, list) else [],
    )


READER = NinjsReader()
