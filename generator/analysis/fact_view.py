"""What a statement tells of, and what its article is about: the ground on which key facts are chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date

from spacy.tokens import Doc

from generator.analysis import calendar_values, gazetteer
from generator.analysis.chains import Chain
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import load, words
from generator.analysis.owners import qualifies_person
from generator.analysis.prose import Statement, statements
from generator.analysis.tokens import Tokens
from generator.models import Actor, Article, Extent, Quote, TimeRef

# The article's most frequent words that stand for what it is about.
FREQUENT = 25
# More of a statement than this in quotation marks makes it a quotation.
MOSTLY = 0.6
_CONTENT = frozenset(("NOUN", "PROPN", "VERB", "NUM", "ADJ"))


@dataclass(frozen=True, slots=True)
class View:
    """What one statement tells of. ``size`` in words; ``actors`` and ``places`` by chain id, with their extents.

    Neither holds a name that only says whose or from where somebody is.
    """

    statement: Statement
    size: int
    lemmas: frozenset[str]
    actors: dict[str, Extent]
    places: dict[str, Extent]
    dates: tuple[TimeRef, ...]
    quoted: bool
    pronoun: bool
    unnamed: bool
    leaning: bool
    lower: bool


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about: its headline's words, shares of frequent words and places, salient actors, its day.

    ``events``: the dates on which the news may have happened.
    """

    title: frozenset[str]
    frequent: dict[str, float]
    salience: dict[str, float]
    places: dict[str, float]
    events: frozenset[str]
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
    tokens = Tokens.of(doc)
    ground = _Ground(
        article.text,
        tokens,
        Intervals((start, end, chain) for chain in chains for start, end in chain.mentions),
        Intervals((ref.start, ref.end, ref) for ref in dates if ref.value),
        Intervals((quote.start, quote.end, quote) for quote in quotes),
        frozenset(start for chain in chains if chain.type == "person" for start, _ in chain.mentions),
    )
    said = [(quote.start, quote.end) for quote in quotes]
    views = [_view(item, ground) for item in statements(doc, article, said) if not _is_speech(item, ground)]
    values = {ref.value for ref in dates if ref.value}
    return views, _topic(tokens, article, chains, actors, events(values, published(article)), views)


def events(values: Collection[str], published: date | None) -> frozenset[str]:
    """The days, weekends and weeks near the publication, when the news happened; where none is told, months."""
    if published is None:
        return frozenset(value for value in values if calendar_values.precision(value) == "day")
    table = load("facts")
    for longest, (earliest, latest) in ((7, table["event_days"]), (31, table["event_months"])):
        near = frozenset(value for value in values if _is_near(value, published, longest, earliest, latest))
        if near:
            return near
    return frozenset()


def _is_near(value: str, published: date, longest: int, earliest: int, latest: int) -> bool:
    first, last = calendar_values.bounds(value)
    return (last - first).days < longest and earliest <= (first - published).days <= latest


@dataclass(frozen=True, slots=True)
class _Ground:
    """What views are taken from: the text, mentions, dates with a value, quotations, where persons' names begin."""

    text: str
    tokens: Tokens
    mentions: Intervals[Chain]
    dates: Intervals[TimeRef]
    quotes: Intervals[Quote]
    persons: frozenset[int]


def _is_speech(item: Statement, ground: _Ground) -> bool:
    """Whether it is somebody's words and nothing else: told without the speaker, a claim would pass for a fact."""
    said = [quote for _, _, quote in ground.quotes.touching(item.start, item.end)]
    if not said:
        return False
    rest = ground.text[item.start : item.end]
    for quote in said:
        start, end = max(quote.start, item.start) - item.start, min(quote.end, item.end) - item.start
        rest = rest[:start] + " " * (end - start) + rest[end:]
    return not any(map(str.isalpha, rest))


def _view(item: Statement, ground: _Ground) -> View:
    tokens, where = ground.tokens, range(item.first, item.last)
    text = ground.text[item.start : item.end]
    actors, places = dict[str, Extent](), dict[str, Extent]()
    for start, end, chain in ground.mentions.inside(item.start, item.end):
        if qualifies_person(tokens, end, ground.persons):
            continue
        if chain.type != "place":
            actors.setdefault(chain.id, (start, end))
        if _is_place(ground.text[start:end], chain):
            places.setdefault(chain.id, (start, end))
    quoted = ground.quotes.touching(item.start, item.end)
    return View(
        statement=item,
        size=len(text.split()),
        lemmas=frozenset(tokens.lemmas[i] for i in where if tokens.pos[i] in _CONTENT and not tokens.stops[i]),
        actors=actors,
        places=places,
        dates=tuple(ref for _, _, ref in ground.dates.inside(item.start, item.end)),
        quoted=sum(min(end, item.end) - max(start, item.start) for start, end, _ in quoted) > MOSTLY * len(text),
        pronoun=tokens.lower[item.first] in words("facts", "opening_pronouns"),
        unnamed=_is_unnamed(tokens, where, min((extent[0] for extent in actors.values()), default=item.end)),
        leaning=_is_leaning(tokens, where),
        lower=text[:1].islower(),
    )


def _is_unnamed(tokens: Tokens, where: range, named: int) -> bool:
    """Whether it says "he" before it names anybody."""
    personal = words("facts", "person_pronouns")
    return any(tokens.lower[i] in personal and tokens.starts[i] < named for i in where)


def _is_leaning(tokens: Tokens, where: range) -> bool:
    """Whether its main verb adds to what was told before: "Holm also fell ill"."""
    adding = words("facts", "adding")
    found = (i for i in where if tokens.lower[i] in adding and tokens.heads[i] in where)
    return any(tokens.heads[tokens.heads[i]] == tokens.heads[i] for i in found)


def _is_place(surface: str, chain: Chain) -> bool:
    """A place by name: "French" names people, not a place."""
    return chain.type == "place" or (chain.type == "state" and bool(gazetteer.named_state(surface)))


def _topic(
    tokens: Tokens,
    article: Article,
    chains: list[Chain],
    actors: tuple[Actor, ...],
    events: frozenset[str],
    views: list[View],
) -> Topic:
    # Of equals the first one counts as frequent: in an order that does not hang on how this process hashes words.
    counts = Counter(lemma for view in views if not view.statement.trimmed for lemma in sorted(view.lemmas))
    frequent = {lemma: count for lemma, count in counts.most_common(FREQUENT) if count > 1}
    total = sum(frequent.values()) or 1
    places = {chain.id: len(chain.mentions) for chain in chains if chain.type in ("place", "state")}
    most = max(places.values(), default=1)
    return Topic(
        title=_title_words(tokens, article) & frozenset(counts),
        frequent={lemma: count / total for lemma, count in frequent.items()},
        salience={actor.id: actor.salience for actor in actors},
        places={key: count / most for key, count in places.items()},
        events=events,
        published=published(article),
    )


def _title_words(tokens: Tokens, article: Article) -> frozenset[str]:
    """The lemmas of the headline's words, as the body's words have them."""
    if article.title is None:
        return frozenset()
    title = {word.strip(".,:;'\"“”‘’?!()").lower() for word in article.title.text.split()}
    lemma_of = dict(zip(tokens.lower, tokens.lemmas, strict=True))
    return frozenset(lemma_of.get(word, word) for word in title)


def published(article: Article) -> date | None:
    """The day of publication, where it is known."""
    if article.published is not None:
        with suppress(ValueError):
            return date.fromisoformat(article.published.value[:10])
    return None
