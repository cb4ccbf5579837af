"""Quotations and their attribution."""

from __future__ import annotations

from bisect import bisect_left

from spacy.tokens import Doc

from generator.analysis import attribution, attribution_links, quotes_sieve
from generator.analysis.attribution import Attribution
from generator.analysis.attribution_candidates import Context
from generator.analysis.attribution_types import Kind, Mention, Scene
from generator.analysis.chains import Chain
from generator.analysis.cues import Cue
from generator.analysis.lexicon import load
from generator.models import Actor, Article, Quote, Span

# So many named mentions are looked through for one outside quotations.
_LOOKED_BACK = 20


def extract(doc: Doc, article: Article, chains: list[Chain], *, min_confidence: float) -> tuple[Quote, ...]:
    """The quotations of an article in order, each with its speaker where one is known.

    A speaker whose confidence lies below ``min_confidence`` is left out (``None``), never replaced;
    so is the name alone, where a pronoun is the speaker's but might be another person's.
    """
    context = attribution.context(doc, chains)
    scene, answers = context.scene, attribution.attribute(context)
    stamps = [region for region in article.regions if region.kind == "stamp"]
    found: list[Quote] = []
    group, last = -1, -1
    for number, is_taken in enumerate(quotes_sieve.taken(scene, answers)):
        start = scene.stretches[number].start
        if is_taken and not any(stamp.start <= start < stamp.end for stamp in stamps):
            group += not _goes_on(scene, answers, last, number)
            last = number
            found.append(_quote(article.text, context, number, answers[number], min_confidence, group))
    return tuple(found)


def choose_source_quote(quotes: tuple[Quote, ...], actors: tuple[Actor, ...]) -> Quote | None:
    """The quotation that stands for the article: whole, of a fair length, surely a salient named speaker's, early."""
    salience = {actor.id: actor.salience for actor in actors}

    def worth(quote: Quote) -> float:
        words = len(quote.text.split())
        length = min(words, 30) / 30 - max(0, words - 60) / 60
        return length + salience.get(quote.speaker_id or "", 0.0) + 0.6 * (quote.kind == "direct") + _sureness(quote)

    spoken = [quote for quote in quotes if quote.speaker is not None]
    return max(spoken, key=worth, default=None)


def _sureness(quote: Quote) -> float:
    """How surely the words are the speaker's: less if a pronoun leads there, hardly if they speak of that very one."""
    if quote.speaker_name is None:
        return 0.0
    last = quote.speaker_name.lower().split()[-1]
    words = quote.text.replace("’", "'").lower().split()
    names_himself = any(word.strip(".,;:!?\"'()").removesuffix("'s") == last for word in words)
    return 0.5 + (quote.confidence or 0.0) - 0.3 * (quote.antecedent is not None) - 2.0 * names_himself


def _goes_on(scene: Scene, answers: list[Attribution], last: int, number: int) -> bool:
    """Whether the stretch is a further piece of the quotation that ``last`` belongs to.

    Pieces of one paragraph share their attribution; a paragraph left open goes on in the next.
    """
    if last < 0 or answers[last].mention is None:
        return False
    before, here = scene.stretches[last], scene.stretches[number]
    if before.paragraph == here.paragraph:
        return answers[last].mention is answers[number].mention
    same_actor = (
        answers[last].mention is answers[number].mention or answers[last].key == answers[number].key is not None
    )
    return not before.closed and here.paragraph == before.paragraph + 1 and same_actor


def _quote(text: str, context: Context, number: int, answer: Attribution, min_confidence: float, group: int) -> Quote:
    stretch, scene, mention = context.scene.stretches[number], context.scene, answer.mention
    quote = Quote(
        text=text[stretch.start : stretch.end],
        start=stretch.start,
        end=stretch.end,
        kind=quotes_sieve.kind(scene, number),
        group=group,
        why=answer.why,
    )
    if mention is None or answer.probability < min_confidence:
        return quote
    # A place may be said to say something, but is no actor of the brief.
    is_actor = answer.chain and answer.chain.type != "place" and answer.named >= min_confidence
    actor = answer.chain if is_actor else None
    return quote.model_copy(
        update={
            "speaker": _span(text, *_without_hyphen(text, *scene.extent(answer.start, mention.end))),
            "speaker_name": actor.name if actor else None,
            "speaker_id": actor.id if actor else None,
            "antecedent": _antecedent(text, scene, mention, actor),
            "cue": _cue(text, scene, answer.verb),
            "confidence": round(answer.probability, 2),
        }
    )


def _without_hyphen(text: str, start: int, end: int) -> tuple[int, int]:
    """Of the pronoun behind its verb ("affirme-t-elle", "a-t-il") the word alone."""
    word = text[start:end]
    return (start + word.rfind("-") + 1 if word.lower() in load("grammar")["pronouns"] else start), end


def _antecedent(text: str, scene: Scene, mention: Mention, chain: Chain | None) -> Span | None:
    """The named mention that a pronoun or role leads to: the last one before it, outside quotations if possible."""
    if chain is None or mention.kind == Kind.NAME:
        return None
    before = chain.mentions[: bisect_left(chain.mentions, (scene.offsets[mention.start],))]
    last = next((extent for extent in before[:-_LOOKED_BACK:-1] if not scene.is_quoted(extent[0])), chain.mentions[0])
    return _span(text, *last)


def _cue(text: str, scene: Scene, verb: int | None) -> Span | None:
    if verb is None or not scene.words[verb][0].isalnum():  # a dash parts, but is no word
        return None
    size = attribution_links.source(scene, verb) if scene.cues.get(verb) == Cue.SOURCE else 1
    return _span(text, *scene.extent(verb, verb + size))


def _span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end)
