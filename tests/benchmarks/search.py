"""What a reader's search loads and how long it takes, in a real browser, at sizes at which whole sites take hours.

The pages hold what the search sees of synthetic briefs and nothing else; they are written directly. Indexing them,
the bundles, the dialog and its script are the real ones.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jinja2

from generator import escape
from generator.brief.translation import ENGLISH, say
from tests.benchmarks import measured
from tests.benchmarks.synthetic import article, word
from tests.site.browser import chromium, serve

# Two years, the months of a third, and so much of its December that a first query loads the most: a month with it.
COUNT = 21_680
KB = 1024
_INDEX = """
import sys
from pathlib import Path
from tests.benchmarks.search import index
index(Path(sys.argv[1]))
"""


def measure(work: Path, count: int = COUNT) -> dict[str, Any]:
    """Bytes and seconds of a first and a second query, and of all years; the cost of indexing."""
    site = work / "search"
    _write(site, count)
    taken = measured.python("-c", _INDEX, str(site))
    bundles = json.loads((site / "pagefind" / "bundles.json").read_text(encoding="utf-8"))
    return {
        "briefs": count,
        "bundles": {one["path"]: one["pages"] for one in bundles},
        "indexing_cpu": round(taken.cpu, 1),
        "indexing_memory_mb": round(taken.memory),
        **_browse(site),
    }


def _write(site: Path, count: int) -> None:
    """The search's pages, and a home page with its dialog as a built site has it."""
    templates = Path(__file__).parents[2] / "site_config" / "overrides"
    shutil.copytree(templates / "assets", site / "assets")
    site.joinpath("index.html").write_text(_home(templates), encoding="utf-8")
    (site / "names").mkdir()
    (site / "names" / "index.json").write_text("[]", encoding="utf-8")
    with ProcessPoolExecutor(1) as pool:
        list(pool.map(_write_some, [(site, range(at, min(at + 500, count))) for at in range(0, count, 500)]))


def _home(templates: Path) -> str:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(templates), autoescape=True)
    environment.globals.update(say=partial(say, lang=ENGLISH), config={"theme": {"language": ENGLISH}})
    environment.filters["url"] = lambda path: f"/{path}"
    dialog = environment.get_template("partials/search-dialog.html").render()
    return f'<!doctype html><html lang="en"><title>Home</title><body>{dialog}</body></html>'


def _write_some(part: tuple[Path, range]) -> None:
    site, numbers = part
    for number in numbers:
        path = site / "briefs" / f"{number:07}" / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(_page(number), encoding="utf-8")


def _page(number: int) -> str:
    """A brief's page, reduced to what the search sees: facts, quotations and evidence, and the facets."""
    source, found = article(number)
    day = source.published.value if source.published else ""
    said = "".join(_paragraph(one.text, speaker=one.speaker_name) for one in found.quotes)
    told = "".join(_paragraph(one.text) for one in found.key_facts)
    named = "".join(f'<span data-pagefind-filter="actor">{escape.html(one.name)}</span>' for one in found.actors)
    topics = "".join(f'<span data-pagefind-filter="topic">{one}</span>' for one in found.tags)
    publisher = escape.html(source.publisher.value if source.publisher else "")
    head = (
        f'<time datetime="{day}" data-month="{day[:7]}" data-pagefind-filter="month[data-month]" '
        f'data-pagefind-sort="date[datetime]" data-pagefind-meta="date[datetime]">{day}</time>'
        f'<span data-pagefind-filter="source" data-pagefind-meta="source">{publisher}</span>'
        f'<h1 lang="en">{escape.html(found.title.text)}</h1>'
    )
    body = f"{head}{told}{said}{named}{topics}{told}{said}"
    kind = 'data-pagefind-filter="kind:Brief"'
    return f"<!doctype html><html lang='en'><body><article><div data-pagefind-body {kind}>{body}</div></article>"


def _paragraph(text: str, *, speaker: str | None = None) -> str:
    said = f' data-speaker="{escape.html(speaker)}" data-pagefind-filter="speaker[data-speaker]"' if speaker else ""
    return f"<p{said}>{escape.html(text)}</p>"


def index(site: Path) -> None:
    """Index the pages of a folder as the build of a site does."""
    from generator import search

    pages = {}
    for path in sorted((site / "briefs").rglob("index.html")):
        found = search.document(path.read_text(encoding="utf-8"))
        if found is not None:
            name = path.relative_to(site).as_posix()
            pages[name] = search.Indexed(search.digest(found), found.lang, found.day)
    search.update(site, pages, site, lambda _stage, _done: None)


def _browse(site: Path) -> dict[str, Any]:
    """A reader's first and second query, and all years."""
    with serve(site) as base, chromium() as browser:
        page = browser.new_page()
        loaded: list[str] = []
        page.on("request", lambda request: loaded.append(request.url))
        page.goto(base, wait_until="networkidle")
        found = {}
        for name, query in (("first", word(40)), ("second", word(90)), ("third", word(7))):
            loaded.clear()
            seconds = _query(page, query)
            found[f"{name}_query_kb"] = round(sum(_size(site, url) for url in set(loaded)) / KB, 1)
            found[f"{name}_query_seconds"] = round(seconds, 2)
        loaded.clear()
        if page.locator(".search__all").count():
            page.locator(".search__all").click()
        page.locator(".search__period", has_text="of all years").wait_for()
        _settled(page)
        by_bundle: dict[str, int] = defaultdict(int)
        for url in set(loaded):
            if match := re.search(r"/pagefind/(\w+/[\w-]+)/", url):
                by_bundle[match[1]] += 0 if "fragment" in url else _size(site, url)
        found["largest_other_bundle_kb"] = round(max(by_bundle.values(), default=0) / KB, 1)
    return found


def _query(page: Any, text: str) -> float:
    """Seconds from the first key of a query to its results, by the browser's clock."""
    if not page.locator("dialog[open]").count():
        page.keyboard.press("/")
    page.locator(".search__query").fill("")
    start = page.evaluate("performance.now()")
    page.locator(".search__query").fill(text)
    _settled(page)
    if not page.locator(".search__results a").count():
        print(f"nothing found for {text}", file=sys.stderr)
    return float(page.evaluate("performance.now()") - start) / 1000


def _settled(page: Any) -> None:
    page.wait_for_timeout(20)
    page.locator(".search__found[aria-busy=false]").wait_for(timeout=120_000)


def _size(site: Path, url: str) -> int:
    path = site / unquote(urlsplit(url).path).lstrip("/")
    return path.stat().st_size if path.is_file() else 0
