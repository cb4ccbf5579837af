"""schema.org's NewsArticle and its kin, as JSON-LD."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from generator.models import Status
from generator.readers import lenient
from generator.readers.base import Head

# schema.org: Article, NewsArticle, ReportageNewsArticle, BlogPosting, LiveBlogPosting, Report ...
_ARTICLE_TYPES = ("Article", "Posting", "Report")
# No page describes itself in so many objects; more is an attempt to keep us busy.
_MAX_NODES = 20_000


def head(scripts: Iterable[str]) -> Head:
    """The head of the first article among JSON-LD documents, one with a headline if there is any."""
    found = [node for value in _parsed(scripts) for node in articles(value)]
    return node_head(next((node for node in found if node.get("headline")), found[0])) if found else Head()


def articles(value: Any) -> Iterator[dict[str, Any]]:
    """All articles in a JSON value, the outer before the inner."""
    return filter(is_article, _nodes(value))


def node_head(node: dict[str, Any]) -> Head:
    """What an article says of itself."""
    values = {
        "title": (node.get("headline"), node.get("name")),
        "published": (node.get("datePublished"), node.get("dateCreated")),
        "publisher": (_names(node.get("publisher")), _names(node.get("sourceOrganization"))),
        "byline": (_names(node.get("author")), _names(node.get("creator"))),
        "url": (node.get("url"), _address(node.get("mainEntityOfPage")), node.get("@id")),
        "lang": (node.get("inLanguage"),),
        "tags": (node.get("keywords"),),
        "rights": (node.get("copyrightNotice"), node.get("license"), _names(node.get("copyrightHolder"))),
        "modified": (node.get("dateModified"),),
    }
    return replace(lenient.head(values, "json-ld"), status=_status(node.get("creativeWorkStatus")))


def _status(value: Any) -> Status | None:
    """schema.org names Incomplete, Draft, Published and Obsolete, and lets everybody use words of their own."""
    word = value.get("name") if isinstance(value, dict) else value
    is_draft = isinstance(word, str) and word.strip().casefold() in ("draft", "incomplete")
    return "draft" if is_draft else None


def _parsed(scripts: Iterable[str]) -> Iterator[Any]:
    for script in scripts:
        try:
            yield json.loads(script.strip().removesuffix(";"), strict=False)
        except (ValueError, RecursionError):
            continue


def _nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a JSON value, the outer before the inner."""
    pending = deque([value])
    for _ in range(_MAX_NODES):
        if not pending:
            return
        node = pending.popleft()
        if isinstance(node, dict):
            yield node
            pending.extend(node.values())
        elif isinstance(node, list):
            pending.extend(node)


def is_article(node: dict[str, Any]) -> bool:
    """Whether an object is an article by its type, full address of the type or not."""
    return any(isinstance(kind, str) and kind.endswith(_ARTICLE_TYPES) for kind in _listed(node.get("@type")))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _names(value: Any) -> str | None:
    """The names of people or organisations given as text, as an object, or as a list of either."""
    items = [item.get("name") if isinstance(item, dict) else item for item in _listed(value)]
    names = [name.strip() for item in items for name in _listed(item) if isinstance(name, str) and "://" not in name]
    return ", ".join(dict.fromkeys(filter(None, names))) or None


def _address(value: Any) -> Any:
    return value.get("@id") if isinstance(value, dict) else value
