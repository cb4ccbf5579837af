"""RSS 2.0 and JSON Feed 1.1 of the newest briefs: of the whole site and each busy actor, section, topic and story.

Feeds need full addresses: without ``site_url`` there are none.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from itertools import islice
from typing import Any

from generator import escape
from generator.pages import links
from generator.pages.drafts import Draft
from generator.pages.entries import Entry
from generator.pages.markup import Html, tag
from generator.pages.parts import BUSY, View
from generator.pages.site import Site
from generator.text import statement

NEWEST = 30


def render(view: View) -> Iterator[Draft]:
    """The feeds of the whole site, RSS and JSON."""
    if view.site.url:
        yield from _feeds(view, links.HOME, "feed", view.site.name, view.catalog.leading)


def busy(view: View, page: str, title: str, entries: Sequence[Entry]) -> Iterator[Draft]:
    """The feeds of what has a page, if it has briefs enough; ``entries``: these, the newest first."""
    if view.site.url and len(entries) >= BUSY:
        yield from _feeds(view, page, page.removesuffix(".md"), title, entries)


def _feeds(view: View, page: str, stem: str, title: str, entries: Sequence[Entry]) -> Iterator[Draft]:
    site = view.site
    shown = title if page == links.HOME else f"{title} – {site.name}"
    newest = list(islice((entry for entry in entries if entry.date), NEWEST))
    for path, made in ((f"{stem}.xml", _rss), (f"{stem}.json", _json_feed)):
        yield view.at(path).draft(partial(made, site, page, path, shown, newest), page, shown, newest)


def _stamp(date: str | None) -> datetime:
    return datetime.fromisoformat(date or "1970-01-01").replace(tzinfo=UTC)


def _content(entry: Entry) -> Html:
    """The facts as a list."""
    return tag("ul", Html("".join(tag("li", statement(fact.text)) for fact in entry.facts)))


def _element(name: str, text: str, attributes: str = "") -> str:
    return f"<{name}{attributes}>{escape.html(text)}</{name}>"


def _rss(site: Site, page: str, own: str, title: str, entries: Sequence[Entry]) -> str:
    href = escape.html(site.address(own))
    head = [
        _element("title", title),
        _element("link", site.address(page)),
        _element("description", site.description or title),
        f'<atom:link href="{href}" rel="self" type="application/rss+xml"/>',
        *([_element("lastBuildDate", format_datetime(_stamp(entries[0].date)))] if entries else []),
    ]
    lines = [*head, *(_rss_item(site, entry) for entry in entries)]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom">\n<channel>\n'
        + "\n".join(lines)
        + "\n</channel>\n</rss>\n"
    )


def _rss_item(site: Site, entry: Entry) -> str:
    address = site.address(entry.page)
    parts = [
        _element("title", entry.title),
        _element("link", address),
        _element("guid", address, ' isPermaLink="true"'),
        _element("pubDate", format_datetime(_stamp(entry.date))),
        _element("description", _content(entry)),
        *(_element("category", name) for name in entry.tags),
    ]
    return f"<item>{''.join(parts)}</item>"


def _json_feed(site: Site, page: str, own: str, title: str, entries: Sequence[Entry]) -> str:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": title,
        "home_page_url": site.address(page),
        "feed_url": site.address(own),
        "description": site.description or title,
        "items": [_json_item(site, entry) for entry in entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _json_item(site: Site, entry: Entry) -> dict[str, Any]:
    return {
        "id": site.address(entry.page),
        "url": site.address(entry.page),
        "title": entry.title,
        "content_html": _content(entry),
        "summary": entry.description,
        "date_published": _stamp(entry.date).isoformat(),
        "tags": list(entry.tags),
        "language": entry.lang,
    }
