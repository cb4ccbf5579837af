"""The page of one actor: what is said by and about them, and the briefs it is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial

from generator import escape
from generator.brief.translation import quoted as marked
from generator.editorial import KnownActor
from generator.models import ActorType
from generator.pages import charts, feeds, linked_data, links, paging
from generator.pages.catalog import Dossier
from generator.pages.drafts import Draft, Group
from generator.pages.entries import Entry, Said, Seen, Stated
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import (
    GLUE,
    TYPE_LABELS,
    View,
    bullet_list,
    by_brief,
    counted,
    counted_briefs,
    day,
    listed,
    quotations,
    sign,
)
from generator.pages.statements import quote_weight
from generator.pages.weights import HEADLINE, NAME, STATEMENT
from generator.text import clip, statement

BRIEFS, COMPANY, ROLES = 40, 12, 24
# Of one brief an actor's page shows so many quotations by the actor, and so many about the actor.
BY, ABOUT = 12, 5
# Bytes of HTML on one page: besides the statements there are roles, company and a chart.
HEAVIEST = 70 * 1024
# Of a brief on the page: its headline stands above each kind of statement, and in the list of briefs.
HEADLINES, ROW, FACT = 4, 1400, 350


def render(view: View, dossier: Dossier) -> Group:
    """The actor's front page, and numbered ones where there is more than fits one."""
    about = (dossier.id, dossier.name, dossier.type, dossier.known)
    make = partial(_pages, view, dossier, about)
    return view.group(links.actor(dossier.id), make, about, [entry for entry, _ in dossier.seen])


def _pages(view: View, dossier: Dossier, about: tuple[object, ...]) -> Iterator[Draft]:
    front = view.at(links.actor(dossier.id))
    found = list(paging.slices(dossier.seen, front.page, BRIEFS, _weight, HEAVIEST))
    total = len(found) - 1
    for part, seen in found:
        here = view.at(part.page)
        if part.number:
            make = partial(_older, here, dossier, part, seen, total)
            yield here.draft(make, about, part.number, part.followed, [entry for entry, _ in seen])
        else:
            make = partial(_ActorView(here, dossier, seen).render, part, total)
            yield here.draft(make, about, [entry for entry, _ in dossier.seen])
    yield from feeds.busy(view, front.page, dossier.name, [entry for entry, _ in dossier.seen])


def _weight(pair: tuple[Entry, Seen]) -> int:
    """Bytes of what a brief adds to an actor's page, about."""
    entry, seen = pair
    said = [*_said(entry, seen)[:BY], *_about(entry, seen)[:ABOUT]]
    facts = sum(paging.weight(FACT, one.text[:STATEMENT]) for one in entry.facts if seen.id in one.who)
    headline = HEADLINES * paging.weight(0, entry.title[:HEADLINE])
    return ROW + headline + facts + sum(map(quote_weight, said))


def _said(entry: Entry, seen: Seen) -> list[Said]:
    return [one for one in entry.quotes if one.speaker == seen.id]


def _about(entry: Entry, seen: Seen) -> list[Said]:
    return [one for one in entry.quotes if seen.id in one.about]


def _older(view: View, dossier: Dossier, part: paging.Part, seen: Sequence[tuple[Entry, Seen]], total: int) -> str:
    """A numbered part: everything that one stretch of briefs says by and about the actor."""
    shown = _ActorView(view, dossier, seen)
    pager = paging.pager(view, links.actor(dossier.id), part, total)
    title = view.say("{}, part {}", dossier.name, part.number)
    blocks = [tag("h1", title), *shown.statements(), *shown.briefs(), pager]
    return page(blocks, title=title, kind="actor")


