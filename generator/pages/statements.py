"""Who said what, and how many what: every quotation and every figure of all briefs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.pages import links, listing
from generator.pages.catalog import Counted, Said
from generator.pages.drafts import Draft
from generator.pages.identity import tokens
from generator.pages.listing import Item
from generator.pages.markup import Html, heading, join, rows, tag
from generator.pages.parts import View, bullet_list, counted, day, in_context, quotation

# A quotation is about 0.8 KB of HTML, a row of figures 0.6 KB.
QUOTES_ON_ONE_PAGE, FIGURES_ON_ONE_PAGE = 80, 100
SPEAKERS = 40


def quotes(view: View) -> Iterator[Draft]:
    """Who said what."""
    items = view.catalog.once(lambda entry: entry.quotes, lambda said: tokens(said.text))
    intro = f"Every quotation in the briefs, with its speaker where that is certain: {len(items)} so far."
    shown = listing.List(links.QUOTES, "Who said what", intro, items, _quotes, QUOTES_ON_ONE_PAGE)
    yield from listing.render(view, shown, *_speakers(view.at(links.QUOTES), items))


def _quotes(view: View, items: Sequence[Item[Said]]) -> Html:
    return bullet_list((quotation(view, entry, said) for entry, said in items), "quotes")


def _speakers(view: View, items: Sequence[Item[Said]]) -> list[Html]:
    """Who is quoted most; the pages of all others are in the index of actors."""
    counts = Counter(view.catalog.id(said.speaker) for _, said in items if said.speaker)
    most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:SPEAKERS]
    if not most:
        return []
    more = tag("p", tag("a", "All actors, A–Z", href=view.to(links.ACTORS)))
    return [heading("Most quoted"), bullet_list((counted(view, key, count) for key, count in most), "chips"), more]


def figures(view: View) -> Iterator[Draft]:
    """How many what."""
    items = view.catalog.once(lambda entry: entry.figures, lambda one: (tokens(one.text), tokens(one.what or "")))
    intro = f"Every figure in the briefs, as the articles give it: {len(items)} so far."
    yield from listing.render(
        view, listing.List(links.FIGURES, "How many what", intro, items, _figures, FIGURES_ON_ONE_PAGE)
    )


_HEAD = tag("thead", tag("tr", join(tag("th", label, scope="col") for label in ("Figure", "Of what", "Brief"))))


def _figures(view: View, items: Sequence[Item[Counted]]) -> Html:
    return tag("table", _HEAD, rows("tbody", (_figure(view, item) for item in items)), class_="figures")


def _figure(view: View, item: Item[Counted]) -> Html:
    entry, one = item
    source = join([day(entry.date), view.brief(entry), in_context(view, entry, "figure", one.number)], " · ")
    return tag(
        "tr",
        tag("th", one.text, scope="row"),
        tag("td", one.what),
        tag("td", source, class_="source"),
    )
