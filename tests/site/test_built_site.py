"""The built site as files: every link, every page's policy, weight and validity."""

from __future__ import annotations

import gzip
import html
import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.pages.factory import Draft
from tests.site.builder import build_site, write_pages
from tests.site.conftest import PREFIX, Watched

pytestmark = pytest.mark.site

KB = 1024


class Inline(HTMLParser):
    """Collects what a page's policy would have to allow: inline scripts, styles and handlers."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_data = str(values.get("type")).startswith("application/")
        if tag == "style" or (tag == "script" and "src" not in values and not is_data):
            self.found.append(tag)
        self.found += [f"{tag} {name}" for name in values if name == "style" or name.startswith("on")]


def html_pages(site: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted(site.rglob("*.html")):
        yield path, path.read_text(encoding="utf-8")


def broken_links(site: Path, prefix: str) -> list[str]:
    """Every internal link or reference of every page that leads to no file or to no id."""
    ids = {path: set(re.findall(r' id="?([^" >]+)', text)) for path, text in html_pages(site)}
    found = []
    for path, text in html_pages(site):
        for raw in re.findall(r'(?:href|src)="([^"]*)"', text):
            parts = urlsplit(html.unescape(raw))
            if parts.scheme or parts.netloc or parts.path.startswith("javascript"):
                continue
            target = path
            if parts.path.startswith("/"):
                target = site / unquote(parts.path).removeprefix(prefix)
            elif parts.path:
                target = (path.parent / unquote(parts.path)).resolve()
            target = target / "index.html" if target.is_dir() else target
            if not target.is_file() or (parts.fragment and parts.fragment not in ids.get(target, {parts.fragment})):
                found.append(f"{path.relative_to(site)}: {raw}")
    return found


def test_every_link_leads_somewhere(site: Path) -> None:
    assert broken_links(site, PREFIX) == []


def test_every_link_leads_somewhere_without_directory_urls(docs: Path, tmp_path: Path) -> None:
    site = build_site(docs, tmp_path / "site", use_directory_urls=False)
    assert (site / "actors" / "person" / "ada-holm.html").is_file()
    assert broken_links(site, PREFIX) == []


def test_every_page_has_the_policy_and_no_inline_code(site: Path) -> None:
    for path, text in html_pages(site):
        policy = re.search(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
        assert policy, path
        assert "unsafe-inline" not in policy[1]
        inline = Inline()
        inline.feed(text)
        assert inline.found == [], path


def test_nothing_names_another_host_to_load_from(site: Path) -> None:
    for path, text in html_pages(site):
        loaded = re.findall(
            r'(?:src|srcset)="(https?:[^"]*)"|<link[^>]*rel="?stylesheet"?[^>]*href="(https?:[^"]*)"', text
        )
        assert loaded == [], path


def long_brief() -> Draft:
    """A brief of an article of 1,700 words in which much is named."""
    people = [f"Orla{letter} Vantmoor{number}" for letter in "abcdef" for number in range(8)]
    told = [
        f"{name}, who keeps boat {1900 + k} in the harbour of Skeld{k}, was on board as well that morning, and "
        f"stayed until the last of the islanders had been brought ashore and given soup."
        for k, name in enumerate(people)
    ]
    said = [
        f"“Nobody had told us what to expect on day {k}, and nobody was asked what they thought of it,” {name} said."
        for k, name in enumerate(people[:20])
    ]
    draft = Draft("\n\n".join([*told, *said]), title="A long morning in the harbour of Skeld")
    ids = [draft.actor(name, "person") for name in people]
    for k, name in enumerate(people[:20]):
        draft.quote(said[k][1 : said[k].index("”")], ids[k], name, "said")
        draft.when(str(1900 + k), str(1900 + k), "year")
    for k in range(14):
        draft.place(f"Skeld{k}")
    for sentence in told[:5]:
        draft.fact(sentence, ids[0], ids[1])
    return draft


def test_weight_of_pages(site: Path) -> None:
    for path, text in html_pages(site):
        assert len(text.encode()) < 150 * KB, path
    for path in (site / "briefs").rglob("index.html"):
        assert path.stat().st_size < 60 * KB, path


def test_a_long_briefs_page_stays_light(tmp_path: Path) -> None:
    """As long as the longest of a hundred: 1,700 words with 48 actors, 19 dates and 20 quotations."""
    write_pages([long_brief().triple()], tmp_path / "docs")
    site = build_site(tmp_path / "docs", tmp_path / "site")
    assert max(path.stat().st_size for path in (site / "briefs").rglob("index.html")) < 60 * KB


@pytest.mark.browser
def test_weight_of_a_brief_with_all_it_loads(watched: Watched, site: Path) -> None:
    page = next((site / "briefs").rglob("index.html")).parent.relative_to(site).as_posix()
    watched.open(f"{page}/")
    loaded = {urlsplit(url).path.removeprefix(PREFIX) for url in watched.requests}
    files = [site / unquote(name) / "index.html" if name.endswith("/") else site / unquote(name) for name in loaded]
    assert not any("pagefind" in name for name in loaded)
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 250 * KB


def test_sitemap_names_every_page_and_the_day_of_each_brief(site: Path) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    urls = ET.parse(site / "sitemap.xml").getroot().findall("s:url", space)
    found = {url.findtext("s:loc", "", space): url.findtext("s:lastmod", None, space) for url in urls}
    assert len(found) == sum(1 for path, text in html_pages(site) if path.name != "404.html" and "noindex" not in text)
    assert {date for url, date in found.items() if "/briefs/2031/04/tunnel-day-18" in url} == {"2031-04-18"}


def test_linked_data_survives_the_build(site: Path) -> None:
    briefs = [path for path, text in html_pages(site / "briefs") if "page--brief" in text]
    assert briefs
    for path in briefs:
        text = path.read_text(encoding="utf-8").split('<script type="application/ld+json">')[1].split("</script>")[0]
        assert json.loads(text)["@type"] == "NewsArticle"


@pytest.mark.slow
def test_html_is_valid(site: Path) -> None:
    """By the Nu checker, where Java is there and NU_CHECKER names ``vnu.jar`` (npm: ``vnu-jar``)."""
    jar = os.environ.get("NU_CHECKER")
    if not jar or not shutil.which("java"):
        pytest.skip("NU_CHECKER does not name vnu.jar, or there is no Java")
    pages = [str(path) for path, _ in html_pages(site)]
    command = ["java", "-jar", jar, "--errors-only", "--format", "json", *pages]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)
    errors = {message["message"] for message in said["messages"]}
    assert errors == set()
