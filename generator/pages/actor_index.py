"""All actors: the most named, then A to Z by type; by letter on pages of their own where there are many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.pages import alphabet, links, network
from generator.pages.catalog import Dossier
from generator.pages.chronicle import Memory
from generator.pages.drafts import Draft, Group
from generator.pages.markup import Html, page, section, tag
from generator.pages.network import Tie
from generator.pages.parts import TYPE_PLURALS, View, bullet_list, counted
from generator.text import slug

MOST_NAMED = 24
INTRODUCTION = "Everyone and everything that acts or speaks in the briefs."


def render(view: View, ties: list[Tie], memory: Memory | None = None) -> Iterator[Draft | Group]:
    """The index, the network, and a page for each letter if the index would be too long."""
    found = [dossier for key, dossier in view.catalog.dossiers.items() if key in view.with_page]
    names = alphabet.Names(
        links.ACTORS, view.say("Actors"), found, lambda one: one.name, _told, _by_type, alphabet.ON_ONE_PAGE
    )
    here = view.at(links.ACTORS)
    intro = view.say(INTRODUCTION)
    drawn = (
        tag("p", tag("a", view.say(network.TITLE), href=here.to(links.NETWORK)), class_="more") if ties else Html("")
    )
    blocks = [
        tag("h1", names.title),
        tag("p", intro, class_="intro"),
        *section(view.say("Most named"), _most_named(here, found), drawn),
        *alphabet.blocks(here, names),
    ]
    yield here.draft(lambda: page(blocks, title=names.title, kind="index", description=intro))
    yield from network.render(view, ties, memory)
    yield from alphabet.render(view, names)


def _told(one: Dossier) -> object:
    return one.id, one.name, one.type, one.briefs


def _order(dossier: Dossier) -> tuple[str, str]:
    return slug(dossier.name), dossier.id


def _most_named(view: View, listed: list[Dossier]) -> Html:
    counts = sorted((one.briefs for one in listed), reverse=True)[:MOST_NAMED]
    often = [one for one in listed if one.briefs >= counts[-1]]
    most = sorted(often, key=lambda dossier: (-dossier.briefs, *_order(dossier)))[:MOST_NAMED]
    return bullet_list((counted(view, dossier.id, dossier.briefs) for dossier in most), "chips")


def _by_type(view: View, listed: Sequence[Dossier]) -> list[Html]:
    found: list[Html] = []
    for kind, title in TYPE_PLURALS.items():
        group = sorted((dossier for dossier in listed if dossier.type == kind), key=_order)
        found += section(
            view.say(title), bullet_list((counted(view, dossier.id, dossier.briefs) for dossier in group), "columns")
        )
    return found
