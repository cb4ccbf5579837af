"""The page of one brief."""

from __future__ import annotations

from collections.abc import Iterator

from generator import escape
from generator.brief import Passage, moment
from generator.brief.translation import quoted as marked
from generator.brief.translation import say
from generator.models import Actor, Brief, FactDate, Figure, KeyFact, Quote
from generator.pages import brief_aside, brief_notes, linked_data, links, numbers, ties
from generator.pages.calendar import LAST, month_of, words
from generator.pages.markup import Html, join, page, rows, section, tag
from generator.pages.parts import GLUE, View, quoted
from generator.pages.passages import evidence
from generator.pages.ties import Ties
from generator.text import sides, squeeze


def render(view: View, brief: Brief, passages: list[Passage], tied: Ties) -> str:
    """The page as Markdown with front matter; ``view.page`` is its path, ``tied`` what it is tied to."""
    shown = _BriefView(view, brief, passages, tied)
    dated = {"date": brief.date} if brief.date else {}
    return page(
        shown.blocks(), title=brief.title, kind="brief", description=brief.description, lang=brief.lang, **dated
    )


class _BriefView:
    """One brief, the way from its page to others, and its evidence."""

    def __init__(self, view: View, brief: Brief, passages: list[Passage], tied: Ties) -> None:
        self.view = view
        self.brief = brief
        self.passages = passages
        self.evidence = evidence(brief, passages)
        self.ties = tied
        self.actors = {actor.id: actor for actor in brief.actors}
        self._speakers: set[str] = set()

    def blocks(self) -> Iterator[Html]:
        brief = self.brief
        yield self.head()
        lang = brief.lang
        facts = rows("ol", (self.fact(k, one) for k, one in enumerate(brief.key_facts, 1)), class_="facts")
        yield from section("Key facts", facts, lang=lang)
        if brief.source_quote:
            yield self.pull_quote(brief.source_quote)
        yield from section("Quotations", self.quotations(), lang=lang)
        yield from section("Figures", self.figures(), lang=lang)
        yield brief_aside.render(self.view, brief, self.evidence)
        legend = tag("p", say(_LEGEND, lang), class_="legend")
        yield from section("Evidence", *([legend] if self.evidence.blocks else []), *self.evidence.blocks, lang=lang)
        yield from section("Revisions", brief_notes.revisions(brief), lang=lang)
        yield from ties.foot(self.view, self.ties)
        yield linked_data.brief(brief, self.view.address())
        yield from section("About this brief", brief_notes.render(self.view, brief), lang=lang)

    def head(self) -> Html:
        source = self.brief.source
        address = escape.url(source.url or "")
        credit = self.brief.rights.credit if self.brief.rights else None
        parts = [
            self.date(),
            self.section(),
            tag("span", source.publisher, data_pagefind_filter="source", data_pagefind_meta="source")
            if source.publisher
            else None,
            source.byline,
            self.revised(),
            tag("a", say("Read the article", self.brief.lang), href=address, rel="external noopener nofollow")
            if address
            else None,
        ]
        return tag(
            "header",
            tag("p", join(parts, " · "), class_="dateline"),
            tag("h1", self.brief.title, lang=self.brief.lang),
            *ties.head(self.view, self.ties),
            tag("p", credit, class_="credit") if credit else None,
            class_="head",
        )

    def section(self) -> Html | None:
        """The section, by which the search can filter."""
        title = self.ties.section
        if title is None:
            return None
        return tag("a", title, href=self.view.to(links.section(title)), data_pagefind_filter="section")

    def revised(self) -> Html | None:
        """When the article was last revised, linked to what changed."""
        lang = self.brief.lang
        if not self.brief.revisions:
            return None
        last = say("Revised {}", lang).format(moment(self.brief.revisions[-1].time, lang))
        return tag("a", last, href="#revisions", class_="revised")

    def date(self) -> Html:
        """The date, which is also the filter by month and the order of search results."""
        date = self.brief.date
        if date is None:
            return tag("span", words(None, self.brief.lang), data_date=LAST, data_pagefind_sort="date[data-date]")
        shown = tag("a", words(date, self.brief.lang), href=self.view.to(links.day(date)))
        return tag(
            "time",
            shown,
            datetime=date,
            data_month=month_of(date),
            data_pagefind_filter="month[data-month]",
            data_pagefind_sort="date[datetime]",
            data_pagefind_meta="date[datetime]",
        )

    def fact(self, number: int, fact: KeyFact) -> Html:
        text = tag("span", fact.text, class_="verbatim", lang=self.brief.lang)
        before, behind = sides(fact.text)
        link = self.evidence.link("fact", number)
        return tag("li", tag("p", before, text, behind, Html(" "), link), self.circumstances(fact), id=f"fact-{number}")

    def circumstances(self, fact: KeyFact) -> Html:
        """Who, when and where of a fact."""
        who = join((self.view.actor(one, self.actors[one].name) for one in _unique(fact) if one in self.actors), ", ")
        where = join(dict.fromkeys(place.name for place in fact.where), ", ")
        when = _when(fact.when, self.brief.lang) if fact.when else Html("")
        pairs = [
            (say(term, self.brief.lang), shown) for term, shown in (("Who", who), ("When", when), ("Where", where))
        ]
        return rows("dl", (tag("div", tag("dt", term), tag("dd", shown)) for term, shown in pairs if shown), class_="w")

    def pull_quote(self, quote: Quote) -> Html:
        caption = tag("figcaption", self.attribution(quote))
        return tag("figure", self.words(quote), caption, class_="pull verbatim", data_pagefind_ignore=True)

    def words(self, quote: Quote, **attributes: str) -> Html:
        text = tag("p", quoted(quote.text, self.brief.lang))
        return tag("blockquote", text, lang=self.brief.lang, **attributes)

    def quotations(self) -> Html:
        return rows("ol", (self.quote(k, one) for k, one in enumerate(self.brief.quotes, 1)), class_="quotes")

    def quote(self, number: int, quote: Quote) -> Html:
        link = self.evidence.sign("quote", number)
        said_by = tag("p", self.attribution(quote), GLUE, link, class_="said-by")
        return tag("li", self.words(quote, class_="verbatim"), said_by, id=f"quote-{number}")

    def attribution(self, quote: Quote) -> Html:
        """Speaker, role and the words of the article that attribute the quotation."""
        if quote.speaker is None:
            return tag("span", say("Speaker not named", self.brief.lang), class_="unknown")
        actor = self.actors.get(quote.speaker_id or "")
        shown = self.view.catalog.name(actor.id) if actor else None
        name = self.view.actor(actor.id, actor.name) if actor else tag("span", quote.speaker_name or quote.speaker.text)
        cite = tag("cite", name, **self.speaker_filter(shown))
        role = _role(actor)
        return join([cite, Html(", ") if role else None, role, Html(" · "), _cue(quote, self.brief.lang)])

    def speaker_filter(self, name: str | None) -> dict[str, str]:
        """What makes a page findable by a speaker; once for each, or the search would count the page twice."""
        if name is None or name in self._speakers:
            return {}
        self._speakers.add(name)
        return {"data_speaker": name, "data_pagefind_filter": "speaker[data-speaker]"}

    def figures(self) -> Html:
        if not self.brief.figures:
            return Html("")
        lang = self.brief.lang
        body = rows("tbody", (self.figure(k, one) for k, one in enumerate(self.brief.figures, 1)))
        # The search finds the same words in the evidence.
        is_elsewhere = bool(self.evidence.blocks)
        return tag(
            "table", numbers.head(lang), body, class_=numbers.CLASS, lang=lang, data_pagefind_ignore=is_elsewhere
        )

    def figure(self, number: int, figure: Figure) -> Html:
        shown = self.evidence.linked("figure", number, figure.text)
        what = figure.what.text if figure.what else None
        return numbers.row(shown, numbers.context(figure, self.passages), what, id=f"figure-{number}")


_LEGEND = "Verbatim from the article; […] marks what is left out."


def _unique(fact: KeyFact) -> dict[str, None]:
    return dict.fromkeys(one.id for one in fact.who)


def _cue(quote: Quote, lang: str) -> Html:
    """The article's own words for who spoke, and how."""
    spans = sorted((span for span in (quote.speaker, quote.cue) if span), key=lambda span: span.start)
    return tag("span", marked(" … ".join(squeeze(span.text) for span in spans), lang), class_="cue")


def _role(actor: Actor | None) -> Html | None:
    return tag("span", actor.role.text, class_="role verbatim") if actor and actor.role else None


def _when(when: FactDate, lang: str) -> Html:
    """The words of the article, and the calendar value they were resolved to."""
    said = tag("span", when.text, class_="verbatim")
    return join([said, tag("span", f"({words(when.value, lang)})") if when.value else None], " ")
