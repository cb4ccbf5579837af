"""schema.org's NewsArticle and its kin as JSON-LD files of their own, without a page around them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePath
from typing import Any, BinaryIO

from generator.config import Settings
from generator.errors import ArticleError
from generator.models import Article
from generator.readers import json_document, json_ld, markup
from generator.readers.base import Record
from generator.readers.compose import compose
from generator.readers.json_document import Values


class JsonLdReader:
    """One article, a list of them, or those of an ``@graph``; without ``articleBody`` it is a teaser."""

    name = "json-ld"
    extensions: tuple[str, ...] = (".jsonld", ".json")
    description = "schema.org NewsArticle and its kin as JSON-LD"

    def sniff(self, head: bytes, path: PurePath) -> bool:  # noqa: ARG002
        """A context or a type, which no other JSON has."""
        return not {"@context", "@type", "@graph"}.isdisjoint(json_document.top_level(head))

    def records(self, source: BinaryIO, shown: str, settings: Settings) -> Iterator[Record | ArticleError]:
        return json_document.records(self.name, source, shown, settings, _listed)

    def parse(self, record: Record, settings: Settings) -> Article:
        node = json_document.load_object(record)
        if not json_ld.is_article(node):
            raise record.error("no NewsArticle or other article of schema.org in it: remove it", kind="empty")
        text = _first(node, "articleBody", "text")
        blocks = markup.text_blocks(record, text or _first(node, "description", "abstract"))
        return compose(record, blocks, replace(json_ld.node_head(node), teaser=not text), settings)


def _listed(value: Any) -> list[Values] | None:
    """The articles inside a value that is none itself; what an article holds (a citation, a part) is not another."""
    if isinstance(value, dict) and json_ld.is_article(value):
        return None
    found: list[Values] = []
    pending = deque([value])
    while pending:
        node = pending.popleft()
        if isinstance(node, dict) and json_ld.is_article(node):
            found.append(node)
        elif isinstance(node, list | dict):
            pending.extend(node.values() if isinstance(node, dict) else node)
    return found


def _first(node: Values, *keys: str) -> str:
    return next((node[key] for key in keys if isinstance(node.get(key), str) and node[key].strip()), "")


READER = JsonLdReader()
