"""What is written from all pages at once: the sitemap and the search index."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from pathlib import Path

from generator import escape, search, store
from generator.pages.site import Site

# Its own standard allows a sitemap 50,000 addresses.
ADDRESSES = 45_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
BRIEFS = "briefs/"
# A page's date stands in its first lines.
HEAD = 8
_DATE = re.compile(r'date: "(\d{4}-\d\d-\d\d)"$')
# A notice that a brief was withdrawn or has moved, for those who follow an old link alone.
_NOTICE = 'kind: "notice"'
_Listed = tuple[str, str | None]
# MkDocs' own: it holds today's date, and only the pages that MkDocs saw.
_OTHERS = ("sitemap.xml.gz",)


def finish(site_dir: Path, pages: Iterable[str], site: Site, folder: Path, *, indexed: bool = True) -> None:
    """Complete a site whose pages are there. ``pages``: paths below ``folder``, which is ``content/pages``;
    ``indexed``: whether Pagefind indexes them.

    Raises:
        BriefingError: the search index could not be made.
    """
    for name in _OTHERS:
        (site_dir / name).unlink(missing_ok=True)
    named = sorted(page for page in pages if page.endswith(".md")) if site.url else []
    heads = ((page, _head(folder, page)) for page in named)
    wanted = _sitemaps([(site.address(page), _date(head)) for page, head in heads if _NOTICE not in head], site)
    for name, text in wanted.items():
        store.write_if_changed(site_dir, name, text.encode("utf-8"), durable=False)
    for old in site_dir.glob("sitemap*.xml"):
        if old.name not in wanted:
            old.unlink()
    if indexed:
        search.index(site_dir)


def _head(folder: Path, page: str) -> list[str]:
    """The first lines of a brief's page; none of pages drawn from several briefs, which have no date of their own."""
    if not page.startswith(BRIEFS):
        return []
    with (folder / page).open(encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in islice(lines, HEAD)]


def _date(head: Iterable[str]) -> str | None:
    """The day of a brief."""
    return next((found[1] for line in head if (found := _DATE.match(line))), None)


def _sitemaps(listed: Sequence[_Listed], site: Site) -> dict[str, str]:
    """The sitemap, in several files with an index if it is long; none without the site's address."""
    parts = [listed[at : at + ADDRESSES] for at in range(0, len(listed), ADDRESSES)]
    if len(parts) < 2:
        return {"sitemap.xml": _document("urlset", "url", listed)} if listed else {}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    found = {"sitemap.xml": _document("sitemapindex", "sitemap", [(site.url + name, None) for name in names])}
    return found | {name: _document("urlset", "url", part) for name, part in zip(names, parts, strict=True)}


def _document(root: str, item: str, listed: Iterable[_Listed]) -> str:
    lines = "".join(
        f"<{item}><loc>{escape.html(address)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</{item}>\n"
        for address, date in listed
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n{lines}</{root}>\n'
