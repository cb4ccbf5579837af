"""A map of the world, shaded by the number of briefs, as inline SVG with its table.

``world.json``: outlines from Natural Earth's 1:110m countries (public domain), in the Equal Earth projection, rounded
to a drawing 1000 units wide; ``{"width", "height", "countries": {ISO 3166-1 alpha-2 code: [name, SVG path]}}``.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from generator.brief.translation import ENGLISH, say
from generator.pages import states
from generator.pages.markup import Html, rows, tag
from generator.pages.parts import counted_briefs
from generator.text import slug

_OUTLINES = Path(__file__).with_name("world.json")
SHADES = 5
# Of more briefs than this the legend names the ends alone.
MANY = 100_000
_LABEL = "Map of the world: {} countries are named in briefs; the table below says how often."


class World(NamedTuple):
    """The drawing's size, and each country's name and outline."""

    width: int
    height: int
    countries: dict[str, list[str]]


@lru_cache(maxsize=1)
def world() -> World:
    """The outlines, read once."""
    return World(**json.loads(_OUTLINES.read_text(encoding="utf-8")))


def name(code: str, lang: str = ENGLISH) -> str:
    """A country's name in a language, else as the map has it, in English; its code where that does not show it."""
    known = world().countries.get(code)
    return states.names(lang).get(code) or (known[0] if known else code)


def draw(counts: Mapping[str, int], hrefs: Mapping[str, str], lang: str = ENGLISH) -> Html:
    """The map and its table. ``counts`` and ``hrefs`` go by country code; a country without a link has none."""
    if not counts:
        return Html("")
    width, height, countries = world()
    rest = "".join(outline for code, (_, outline) in countries.items() if code not in counts)
    top = max(counts.values())
    shaded = [_country(code, counts[code], top, hrefs.get(code), lang) for code in countries if code in counts]
    label = say(_LABEL, lang, len(counts))
    drawing = tag(
        "svg",
        tag("path", d=rest, class_="land"),
        *shaded,
        viewBox=f"0 0 {width} {height}",
        role="group",
        aria_label=label,
    )
    return tag("figure", drawing, _legend(top, lang), _table(counts, hrefs, lang), class_="chart map")


def _legend(top: int, lang: str) -> Html:
    """What each shade means: the least and the most briefs that have it."""
    found: dict[int, list[int]] = {}
    for count in range(1, top + 1) if top <= MANY else (1, top):
        found.setdefault(_shade(count, top), []).append(count)
    items = (
        tag("li", tag("span", class_=f"swatch shade-{shade}"), "–".join(map(str, dict.fromkeys((these[0], these[-1])))))
        for shade, these in found.items()
    )
    return rows("ul", [tag("li", say("Briefs:", lang)), *items], class_="legend")


def _shade(count: int, top: int) -> int:
    return 1 + (SHADES - 1) * (count - 1) // max(1, top - 1)


def _country(code: str, count: int, top: int, href: str | None, lang: str) -> Html:
    shade = _shade(count, top)
    title = say("{}: {}", lang, name(code, lang), counted_briefs(count, lang))
    path = tag("path", tag("title", title), d=world().countries[code][1], class_=f"shade-{shade}")
    return tag("a", path, href=href, aria_label=title) if href else path


def _table(counts: Mapping[str, int], hrefs: Mapping[str, str], lang: str) -> Html:
    labels = (tag("th", say(label, lang), scope="col") for label in ("Country", "Briefs"))
    head = tag("thead", tag("tr", *labels))
    ordered = sorted(counts, key=lambda code: (-counts[code], slug(name(code, lang))))
    body = (
        tag("tr", tag("th", _linked(code, hrefs.get(code), lang), scope="row"), tag("td", str(counts[code])))
        for code in ordered
    )
    return tag(
        "details", tag("summary", say("As a table", lang)), tag("table", head, rows("tbody", body), class_="figures")
    )


def _linked(code: str, href: str | None, lang: str) -> Html:
    return tag("a", name(code, lang), href=href) if href else tag("span", name(code, lang))
