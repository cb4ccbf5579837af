"""An editor's corrections laid over an analysis. Doing it twice is doing it once, so that ``check`` can prove it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.editorial import find
from generator.editorial.attribution import attribute
from generator.editorial.corrections import Entry
from generator.models import (
    Actor,
    Analysis,
    Article,
    Extent,
    FactActor,
    FactDate,
    FactPlace,
    KeyFact,
    Quote,
    Title,
)

EDITOR = "editor"


def apply(analysis: Analysis, article: Article, entry: Entry, *, limit: int) -> Analysis:
    """The analysis as the editor wants it; ``limit``: the most key facts.

    Raises:
        ArticleError: a correction's target is not there; the reason names what comes nearest.
    """
    given = entry.corrections
    actors = _roles(analysis.actors, article.text, entry)
    quotes = _speakers(analysis, article.text, entry)
    corrected = analysis.model_copy(update={"actors": actors, "quotes": quotes})
    return corrected.model_copy(
        update={
            "title": _title(article.text, entry) if given.headline is not None else analysis.title,
            "key_facts": _facts(corrected, article, entry, limit),
            "source_quote": _source_quote(analysis.source_quote, quotes, entry),
            "tags": analysis.tags if given.tags is None else given.tags,
        }
    )


def _title(text: str, entry: Entry) -> Title:
    """The editor's headline: words of the article, or several stretches of it joined by a colon."""
    headline = entry.corrections.headline or ""
    for pieces in ([headline], headline.split(": ")):
        spans = [next(find.occurrences(text, piece), None) for piece in pieces]
        found = tuple(extent for extent in spans if extent is not None)
        if len(found) == len(pieces) and all(piece.split() for piece in pieces):
            return Title(text=": ".join(text[start:end] for start, end in found), spans=found, origin=EDITOR)
    reason = "does not stand in the article, whole or in parts joined by a colon"
    entry.refuse("headline", f"'{headline}' {reason}{find.hint(headline, find.said_in(text))}")


def _facts(analysis: Analysis, article: Article, entry: Entry, limit: int) -> tuple[KeyFact, ...]:
    """The pinned facts, and those of the analysis that are not dropped, in the order of the text."""
    pinned = {_extent(fact): fact for fact in _pinned(analysis, article, entry)}
    dropped = [extent for words in entry.corrections.drop_facts for extent in _places(article, words, entry)]
    others = [
        fact
        for fact in analysis.key_facts
        if not any(find.overlap(_extent(fact), extent) for extent in pinned)
        and not any(find.inside(extent, _extent(fact)) or find.inside(_extent(fact), extent) for extent in dropped)
    ]
    kept = others[: max(0, limit - len(pinned))]
    return tuple(sorted([*pinned.values(), *kept], key=_extent))


def _places(article: Article, words: str, entry: Entry) -> list[Extent]:
    found = list(find.occurrences(article.text, words, find.prose_start(article.regions)))
    if not found:
        hint = find.hint(words, find.said_in(article.text))
        entry.refuse("drop_facts", f"'{words}' does not stand in the article{hint}")
    return found


def _pinned(analysis: Analysis, article: Article, entry: Entry) -> Iterator[KeyFact]:
    start = find.prose_start(article.regions)
    for words in entry.corrections.pin_facts:
        extent = next(find.occurrences(article.text, words, start), None)
        if extent is None:
            hint = find.hint(words, find.said_in(article.text))
            entry.refuse("pin_facts", f"'{words}' does not stand in the article{hint}")
        yield _fact(analysis, article.text, extent)


