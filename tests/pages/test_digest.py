"""The day's briefing as a mail."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from generator.pages import digest
from generator.pages.catalog import Catalog
from generator.pages.entries import entry
from generator.pages.site import Site
from tests.pages.factory import Draft, ferry, hostile, tunnel

SITE = Site("The Skeld Brief", "", "https://skeld.example/", True)


def catalog(*drafts: Draft) -> Catalog:
    return Catalog(entry(path, brief) for path, brief, _ in (draft.triple() for draft in drafts))


def test_a_day_without_briefs_has_no_digest() -> None:
    assert digest.make(catalog(ferry()), "2031-03-05", SITE) is None


def test_plain_text_is_wrapped_and_holds_facts_quote_and_address() -> None:
    found = digest.make(catalog(ferry(), tunnel()), "2031-04-11", SITE)
    assert found is not None
    assert found.subject == "The Skeld Brief: The briefing of 11 April 2031"
    lines = found.text.splitlines()
    assert "* The tunnel cost 310 million crowns and took nine years." in lines
    assert "  “They will remember the first winter in which the bread came on time.”" in lines
    assert "  — Ilse Marrable, transport minister" in lines
    assert max(len(line) for line in lines if "https://" not in line) <= digest.WIDTH
    assert "https://skeld.example/briefs/2031/04/corrie-tunnel" in found.text
    assert "ferry" not in lines[0]


def test_html_is_well_formed_and_hostile_text_stays_text() -> None:
    found = digest.make(catalog(hostile()), "2031-04-12", SITE)
    assert found is not None
    body = found.html.removeprefix("<!doctype html>\n").replace('<meta charset="utf-8">', "")
    names = {element.tag for element in ET.fromstring(body).iter()}
    assert "script" not in names
    assert "img" not in names


def test_without_an_address_there_are_no_links() -> None:
    found = digest.make(catalog(tunnel()), "2031-04-11", SITE._replace(url=""))
    assert found is not None
    assert "href" not in found.html
    assert "http" not in found.text
