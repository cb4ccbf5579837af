"""Pieces that several kinds of page share: links to actors, datelines, cards, quotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from itertools import groupby
from typing import TypeVar

from generator.brief.translation import ENGLISH, say
from generator.brief.translation import quoted as marked
from generator.pages import links
from generator.pages.calendar import UNDATED, words
from generator.pages.catalog import Catalog
from generator.pages.drafts import Draft, Group, Keys, Pieces, Touched
from generator.pages.entries import Entry, Said
from generator.pages.markup import Html, join, tag
from generator.pages.site import Site
from generator.pages.weights import HEADLINE, NAME, STATEMENT
from generator.text import clip, slug, squeeze, statement

# An actor or a topic has feeds of its own from this many briefs on.
BUSY = 5
# Keeps a sign on the line of what it belongs to.
GLUE = Html("&nbsp;")
TYPE_LABELS = {"person": "Person", "organization": "Organisation", "state": "State"}
TYPE_PLURALS = {"person": "People", "organization": "Organisations", "state": "States"}


class View:
    """The catalogue as seen from one page: knows what has a page, how to link to it from here, and the page's language.

    ``lang`` is the site's, but for the page of a brief: it speaks the brief's.
    """

    def __init__(
        self,
        catalog: Catalog,
        page: str,
        site: Site,
        min_briefs: int = 1,
        keys: Keys | None = None,
        lang: str | None = None,
        touched: Touched | None = None,
    ) -> None:
        self.catalog = catalog
        self.page = page
        self.site = site
        self.lang = lang or site.lang
        self._min_briefs = min_briefs
        self.with_page = catalog.with_page(min_briefs)
        self._keys = keys or Keys()
        self.touched = touched

    def at(self, page: str) -> View:
        """The same catalogue from another page."""
        return View(self.catalog, page, self.site, self._min_briefs, self._keys, self.lang, self.touched)

    def speaking(self, lang: str) -> View:
        """The same page in another language."""
        return View(self.catalog, self.page, self.site, self._min_briefs, self._keys, lang, self.touched)

    def stamps(self, entries: Iterable[Entry]) -> dict[str, bytes]:
        """The stamps of briefs (see ``Keys``), by their pages."""
        return {entry.page: self._keys.stamp(entry, self) for entry in entries}

    def looking_at(self, touched: Touched | None) -> View:
        """The same page in a run that looks at what is touched alone."""
        return View(self.catalog, self.page, self.site, self._min_briefs, self._keys, self.lang, touched)

    def is_touched(self, name: str) -> bool:
        """Whether the group of pages of that name may be other than it was."""
        return self.touched is None or name in self.touched.groups

    def say(self, text: str, *values: object) -> str:
        """``text`` in the page's language, with ``values`` in its gaps."""
        return say(text, self.lang, *values)

    def draft(self, make: Callable[[], str], *inputs: object) -> Draft:
        """This page, made by ``make`` when any of ``inputs`` (see ``Keys.of``) has changed; without any, always."""
        return Draft(self.page, self._keys.of(self, *inputs) if inputs else None, make)

    def of_pieces(self, names: Sequence[str], make: Callable[[int], str], touched: Set[str] | None) -> Draft:
        """This page, put together of pieces; see ``Pieces``."""
        key = self._keys.of(self, "\n".join(names))
        return Draft(self.page, key, lambda: "".join(map(make, range(len(names)))), Pieces(names, make, touched))

    def group(self, name: str, drafts: Callable[[], Iterator[Draft]], *inputs: object) -> Group:
        """Pages that are made from ``inputs`` (see ``Keys.of``) alone."""
        return Group(name, self._keys.of(self, *inputs), drafts)

    def to(self, page: str, anchor: str = "") -> str:
        """A link from here."""
        return links.relative(self.page, page, anchor)

    def address(self) -> str | None:
        """This page's full address, where the site's is set."""
        return self.site.address(self.page) if self.site.url else None

    def has_page(self, actor_id: str) -> bool:
        """Whether the actor is in briefs enough for a page of its own, and no editor hides it."""
        return self.catalog.id(actor_id) in self.with_page

    def shown(self, actor_id: str) -> tuple[object, ...]:
        """How an actor is shown: its id and name, whether it has a page, whether it is hidden."""
        key = self.catalog.id(actor_id)
        dossier = self.catalog.dossiers.get(key)
        return key, dossier and dossier.name, key in self.with_page, dossier is not None and dossier.is_hidden

    def is_hidden(self, actor_id: str) -> bool:
        """Whether an editor has said that the actor stands on no list."""
        dossier = self.catalog.dossiers.get(self.catalog.id(actor_id))
        return dossier is not None and dossier.is_hidden

    def feed(self, count: int) -> Html | None:
        """A link to this page's own feed, if it has one."""
        if count < BUSY or not self.site.url:
            return None
        return tag(
            "a", self.say("Feed"), href=self.to(self.page.removesuffix(".md") + ".xml"), type="application/rss+xml"
        )

    def actor(self, actor_id: str, name: str | None = None, **attributes: str) -> Html:
        """An actor's name, linked to its page; ``name`` if it should be shown otherwise."""
        shown = clip(name or self.catalog.name(actor_id) or "", NAME)
        dossier = self.catalog.dossiers.get(self.catalog.id(actor_id))
        if dossier is not None and dossier.is_hidden:
            return tag("span", shown)  # not to be searched for either
        if not self.has_page(actor_id):
            return tag("span", shown, **attributes)
        return tag("a", shown, href=self.to(links.actor(self.catalog.id(actor_id))), **attributes)

    def brief(self, entry: Entry, anchor: str = "") -> Html:
        """A brief's headline, linked."""
        return tag("a", clip(entry.title, HEADLINE), href=self.to(entry.page, anchor), lang=entry.lang)