def _fact(analysis: Analysis, text: str, extent: Extent) -> KeyFact:
    """A fact with who, when and where of what the analysis found inside it."""
    who = [(at, actor.id) for actor in analysis.actors for at in _first_inside(actor.mentions, extent)]
    where = [at for place in analysis.places for at in _first_inside(place.mentions, extent)]
    when = next((date for date in analysis.dates if find.inside((date.start, date.end), extent)), None)
    return KeyFact(
        **find.span(text, extent).model_dump(),
        who=tuple(FactActor(id=key, start=at[0], end=at[1]) for at, key in sorted(who)),
        when=FactDate(text=when.text, start=when.start, end=when.end, value=when.value) if when else None,
        where=tuple(FactPlace(name=text[slice(*at)], start=at[0], end=at[1]) for at in sorted(where)),
        why=EDITOR,
    )


def _first_inside(mentions: tuple[Extent, ...], extent: Extent) -> list[Extent]:
    """The first of the mentions that stands inside, if one does."""
    return [mention for mention in mentions if find.inside(mention, extent)][:1]


def _extent(item: KeyFact | Quote) -> Extent:
    return item.start, item.end


def _quote(quotes: tuple[Quote, ...], words: str, entry: Entry, key: str) -> Quote:
    """The quotation that has these words, all of it or else a part."""
    exact = [quote for quote in quotes if find.same(quote.text, words)]
    found = exact or [quote for quote in quotes if find.bare(words).casefold() in find.bare(quote.text).casefold()]
    if not found:
        hint = find.hint(words, (find.bare(quote.text) for quote in quotes))
        entry.refuse(key, f"no quotation says '{words}'{hint}", item=words)
    if len(found) > 1 and not exact:
        entry.refuse(key, f"{len(found)} quotations say '{words}': give one of them whole", item=words)
    return found[0]


def _speakers(analysis: Analysis, text: str, entry: Entry) -> tuple[Quote, ...]:
    quotes = analysis.quotes
    for words, speaker in entry.corrections.speakers.items():
        group = _quote(quotes, words, entry, "speakers").group
        pieces = [quote for quote in quotes if quote.group == group]
        actor = None if speaker is None else _actor_named(analysis.actors, speaker)
        change = attribute(pieces, text, speaker, actor, analysis.actors)
        if change is None:
            hint = find.hint(speaker or "", (one.name for one in analysis.actors))
            reason = f"'{speaker}' does not stand in the article outside that quotation"
            entry.refuse("speakers", f"{reason}{hint}", item=words)
        update = {**change, "confidence": None, "why": EDITOR}
        quotes = tuple(one.model_copy(update=update) if one.group == group else one for one in quotes)
    return quotes


def _source_quote(before: Quote | None, quotes: tuple[Quote, ...], entry: Entry) -> Quote | None:
    """The editor's, or none if that was said; else the one that was chosen, with its speaker as it is now."""
    if "source_quote" not in entry.corrections.model_fields_set:
        return next((quote for quote in quotes if before and _extent(quote) == _extent(before)), None)
    words = entry.corrections.source_quote
    return None if words is None else _quote(quotes, words, entry, "source_quote")


def _actor_named(actors: tuple[Actor, ...], name: str) -> Actor | None:
    """The actor of a name, an alias or an id."""
    for actor in actors:
        if name == actor.id or any(find.same(name, form) for form in (actor.name, *actor.aliases)):
            return actor
    return None


def _roles(actors: tuple[Actor, ...], text: str, entry: Entry) -> tuple[Actor, ...]:
    for name, role in entry.corrections.roles.items():
        actor = _actor_named(actors, name)
        if actor is None:
            hint = find.hint(name, (one.name for one in actors))
            entry.refuse("roles", f"no actor of the brief is named '{name}'{hint}", item=name)
        extent = find.nearest(find.occurrences(text, role), actor.mentions) if role is not None else None
        if role is not None and extent is None:
            hint = find.hint(role, find.said_in(text))
            entry.refuse("roles", f"'{role}' does not stand in the article{hint}", item=name)
        changed = actor.model_copy(update={"role": find.span(text, extent) if extent else None})
        actors = tuple(changed if one is actor else one for one in actors)
    return actors
