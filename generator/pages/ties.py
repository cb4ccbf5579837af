"""How a brief hangs together with others: its story, the other sources of its article, what is related."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from generator.pages import links
from generator.pages.calendar import words
from generator.pages.entries import Entry
from generator.pages.markup import Html, join, section, tag
from generator.pages.parts import View, bullet_list, listed, number, others
from generator.pages.stories import Story

# So many copies of an article are listed on the page of the brief that leads them.
COPIES = 50


class Ties(NamedTuple):
    """``copies``: the first of the briefs that repeat this one, which are ``repeats`` in all; ``leader``: the one that
    this brief repeats itself.

    ``before`` and ``after``: its neighbours in ``story``; ``section``: the title of that which it is in.
    """

    related: tuple[Entry, ...] = ()
    copies: tuple[Entry, ...] = ()
    repeats: int = 0
    leader: Entry | None = None
    story: Story | None = None
    before: Entry | None = None
    after: Entry | None = None
    section: str | None = None

    def told(self, view: View) -> str:
        """All of it that shows on the brief's page."""
        briefs = [*self.related, None, *self.copies, None, self.leader, self.before, self.after]
        shown = [(one.page, one.title, one.date, one.publisher, one.lang) if one else None for one in briefs]
        sources = [others(view, one) for one in self.related]
        return repr([shown, sources, self.repeats, (self.story.page, self.story.title) if self.story else None])


def of(view: View, entry: Entry, related: tuple[Entry, ...], place: tuple[Story, int] | None) -> Ties:
    """The ties of a brief. ``place``: its story and where it is there, or where the brief is that it repeats."""
    leader = view.catalog.leader(entry)
    copies = () if leader else view.catalog.group(entry)[1:]
    story, at = place or (None, 0)
    before = story.entries[at - 1] if story and at else None
    after = story.entries[at + 1] if story and at + 1 < len(story.entries) else None
    return Ties(related, copies[:COPIES], len(copies), leader, story, before, after, entry.section)


def head(view: View, ties: Ties) -> Iterator[Html]:
    """What stands at the top: whom a brief repeats, and its place in a story."""
    if ties.leader is not None:
        of = view.say("of {}", ties.leader.publisher) if ties.leader.publisher else None
        listed_with = view.say("and is listed with it.")
        shown = join([view.say("Repeats"), view.brief(ties.leader), of, listed_with], " ")
        yield tag("p", shown, class_="note")
    if ties.story is not None:
        name = tag("a", ties.story.title, href=view.to(ties.story.page), lang=ties.story.lang)
        yield tag("nav", *_story(view, name, ties), class_="thread", aria_label=view.say("The story"))


def _story(view: View, name: Html, ties: Ties) -> Iterator[Html]:
    yield tag("p", join([view.say("Part of the story"), name], " "))
    for label, entry in (("Before", ties.before), ("After", ties.after)):
        if entry is not None:
            yield tag(
                "p",
                join([view.say("{}, {}:", view.say(label), words(entry.date, view.lang)), view.brief(entry)], " "),
                class_="source",
            )


def _more(view: View, ties: Ties) -> Iterator[Html]:
    """That there are more copies than are listed, and where all are."""
    if more := ties.repeats - len(ties.copies):
        data = tag("a", view.say("the data"), href=view.to(links.DATA))
        yield tag("p", join([view.say("And {} more: see", number(more, view.lang)), data], " "), class_="note")


def foot(view: View, ties: Ties) -> Iterator[Html]:
    """The other sources, and related briefs."""
    copies = bullet_list((listed(view, one) for one in ties.copies), "brief-list")
    yield from section(view.say("The same story from other sources"), copies, *_more(view, ties))
    related = bullet_list((listed(view, one) for one in ties.related), "brief-list")
    yield from section(view.say("Related briefs, earlier"), related)