def day(date: str | None, lang: str = ENGLISH) -> Html:
    """A date as a reader writes it."""
    return tag("time", words(date, lang), datetime=date) if date else tag("span", say(UNDATED, lang))


def dateline(view: View, entry: Entry, *, dated: bool = True) -> Html:
    """Date (not where everything is of one day), publisher, and how many other sources have the same article."""
    shown = join(
        [day(entry.date, view.lang) if dated else None, clip(entry.publisher or "", NAME), others(view, entry)], " · "
    )
    return tag("p", shown, class_="dateline") if shown else Html("")


def others(view: View, entry: Entry) -> str | None:
    """In words, how many other sources the article of a brief has that leads."""
    count = len(view.catalog.group(entry)) - 1
    if count < 1 or view.catalog.leader(entry) is not None:
        return None
    return view.say("{} other source" if count == 1 else "{} other sources", count)


def source(view: View, entry: Entry) -> Html:
    """Publisher and number of other sources, small; empty where neither is known."""
    told = join([clip(entry.publisher or "", NAME), others(view, entry)], " · ")
    return tag("span", told, class_="source") if told else Html("")


def card(view: View, entry: Entry, *, actors: int = 3, level: int = 3, dated: bool = True, facts: int = 0) -> Html:
    """A brief on a list: dateline, headline, its first fact (or several as a list), who it is about."""
    names = [view.actor(one.id) for one in entry.actors[:actors]]
    shown = entry.description if not entry.facts else statement(entry.description)
    lede = tag("p", clip(shown, STATEMENT), class_="lede verbatim", lang=entry.lang)
    return tag(
        "article",
        dateline(view, entry, dated=dated),
        tag(f"h{level}", view.brief(entry)),
        _facts(entry, facts) if facts else lede,
        tag("p", join(names, " · "), class_="names") if names else None,
        class_="card",
    )


def lead_card(view: View, entry: Entry, *, dated: bool = True) -> Html:
    """The first brief on a list: all its facts, and its quotation."""
    said = entry.quotes[entry.pull - 1] if entry.pull else None
    return tag(
        "article",
        dateline(view, entry, dated=dated),
        tag("h3", view.brief(entry)),
        _facts(entry, len(entry.facts)),
        tag("blockquote", _words(view, said), class_="verbatim", lang=entry.lang) if said else None,
        tag("p", speaker(view, said), class_="said-by") if said else None,
        class_="card card--lead",
    )


def _facts(entry: Entry, most: int) -> Html:
    listed = (tag("li", statement(clip(one.text, STATEMENT)), lang=entry.lang) for one in entry.facts[:most])
    return bullet_list(listed, "lead-facts verbatim")


def _words(view: View, said: Said) -> Html:
    return tag("p", quoted(clip(said.text, STATEMENT), view.lang))


