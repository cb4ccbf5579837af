"""Feeds and data files: well-formed, complete, and safe to open."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from generator import pages
from generator.config import Project, Settings
from generator.pages import site
from tests.pages.factory import HOSTILE, ferry, sample

MKDOCS = """
site_name: The Skeld Brief
site_description: News & notes
site_url: !ENV [SKELD_URL, "https://skeld.example/news"]
markdown_extensions:
  - emoji: {generator: !!python/name:material.extensions.emoji.to_svg ""}
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "site_config").mkdir()
    (tmp_path / "site_config" / "mkdocs.yml").write_text(MKDOCS, encoding="utf-8")
    return Project(tmp_path)


@pytest.fixture
def found(project: Project) -> dict[str, str]:
    return dict(pages.render(sample(), Settings(), project))


def test_the_site_is_read_as_mkdocs_reads_it(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    assert site.load(project) == site.Site("The Skeld Brief", "News & notes", "https://skeld.example/news/", True)
    monkeypatch.setenv("SKELD_URL", "https://other.example/")
    assert site.load(project).url == "https://other.example/"


@pytest.mark.parametrize(
    ("page", "clean", "plain"),
    [
        ("index.md", "", "index.html"),
        ("actors/index.md", "actors/", "actors/index.html"),
        ("actors/person/a.md", "actors/person/a/", "actors/person/a.html"),
        ("feed.xml", "feed.xml", "feed.xml"),
    ],
)
def test_addresses(page: str, clean: str, plain: str) -> None:
    base = "https://skeld.example/"
    assert site.Site("", "", base, True).address(page) == base + clean
    assert site.Site("", "", base, False).address(page) == base + plain


def test_rss_holds_the_newest_briefs_with_their_facts(found: dict[str, str]) -> None:
    channel = ET.fromstring(found["feed.xml"]).find("channel")
    assert channel is not None
    assert channel.findtext("title") == "The Skeld Brief"
    assert channel.findtext("description") == "News & notes"
    items = channel.findall("item")
    assert items[0].findtext("title") == "Tunnel day 18: lorries, bread and a long queue"
    assert items[0].findtext("pubDate") == "Fri, 18 Apr 2031 00:00:00 +0000"
    assert str(items[0].findtext("guid")).startswith("https://skeld.example/news/briefs/2031/04/tunnel-day-18")
    assert "<li>The tunnel cost 310 million crowns and took nine years.</li>" in str(items[0].findtext("description"))
    hostile = next(item for item in items if item.findtext("title") == HOSTILE)
    assert "<script>" not in str(hostile.findtext("description"))


def test_json_feed_says_the_same(found: dict[str, str]) -> None:
    feed = json.loads(found["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["feed_url"] == "https://skeld.example/news/feed.json"
    titles = [item.findtext("title") for item in ET.fromstring(found["feed.xml"]).iter("item")]
    assert [item["title"] for item in feed["items"]] == titles


def test_busy_actors_and_topics_have_feeds_of_their_own(found: dict[str, str]) -> None:
    assert "actors/person/ada-holm.xml" in found
    assert "topics/ferry.json" in found
    assert 'href="ada-holm.xml"' in found["actors/person/ada-holm.md"]
    assert len([name for name in found if name.startswith("topics/") and name.endswith(".xml")]) == 3
    assert 'href="roads-and-rail.xml"' in found["sections/roads-and-rail.md"]
    assert [name for name in found if name.startswith("sections/") and name.endswith(".xml")] == [
        "sections/roads-and-rail.xml"
    ]


def test_without_an_address_there_are_no_feeds(tmp_path: Path) -> None:
    found = dict(pages.render(sample(), Settings(), Project(tmp_path)))
    assert not [name for name in found if name.endswith(".xml")]
    assert "Feed" not in found["actors/person/ada-holm.md"]


def test_quotes_as_csv(found: dict[str, str]) -> None:
    lines = list(csv.DictReader(io.StringIO(found["data/quotes.csv"])))
    assert len(lines) == sum(len(brief.quotes) for _, brief, _ in sample())
    assert lines[0]["quotation"] == "They will remember the first winter in which the bread came on time."
    assert lines[0]["speaker_id"] == "person/ilse-marrable"
    unnamed = next(line for line in lines if line["quotation"] == "Nobody asked us,")
    assert unnamed["speaker"] == unnamed["speaker_id"] == ""


def test_no_cell_is_a_formula(project: Project) -> None:
    draft = ferry()
    draft.text += " “=HYPERLINK(1) is what they wrote,” she said."
    draft.quote("=HYPERLINK(1) is what they wrote,")
    found = dict(pages.render([draft.triple()], Settings(), project))
    cells = [line["quotation"] for line in csv.DictReader(io.StringIO(found["data/quotes.csv"]))]
    assert "'=HYPERLINK(1) is what they wrote," in cells


def test_each_brief_as_json_follows_the_published_schema(found: dict[str, str]) -> None:
    schema = json.loads(found["data/brief.schema.json"])
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    names = [name for name in found if name.startswith("briefs/") and name.endswith(".json")]
    assert len(names) == len(sample())
    for name in names:
        validator.validate(json.loads(found[name]))


def test_one_line_a_brief(found: dict[str, str]) -> None:
    lines = [json.loads(line) for line in found["data/briefs.jsonl"].splitlines()]
    assert lines[0]["page"] == next(f"briefs/{path}" for path, brief, _ in sample() if brief.date == "2031-04-18")
    assert {actor["id"] for line in lines for actor in line["actors"]} >= {"person/ada-holm", "state/vessen"}
    assert "person/holm" not in {actor["id"] for line in lines for actor in line["actors"]}


def test_linked_data_is_json_about_the_brief(found: dict[str, str]) -> None:
    name = f"briefs/{ferry().path()}"
    text = found[name].split('<script type="application/ld+json">')[1].split("</script>")[0]
    values = json.loads(text)
    assert values["isBasedOn"]["url"] == "https://courier.example/ferry?a=1&b=2"
    assert values["about"][0] == {"@type": "Person", "name": "Ada Holm"}
    assert values["hasPart"][0]["creator"]["name"] == "Ada Holm"
    assert "creator" not in values["hasPart"][2]
