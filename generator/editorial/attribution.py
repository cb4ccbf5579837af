"""Who said it, as an editor says: the words of the article that name the speaker, outside the quotation."""

from __future__ import annotations

from typing import Any

from generator.editorial import find
from generator.models import Actor, Extent, Quote, Span


def attribute(
    pieces: list[Quote], text: str, speaker: str | None, actor: Actor | None, actors: tuple[Actor, ...]
) -> dict[str, Any] | None:
    """The attribution of a quotation in ``pieces`` to ``speaker`` (``None``: to nobody), who may be an actor.

    ``None`` where the article does not name the speaker outside the quotation.
    """
    if speaker is None:
        return _told(None, None, None, None)
    extents = [(piece.start, piece.end) for piece in pieces]
    if actor is None:
        words = find.nearest(_outside(list(find.occurrences(text, speaker)), extents), extents)
        return _told(None, find.span(text, words), None, None) if words else None
    said = next((piece for piece in pieces if piece.speaker), None)
    if said and said.speaker and _may_stand_for(said.speaker, actor, actors):
        return _resolved(said, said.speaker, text, actor)
    mention = find.nearest(_outside(list(actor.mentions), extents), extents)
    return _told(actor, find.span(text, mention), None, None) if mention else None


def _told(actor: Actor | None, speaker: Span | None, cue: Span | None, antecedent: Span | None) -> dict[str, Any]:
    return {
        "speaker": speaker,
        "cue": cue,
        "antecedent": antecedent,
        "speaker_id": actor.id if actor else None,
        "speaker_name": actor.name if actor else None,
    }


def _outside(extents: list[Extent], pieces: list[Extent]) -> list[Extent]:
    return [extent for extent in extents if not any(find.overlap(extent, piece) for piece in pieces)]


def _may_stand_for(words: Span, actor: Actor, actors: tuple[Actor, ...]) -> bool:
    """Whether the words of the attribution name this actor, or nobody ("he", "the minister")."""
    return not any(_names(words, other) for other in actors if other is not actor) or _names(words, actor)


def _names(words: Span, actor: Actor) -> bool:
    return any(find.overlap((words.start, words.end), mention) for mention in actor.mentions)


def _resolved(said: Quote, speaker: Span, text: str, actor: Actor) -> dict[str, Any]:
    """The attribution as it stands, resolved to the actor: by itself, or by the last mention before it."""
    if _names(speaker, actor):
        return _told(actor, speaker, said.cue, None)
    before = [mention for mention in actor.mentions if mention[1] <= speaker.start]
    antecedent = before[-1] if before else actor.mentions[0]
    return _told(actor, speaker, said.cue, find.span(text, antecedent))
