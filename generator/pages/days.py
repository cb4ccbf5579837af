"""The day's briefing: a page a day, to be read in minutes or printed on two sheets."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from generator.pages import links
from generator.pages.calendar import words
from generator.pages.catalog import Entry
from generator.pages.drafts import Draft
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import View, bullet_list, card, in_context, lead_card, listed, quotation

# What fits two printed sheets.
LEADING, FACTS_EACH, QUOTES, NEW = 12, 2, 8, 20


def render(view: View) -> Iterator[Draft]:
    """A page for every day that has briefs, each linked to its neighbours."""
    days = [
        (date, list(group)) for date, group in groupby(reversed(view.catalog.entries), key=lambda one: one.date) if date
    ]
    known: set[str] = set()
    for at, (date, group) in enumerate(days):
        entries = sorted((one for one in group if view.catalog.leader(one) is None), key=leading)
        repeats = sorted((one for one in group if _leads_elsewhere(view, one)), key=leading)
        here = {view.catalog.id(actor.id): None for entry in entries for actor in entry.actors}
        new = [key for key in here if key not in known]
        known.update(here)
        before = days[at - 1][0] if at else None
        after = days[at + 1][0] if at + 1 < len(days) else None
        shown = new[:NEW] if at else []
        there = view.at(links.day(date))
        make = partial(_day, there, date, entries, repeats, shown, before, after)
        yield there.draft(make, date, entries, repeats, shown, before, after)


def _leads_elsewhere(view: View, entry: Entry) -> bool:
    """Whether a brief repeats one of another day."""
    leader = view.catalog.leader(entry)
    return leader is not None and leader.date != entry.date


def leading(entry: Entry) -> tuple[float, str]:
    """The day's order: first what is about those that the day's briefs are most about, then by headline."""
    return -max((actor.salience for actor in entry.actors), default=0.0), entry.page


def _day(
    view: View,
    date: str,
    entries: list[Entry],
    repeats: list[Entry],
    new: list[str],
    before: str | None,
    after: str | None,
) -> str:
    title = f"The briefing of {words(date)}"
    pager = _neighbours(view, before, after)
    blocks = [
        tag("h1", title),
        pager,
        *section("Leading", rows("div", _cards(view, entries[:LEADING]), class_="cards cards--home")),
        *section("Also that day", bullet_list((tag("li", view.brief(one)) for one in entries[LEADING:]), "brief-list")),
        *section("Told before by another source", bullet_list((listed(view, one) for one in repeats), "brief-list")),
        *section("The facts", bullet_list(_facts(view, entries[:LEADING]), "facts")),
        *section("Who said what", bullet_list(_said(view, entries), "quotes")),
        *section("Named for the first time", bullet_list((tag("li", view.actor(key)) for key in new[:NEW]), "chips")),
    ]
    return page(blocks, title=title, kind="day", description=f"{title}: {len(entries) + len(repeats)} briefs.")


def _neighbours(view: View, before: str | None, after: str | None) -> Html:
    found = [tag("a", words(before), href=view.to(links.day(before)), rel="prev") if before else None]
    found += [tag("a", words(after), href=view.to(links.day(after)), rel="next") if after else None]
    shown = join(found, " · ")
    return tag("nav", shown, class_="pager", aria_label="Days before and after") if shown else Html("")


def _cards(view: View, entries: list[Entry]) -> list[Html]:
    return [lead_card(view, entry) if at == 0 else card(view, entry) for at, entry in enumerate(entries)]


def _facts(view: View, entries: list[Entry]) -> Iterator[Html]:
    """The facts that the cards above do not show."""
    for entry in entries[1:]:
        for fact in entry.facts[1:FACTS_EACH]:
            source = join([view.brief(entry), in_context(view, entry, "fact", fact.number)], " · ")
            text = tag("p", fact.text, class_="verbatim", lang=entry.lang)
            yield tag("li", text, tag("p", source, class_="source"))


def _said(view: View, entries: list[Entry]) -> Iterator[Html]:
    chosen = [(entry, entry.quotes[entry.pull - 1]) for entry in entries if entry.pull is not None]
    yield from (quotation(view, entry, said) for entry, said in chosen[:QUOTES])
