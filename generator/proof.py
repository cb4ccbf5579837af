"""Re-proving a brief against its article: every statement, without any model.

Each function yields the reasons for which a brief does not hold, in plain words; none means that it does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator import brief as briefs
from generator.analysis import gazetteer
from generator.brief.evidence import SourceText
from generator.models import Actor, Article, Brief, Extent, KeyFact, Place, Quote, Span
from generator.text import sha256, squeeze


def prove(brief: Brief, document: str, article: Article, *, source_text: SourceText) -> Iterator[str]:
    """Everything that is wrong with one brief's file, given the article it was made from."""
    if brief.source.sha256 != article.sha256 or brief.source.text_sha256 != sha256(article.text):
        yield "the article has changed since; regenerate the brief with 'briefing generate'"
        return
    wrong = [*_head(brief, article), *_statements(brief, article)]
    yield from wrong
    if not briefs.is_sealed(document):
        yield "the file was changed after it was made; regenerate it with 'briefing generate'"
    elif not wrong and briefs.render(brief, article.text, source_text=source_text) != document:
        yield "the file is not what its front matter and the article give; regenerate it with 'briefing generate'"


def _head(brief: Brief, article: Article) -> Iterator[str]:
    known = {
        "date": (brief.date, article.published),
        "publisher": (brief.source.publisher, article.publisher),
        "byline": (brief.source.byline, article.byline),
        "url": (brief.source.url, article.url),
    }
    for name, (value, source) in known.items():
        if value != (source.value if source else None):
            yield f"{name}: {value!r} is not what the article gives"
        if brief.source.origins.get(name) != (source.origin if source else None):
            yield f"source.origins.{name}: not where the article has it from"
    if brief.lang != article.lang or brief.source.identity != article.identity:
        yield "lang or source.identity: not the article's"
    yield from _title(brief, article)


def _title(brief: Brief, article: Article) -> Iterator[str]:
    spans = brief.source.title_spans
    if spans is None:
        if article.title is None or squeeze(article.title.text) != brief.title:
            yield f"title: {brief.title!r} is neither in the article nor in its head"
    elif not _in_range(spans, article.text):
        yield "source.title_spans: outside the article"
    elif squeeze(": ".join(article.text[start:end] for start, end in spans)) != brief.title:
        yield f"title: {brief.title!r} does not stand at source.title_spans"


def _statements(brief: Brief, article: Article) -> Iterator[str]:
    text, actors = article.text, {actor.id: actor for actor in brief.actors}
    stamp = max((region.end for region in article.regions if region.kind == "stamp"), default=0)
    if len(actors) != len(brief.actors):
        yield "actors: two have the same id"
    for where, span in _spans(brief):
        if not _in_range([(span.start, span.end)], text) or text[span.start : span.end] != span.text:
            yield f"{where}: {span.text!r} does not stand at {span.start}-{span.end} of the article"
        elif span.start < stamp:
            yield f"{where}: starts in the stamp before the article"
    for actor in brief.actors:
        yield from _actor(actor, text)
    for place in brief.places:
        yield from _place(place, text)
    for number, quote in enumerate(brief.quotes):
        yield from (f"quotes.{number}.{reason}" for reason in _quote(quote, actors))
    for number, fact in enumerate(brief.key_facts):
        yield from (f"key_facts.{number}.{reason}" for reason in _fact(fact, actors, text))
    yield from _choices(brief)


def _spans(brief: Brief) -> Iterator[tuple[str, Span]]:
    """Every verbatim span of the brief, with its place in the front matter."""
    for number, quote in enumerate(brief.quotes):
        parts = {"": quote, ".speaker": quote.speaker, ".cue": quote.cue, ".antecedent": quote.antecedent}
        yield from ((f"quotes.{number}{name}", span) for name, span in parts.items() if span)
    for number, fact in enumerate(brief.key_facts):
        yield from (
            (f"key_facts.{number}{name}", span) for name, span in {"": fact, ".when": fact.when}.items() if span
        )
    yield from ((f"actors.{actor.id}.role", actor.role) for actor in brief.actors if actor.role)
    yield from ((f"dates.{number}", date) for number, date in enumerate(brief.dates))
    for number, figure in enumerate(brief.figures):
        yield from (
            (f"figures.{number}{name}", span) for name, span in {"": figure, ".what": figure.what}.items() if span
        )


def _in_range(extents: Iterable[Extent], text: str) -> bool:
    return all(0 <= start < end <= len(text) for start, end in extents)


def _actor(actor: Actor, text: str) -> Iterator[str]:
    if not actor.mentions or not _in_range(actor.mentions, text):
        yield f"actors.{actor.id}: mentions outside the article"
        return
    forms = {text[start:end] for start, end in actor.mentions}
    for name in actor.aliases:
        if name not in forms:
            yield f"actors.{actor.id}: the article does not say {name!r} at any of its mentions"
    if actor.name not in forms and not _leads_to(actor, forms):
        yield f"actors.{actor.id}: no mention says {actor.name!r} or leads to it"


def _leads_to(actor: Actor, forms: set[str]) -> bool:
    """Whether a state's name follows from one of its mentions ("French" from France)."""
    states = [gazetteer.state_of(form) for form in forms]
    return actor.type == "state" and any(state is not None and state.name == actor.name for state in states)


def _place(place: Place, text: str) -> Iterator[str]:
    if not place.mentions or not _in_range(place.mentions, text):
        yield f"places.{place.name}: mentions outside the article"
    elif place.name not in {text[start:end] for start, end in place.mentions}:
        yield f"places: no mention says {place.name!r}"


def _quote(quote: Quote, actors: dict[str, Actor]) -> Iterator[str]:
    if quote.speaker is None:
        if quote.speaker_id or quote.speaker_name or quote.antecedent:
            yield "speaker: named without any words in the article that name one"
        return
    if quote.speaker.start < quote.end and quote.speaker.end > quote.start:
        yield "speaker: stands inside the quotation"
    if quote.speaker_id is None:
        if quote.speaker_name is not None:
            yield "speaker_name: without a speaker_id"
        return
    actor = actors.get(quote.speaker_id)
    if actor is None or actor.name != quote.speaker_name:
        yield f"speaker_id: {quote.speaker_id!r} is not an actor of the brief by the name {quote.speaker_name!r}"
        return
    shown = quote.antecedent or quote.speaker
    if not any(shown.start < end and start < shown.end for start, end in actor.mentions):
        yield f"speaker: neither it nor its antecedent is a mention of {actor.name!r}"


def _fact(fact: KeyFact, actors: dict[str, Actor], text: str) -> Iterator[str]:
    for who in fact.who:
        actor = actors.get(who.id)
        if actor is None or (who.start, who.end) not in actor.mentions:
            yield f"who: {who.id!r} is not mentioned at {who.start}-{who.end}"
    for where in fact.where:
        if not _in_range([(where.start, where.end)], text) or not where.name:
            yield f"where: {where.name!r} outside the article"


def _choices(brief: Brief) -> Iterator[str]:
    if brief.source_quote is not None and brief.source_quote not in brief.quotes:
        yield "source_quote: not one of the quotations"
    expected = brief.key_facts[0].text if brief.key_facts else brief.title
    if brief.description != squeeze(expected):
        yield "description: not the first key fact"
