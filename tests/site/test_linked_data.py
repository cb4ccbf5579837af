"""What pages tell programs: schema.org types with properties that these types have, and Open Graph's required ones."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

pytestmark = pytest.mark.site

_THING = {"name", "alternateName", "description", "url", "sameAs", "mainEntityOfPage"}
_WORK = _THING | {"headline", "text", "creator", "author", "publisher", "datePublished", "dateModified", "inLanguage"}
_WORK |= {"isBasedOn", "about", "keywords", "hasPart", "copyrightNotice"}
# Of https://schema.org (version 29), those properties of each type that the pages use.
PROPERTIES = {
    "NewsArticle": _WORK,
    "Quotation": _WORK,
    "WebSite": _WORK,
    "CollectionPage": _WORK,
    "Person": _THING,
    "Organization": _THING,
    "Country": _THING,
}
# What a property's value is: of one of these types, or text; a list of such.
RANGES: dict[str, set[str]] = {
    "creator": {"Person", "Organization", "Country"},
    "author": {"Person", "Organization"},
    "publisher": {"Person", "Organization"},
    "isBasedOn": {"NewsArticle"},
    "about": {"Person", "Organization", "Country"},
    "hasPart": {"Quotation"},
}
ADDRESSES = ("url", "sameAs", "mainEntityOfPage")


def faults(value: dict[str, Any], *, root: bool = True) -> Iterator[str]:
    kind = value.get("@type", "")
    if root and value.get("@context") != "https://schema.org":
        yield "no context"
    for name, found in value.items():
        if name in ("@type", "@context"):
            continue
        if name not in PROPERTIES.get(kind, ()):
            yield f"{kind} has no {name}"
        for one in found if isinstance(found, list) else [found]:
            if isinstance(one, dict) and one.get("@type") in RANGES.get(name, ()):
                yield from faults(one, root=False)
            elif not isinstance(one, str) or not one or name in RANGES:
                yield f"{kind}.{name}: {one!r}"
            elif name in ADDRESSES and urlsplit(one).scheme not in ("http", "https"):
                yield f"{kind}.{name} is no address: {one!r}"
            elif name.startswith("date") and not re.fullmatch(r"\d{4}-\d\d-\d\d.*", one):
                yield f"{kind}.{name} is no date: {one!r}"


def blocks(text: str) -> list[Any]:
    return [
        json.loads(one) for one in re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    ]


def pages(site: Path) -> Iterator[tuple[str, str, str]]:
    """(path, kind, HTML) of every page that is to be found."""
    for path in sorted(site.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        kind = re.search(r'class="page page--(\w+)"', text)
        if kind and 'content="noindex"' not in text and path.name != "404.html":
            yield path.relative_to(site).as_posix(), kind[1], text


def test_linked_data_keeps_to_the_vocabulary(site: Path) -> None:
    seen = set()
    for path, kind, text in pages(site):
        found = blocks(text)
        numbered = re.search(r"/part-\d+/", path)
        assert len(found) == (0 if kind == "page" or (kind == "actor" and numbered) else 1), path
        for block in found:
            assert list(faults(block)) == [], path
            seen.add(block["@type"])
    assert seen == {"NewsArticle", "Person", "Organization", "Country", "WebSite", "CollectionPage"}


def test_the_vocabulary_is_held_against_faults() -> None:
    block = {"@context": "https://schema.org", "@type": "Person", "headline": "x", "url": "javascript:1"}
    assert len(list(faults(block))) == 2
    assert list(faults({"@type": "NewsArticle", "about": ["Ada Holm"], "datePublished": "Tuesday"}))


def test_open_graph_has_all_that_it_requires(site: Path) -> None:
    for path, _, text in pages(site):
        found = dict(re.findall(r'<meta property="(og:[a-z:_]+)" content="([^"]*)">', text))
        for name in ("og:title", "og:type", "og:image", "og:url"):
            assert found.get(name), (path, name)
        picture = urlsplit(unescape(found["og:image"])).path.removeprefix("/news/")
        assert (site / picture).is_file(), path
