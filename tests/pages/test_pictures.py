"""Charts and the map: each has its table, its text alternative and its links."""

from __future__ import annotations

import xml.etree.ElementTree as ET

from generator.pages import charts, worldmap
from tests.pages.factory import ferry
from tests.pages.test_render import render


def test_months_run_over_the_years_end() -> None:
    assert list(charts.months_between("2021-11", "2022-02")) == ["2021-11", "2021-12", "2022-01", "2022-02"]


def test_a_bar_a_month_and_a_row_where_there_is_something() -> None:
    figure = ET.fromstring(charts.by_month({"2021-11": 4, "2022-01": 2}, "Mentions"))
    bars = figure.findall("svg/rect")
    assert [bar.findtext("title") for bar in bars] == ["November 2021: 4", "December 2021: 0", "January 2022: 2"]
    assert [bar.get("height") for bar in bars] == ["60.0", "0.5", "30.0"]
    assert figure.find("svg").get("aria-label") == "Mentions: from November 2021 to January 2022, at most 4 in a month."
    assert [row.findtext("td") for row in figure.findall("details/table/tbody/tr")] == ["4", "2"]


def test_one_month_makes_no_chart() -> None:
    assert charts.by_month({"2022-01": 7}, "Mentions") == ""


def test_the_map_shades_and_links_countries() -> None:
    figure = ET.fromstring(worldmap.draw({"NO": 9, "DE": 1, "XX": 2}, {"NO": "../actors/state/norway.md"}))
    drawn = {path.findtext("title"): path.get("class") for path in figure.iter("path") if path.get("class") != "land"}
    assert drawn == {"Germany: 1 brief": "shade-1", "Norway: 9 briefs": "shade-5"}
    assert [link.get("href") for link in figure.findall("svg/a")] == ["../actors/state/norway.md"]
    assert [row.findtext("td") for row in figure.findall("details/table/tbody/tr")] == ["9", "2", "1"]


def test_the_map_knows_most_countries() -> None:
    assert len(worldmap.world().countries) > 170
    assert worldmap.name("FR") == "France"
    assert worldmap.name("ZZ") == "ZZ"


def test_places_with_a_country_are_on_the_map() -> None:
    draft = ferry()
    draft.place("Vessen", "NO")
    assert "<title>Norway: 1 brief</title>" in render(draft.triple())["places/index.md"]
    assert "<svg" not in render(ferry().triple())["places/index.md"]
