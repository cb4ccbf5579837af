"""The day's briefing on paper: two sheets at most, however busy the day."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from generator.models import Brief
from tests.pages.factory import Draft
from tests.site.browser import serve
from tests.site.builder import build_site, write_pages

pytestmark = [pytest.mark.site, pytest.mark.browser]
DAY = "2031-05-06"
LONG = "whose members had waited for the outcome of the talks since the winter before last, and who said so at length"


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def brief(number: int) -> tuple[str, Brief, str]:
    """A brief of five long facts and a long quotation."""
    name = f"Orla Vantmoor{number}"
    told = [f"On point {k} of {number} the council of Skeld{number} heard {name}, {LONG}, {LONG}." for k in range(5)]
    said = f"We have been told {number} times that this would be settled by the spring, {LONG}, and it was not."
    title = f"Council of Skeld{number} hears what its {number} members had waited for since the winter before last"
    draft = Draft("\n\n".join([*told, f"“{said}” {name} said."]), title=title, date=DAY)
    who = draft.actor(name, "person")
    for sentence in told:
        draft.fact(sentence, who)
    draft.quote(said, who, name, "said")
    return draft.triple()


@pytest.mark.parametrize("briefs", [1, 3, 12, pytest.param(500, marks=pytest.mark.slow)])
def test_a_day_fits_two_sheets(browser: Any, tmp_path: Path, briefs: int) -> None:
    write_pages([brief(number) for number in range(briefs)], tmp_path / "docs")
    site = build_site(tmp_path / "docs", tmp_path / "site")
    page = browser.new_page()
    with serve(site) as base:
        page.goto(f"{base}days/{DAY}/")
        assert page.locator(".card--lead").count() == 1
        printed = page.pdf(format="A4")
    page.close()
    assert sheets(printed) <= 2
    assert max(path.stat().st_size for path in site.rglob("*.html")) < 150 * 1024
