"""Takes pictures of every kind of page, for people to look at: ``python -m tests.site.screenshots [SITE]``.

Widths 390, 820 and 1440 px, light and dark, into the git-ignored ``.screenshots/``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from tests.site.browser import chromium, serve

ROOT = Path(__file__).parents[2]
WIDTHS = (390, 820, 1440)
SCHEMES = ("light", "dark")
# The first page found of each of these is photographed.
KINDS = {
    "home": "index.html",
    "brief": "briefs/*/*/*/index.html",
    "person": "actors/person/*/index.html",
    "organization": "actors/organization/*/index.html",
    "state": "actors/state/*/index.html",
    "stories": "stories/index.html",
    "story": "stories/*/index.html",
    "actors": "actors/index.html",
    "network": "actors/network/index.html",
    "archive": "archive/index.html",
    "month": "archive/*/*/index.html",
    "day": "days/*/index.html",
    "quotes": "quotes/index.html",
    "quotes-month": "quotes/*/*/index.html",
    "figures-month": "figures/*/*/index.html",
    "places": "places/index.html",
    "place": "places/*/index.html",
    "sections": "sections/index.html",
    "section": "sections/*/index.html",
    "topics": "topics/index.html",
    "topic": "topics/*/index.html",
    "data": "data/index.html",
    "about": "about/index.html",
    "not-found": "404.html",
}


def addresses(site: Path) -> Iterator[tuple[str, str]]:
    """(kind, address below the site): of several pages of a kind the longest, which shows most."""
    for kind, pattern in KINDS.items():
        found = sorted(site.glob(pattern), key=lambda path: (-path.stat().st_size, path.as_posix()))
        if found:
            yield kind, found[0].relative_to(site).as_posix().removesuffix("index.html")


def search(page: Page, base: str) -> None:
    """The search dialog with something found."""
    page.goto(f"{base}?q=the", wait_until="networkidle")
    page.wait_for_selector(".search__results li")


def main(site: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    with chromium() as browser, serve(site) as base:
        for scheme in SCHEMES:
            for width in WIDTHS:
                context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
                page = context.new_page()
                for kind, address in addresses(site):
                    page.goto(base + address, wait_until="networkidle")
                    page.screenshot(path=out / f"{kind}-{width}-{scheme}.png", full_page=True)
                search(page, base)
                page.screenshot(path=out / f"search-{width}-{scheme}.png")
                context.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "site", ROOT / ".screenshots")
