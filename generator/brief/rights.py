"""How much of an article a brief may repeat: what goes when its source grants fewer words than the brief would show."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import TypeVar

from generator.brief.evidence import Passage, passages
from generator.brief.translation import say
from generator.config import SourceTerms, SourceText
from generator.models import Actor, Article, Brief, Extent, Figure, KeyFact, Place, Quote, Rights, Span, TimeRef

# A word is what stands between blanks and has a letter or a digit (a pattern of both would take the square of the time
# of a long run of signs).
_UNBROKEN, _LETTER = re.compile(r"\S+"), re.compile(r"\w")
# What is left out, in words: of one, of several.
_KINDS = {
    "key_facts": ("fact", "facts"),
    "quotes": ("quotation", "quotations"),
    "actors": ("actor", "actors"),
    "figures": ("figure", "figures"),
    "dates": ("date", "dates"),
    "places": ("place", "places"),
    "passages": ("passage of evidence", "passages of evidence"),
}
_SHORTENED = "Shortened: its source grants {} words of the article. Left out: {}."
Item = TypeVar("Item")


class _Budget:
    """The words of an article that a brief repeats. Each counts once, however often it is shown; one that is shown in
    part counts. The headline counts, is taken first and always."""

    def __init__(self, brief: Brief, text: str, limit: int) -> None:
        found = list(_words(text))
        self._starts, self._ends = [start for start, _ in found], [end for _, end in found]
        self._taken: set[int] = set()
        spans = brief.source.title_spans
        self._elsewhere = 0 if spans else sum(1 for _ in _words(brief.title))
        self._taken |= self._words(spans or ())
        self.limit = max(limit, self.spent)

    @property
    def spent(self) -> int:
        return self._elsewhere + len(self._taken)

    def _words(self, extents: Iterable[Extent]) -> set[int]:
        found: set[int] = set()
        for start, end in extents:
            found.update(range(bisect_right(self._ends, start), bisect_left(self._starts, end)))
        return found

    def take(self, extents: Iterable[Extent]) -> bool:
        """Take the words of these extents if all of them are still to be had."""
        taken = self._taken | self._words(extents)
        if self._elsewhere + len(taken) > self.limit:
            return False
        self._taken = taken
        return True

    def first(self, items: Iterable[tuple[Item, list[Extent]]]) -> Iterator[Item]:
        """The items, in order, up to the first for which there are not words enough."""
        for item, extents in items:
            if not self.take(extents):
                return
            yield item


def _words(text: str) -> Iterator[Extent]:
    for match in _UNBROKEN.finditer(text):
        if _LETTER.search(text, *match.span()):
            yield match.span()


def rights_of(article: Article, terms: SourceTerms) -> Rights | None:
    """What a brief records of an article's rights; ``None`` where there is nothing to be said."""
    if not (article.rights or terms.credit or terms.max_quoted_words):
        return None
    return Rights(notice=article.rights, credit=terms.credit, max_quoted_words=terms.max_quoted_words)


def cut(brief: Brief, text: str, source_text: SourceText) -> Brief:
    """The brief without what its source does not grant; ``brief.rights`` tells how many words that is, and then what
    was left out.

    Words go to the headline, the first fact, the leading quotation, the other facts, the other quotations, the actors,
    figures, dates, places and the evidence. Within each, what comes last goes first. An actor or a date that a fact or
    a quotation tells of comes and goes with it.
    """
    if brief.rights is None or brief.rights.max_quoted_words is None:
        return brief
    budget = _Budget(brief, text, brief.rights.max_quoted_words)
    kept = _Kept(brief, text, budget)
    left = {name: len(getattr(brief, name)) - len(items) for name, items in kept.lists().items()}
    shorter = brief.model_copy(update={**kept.lists(), "source_quote": kept.source_quote})
    lead = shorter.key_facts[0].text if shorter.key_facts else shorter.title
    shorter = shorter.model_copy(update={"description": " ".join(lead.split())})
    before = list(passages(shorter, text, source_text))
    left["passages"] = len(before) - len(shown(shorter, text, before))
    rights = brief.rights.model_copy(update={"left_out": {name: count for name, count in left.items() if count}})
    return shorter.model_copy(update={"rights": rights})


