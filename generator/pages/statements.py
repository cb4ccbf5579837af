"""Who said what, and how many what: every quotation and every figure of all briefs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from generator.pages import links, listing, numbers, paging
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Counted, Entry, Said
from generator.pages.listing import Item
from generator.pages.markup import Html, heading, join, rows, tag
from generator.pages.parts import View, bullet_list, counted, day, number, quotations
from generator.pages.weights import HEADLINE, NAME, STATEMENT
from generator.text import clip

QUOTES_ON_ONE_PAGE, FIGURES_ON_ONE_PAGE = 100, 200
# Bytes of markup and links: of a quotation, of a figure, of the line that names their brief.
QUOTE, FIGURE, SOURCE = 500, 320, 300
SPEAKERS = 40
_QUOTES = "Every quotation in the briefs, with its speaker where that is certain: {} so far."
_FIGURES = "Every figure in the briefs, as the articles give it: {} so far."


def quotes(view: View) -> Iterator[Draft | Group]:
    """Who said what."""
    counts, of = view.catalog.outlines, view.catalog.shelf.quotes.of
    months = listing.by_month(view.catalog.entries, lambda entry: counts[entry.page].quotes, of)
    intro = view.say(_QUOTES, number(sum(one.total for one in months), view.lang))
    title = view.say("Who said what")
    shown = listing.List(links.QUOTES, title, intro, months, quotations, _quote_weight, QUOTES_ON_ONE_PAGE)
    yield from listing.render(view, shown, *_speakers(view.at(links.QUOTES)))


def _quote_weight(item: Item[Said]) -> int:
    entry, said = item
    return quote_weight(said) + paging.weight(SOURCE, entry.title[:HEADLINE])


def quote_weight(said: Said) -> int:
    """Bytes of a quotation's HTML, about, without the line that names its brief."""
    return paging.weight(QUOTE, said.text[:STATEMENT], (said.name or "")[:NAME], (said.role or "")[:NAME])


def _speakers(view: View) -> list[Html]:
    """Who is quoted most; the pages of all others are in the index of actors."""
    quoted = ((key, one.said) for key, one in view.catalog.dossiers.items() if one.said)
    most = sorted(quoted, key=lambda pair: (-pair[1], pair[0]))[:SPEAKERS]
    if not most:
        return []
    more = tag("p", tag("a", view.say("All actors, A–Z"), href=view.to(links.ACTORS)))
    named = bullet_list((counted(view, key, count) for key, count in most), "chips")
    return [heading(view.say("Most quoted")), named, more]


def figures(view: View) -> Iterator[Draft | Group]:
    """How many what."""
    counts, of = view.catalog.outlines, view.catalog.shelf.figures.of
    months = listing.by_month(view.catalog.entries, lambda entry: counts[entry.page].figures, of)
    intro = view.say(_FIGURES, number(sum(one.total for one in months), view.lang))
    title = view.say("How many what")
    shown = listing.List(links.FIGURES, title, intro, months, _figures, _figure_weight, FIGURES_ON_ONE_PAGE)
    yield from listing.render(view, shown)


def _figures(view: View, items: Sequence[Item[Counted]]) -> Html:
    """One table, parted by briefs."""
    groups = groupby(items, key=lambda item: item[0])
    bodies = (_figures_of(view, entry, [one for _, one in group]) for entry, group in groups)
    return tag("table", numbers.head(view.lang), join(bodies), class_=numbers.CLASS)


def _figures_of(view: View, entry: Entry, found: Sequence[Counted]) -> Html:
    source = tag(
        "th", join([day(entry.date, view.lang), view.brief(entry)], " · "), colspan=2, scope="rowgroup", class_="source"
    )
    return rows("tbody", [tag("tr", source), *(_figure(view, entry, one) for one in found)])


def _figure(view: View, entry: Entry, one: Counted) -> Html:
    shown = tag("a", clip(one.text, STATEMENT), href=view.to(entry.page, f"in-figure-{one.number}"))
    lang = entry.lang if entry.lang != view.lang else None
    return numbers.row(shown, clip(one.words, STATEMENT), clip(one.what or "", STATEMENT), lang=lang)


def _figure_weight(item: Item[Counted]) -> int:
    entry, one = item
    words = one.words or one.what or ""
    return paging.weight(FIGURE + SOURCE, one.text[:STATEMENT], words[:STATEMENT], entry.title[:HEADLINE])
