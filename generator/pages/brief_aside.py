"""What stands beside a brief: who is who, the dates and places in the article, its topics."""

from __future__ import annotations

from collections.abc import Iterator

from generator.models import Actor, Brief, Place, TimeRef
from generator.pages import links
from generator.pages.calendar import words
from generator.pages.markup import Html, join, rows, tag
from generator.pages.parts import TYPE_LABELS, View
from generator.pages.passages import Evidence

# Keeps the sign that leads to the evidence on the line of what it is for.
NBSP = Html("&nbsp;")


def render(view: View, brief: Brief, evidence: Evidence) -> Html:
    """One block, so that a wide screen can set it beside the text."""
    parts = [
        _box("Who is who", (_actor(view, evidence, k, one) for k, one in enumerate(brief.actors, 1)), "who-is-who"),
        _box("Dates", _dates(brief, evidence), "timeline"),
        _box("Places", (_place(view, evidence, k, one) for k, one in enumerate(brief.places, 1)), "places"),
        _box("Topics", (_topic(view, one) for one in brief.tags), "topics"),
    ]
    return rows("aside", (part for part in parts if part), class_="aside", aria_label="People, dates and places")


def _box(title: str, items: Iterator[Html], class_: str) -> Html:
    listed = rows("ul", items, class_=class_)
    return tag("section", tag("h2", title, id=class_), listed) if listed else Html("")


def _actor(view: View, evidence: Evidence, number: int, actor: Actor) -> Html:
    shown = view.catalog.name(actor.id) or actor.name
    name = view.actor(actor.id, actor.name, data_pagefind_filter="actor[data-name]", data_name=shown)
    aliases = ", ".join(f"“{alias}”" for alias in actor.aliases)
    details = [
        TYPE_LABELS[actor.type],
        f"also {aliases}" if aliases else None,
        f"named {len(actor.mentions)}×",
    ]
    sign = evidence.sign("actor", number)
    return tag(
        "li",
        tag("p", name, class_="name"),
        _role(evidence, number, actor),
        tag("p", join(details, " · "), NBSP, sign, class_="details"),
        id=f"actor-{number}",
    )


def _role(evidence: Evidence, number: int, actor: Actor) -> Html | None:
    if actor.role is None:
        return None
    link = evidence.sign("role", number)
    return tag("p", tag("span", actor.role.text, class_="verbatim"), NBSP, link, class_="role")


def _dates(brief: Brief, evidence: Evidence) -> Iterator[Html]:
    """In order of time; what has no calendar value stays last, in order of the text."""
    numbered = list(enumerate(brief.dates, 1))
    numbered.sort(key=lambda pair: (pair[1].value is None, pair[1].value or ""))
    yield from (_date(evidence, k, one) for k, one in numbered)


def _date(evidence: Evidence, number: int, date: TimeRef) -> Html:
    shown = tag("span", words(date.value) if date.value else "Not resolved", class_="value")
    said = tag("span", f"“{date.text}”", class_="verbatim")
    return tag("li", shown, Html(" "), said, NBSP, evidence.sign("date", number), id=f"date-{number}")


def _topic(view: View, name: str) -> Html:
    return tag("li", tag("a", name, href=view.to(links.topic(name)), data_pagefind_filter="topic"))


def _place(view: View, evidence: Evidence, number: int, place: Place) -> Html:
    link = evidence.sign("place", number)
    name = tag("a", place.name, href=view.to(links.place(place.name)), class_="verbatim")
    country = tag("span", f"({place.country})") if place.country else None
    return tag("li", join([name, country, link], " "), id=f"place-{number}")
