"""What is written from all pages at once: the sitemap and the search index."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from generator import escape, search, store
from generator.pages.site import Site

# Its own standard allows a sitemap 50,000 addresses.
ADDRESSES = 45_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
# MkDocs' own: it holds today's date, and only the pages that MkDocs saw.
_OTHERS = ("sitemap.xml.gz",)


def finish(site_dir: Path, pages: Iterable[str], site: Site) -> None:
    """Complete a site whose pages are there. ``pages``: paths below ``content/pages``.

    Raises:
        BriefingError: the search index could not be made.
    """
    for name in _OTHERS:
        (site_dir / name).unlink(missing_ok=True)
    wanted = _sitemaps(sorted(page for page in pages if page.endswith(".md")), site)
    for name, text in wanted.items():
        store.write_if_changed(site_dir, name, text.encode("utf-8"), durable=False)
    for old in site_dir.glob("sitemap*.xml"):
        if old.name not in wanted:
            old.unlink()
    search.index(site_dir)


def _sitemaps(pages: Sequence[str], site: Site) -> dict[str, str]:
    """The sitemap, in several files with an index if it is long; none without the site's address."""
    if not site.url:
        return {}
    parts = [pages[at : at + ADDRESSES] for at in range(0, len(pages), ADDRESSES)]
    if len(parts) < 2:
        return {"sitemap.xml": _document("urlset", "url", map(site.address, pages))}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    found = {"sitemap.xml": _document("sitemapindex", "sitemap", (site.url + name for name in names))}
    return found | {
        name: _document("urlset", "url", map(site.address, part)) for name, part in zip(names, parts, strict=True)
    }


def _document(root: str, item: str, addresses: Iterable[str]) -> str:
    lines = "".join(f"<{item}><loc>{escape.html(address)}</loc></{item}>\n" for address in addresses)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n{lines}</{root}>\n'
