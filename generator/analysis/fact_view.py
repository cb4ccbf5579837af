"""What a statement tells of, and what its article is about: the ground on which key facts are chosen."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from generator.analysis import calendar_values, gazetteer
from generator.analysis.chains import Chain
from generator.analysis.lexicon import load, words
from generator.analysis.prose import Statement, statements
from generator.models import Actor, Article, Extent, Quote, TimeRef

# The article's most frequent words that stand for what it is about.
FREQUENT = 25
# More of a statement than this in quotation marks makes it a quotation.
MOSTLY = 0.6
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "NUM", "ADJ"))


@dataclass(frozen=True, slots=True)
class View:
    """What one statement tells of. ``size`` in words; ``actors`` and ``places`` by chain id, with their extents."""

    statement: Statement
    size: int
    lemmas: frozenset[str]
    actors: dict[str, Extent]
    places: dict[str, Extent]
    dates: tuple[TimeRef, ...]
    quoted: bool
    pronoun: bool
    lower: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about: its headline's words, shares of frequent words and places, salient actors, its day."""

    title: frozenset[str]
    frequent: dict[str, float]
    salience: dict[str, float]
    places: dict[str, float]
    published: date | None


def prepare(
    doc: Doc,
    article: Article,
    chains: list[Chain],
    actors: tuple[Actor, ...],
    dates: tuple[TimeRef, ...],
    quotes: tuple[Quote, ...],
) -> tuple[list[View], Topic]:
    """The view of each statement, and the topic of the article."""
    views = [_view(doc, item, chains, dates, quotes) for item in statements(doc, article)]
    return views, _topic(doc, article, chains, actors, views)


def is_event(value: str, published: date | None) -> bool:
    """A day, weekend or week near the publication: when the news happened."""
    if published is None:
        return calendar_values.precision(value) == "day"
    first, last = calendar_values.bounds(value)
    earliest, latest = load("facts")["event_days"]
    return (last - first).days < 7 and earliest <= (first - published).days <= latest


def inside(extent: Extent, item: Statement) -> bool:
    return item.start <= extent[0] and extent[1] <= item.end


def _view(
    doc: Doc, item: Statement, chains: list[Chain], dates: tuple[TimeRef, ...], quotes: tuple[Quote, ...]
) -> View:
    span = item.tokens(doc)
    named = {c.id: (c, extent) for c in chains if (extent := _first(doc, c, item))}
    places = {key: extent for key, (chain, extent) in named.items() if _is_place(doc, chain, extent)}
    quoted = sum(max(0, min(quote.end, item.end) - max(quote.start, item.start)) for quote in quotes)
    return View(
        statement=item,
        size=len(span.text.split()),
        lemmas=frozenset(t.lemma_.lower() for t in span if t.pos_ in _CONTENT and not t.is_stop),
        actors={key: extent for key, (chain, extent) in named.items() if chain.type != "place"},
        places=places,
        dates=tuple(ref for ref in dates if ref.value and inside((ref.start, ref.end), item)),
        quoted=quoted > MOSTLY * (item.end - item.start),
        pronoun=span[0].lower_ in words("facts", "opening_pronouns"),
        lower=span.text[:1].islower(),
    )


def _first(doc: Doc, chain: Chain, item: Statement) -> Extent | None:
    """The first mention in a statement; for a state rather its name than a demonym."""
    found = [extent for extent in chain.mentions if inside(extent, item)]
    return min(found, key=lambda extent: (not _is_place(doc, chain, extent), extent), default=None)


def _is_place(doc: Doc, chain: Chain, extent: Extent) -> bool:
    """A place by name: "French" names people, not a place."""
    return chain.type == "place" or (chain.type == "state" and bool(gazetteer.named_state(doc.text[slice(*extent)])))


def _topic(doc: Doc, article: Article, chains: list[Chain], actors: tuple[Actor, ...], views: list[View]) -> Topic:
    counts = Counter(lemma for view in views if not view.statement.trimmed for lemma in view.lemmas)
    frequent = {lemma: count for lemma, count in counts.most_common(FREQUENT) if count > 1}
    total = sum(frequent.values()) or 1
    places = {chain.id: len(chain.mentions) for chain in chains if chain.type in ("place", "state")}
    most = max(places.values(), default=1)
    return Topic(
        title=_title_words(doc, article) & frozenset(counts),
        frequent={lemma: count / total for lemma, count in frequent.items()},
        salience={actor.id: actor.salience for actor in actors},
        places={key: count / most for key, count in places.items()},
        published=published(article),
    )


def _title_words(doc: Doc, article: Article) -> frozenset[str]:
    """The lemmas of the headline's words, as the body's words have them."""
    if article.title is None:
        return frozenset()
    title = {word.strip(".,:;'\"“”‘’?!()").lower() for word in article.title.text.split()}
    lemmas = {token.lower_: token.lemma_.lower() for token in doc if token.lower_ in title}
    return frozenset(lemmas.get(word, word) for word in title)


def published(article: Article) -> date | None:
    """The day of publication, where it is known."""
    if article.published is not None:
        with suppress(ValueError):
            return date.fromisoformat(article.published.value[:10])
    return None
