"""What is written from all pages at once: the sitemap and the search index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator import escape, search, store
from generator.pages.site import Site
from generator.site import links
from generator.store import BuiltRow

# Its own standard allows a sitemap 50,000 addresses.
ADDRESSES = 45_000
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
BRIEFS = "briefs/"
SITEMAP = "sitemap.xml"
_Listed = tuple[str, str | None]
# MkDocs' own: it holds today's date, and only the pages that MkDocs saw.
_OTHERS = ("sitemap.xml.gz",)


def survey(site_dir: Path, pages: Iterable[str], site: Site) -> Iterator[BuiltRow]:
    """What the sitemap and the search need of built pages; ``pages``: paths below ``content/pages``."""
    for page in pages:
        path = site_dir / links.written(page, directory_urls=site.directory_urls)
        is_page = page.endswith(".md") and path.is_file()  # MkDocs may have been told to leave one out
        found = search.document(path.read_text(encoding="utf-8")) if is_page else None
        if found is None:
            yield BuiltRow(page, None, None, None)
        else:
            yield BuiltRow(page, search.digest(found), found.lang, found.day)


def finish(
    site_dir: Path,
    built: Iterable[BuiltRow],
    site: Site,
    scratch: Path,
    progress: search.Progress,
    *,
    indexed: bool = True,
    before: Path | None = None,
) -> list[str]:
    """Complete a site whose pages are there; returns the folders of the search in which something has changed.

    ``built``: all of them; ``scratch``: a folder for what is under way; ``indexed``: whether Pagefind indexes them;
    ``before``: the site before, whose indexes serve again where they hold the same.

    Raises:
        BriefingError: the search index could not be made.
    """
    for name in _OTHERS:
        (site_dir / name).unlink(missing_ok=True)
    rows = sorted(row for row in built if row.path.endswith(".md"))
    wanted = _sitemaps(rows, site) if site.url else {}
    for name, text in wanted.items():
        store.write_if_changed(site_dir, name, text.encode("utf-8"), durable=False)
    for old in site_dir.glob("sitemap*.xml"):
        if old.name not in wanted:
            old.unlink()
    if not indexed:
        return []
    searched = {
        links.written(row.path, directory_urls=site.directory_urls): search.Indexed(row.searched, row.lang, row.day)
        for row in rows
        if row.searched and row.lang
    }
    return search.update(site_dir, searched, scratch, progress, before=before)


def _date(row: BuiltRow) -> str | None:
    """The day of a brief; pages drawn from several briefs have none of their own."""
    return row.day if row.path.startswith(BRIEFS) else None


def _is_notice(row: BuiltRow) -> bool:
    """Whether a page only says that a brief was withdrawn or has moved, for those who follow an old link."""
    return row.path.startswith(BRIEFS) and row.searched is None


def _sitemaps(rows: Iterable[BuiltRow], site: Site) -> dict[str, str]:
    """The sitemap, in several files with an index if it is long."""
    listed = [(site.address(row.path), _date(row)) for row in rows if not _is_notice(row)]
    parts = [listed[at : at + ADDRESSES] for at in range(0, len(listed), ADDRESSES)]
    if len(parts) < 2:
        return {SITEMAP: _document("urlset", "url", listed)} if listed else {}
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    found = {SITEMAP: _document("sitemapindex", "sitemap", [(site.url + name, None) for name in names])}
    return found | {name: _document("urlset", "url", part) for name, part in zip(names, parts, strict=True)}


def _document(root: str, item: str, listed: Iterable[_Listed]) -> str:
    lines = "".join(
        f"<{item}><loc>{escape.html(address)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</{item}>\n"
        for address, date in listed
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{root} {_NAMESPACE}>\n{lines}</{root}>\n'
