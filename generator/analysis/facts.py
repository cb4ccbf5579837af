"""Key facts: few statements of the article that tell who, what, when and where."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from generator.analysis.asides import is_elsewhere, is_past_or_future
from generator.analysis.chains import Chain
from generator.analysis.fact_choice import choose, reasons
from generator.analysis.fact_view import Topic, View, prepare
from generator.analysis.lexicon import words
from generator.models import Actor, Article, FactActor, FactDate, FactPlace, KeyFact, Quote, TimeRef

# Words of headline and facts together that a brief may take.
WORD_BUDGET = 110
# A drawn headline repeats the lede; this many words are set aside for it.
DRAWN_TITLE_WORDS = 12


def extract(
    doc: Doc,
    article: Article,
    chains: list[Chain],
    actors: tuple[Actor, ...],
    dates: tuple[TimeRef, ...],
    quotes: tuple[Quote, ...],
    *,
    limit: int,
) -> tuple[KeyFact, ...]:
    """At most ``limit`` facts in the order of the text; fewer where the article has fewer statements."""
    views, topic = prepare(doc, article, chains, actors, dates, quotes)
    budget = WORD_BUDGET - (len(article.title.text.split()) if article.title else DRAWN_TITLE_WORDS)
    chosen = sorted(choose(views, topic, limit=limit, budget=budget), key=lambda view: view.statement.start)
    prose = [view for view in views if not view.statement.trimmed]
    return tuple(_fact(doc, article.text, view, topic, prose) for view in chosen)


def _fact(doc: Doc, text: str, view: View, topic: Topic, prose: list[View]) -> KeyFact:
    item = view.statement
    who = sorted((extent, key) for key, extent in view.actors.items())
    where = sorted(extent for extent in view.places.values() if not is_elsewhere(doc, *extent))
    when = _when(doc, view, topic, prose)
    return KeyFact(
        text=text[item.start : item.end],
        start=item.start,
        end=item.end,
        who=tuple(FactActor(id=key, start=start, end=end) for (start, end), key in who),
        when=FactDate(text=when.text, start=when.start, end=when.end, value=when.value) if when else None,
        where=tuple(FactPlace(name=text[start:end], start=start, end=end) for start, end in where),
        why=reasons(view, topic),
    )


def _when(doc: Doc, view: View, topic: Topic, prose: list[View]) -> TimeRef | None:
    """The date inside the fact, else the one of its sentence's cut tail. No date is lent from another sentence."""
    whole = next((other for other in prose if other.statement.order == view.statement.order), view)
    for dates in (view.dates, whole.dates):
        told = [ref for ref in dates if not is_past_or_future(doc, ref.start, ref.end)]
        if dates:
            return min(told, key=lambda ref: (_rank(doc, ref, topic), ref.start), default=None)
    return None


def _rank(doc: Doc, ref: TimeRef, topic: Topic) -> int:
    """First the date of what happened, then of what was said of it near the publication, then any other."""
    verb = _governor(doc, ref)
    if verb is not None and verb.lemma_.lower() not in words("facts", "cue_verbs"):
        head = verb.head
        if head == verb or (verb.dep_ == "ccomp" and head.head == head):
            return 0
    return 1 if ref.value in topic.events else 2


def _governor(doc: Doc, ref: TimeRef) -> Token | None:
    """The verb or noun that a date belongs to."""
    span = doc.char_span(ref.start, ref.end, alignment_mode="expand")
    if span is None:
        return None
    token: Token = span.root
    while token.head != token and (token.pos_ not in ("VERB", "NOUN") or span.start <= token.i < span.end):
        token = token.head
    return token if token.pos_ in ("VERB", "NOUN") else None
