"""Quotations and their attribution."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.analysis import attribution, quotes_sieve
from generator.analysis.attribution import Attribution
from generator.analysis.attribution_features import Context
from generator.analysis.attribution_scene import Kind, Scene
from generator.analysis.chains import Chain
from generator.models import Actor, Article, Quote, Span


def extract(doc: Doc, article: Article, chains: list[Chain], *, min_confidence: float) -> tuple[Quote, ...]:
    """The quotations of an article in order, each with its speaker where one is known.

    A speaker whose confidence lies below ``min_confidence`` is left out (``None``), never replaced.
    """
    context = attribution.context(doc, chains)
    stamps = [region for region in article.regions if region.kind == "stamp"]
    found: list[Quote] = []
    answers = attribution.attribute(context)
    taken = quotes_sieve.taken(context.scene, answers)
    for number, answer in enumerate(answers):
        start = context.scene.stretches[number].start
        stamped = any(stamp.start <= start < stamp.end for stamp in stamps)
        if taken[number] and not stamped:
            found.append(_quote(doc.text, context, number, answer, min_confidence, found))
    return tuple(found)


def choose_source_quote(quotes: tuple[Quote, ...], actors: tuple[Actor, ...]) -> Quote | None:
    """The quotation that stands for the article: whole, of a fair length, by a salient named speaker, early."""
    salience = {actor.id: actor.salience for actor in actors}

    def worth(quote: Quote) -> float:
        words = len(quote.text.split())
        length = min(words, 30) / 30 - max(0, words - 60) / 60
        named = 0.5 if quote.speaker_name else 0.0
        return length + named + salience.get(quote.speaker_id or "", 0.0) + 0.6 * (quote.kind == "direct")

    spoken = [quote for quote in quotes if quote.speaker is not None]
    return max(spoken, key=worth, default=None)


def _quote(
    text: str, context: Context, number: int, answer: Attribution, min_confidence: float, earlier: list[Quote]
) -> Quote:
    stretch, scene = context.scene.stretches[number], context.scene
    speaker = _span(text, *_extent(scene, answer.mention.start, answer.mention.end)) if answer.mention else None
    if speaker is None or answer.probability < min_confidence:
        return Quote(
            text=text[stretch.start : stretch.end],
            start=stretch.start,
            end=stretch.end,
            kind=quotes_sieve.kind(scene, number),
        )
    return Quote(
        text=text[stretch.start : stretch.end],
        start=stretch.start,
        end=stretch.end,
        kind=quotes_sieve.kind(scene, number),
        speaker=speaker,
        speaker_name=answer.chain.name if answer.chain else None,
        speaker_id=answer.chain.id if answer.chain else None,
        antecedent=_antecedent(text, context, answer),
        cue=_cue(text, scene, answer.verb),
        confidence=round(answer.probability, 2),
        group=len(earlier),
        why=answer.why,
    )


def _antecedent(text: str, context: Context, answer: Attribution) -> Span | None:
    if answer.mention is None or answer.chain is None or answer.mention.kind == Kind.NAME:
        return None
    before = [m for m in answer.chain.mentions if m[0] < context.scene.offsets[answer.mention.start]]
    return _span(text, *(before[-1] if before else answer.chain.mentions[0]))


def _cue(text: str, scene: Scene, verb: int | None) -> Span | None:
    if verb is None:
        return None
    return _span(text, *_extent(scene, verb, verb + (2 if scene.lower[verb] == "according" else 1)))


def _extent(scene: Scene, first: int, last: int) -> tuple[int, int]:
    return scene.offsets[first], scene.offsets[last - 1] + len(scene.words[last - 1])


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
