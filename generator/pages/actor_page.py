"""The page of one actor: what is said by and about them, and the briefs it is drawn from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice

from generator import escape
from generator.editorial import KnownActor
from generator.models import ActorType
from generator.pages import charts, linked_data, links, paging
from generator.pages.catalog import Dossier, Entry, Said, Seen
from generator.pages.drafts import Draft
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import TYPE_LABELS, View, bullet_list, counted, day, in_context, listed, quotation

QUOTES, FACTS, BRIEFS, COMPANY = 40, 15, 40, 12


def render(view: View, dossier: Dossier) -> Iterator[Draft]:
    """The actor's front page, and numbered ones where there is more than fits one."""
    front = _ActorView(view.at(links.actor(dossier.id)), dossier)
    about = (dossier.id, dossier.name, dossier.type, dossier.known)
    yield front.view.draft(front.render, about, [entry for entry, _ in dossier.seen])
    total = len(paging.parts(front.view.page, len(dossier.seen), BRIEFS)) - 1
    for part, seen in paging.slices(dossier.seen, front.view.page, BRIEFS):
        if part.number:
            here = view.at(part.page)
            make = partial(_older, here, dossier, part, seen, total)
            yield here.draft(make, about, part.number, total, [entry for entry, _ in seen])


def _older(view: View, dossier: Dossier, part: paging.Part, seen: Sequence[tuple[Entry, Seen]], total: int) -> str:
    """A numbered part: everything that one stretch of briefs says by and about the actor."""
    shown = _ActorView(view, dossier._replace(seen=tuple(seen)))
    pager = paging.pager(view, links.actor(dossier.id), part.number, total)
    title = f"{dossier.name}, part {part.number}"
    blocks = [tag("h1", title), *shown.statements(None), *shown.briefs(), pager]
    return page(blocks, title=title, kind="actor")


