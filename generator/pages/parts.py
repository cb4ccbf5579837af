"""Pieces that several kinds of page share: links to actors, datelines, cards, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from generator.pages import links
from generator.pages.calendar import UNDATED, words
from generator.pages.catalog import Catalog, Entry, Said
from generator.pages.drafts import Draft, Keys
from generator.pages.markup import Html, join, tag
from generator.pages.site import Site
from generator.text import squeeze

# An actor or a topic has feeds of its own from this many briefs on.
BUSY = 5
TYPE_LABELS = {"person": "Person", "organization": "Organisation", "state": "State"}
TYPE_PLURALS = {"person": "People", "organization": "Organisations", "state": "States"}


class View:
    """The catalogue as seen from one page: knows what has a page, and how to link to it from here."""

    def __init__(self, catalog: Catalog, page: str, site: Site, min_briefs: int = 1, keys: Keys | None = None) -> None:
        self.catalog = catalog
        self.page = page
        self.site = site
        self._min_briefs = min_briefs
        self._keys = keys or Keys()

    def at(self, page: str) -> View:
        """The same catalogue from another page."""
        return View(self.catalog, page, self.site, self._min_briefs, self._keys)

    def draft(self, make: Callable[[], str], *inputs: object) -> Draft:
        """This page, made by ``make`` when any of ``inputs`` (see ``Keys.of``) has changed; without any, always."""
        return Draft(self.page, self._keys.of(self, *inputs) if inputs else None, make)

    def to(self, page: str, anchor: str = "") -> str:
        """A link from here."""
        return links.relative(self.page, page, anchor)

    def has_page(self, actor_id: str) -> bool:
        """Whether the actor is in briefs enough for a page of its own, and no editor hides it."""
        dossier = self.catalog.dossiers.get(self.catalog.id(actor_id))
        return dossier is not None and len(dossier.seen) >= self._min_briefs and not dossier.is_hidden

    def feed(self, count: int) -> Html | None:
        """A link to this page's own feed, if it has one."""
        if count < BUSY or not self.site.url:
            return None
        return tag("a", "Feed", href=self.to(self.page.removesuffix(".md") + ".xml"), type="application/rss+xml")

    def actor(self, actor_id: str, name: str | None = None, **attributes: str) -> Html:
        """An actor's name, linked to its page; ``name`` if it should be shown otherwise."""
        shown = name or self.catalog.name(actor_id) or ""
        dossier = self.catalog.dossiers.get(self.catalog.id(actor_id))
        if dossier is not None and dossier.is_hidden:
            return tag("span", shown)  # not to be searched for either
        if not self.has_page(actor_id):
            return tag("span", shown, **attributes)
        return tag("a", shown, href=self.to(links.actor(self.catalog.id(actor_id))), **attributes)

    def brief(self, entry: Entry, anchor: str = "") -> Html:
        """A brief's headline, linked."""
        return tag("a", entry.title, href=self.to(entry.page, anchor), lang=entry.lang)


def section_title(folder: str) -> str:
    """A section's title: its folder's name, ``home-affairs`` as "Home affairs"; one with a dot (a host) as it is."""
    if "." in folder:
        return folder
    words_ = " ".join(folder.replace("-", " ").replace("_", " ").split())
    return words_[:1].upper() + words_[1:] or folder


def day(date: str | None) -> Html:
    """A date as a reader writes it."""
    return tag("time", words(date), datetime=date) if date else tag("span", UNDATED)


def dateline(view: View, entry: Entry) -> Html:
    """Date, publisher, and how many other sources have the same article."""
    return tag("p", join([day(entry.date), entry.publisher, others(view, entry)], " · "), class_="dateline")


def others(view: View, entry: Entry) -> str | None:
    """In words, how many other sources the article of a brief has that leads."""
    count = len(view.catalog.group(entry)) - 1
    if count < 1 or view.catalog.leader(entry) is not None:
        return None
    return f"{count} other {'source' if count == 1 else 'sources'}"


def source(view: View, entry: Entry) -> Html:
    """Publisher and number of other sources, small; empty where neither is known."""
    told = join([entry.publisher, others(view, entry)], " · ")
    return tag("span", told, class_="source") if told else Html("")


def card(view: View, entry: Entry, *, actors: int = 3, level: int = 3) -> Html:
    """A brief on a list: dateline, headline, its first fact, who it is about."""
    names = [view.actor(one.id) for one in entry.actors[:actors]]
    return tag(
        "article",
        dateline(view, entry),
        tag(f"h{level}", view.brief(entry)),
        tag("p", entry.description, class_="lede verbatim", lang=entry.lang),
        tag("p", join(names, " · "), class_="names") if names else None,
        class_="card",
    )


def lead_card(view: View, entry: Entry) -> Html:
    """The first brief on a list: all its facts, and its quotation."""
    facts = bullet_list((tag("li", one.text, lang=entry.lang) for one in entry.facts), "lead-facts verbatim")
    said = entry.quotes[entry.pull - 1] if entry.pull else None
    words_of = tag("blockquote", tag("p", quoted(said.text)), class_="verbatim") if said else None
    return tag(
        "article",
        dateline(view, entry),
        tag("h3", view.brief(entry)),
        facts,
        words_of,
        tag("p", speaker(view, said), class_="said-by") if said else None,
        class_="card card--lead",
    )


def quotation(view: View, entry: Entry, said: Said, *, with_speaker: bool = True) -> Html:
    """A quotation on a list, with its speaker, its brief and a link to its evidence."""
    source = [day(entry.date), view.brief(entry), in_context(view, entry, "quote", said.number)]
    caption = [speaker(view, said) if with_speaker else None, tag("span", join(source, " · "), class_="source")]
    return tag(
        "li",
        tag("blockquote", tag("p", quoted(said.text)), class_="verbatim", lang=entry.lang),
        tag("p", join(caption, " "), class_="said-by"),
    )


def quoted(text: str) -> str:
    """Quoted words between marks, without the comma that only joined them to their attribution."""
    return f"“{squeeze(text).rstrip(',').rstrip()}”"


def speaker(view: View, said: Said) -> Html:
    """Who said it, with the role; plainly nobody where that is not known."""
    if said.name is None:
        return tag("span", "Speaker not named", class_="unknown")
    who = view.actor(said.speaker) if said.speaker else tag("span", said.name)
    role = tag("span", said.role, class_="role verbatim") if said.role else None
    return tag("span", join([tag("cite", who), role], ", "), class_="who")


def in_context(view: View, entry: Entry, kind: str, number: int) -> Html:
    """A link from another page to an item's evidence on its brief's page."""
    href = view.to(entry.page, f"in-{kind}-{number}")
    return tag("a", "¶ in context", href=href, class_="in-context")


def bullet_list(items: Iterable[Html], class_: str) -> Html:
    """An unordered list; empty without items."""
    listed = list(items)
    return tag("ul", Html("\n" + "\n".join(listed) + "\n"), class_=class_) if listed else Html("")


def listed(view: View, entry: Entry) -> Html:
    """A brief on one line: date, headline, publisher."""
    return tag("li", day(entry.date), tag("span", join([view.brief(entry), source(view, entry)], " ")))


def counted(view: View, actor_id: str, count: int) -> Html:
    """An actor on a list, with a number."""
    return tag("li", view.actor(actor_id), Html(" "), tag("span", str(count), class_="count"))
