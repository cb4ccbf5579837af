"""The head of a saved web page: JSON-LD, then Open Graph, then meta elements, then the page itself."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator import text as plain_text
from generator.models import Known, Origin
from generator.readers import dateline, fields, json_ld, lenient, words
from generator.readers.base import Head

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_AUTHORS = "//*[@rel='author' or @itemprop='author' or contains(@class, 'byline') or contains(@class, 'author')]"
# Pages that list people (comments, staff) have many such elements; the article's own comes early.
_AUTHORS_MAX = 20
_TIMES = (
    "//time[@pubdate or @itemprop='datePublished']/@datetime",
    "//*[@itemprop='datePublished']/@content",
    "//article//time/@datetime",
    "//main//time/@datetime",
)
_SITE_MARKS = (" | ", " - ", " – ", " — ", " :: ")


def extract(tree: HtmlElement) -> Head:
    """What a page says of itself, the best source first."""
    meta = _meta(tree)
    head = json_ld.head(map(str, tree.xpath("//script[@type='application/ld+json']/text()")))
    head = head.or_else(_from_meta(meta, "open_graph", "open-graph"))
    head = head.or_else(_from_meta(meta, "meta", "meta"))
    return head.or_else(_page(tree, head.publisher)).or_else(_topics(tree, meta))


def _meta(tree: HtmlElement) -> dict[str, list[str]]:
    """Contents of the meta elements by their lower-case name, in document order."""
    found: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = element.get("content")
        name = element.get("property") or element.get("name") or element.get("itemprop")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), []).append(content)
    return found


def _from_meta(meta: dict[str, list[str]], group: str, origin: Origin) -> Head:
    names: dict[str, list[str]] = words.table("page")[group]
    return lenient.head({key: [item for name in names[key] for item in meta.get(name, [])] for key in names}, origin)


def _topics(tree: HtmlElement, meta: dict[str, list[str]]) -> Head:
    keywords = meta.get("article:tag") or meta.get("news_keywords") or meta.get("keywords") or []
    languages = [*tree.xpath("/html/@lang"), *meta.get("og:locale", []), *meta.get("language", [])]
    return lenient.head({"lang": map(str, languages), "tags": [",".join(keywords)]}, "meta")


def _page(tree: HtmlElement, publisher: Known | None) -> Head:
    headings = tree.xpath("//article//h1 | //main//h1") or tree.xpath("//h1")
    titles = [_without_site(_text(element), publisher) for element in tree.xpath("/html/head/title")]
    times = [str(time) for path in _TIMES for time in tree.xpath(path)]
    alone = tree.xpath("//time/@datetime")
    values = {
        "title": [*map(_text, headings[:1]), *titles],
        "published": [*times, *(map(str, alone) if len(alone) == 1 else ())],
        "byline": _bylines(tree),
        "url": map(str, tree.xpath("//link[@rel='canonical']/@href")),
    }
    return lenient.head(values, "page")


def _text(element: HtmlElement) -> str:
    return plain_text.squeeze(str(element.text_content())[: fields.VALUE_MAX])


def _without_site(title: str, publisher: Known | None) -> str:
    """``Ferry closed | Kestrin Post`` without the publisher's name."""
    for mark in _SITE_MARKS if publisher else ():
        title = title.removesuffix(f"{mark}{publisher.value if publisher else ''}")
    return title


def _bylines(tree: HtmlElement) -> Iterator[str]:
    """Names in elements that are there to hold the author's."""
    for element in tree.xpath(_AUTHORS)[:_AUTHORS_MAX]:
        name = _text(element)
        byline = dateline.byline(name)
        if byline is not None:
            yield byline.names
        elif words.is_name(name) and len(name.split()) > 1:
            yield name
