"""What stands beside a brief: who is who, the dates and places in the article, its topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.brief.translation import quoted, say
from generator.models import Actor, Brief, Place, TimeRef
from generator.pages import links
from generator.pages.calendar import words
from generator.pages.markup import Html, join, rows, tag
from generator.pages.parts import TYPE_LABELS, View
from generator.pages.passages import Evidence
from generator.text import squeeze

# So many actors, the most salient, are told of in full; of the others those that have a role or another name.
IN_FULL = 8


def render(view: View, brief: Brief, evidence: Evidence) -> Html:
    """One block, so that a wide screen can set it beside the text."""
    lang = brief.lang
    parts = [
        _box(
            say("Who is who", lang),
            (_actor(view, evidence, k, one, lang) for k, one in enumerate(brief.actors, 1) if one.salience),
            "who-is-who",
        ),
        _box(say("Dates", lang), _dates(brief, evidence), "timeline"),
        _box(say("Places", lang), (_place(view, evidence, k, one) for k, one in enumerate(brief.places, 1)), "places"),
        _box(say("Topics", lang), (_topic(view, one) for one in brief.tags), "topics"),
    ]
    label = say("People, dates and places", lang)
    return rows("aside", (part for part in parts if part), class_="aside", aria_label=label)


def _box(title: str, items: Iterator[Html], class_: str) -> Html:
    listed = rows("ul", items, class_=class_)
    return tag("section", tag("h2", title, id=class_), listed) if listed else Html("")


def _actor(view: View, evidence: Evidence, number: int, actor: Actor, lang: str) -> Html:
    name = tag("p", _name(view, actor), class_="name")
    named = evidence.linked("actor", number, say("named {}×", lang).format(len(actor.mentions)))
    if number > IN_FULL and not (actor.role or actor.aliases):
        return tag("li", name, Html(" "), named, id=f"actor-{number}", class_="brief")
    aliases = ", ".join(quoted(alias, lang) for alias in actor.aliases)
    kind = say(TYPE_LABELS[actor.type], lang)
    details = [kind, f"{say('also', lang)} {aliases}" if aliases else None, named]
    role = evidence.linked("role", number, actor.role.text, class_="verbatim") if actor.role else None
    return tag(
        "li",
        name,
        tag("p", role, class_="role") if role else None,
        tag("p", join(details, " · "), class_="details"),
        id=f"actor-{number}",
    )


def _name(view: View, actor: Actor) -> Html:
    """The name, by which the search can filter: as all briefs know the actor, if this one knows it otherwise."""
    shown = view.catalog.name(actor.id) or actor.name
    if shown == squeeze(actor.name):
        return view.actor(actor.id, actor.name, data_pagefind_filter="actor")
    return view.actor(actor.id, actor.name, data_pagefind_filter="actor[data-name]", data_name=shown)


def _dates(brief: Brief, evidence: Evidence) -> Iterator[Html]:
    """In order of time, each day once; what has no calendar value stays last, in order of the text."""
    by_value: dict[str | None, dict[str, tuple[int, TimeRef]]] = {}
    for number, date in enumerate(brief.dates, 1):
        by_value.setdefault(date.value, {}).setdefault(squeeze(date.text).casefold(), (number, date))
    for value in sorted(by_value, key=lambda value: (value is None, value or "")):
        yield _date(evidence, value, [*by_value[value].values()], brief.lang)


def _date(evidence: Evidence, value: str | None, said: Sequence[tuple[int, TimeRef]], lang: str) -> Html:
    """A calendar value and the article's words for it, each leading to where it stands."""
    shown = words(value, lang) if value else say("Not resolved", lang)
    if [squeeze(one.text) for _, one in said] == [shown]:
        return tag("li", evidence.linked("date", said[0][0], shown, class_="value"))
    links_to = (evidence.linked("date", number, quoted(one.text, lang), class_="verbatim") for number, one in said)
    return tag("li", tag("span", shown, class_="value"), Html(" "), join(links_to, " "))


def _topic(view: View, name: str) -> Html:
    return tag("li", tag("a", name, href=view.to(links.topic(name)), data_pagefind_filter="topic"))


def _place(view: View, evidence: Evidence, number: int, place: Place) -> Html:
    link = evidence.sign("place", number)
    name = tag("a", place.name, href=view.to(links.place(view.catalog.place(place))), class_="verbatim")
    country = tag("span", f"({place.country})") if place.country else None
    return tag("li", join([name, country, link], " "))
