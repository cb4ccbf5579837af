"""All actors: the most named, then A to Z by type; by letter on pages of their own where there are many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.pages import links, network
from generator.pages.catalog import Dossier
from generator.pages.drafts import Draft
from generator.pages.markup import Html, join, page, section, tag
from generator.pages.parts import TYPE_PLURALS, View, bullet_list, counted
from generator.text import slug

# A row is about 150 bytes of HTML, a page at most 150 KB: half of that is left to the theme.
ON_ONE_PAGE = 400
MOST_NAMED = 24
INTRODUCTION = "Everyone and everything that acts or speaks in the briefs."


def render(view: View) -> Iterator[Draft]:
    """The index, the network, and a page for each letter if the index would be too long."""
    listed = [dossier for dossier in view.catalog.dossiers.values() if view.has_page(dossier.id)]
    here = view.at(links.ACTORS)
    head = [tag("h1", "Actors"), tag("p", INTRODUCTION, class_="intro")]
    ties = network.ties(view)
    drawn = tag("p", tag("a", network.TITLE, href=here.to(links.NETWORK)), class_="more") if ties else Html("")
    head += section("Most named", _most_named(here, listed), drawn)
    yield from network.render(view, ties)
    if len(listed) <= ON_ONE_PAGE:
        yield _front(here, [*head, *_by_type(here, listed)])
        return
    letters = _letters(listed)
    links_to = (tag("a", letter.upper(), href=here.to(_letter_page(letter, 1))) for letter in letters)
    alphabet = tag("p", join(links_to, " "), class_="alphabet")
    yield _front(here, [*head, *section("A–Z", alphabet)])
    for letter, group in letters.items():
        yield from _letter(view, letter, group)


def _front(here: View, blocks: list[Html]) -> Draft:
    return here.draft(lambda: page(blocks, title="Actors", kind="index", description=INTRODUCTION))


def _letter(view: View, letter: str, group: list[Dossier]) -> Iterator[Draft]:
    total = -(-len(group) // ON_ONE_PAGE)
    for number in range(1, total + 1):
        here = view.at(_letter_page(letter, number))
        shown = group[(number - 1) * ON_ONE_PAGE : number * ON_ONE_PAGE]
        told = [(one.id, one.name, one.type, len(one.seen)) for one in shown]
        yield here.draft(partial(_part, here, letter, number, total, shown), letter, number, total, told)


def _part(here: View, letter: str, number: int, total: int, shown: list[Dossier]) -> str:
    title = f"Actors: {letter.upper()}" + (f", part {number} of {total}" if total > 1 else "")
    parts = join((tag("a", str(k), href=here.to(_letter_page(letter, k))) for k in range(1, total + 1)), " ")
    blocks = [tag("h1", title), tag("p", parts, class_="alphabet") if total > 1 else Html("")]
    return page([*blocks, *_by_type(here, shown)], title=title, kind="index")


def _letter_page(letter: str, number: int) -> str:
    return f"actors/a-z/{letter}.md" if number == 1 else f"actors/a-z/{letter}-{number}.md"


def _letters(listed: list[Dossier]) -> dict[str, list[Dossier]]:
    found: dict[str, list[Dossier]] = defaultdict(list)
    for dossier in sorted(listed, key=_order):
        found[slug(dossier.name)[0]].append(dossier)
    return dict(sorted(found.items()))


def _order(dossier: Dossier) -> tuple[str, str]:
    return slug(dossier.name), dossier.id


def _most_named(view: View, listed: list[Dossier]) -> Html:
    most = sorted(listed, key=lambda dossier: (-len(dossier.seen), *_order(dossier)))[:MOST_NAMED]
    return bullet_list((counted(view, dossier.id, len(dossier.seen)) for dossier in most), "chips")


def _by_type(view: View, listed: list[Dossier]) -> list[Html]:
    found: list[Html] = []
    for kind, title in TYPE_PLURALS.items():
        group = sorted((dossier for dossier in listed if dossier.type == kind), key=_order)
        found += section(
            title, bullet_list((counted(view, dossier.id, len(dossier.seen)) for dossier in group), "columns")
        )
    return found
