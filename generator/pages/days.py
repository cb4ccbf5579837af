"""The day's briefing: a page a day, to be read in minutes or printed on two sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby, takewhile
from typing import NamedTuple

from generator.pages import links, paging
from generator.pages.calendar import words
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Entry, Said
from generator.pages.markup import Html, join, page, rows, tag
from generator.pages.parts import View, bullet_list, card, counted_briefs, lead_card, listed, quotation, titled
from generator.pages.weights import HEADLINE, STATEMENT

# What fits two printed sheets (tests/site/test_print.py counts them): so many briefs are told of, with so many facts,
# as long as they have no more characters than this; so many others are named; and so many are quoted or new.
LEADING, FACTS_EACH, CHARACTERS = 12, 2, 4600
ALSO, QUOTES, QUOTED, NEW = 24, 6, 1000, 20
# Characters that a card takes besides: dateline, names, and the space around.
CARD = 150
# A row of the list of all briefs, as HTML.
ROW, ROWS = 260, 300


class _Day(NamedTuple):
    """A day's briefs, the leading first; those that repeat a brief of another day; who is new; the days around.

    ``new`` are actors named for the first time, ``before`` and ``after`` the nearest days that have briefs.
    """

    date: str
    entries: Sequence[Entry]
    repeats: Sequence[Entry]
    new: Sequence[str]
    before: str | None
    after: str | None

    @property
    def told(self) -> Sequence[Entry]:
        """The briefs whose facts there is room for; at least one."""
        total = 0

        def fits(entry: Entry) -> bool:
            nonlocal total
            facts = entry.facts if total == 0 else entry.facts[:FACTS_EACH]
            total += CARD + len(entry.title[:HEADLINE]) + sum(len(fact.text[:STATEMENT]) for fact in facts)
            return total <= CHARACTERS

        return list(takewhile(fits, self.entries[:LEADING])) or self.entries[:1]


def render(view: View) -> Iterator[Group]:
    """A page for every day that has briefs, each linked to its neighbours; of a busy day also a list of all."""
    by_date = groupby(reversed(view.catalog.entries), key=lambda one: one.date)
    days = [(date, list(group)) for date, group in by_date if date]
    dossiers = view.catalog.dossiers
    for at, (date, group) in enumerate(days):
        if not view.is_touched(links.day(date)):
            continue
        entries = sorted((one for one in group if view.catalog.leader(one) is None), key=leading)
        repeats = sorted((one for one in group if _leads_elsewhere(view, one)), key=leading)
        here = dict.fromkeys(view.catalog.id(actor.id) for entry in entries for actor in entry.actors)
        new = [key for key in here if dossiers[key].first == date][:NEW] if at else []
        before = days[at - 1][0] if at else None
        after = days[at + 1][0] if at + 1 < len(days) else None
        shown = _Day(date, entries, repeats, new, before, after)
        yield view.group(links.day(date), partial(_pages, view, shown), *shown)


def _pages(view: View, day: _Day) -> Iterator[Draft]:
    there = view.at(links.day(day.date))
    yield there.draft(partial(_day, there, day), *day)
    if len(day.entries) > len(day.told) + ALSO:
        yield from _all(view, day)


def _leads_elsewhere(view: View, entry: Entry) -> bool:
    """Whether a brief repeats one of another day."""
    leader = view.catalog.leader(entry)
    return leader is not None and leader.date != entry.date


def leading(entry: Entry) -> tuple[float, str]:
    """The day's order: first what is about those that the day's briefs are most about, then by headline."""
    return -max((actor.salience for actor in entry.actors), default=0.0), entry.page


def _day(view: View, day: _Day) -> str:
    title = view.say("The briefing of {}", words(day.date, view.lang))
    head = tag("header", tag("h1", title), _neighbours(view, day), class_="head")
    rail = [
        *titled(view.say("Who said what"), bullet_list(_said(view, day.entries), "quotes")),
        *titled(
            view.say("Named for the first time"),
            bullet_list((tag("li", view.actor(key)) for key in day.new), "chips"),
        ),
    ]
    label = view.say("Words and names of the day")
    front = [_leading(view, day), rows("aside", rail, class_="front__rail", aria_label=label)]
    blocks = [head, rows("div", [part for part in front if part], class_="front")]
    return page(
        blocks,
        title=title,
        kind="day",
        description=view.say("{}: {}.", title, counted_briefs(len(day.entries), view.lang)),
    )


def _leading(view: View, day: _Day) -> Html:
    """The briefs that the day's page tells of, and the headlines of others."""
    lead = [lead_card(view, one, dated=False) for one in day.told[:1]]
    cards = [*lead, *(card(view, one, dated=False, facts=FACTS_EACH) for one in day.told[1:])]
    rest = day.entries[len(day.told) :]
    also = bullet_list((tag("li", view.brief(one)) for one in rest[:ALSO]), "brief-list brief-list--plain")
    count = counted_briefs(len(day.entries), view.lang)
    every = tag("a", view.say("All {} of the day", count), href=view.to(links.all_of_day(day.date)))
    again = bullet_list((listed(view, one) for one in day.repeats[:ALSO]), "brief-list")
    blocks = titled(view.say("Leading"), rows("div", cards, class_="cards cards--home"))
    blocks += titled(view.say("Told before by another source"), again)
    blocks += titled(view.say("Also that day"), also, tag("p", every, class_="more") if len(rest) > ALSO else Html(""))
    return rows("div", blocks, class_="front__main")


