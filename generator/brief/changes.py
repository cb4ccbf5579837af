"""What changed between two states of a brief, in words: facts, quotations, actors, figures, headline, dates …"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypeVar

from generator.models import Actor, Brief, KeyFact, Quote
from generator.text import squeeze

Verb = Literal["added", "dropped", "changed", "re-attributed"]
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Note:
    """One change: ``what`` ("fact", "quotation", …) was ``verb``; ``before`` and ``after`` where it has two values."""

    what: str
    verb: Verb
    text: str
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One brief's: ``path`` below ``content/briefs`` (the old one if it is gone), its headline now or last."""

    path: str
    title: str
    kind: Literal["new", "gone", "changed"]
    notes: tuple[Note, ...]


def compare(path: str, before: Brief | None, after: Brief | None) -> Change | None:
    """What changed for readers; ``None`` if nothing did (offsets and what made the brief aside)."""
    shown = after or before
    if shown is None:
        return None
    notes = tuple(_notes(before, after))
    if before is None or after is None:
        return Change(path, squeeze(shown.title), "new" if after else "gone", notes)
    return Change(path, squeeze(shown.title), "changed", notes) if notes else None


def _notes(before: Brief | None, after: Brief | None) -> Iterator[Note]:
    if before and after:
        yield from _value("headline", before.title, after.title)
        yield from _value("date", before.date or "undated", after.date or "undated")
    yield from _facts(_by_text(before.key_facts if before else ()), _by_text(after.key_facts if after else ()))
    yield from _quotes(_by_text(before.quotes if before else ()), _by_text(after.quotes if after else ()))
    if before and after:
        yield from _value("leading quotation", _leading(before), _leading(after))
    yield from _actors(_by_id(before), _by_id(after))
    yield from _details(before, after)
    if before and after:
        yield from _value("tags", ", ".join(before.tags) or "none", ", ".join(after.tags) or "none")


def _by_text(items: tuple[KeyFact, ...] | tuple[Quote, ...]) -> dict[str, KeyFact | Quote]:
    return {squeeze(item.text): item for item in items}


def _by_id(brief: Brief | None) -> dict[str, Actor]:
    return {actor.id: actor for actor in brief.actors} if brief else {}


def _details(before: Brief | None, after: Brief | None) -> Iterator[Note]:
    """What else a brief lists; of a new or a lost one the statements say enough."""
    if before is None or after is None:
        return
    for what, told in (("figure", _figures), ("date", _dates), ("place", _places)):
        yield from _come_and_gone(what, told(before), told(after))


def _figures(brief: Brief) -> dict[str, None]:
    return dict.fromkeys(squeeze(f"{one.text} ({one.what.text})" if one.what else one.text) for one in brief.figures)


def _dates(brief: Brief) -> dict[str, None]:
    return dict.fromkeys(squeeze(f"{one.text} ({one.value or 'not resolved'})") for one in brief.dates)


def _places(brief: Brief) -> dict[str, None]:
    return dict.fromkeys(squeeze(one.name) for one in brief.places)


def _value(what: str, before: str, after: str) -> Iterator[Note]:
    if squeeze(before) != squeeze(after):
        yield Note(what, "changed", squeeze(after), squeeze(before), squeeze(after))


def _come_and_gone(what: str, before: Mapping[str, Item], after: Mapping[str, Item]) -> Iterator[Note]:
    yield from (Note(what, "added", text) for text in after if text not in before)
    yield from (Note(what, "dropped", text) for text in before if text not in after)


def _facts(before: Mapping[str, KeyFact | Quote], after: Mapping[str, KeyFact | Quote]) -> Iterator[Note]:
    yield from _come_and_gone("fact", before, after)
    for text, fact in after.items():
        other = before.get(text)
        if isinstance(fact, KeyFact) and isinstance(other, KeyFact) and _day(fact) != _day(other):
            yield Note("date of a fact", "changed", text, _day(other), _day(fact))


def _day(fact: KeyFact) -> str:
    return (fact.when.value or fact.when.text) if fact.when else "not said"


def _quotes(before: Mapping[str, KeyFact | Quote], after: Mapping[str, KeyFact | Quote]) -> Iterator[Note]:
    yield from _come_and_gone("quotation", before, after)
    for text, quote in after.items():
        other = before.get(text)
        if isinstance(quote, Quote) and isinstance(other, Quote) and _speaker(quote) != _speaker(other):
            yield Note("quotation", "re-attributed", text, _speaker(other), _speaker(quote))


def _leading(brief: Brief) -> str:
    return brief.source_quote.text if brief.source_quote else "none"


def _speaker(quote: Quote) -> str:
    """Who said it; words that only stand for somebody unknown ("he") are as good as nobody's."""
    return squeeze(quote.speaker_name or (quote.speaker.text if quote.speaker else "nobody named"))


def _actors(before: Mapping[str, Actor], after: Mapping[str, Actor]) -> Iterator[Note]:
    for note in _come_and_gone("actor", before, after):
        named = (after if note.verb == "added" else before)[note.text]
        yield Note("actor", note.verb, f"{squeeze(named.name)} ({named.type})")
    for key, actor in after.items():
        if key in before:
            old, new = (squeeze(one.role.text) if one.role else "none" for one in (before[key], actor))
            if old != new:
                yield Note("role", "changed", squeeze(actor.name), old, new)