class _ActorView:
    """One actor as seen from one of its pages."""

    def __init__(self, view: View, dossier: Dossier) -> None:
        self.view = view
        self.dossier = dossier

    def render(self) -> str:
        dossier = self.dossier
        total = len(paging.parts(self.view.page, len(dossier.seen), BRIEFS)) - 1
        blocks = [
            self.head(),
            self.aside(),
            *self.statements(QUOTES),
            *self.briefs(BRIEFS),
            paging.pager(self.view, self.view.page, 0, total),
            tag("p", _KNOWN if dossier.known else _CAUTION, class_="legend"),
            *(tag("p", _mistaken(dossier.type, *other), class_="legend") for other in dossier.other_types),
            linked_data.actor(dossier),
        ]
        described = f"{dossier.name}: what is said by and about them, in {_briefs(len(dossier.seen))}."
        return page(blocks, title=dossier.name, kind="actor", description=described)

    def head(self) -> Html:
        dossier = self.dossier
        aliases = ", ".join(f"“{form}”" for form in dossier.aliases[:12])
        count = len(dossier.seen)
        facts = [TYPE_LABELS[dossier.type], f"in {_briefs(count)}", self.period(), self.view.feed(count)]
        return tag(
            "header",
            tag("p", join(facts, " · "), class_="dateline"),
            tag("h1", dossier.name),
            tag("p", f"Also {aliases}", class_="aliases") if aliases else None,
            _told(dossier.known) if dossier.known else None,
            class_="head",
        )

    def period(self) -> Html:
        """First and last day on which a brief names the actor."""
        dates = [entry.date for entry, _ in self.dossier.seen if entry.date]
        ends = list(dict.fromkeys(dates[:1] + dates[-1:]))[::-1]
        return join(map(day, ends), " – ")

    def aside(self) -> Html:
        """What stands beside the statements."""
        parts = {
            "roles": ("Roles", self.roles()),
            "mentions": ("Mentions by month", charts.by_month(self.mentions(), "Mentions by month")),
            "company": ("Named together with", self.company()),
        }
        filled = [tag("section", tag("h2", title, id=key), block) for key, (title, block) in parts.items() if block]
        return rows("aside", filled, class_="aside", aria_label="Roles and company")

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
        return bullet_list((self.role(entry, seen) for entry, seen in first.values()), "roles")

    def role(self, entry: Entry, seen: Seen) -> Html:
        since = join([day(entry.date), in_context(self.view, entry, "role", seen.number)], " · ")
        role = tag("span", seen.role, class_="verbatim")
        return tag("li", role, Html(" "), tag("span", since, class_="source"))

    def statements(self, limit: int | None) -> list[Html]:
        """Quotations by and about the actor, and the facts that tell of it."""
        name = self.dossier.name
        said = (quotation(self.view, entry, one, with_speaker=False) for entry, one in self.said())
        about = (quotation(self.view, entry, one) for entry, one in self.about())
        facts = (self.fact(entry, number, text) for entry, number, text in self.facts())
        return [
            *section(f"Said by {name}", bullet_list(islice(said, limit), "quotes")),
            *section(f"Said about {name}", bullet_list(islice(about, limit), "quotes")),
            *section("Key facts", bullet_list(islice(facts, FACTS if limit else None), "facts")),
        ]

    def said(self) -> Iterator[tuple[Entry, Said]]:
        for entry, seen in self.dossier.seen:
            yield from ((entry, one) for one in entry.quotes if one.speaker == seen.id)

    def about(self) -> Iterator[tuple[Entry, Said]]:
        for entry, seen in self.dossier.seen:
            yield from ((entry, one) for one in entry.quotes if seen.id in one.about)

    def facts(self) -> Iterator[tuple[Entry, int, str]]:
        for entry, seen in self.dossier.seen:
            yield from ((entry, one.number, one.text) for one in entry.facts if seen.id in one.who)

    def fact(self, entry: Entry, number: int, text: str) -> Html:
        source = join([day(entry.date), self.view.brief(entry), in_context(self.view, entry, "fact", number)], " · ")
        return tag(
            "li",
            tag("p", text, class_="verbatim", lang=entry.lang),
            tag("p", source, class_="source"),
        )

    def company(self) -> Html:
        """The actors most often in the same briefs."""
        own = self.dossier.id
        counts = Counter(
            key
            for entry, _ in self.dossier.seen
            for key in {self.view.catalog.id(one.id) for one in entry.actors} - {own}
        )
        most = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:COMPANY]
        return bullet_list((counted(self.view, key, number) for key, number in most), "chips")

    def briefs(self, limit: int | None = None) -> list[Html]:
        """The briefs that the page draws on."""
        shown = (listed(self.view, entry) for entry, _ in self.dossier.seen[:limit])
        return section("Briefs", rows("ul", shown, class_="brief-list"))


def _told(known: KnownActor) -> Html | None:
    """What editors say of an actor; not the articles' words, and shown as the editors'."""
    wikidata = f"https://www.wikidata.org/wiki/{known.wikidata}" if known.wikidata else None
    parts = [
        known.role,
        known.note,
        tag("a", "Own site", href=escape.url(known.link), rel="external noopener nofollow") if known.link else None,
        tag("a", "Wikidata", href=wikidata, rel="external noopener nofollow") if wikidata else None,
    ]
    return tag("p", Html("The editors: "), join(parts, " · "), class_="note") if any(parts) else None


_KNOWN = "The editors have said which names are this one's. It draws on the briefs listed above and on nothing else."
_CAUTION = (
    "People and organisations are told apart by name alone: two of the same name would share this page. "
    "It draws on the briefs listed above and on nothing else."
)
_A_TYPE = {"person": "a person", "organization": "an organisation", "state": "a state"}


def _mistaken(shown: ActorType, other: ActorType, count: int) -> str:
    """What is said where briefs do not agree on the type."""
    takes = "takes" if count == 1 else "take"
    return (
        f"{_briefs(count)} {takes} this name for {_A_TYPE[other]}. It is shown as {_A_TYPE[shown]}, "
        "as in most briefs or, where these are as many, in those that are more about it."
    )


def _briefs(count: int) -> str:
    return "1 brief" if count == 1 else f"{count} briefs"
