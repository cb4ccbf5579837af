"""The search over several periods and languages, in a real browser and as files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.search import periods
from tests.pages.factory import ferry, sample, tunnel
from tests.site.browser import serve
from tests.site.builder import build_site, write_pages
from tests.site.conftest import PREFIX, Watched
from tests.site.test_browser import results

pytestmark = [pytest.mark.site, pytest.mark.browser]


@pytest.fixture(scope="module")
def site(address: None, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, older years, and a brief in French; of it the search loads the newest bundles alone at first."""
    old = [
        ferry(title=f"Ferry year {year}, round {number}", date=f"{year}-05-{number:02}").triple()
        for year in (2028, 2029, 2030)
        for number in range(1, 5)
    ]
    french = tunnel(title="Les pêcheurs continueraient", date="2031-04-09", lang="fr").triple()
    docs = tmp_path_factory.mktemp("docs")
    write_pages([*sample(), *old, french], docs)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("MOST", 9), ("DAYS", 8), ("YEARS", 8)):
            patch.setattr(periods, name, value)
        site = build_site(docs, tmp_path_factory.mktemp("site"))
    script = site / "assets" / "search.js"
    text, count = re.subn(r"const RECENT = \d+;", "const RECENT = 1;", script.read_text(encoding="utf-8"))
    assert count == 1
    script.write_text(text, encoding="utf-8")
    return site


@pytest.fixture(scope="module")
def base(site: Path) -> Iterator[str]:
    with serve(site, PREFIX) as address:
        yield address


def loaded(watched: Watched) -> set[str]:
    """The bundles of which anything was loaded."""
    return {match[1] for url in watched.requests if (match := re.search(r"/pagefind/(\w+/[\w-]+)/", url))}


def status(page: Any) -> str:
    return str(page.locator(".search__status").inner_text())


def test_the_bundles_of_the_site(site: Path) -> None:
    listed = json.loads((site / "pagefind" / "bundles.json").read_text(encoding="utf-8"))
    assert [(one["path"], one["pages"]) for one in listed] == [
        ("en/2031-04-11", 8),
        ("en/2031-03-04", 9),
        ("en/2030-05-01", 4),
        ("en/2028-05-01", 8),
        ("en/undated", 1),
        ("fr/2031-04-09", 1),
    ]


def test_too_few_hits_load_all_years(watched: Watched) -> None:
    page = watched.open("?q=ferry")
    found = results(page)
    assert any("year 20" in one for one in found)
    assert page.locator(".search__period").inner_text() == "Results and counts of all years: May 2028 to April 2031."
    assert len(loaded(watched)) == 6


def test_all_years_on_request(watched: Watched) -> None:
    page = watched.open()
    page.keyboard.press("/")
    page.wait_for_selector(".search__found[aria-busy=false]")
    assert page.locator(".search__period").inner_text() == "Results and counts of April 2031 only. All years"
    assert loaded(watched) == {"en/2031-04-11", "fr/2031-04-09"}
    months = page.locator("details[data-facet=month] label")
    assert months.count() == 1
    page.locator(".search__all").click()
    page.keyboard.type("ferry")
    page.locator(".search__period", has_text="of all years").wait_for()
    results(page)
    assert page.url.endswith("?q=ferry&years=all")
    assert page.locator("details[data-facet=month] label").count() > 1


def test_by_date_over_all_bundles(watched: Watched) -> None:
    page = watched.open("?q=holm&sort=oldest&years=all")
    found = results(page)
    assert found[:4] == ["Undated ferry", *(f"Ferry year 2028, round {number}" for number in (1, 2, 3))]
    page = watched.open("?q=holm&sort=newest&years=all")
    assert results(page)[0] == "Tunnel day 18: lorries, bread and a long queue"
    count = int(status(page).split()[0])
    while page.locator(".search__more").is_visible():
        page.locator(".search__more").click()
        page.wait_for_timeout(200)
    found = results(page)
    assert len(found) == count == len(set(found))
    assert found[-1] == "Undated ferry"


def test_each_language_has_its_own_stemming(watched: Watched) -> None:
    page = watched.open("?q=continuer")
    assert results(page)[0] == "Les pêcheurs continueraient"


def test_filters_hold_over_all_years(watched: Watched) -> None:
    page = watched.open("?month=2029-05&q=ferry")
    assert sorted(results(page)) == [f"Ferry year 2029, round {number}" for number in range(1, 5)]
    assert status(page) == "4 results"


def test_names_are_found_over_all_years(watched: Watched) -> None:
    page = watched.open("?q=marrab")
    page.wait_for_selector(".search__found[aria-busy=false]")
    assert page.locator(".search__names a").all_text_contents() == ["Ilse Marrable"]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(".page--actor")


def test_nothing_found_anywhere(watched: Watched) -> None:
    page = watched.open("?q=zzqqxx")
    assert results(page) == []
    assert status(page).startswith("Nothing found. ")