def _neighbours(view: View, day: _Day) -> Html:
    """How many briefs there are, and the days with briefs before and after."""
    near = ((day.before, "← {}", "prev"), (day.after, "{} →", "next"))
    found = [
        tag("a", form.format(words(to, view.lang)), href=view.to(links.day(to)), rel=rel)
        for to, form, rel in near
        if to
    ]
    parts = [tag("span", counted_briefs(len(day.entries), view.lang)), *found]
    return tag("nav", join(parts, " · "), class_="pager", aria_label=view.say("Days before and after"))


def _said(view: View, entries: Sequence[Entry]) -> Iterator[Html]:
    """The source quotes of the leading briefs; that of the first stands in its card."""
    chosen = ((entry, entry.quotes[entry.pull - 1]) for entry in entries[1:] if entry.pull is not None)
    room = QUOTED
    found: list[tuple[Entry, Said]] = []
    for entry, said in chosen:
        room -= len(said.text[:STATEMENT])
        if len(found) < QUOTES and room >= 0:
            found.append((entry, said))
    yield from (quotation(view, entry, said) for entry, said in found)


# --- every brief of a busy day ----------------------------------------------------------------------------------------


def _all(view: View, day: _Day) -> Iterator[Draft]:
    """The headlines of a day, over several pages where they are many."""
    front = links.all_of_day(day.date)
    found = list(paging.slices(day.entries, front, ROWS, lambda entry: paging.weight(ROW, entry.title[:HEADLINE])))
    for part, entries in found:
        here = view.at(part.page)
        make = partial(_part, here, day.date, part, len(found) - 1, entries)
        yield here.draft(make, day.date, part.number, part.followed, entries)


def _part(here: View, date: str, part: paging.Part, total: int, entries: Sequence[Entry]) -> str:
    told = words(date, here.lang)
    title = here.say("All briefs of {}", told)
    title = here.say("{}, part {}", title, part.number) if part.number else title
    up = tag("p", tag("a", here.say("The briefing of {}", told), href=here.to(links.day(date))), class_="up")
    listed = bullet_list((tag("li", here.brief(one)) for one in entries), "brief-list brief-list--plain")
    return page(
        [up, tag("h1", title), listed, paging.pager(here, links.all_of_day(date), part, total)],
        title=title,
        kind="index",
    )