class _ActorView:
    """One actor as seen from one of its pages, which shows some of the briefs (``shown``)."""

    def __init__(self, view: View, dossier: Dossier, shown: Sequence[tuple[Entry, Seen]]) -> None:
        self.view = view
        self.dossier = dossier
        self.shown = shown

    def render(self, part: paging.Part, total: int) -> str:
        """The front page."""
        dossier = self.dossier
        blocks = [
            self.head(),
            self.aside(),
            *self.statements(),
            *self.briefs(),
            paging.pager(self.view, self.view.page, part, total),
            tag("p", self.view.say(_KNOWN if dossier.known else _CAUTION), class_="legend"),
            *(tag("p", _mistaken(self.view, dossier.type, *other), class_="legend") for other in dossier.other_types),
            linked_data.actor(dossier, self.view.address()),
        ]
        count = counted_briefs(len(dossier.seen), self.view.lang)
        described = self.view.say("{}: what is said by and about them, in {}.", dossier.name, count)
        return page(blocks, title=dossier.name, kind="actor", description=described)

    def head(self) -> Html:
        dossier, view = self.dossier, self.view
        aliases = ", ".join(marked(clip(form, NAME), view.lang) for form in dossier.aliases[:12])
        count = len(dossier.seen)
        counts = view.say("in {}", counted_briefs(count, view.lang))
        facts = [view.say(TYPE_LABELS[dossier.type]), counts, self.period(), view.feed(count)]
        return tag(
            "header",
            tag("p", join(facts, " · "), class_="dateline"),
            tag("h1", dossier.name),
            tag("p", view.say("Also {}", aliases), class_="aliases") if aliases else None,
            _told(view, dossier.known) if dossier.known else None,
            class_="head",
        )

    def period(self) -> Html:
        """First and last day on which a brief names the actor."""
        dates = [entry.date for entry, _ in self.dossier.seen if entry.date]
        ends = list(dict.fromkeys(dates[:1] + dates[-1:]))[::-1]
        return join((day(one, self.view.lang) for one in ends), " – ")

    def aside(self) -> Html:
        """What stands beside the statements."""
        say = self.view.say
        by_month = say("Mentions by month")
        parts = {
            "roles": (say("Roles"), self.roles()),
            "mentions": (by_month, charts.by_month(self.mentions(), by_month, self.view.lang)),
            "company": (say("Named together with"), self.company()),
        }
        filled = [tag("section", tag("h2", title, id=key), block) for key, (title, block) in parts.items() if block]
        return rows("aside", filled, class_="aside", aria_label=say("Roles and company"))

    def mentions(self) -> dict[str, int]:
        """How often the briefs' articles name the actor, by month."""
        counts: Counter[str] = Counter()
        for entry, seen in self.dossier.seen:
            if entry.month:
                counts[entry.month] += seen.mentions
        return counts

    def roles(self) -> Html:
        """Each role where it was given first, in order of time; what is undated comes last."""
        first: dict[str, tuple[Entry, Seen]] = {}
        for entry, seen in sorted(self.dossier.seen, key=lambda pair: pair[0].date or "9999"):
            if seen.role:
                first.setdefault(seen.role.casefold(), (entry, seen))
        newest = list(first.values())[-ROLES:]
        return bullet_list((self.role(entry, seen) for entry, seen in newest), "roles")

    def role(self, entry: Entry, seen: Seen) -> Html:
        since = join([day(entry.date, self.view.lang), sign(self.view, entry, "role", seen.number)], " ")
        role = tag("span", clip(seen.role or "", STATEMENT), class_="verbatim")
        return tag("li", role, Html(" "), tag("span", since, class_="source"))

    def statements(self) -> list[Html]:
        """Quotations by and about the actor, and the facts that tell of it."""
        name, view = clip(self.dossier.name, NAME), self.view
        said = ((entry, one) for entry, seen in self.shown for one in _said(entry, seen)[:BY])
        about = ((entry, one) for entry, seen in self.shown for one in _about(entry, seen)[:ABOUT])
        facts = ((entry, one) for entry, seen in self.shown for one in entry.facts if seen.id in one.who)
        return [
            *section(view.say("Said by {}", name), quotations(view, said, with_speaker=False), *self.more()),
            *section(view.say("Said about {}", name), quotations(view, about)),
            *section(view.say("Key facts"), by_brief(view, facts, self.fact, "facts")),
        ]

    def more(self) -> list[Html]:
        """Where a brief quotes the actor at greater length than is shown here."""
        found = [(entry, len(_said(entry, seen)) - BY) for entry, seen in self.shown]
        listed = (
            join([self.view.say("{} more in", count), Html(" "), self.view.brief(entry, "quotations")])
            for entry, count in found
            if count > 0
        )
        shown = join(listed, " · ")
        return [tag("p", shown, class_="source")] if shown else []

    def fact(self, entry: Entry, stated: Stated) -> Html:
        text = tag("span", statement(clip(stated.text, STATEMENT)), class_="verbatim", lang=entry.lang)
        return tag("p", text, GLUE, sign(self.view, entry, "fact", stated.number))

    def company(self) -> Html:
        """The actors most often in the same briefs."""
        own = self.dossier.id
        counts = Counter(key for entry, _ in self.dossier.seen for key in self.view.catalog.cast(entry) - {own})
        most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:COMPANY]
        return bullet_list((counted(self.view, key, number) for key, number in most), "chips")

    def briefs(self) -> list[Html]:
        """The briefs that the page draws on."""
        shown = rows("ul", (listed(self.view, entry) for entry, _ in self.shown), class_="brief-list")
        return section(self.view.say("Briefs"), shown)


def _told(view: View, known: KnownActor) -> Html | None:
    """What editors say of an actor; not the articles' words, and shown as the editors'."""
    wikidata = f"https://www.wikidata.org/wiki/{known.wikidata}" if known.wikidata else None
    parts = [
        known.role,
        known.note,
        tag("a", view.say("Own site"), href=escape.url(known.link), rel="external noopener nofollow")
        if known.link
        else None,
        tag("a", "Wikidata", href=wikidata, rel="external noopener nofollow") if wikidata else None,
    ]
    return tag("p", view.say("The editors:"), Html(" "), join(parts, " · "), class_="note") if any(parts) else None


_KNOWN = "The editors have said which names are this one's. It draws on the briefs listed above and on nothing else."
_CAUTION = (
    "People and organisations are told apart by name alone: two of the same name would share this page. "
    "It draws on the briefs listed above and on nothing else."
)
_A_TYPE = {"person": "a person", "organization": "an organisation", "state": "a state"}


_TAKES, _TAKE = "{} takes this name for {}.", "{} take this name for {}."
_SHOWN_AS = "It is shown as {}, as in most briefs or, where these are as many, in those that are more about it."


def _mistaken(view: View, shown: ActorType, other: ActorType, count: int) -> str:
    """What is said where briefs do not agree on the type."""
    briefs = counted_briefs(count, view.lang)
    taken = view.say(_TAKES if count == 1 else _TAKE, briefs, view.say(_A_TYPE[other]))
    return f"{taken} {view.say(_SHOWN_AS, view.say(_A_TYPE[shown]))}"
