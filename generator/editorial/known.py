"""The registry laid over an analysis: names of one actor merged, its type and id fixed, namesakes parted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from generator.editorial import find
from generator.editorial.registry import KnownActor
from generator.models import Actor, Analysis, Article, FactActor, KeyFact, Quote

# What an actor's ``known`` says before the id of an entry that is not meant here.
NOT = "not "


def merge(analysis: Analysis, article: Article, entries: tuple[KnownActor, ...]) -> Analysis:
    """The analysis with each actor that the registry knows under its id. Doing it twice is doing it once."""
    if not entries:
        return analysis
    meant = {one: one.is_meant(article.path, article.text) for one in entries}
    groups: dict[str, list[Actor]] = {}
    types: dict[str, KnownActor] = {}
    for actor in analysis.actors:
        found = _entry(actor, [one for one, is_meant in meant.items() if is_meant])
        other = _entry(actor, [one for one, is_meant in meant.items() if not is_meant])
        if found:
            types[found.actor_id] = found
            groups.setdefault(found.actor_id, []).append(actor)
        else:
            key = _parted(actor, other, {one.id for one in analysis.actors}) if other else actor.id
            groups.setdefault(key, []).append(actor)
    merged = [_merged(key, types.get(key), group, article.text, meant) for key, group in groups.items()]
    return _renamed(analysis, merged, {actor.id: key for key, group in groups.items() for actor in group})


def _entry(actor: Actor, entries: Iterable[KnownActor]) -> KnownActor | None:
    """The entry that an actor is: by its full name, or by an alias that nobody else is likely to have."""
    names = [find.bare(actor.name).casefold()]
    names += [
        find.bare(alias).casefold() for alias in actor.aliases if actor.type != "person" or len(alias.split()) > 1
    ]
    return next((one for one in entries for name in names if name in one.forms), None)


def _parted(actor: Actor, other: KnownActor, taken: set[str]) -> str:
    """The id of an actor that only has the name of one that the registry knows."""
    if actor.id != other.actor_id:
        return actor.id
    return next(key for number in count(2) if (key := f"{actor.id}-{number}") not in taken)


def _merged(key: str, entry: KnownActor | None, group: list[Actor], text: str, meant: dict[KnownActor, bool]) -> Actor:
    first = group[0]
    if entry is None:
        other = _entry(first, [one for one, is_meant in meant.items() if not is_meant])
        return first.model_copy(update={"id": key, "known": NOT + other.key if other else None})
    mentions = tuple(sorted({mention for actor in group for mention in actor.mentions}))
    forms = list(dict.fromkeys(text[start:end] for start, end in mentions))
    name = _name(entry, group, forms)
    return Actor(
        id=key,
        name=name,
        type=entry.type,
        role=next((actor.role for actor in group if actor.role), None),
        aliases=tuple(form for form in dict.fromkeys(forms) if form != name and form in _forms(group)),
        mentions=mentions,
        salience=max(actor.salience for actor in group),
        why=first.why,
        known=entry.key,
    )


def _forms(group: list[Actor]) -> set[str]:
    return {form for actor in group for form in (actor.name, *actor.aliases)}


def _name(entry: KnownActor, group: list[Actor], forms: list[str]) -> str:
    """The registry's name where the article has it, else the fullest one that it has."""
    if entry.name in forms:
        return entry.name
    return max((actor.name for actor in group), key=lambda name: (len(name.split()), len(name)))


def _renamed(analysis: Analysis, actors: list[Actor], ids: dict[str, str]) -> Analysis:
    """The analysis with these actors, and everything that refers to one with its new id."""
    by_id = {actor.id: actor for actor in actors}

    def quote(one: Quote) -> Quote:
        actor = by_id.get(ids.get(one.speaker_id or "", ""))
        return one.model_copy(update={"speaker_id": actor.id, "speaker_name": actor.name}) if actor else one

    def fact(one: KeyFact) -> KeyFact:
        who = (FactActor(id=ids.get(each.id, each.id), start=each.start, end=each.end) for each in one.who)
        return one.model_copy(update={"who": tuple(who)})

    update = {
        "actors": tuple(sorted(actors, key=lambda actor: -actor.salience)),
        "quotes": tuple(map(quote, analysis.quotes)),
        "source_quote": quote(analysis.source_quote) if analysis.source_quote else None,
        "key_facts": tuple(map(fact, analysis.key_facts)),
    }
    return analysis.model_copy(update=update)