class _Kept:
    """What of a brief there are words for."""

    def __init__(self, brief: Brief, text: str, budget: _Budget) -> None:
        self._brief, self._text = brief, text
        self._actors = {actor.id: actor for actor in brief.actors}
        facts, lead = list(brief.key_facts), brief.source_quote
        self._facts = list(budget.first(self._with_fact(facts[:1])))
        self.source_quote = lead if lead and budget.take(self._of_quote(lead)) else None
        if self._facts or not facts:
            self._facts += budget.first(self._with_fact(facts[1:]))
        quotes = ((quote, self._of_quote(quote)) for quote in brief.quotes if quote != self.source_quote)
        self._quotes = {(quote.start, quote.end) for quote in budget.first(quotes)}
        self._ids = {who.id for fact in self._facts for who in fact.who}
        self._ids |= {quote.speaker_id for quote in self._all_quotes() if quote.speaker_id}
        actors = ((actor, _of_actor(actor, text)) for actor in brief.actors if actor.id not in self._ids)
        self._ids |= {actor.id for actor in budget.first(actors)}
        self._figures = tuple(budget.first((figure, _extents(figure, figure.what)) for figure in brief.figures))
        needed = {(fact.when.start, fact.when.end) for fact in self._facts if fact.when}
        fitting = budget.first((date, _extents(date)) for date in brief.dates)
        self._dates = needed | {(date.start, date.end) for date in fitting}
        self._places = tuple(budget.first((place, _of_place(place)) for place in brief.places))

    def _all_quotes(self) -> tuple[Quote, ...]:
        return tuple(q for q in self._brief.quotes if q == self.source_quote or (q.start, q.end) in self._quotes)

    def lists(self) -> dict[str, tuple[KeyFact | Quote | Actor | Figure | TimeRef | Place, ...]]:
        """By the names of the brief's fields, in its own order."""
        return {
            "key_facts": tuple(self._facts),
            "quotes": self._all_quotes(),
            "actors": tuple(actor for actor in self._brief.actors if actor.id in self._ids),
            "figures": self._figures,
            "dates": tuple(date for date in self._brief.dates if (date.start, date.end) in self._dates),
            "places": self._places,
        }

    def _with_fact(self, facts: Iterable[KeyFact]) -> Iterator[tuple[KeyFact, list[Extent]]]:
        for fact in facts:
            who = [extent for one in fact.who for extent in _of_actor(self._actors[one.id], self._text)]
            yield fact, [*_extents(fact, fact.when), *who, *((one.start, one.end) for one in fact.where)]

    def _of_quote(self, quote: Quote) -> list[Extent]:
        actor = self._actors.get(quote.speaker_id or "")
        spans = _extents(quote, quote.speaker, quote.cue, quote.antecedent)
        return [*spans, *(_of_actor(actor, self._text) if actor else ())]


def _of_actor(actor: Actor, text: str) -> list[Extent]:
    """All its names, each where it stands first, and its role. A person's may have titles before them."""
    named = {text[start:end]: (start, end) for start, end in reversed(actor.mentions)}
    titled = [(at, at + len(name)) for name in actor.aliases if name not in named and (at := text.find(name)) >= 0]
    return [*named.values(), *titled, *_extents(actor.role)]


def _of_place(place: Place) -> list[Extent]:
    return [extent for extent in place.mentions if extent[1] - extent[0] == len(place.name)][:1]


def _extents(*spans: Span | None) -> list[Extent]:
    return [(span.start, span.end) for span in spans if span]


def _everything(brief: Brief, text: str) -> Iterator[Extent]:
    """What the front matter repeats besides the headline."""
    for fact in brief.key_facts:
        yield from (*_extents(fact, fact.when), *((one.start, one.end) for one in fact.where))
    for quote in brief.quotes:
        yield from _extents(quote, quote.speaker, quote.cue, quote.antecedent)
    for actor in brief.actors:
        yield from _of_actor(actor, text)
    for figure in brief.figures:
        yield from _extents(figure, figure.what)
    yield from _extents(*brief.dates)
    for place in brief.places:
        yield from _of_place(place)


def shown(brief: Brief, text: str, found: list[Passage]) -> list[Passage]:
    """The passages for which there are words, in the order of the text; a shorter one may follow one too long."""
    limit = brief.rights.max_quoted_words if brief.rights else None
    if limit is None:
        return found
    budget = _Budget(brief, text, limit)
    budget.take(_everything(brief, text))
    kept: list[Passage] = []
    gap = False
    for passage in found:
        if budget.take([(passage.start, passage.end)]):
            kept.append(replace(passage, gap=passage.gap or gap))
            gap = False
        else:
            gap = True
    return kept


def excess(brief: Brief, text: str) -> int:
    """How many words more than granted the front matter repeats."""
    limit = brief.rights.max_quoted_words if brief.rights else None
    if limit is None:
        return 0
    budget = _Budget(brief, text, limit)
    granted, budget.limit = budget.limit, len(text)
    budget.take(_everything(brief, text))
    return max(0, budget.spent - granted)


def words(brief: Brief) -> str:
    """What was left out, in a sentence; empty if nothing was."""
    rights = brief.rights
    if rights is None or not rights.left_out:
        return ""
    told = ", ".join(f"{count} {say(_KINDS[name][count > 1], brief.lang)}" for name, count in rights.left_out.items())
    return say(_SHORTENED, brief.lang, rights.max_quoted_words, told)