def quotation(view: View, entry: Entry, said: Said) -> Html:
    """A quotation on a list of few, with its speaker, its brief and a link to its evidence."""
    brief = join([view.brief(entry), GLUE, sign(view, entry, "quote", said.number)])
    caption = [speaker(view, said), tag("span", brief, class_="source")]
    return tag(
        "li",
        tag("blockquote", _words(view, said), class_="verbatim", lang=entry.lang),
        tag("p", join(caption, " "), class_="said-by"),
    )


def quotations(view: View, items: Iterable[tuple[Entry, Said]], *, with_speaker: bool = True) -> Html:
    """Quotations by brief, each with its speaker and a link to its evidence."""
    return by_brief(view, items, lambda entry, said: _one_of_many(view, entry, said, with_speaker), "quotes")


def _one_of_many(view: View, entry: Entry, said: Said, with_speaker: bool) -> Html:
    evidence = sign(view, entry, "quote", said.number)
    words_of = tag("p", quoted(clip(said.text, STATEMENT), view.lang), *([] if with_speaker else [GLUE, evidence]))
    text = tag("blockquote", words_of, class_="verbatim", lang=entry.lang)
    return join([text, tag("p", speaker(view, said), GLUE, evidence, class_="said-by") if with_speaker else None])


T = TypeVar("T")


def by_brief(view: View, items: Iterable[tuple[Entry, T]], show: Callable[[Entry, T], Html], class_: str) -> Html:
    """Items of briefs, the brief named once above those that it holds."""
    groups = ((entry, [item for _, item in group]) for entry, group in groupby(items, key=lambda pair: pair[0]))
    listed = (
        tag("li", source_line(view, entry), join(tag("div", show(entry, one)) for one in group), class_="of-brief")
        for entry, group in groups
    )
    return bullet_list(listed, class_)


def source_line(view: View, entry: Entry) -> Html:
    """The brief that statements are from: its day and headline."""
    return tag("p", join([day(entry.date, view.lang), view.brief(entry)], " · "), class_="source")


def quoted(text: str, lang: str = ENGLISH) -> str:
    """Quoted words between marks, without the comma that only joined them to their attribution."""
    return marked(squeeze(text).rstrip(",").rstrip(), lang)


def speaker(view: View, said: Said) -> Html:
    """Who said it, with the role; plainly nobody where that is not known."""
    if said.name is None:
        return tag("span", view.say("Speaker not named"), class_="unknown")
    who = view.actor(said.speaker) if said.speaker else tag("span", clip(said.name, NAME))
    role = tag("span", clip(said.role, NAME), class_="role verbatim") if said.role else None
    return tag("span", join([tag("cite", who), role], ", "), class_="who")


def sign(view: View, entry: Entry, kind: str, number: int) -> Html:
    """A link from another page to an item's evidence on its brief's page, as a sign."""
    href = view.to(entry.page, f"in-{kind}-{number}")
    return tag("a", "¶", href=href, class_="in-context sign", aria_label=view.say("¶ in context"))


def bullet_list(items: Iterable[Html], class_: str) -> Html:
    """An unordered list; empty without items."""
    listed = list(items)
    return tag("ul", Html("\n" + "\n".join(listed) + "\n"), class_=class_) if listed else Html("")


def titled(title: str, *blocks: Html) -> list[Html]:
    """A section with its heading, for a block that stands beside others; nothing if it would be empty."""
    filled = [block for block in blocks if block]
    return [tag("section", tag("h2", title, id=slug(title)), *filled)] if filled else []


def listed(view: View, entry: Entry) -> Html:
    """A brief on one line: date, headline, publisher."""
    return tag("li", day(entry.date, view.lang), tag("span", join([view.brief(entry), source(view, entry)], " ")))


def counted(view: View, actor_id: str, count: int) -> Html:
    """An actor on a list, with a number."""
    return tag("li", view.actor(actor_id), Html(" "), tag("span", str(count), class_="count"))


def number(count: int, lang: str = ENGLISH) -> str:
    """``1,200``, or as the language parts thousands."""
    return f"{count:,}".replace(",", say(",", lang))


def amount(count: int, what: str, lang: str = ENGLISH) -> str:
    """A number of things: ``1 brief``, ``1,200 briefs``."""
    return say(f"{{}} {what}" if count == 1 else f"{{}} {what}s", lang, number(count, lang))


def counted_briefs(count: int, lang: str = ENGLISH) -> str:
    """A number of briefs, in words."""
    return amount(count, "brief", lang)
