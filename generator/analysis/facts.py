"""Key facts: few statements of the article that tell who, what, when and where, chosen lead-biased without redundancy."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from spacy.tokens import Doc

from generator.analysis import calendar_values
from generator.analysis.chains import Chain
from generator.analysis.lexicon import load
from generator.analysis.prose import Statement, statements
from generator.models import Actor, Article, Extent, FactActor, FactDate, FactPlace, KeyFact, Quote, TimeRef

# Words of headline and facts together that a brief may take.
WORD_BUDGET = 110
# A drawn headline repeats the lede; this many words are set aside for it.
DRAWN_TITLE_WORDS = 12
FEWEST = 3
_CONTENT = ("NOUN", "PROPN", "VERB", "NUM", "ADJ")


@dataclass(slots=True)
class View:
    """What one statement tells of."""

    statement: Statement
    size: int
    lemmas: frozenset[str]
    actors: tuple[str, ...]
    places: tuple[str, ...]
    dates: tuple[TimeRef, ...]
    quoted: float
    pronoun: bool
    lower: bool


@dataclass(slots=True)
class Told:
    """What the facts chosen so far tell of."""

    lemmas: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Topic:
    """What the article is about: its headline's words, frequent words, salient actors, its day."""

    title: frozenset[str]
    frequent: dict[str, float]
    salience: dict[str, float]
    published: date | None


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
    views = [_view(doc, item, chains, dates, quotes) for item in statements(doc, article)]
    topic = _topic(doc, article, actors, views)
    budget = WORD_BUDGET - (len(article.title.text.split()) if article.title else DRAWN_TITLE_WORDS)
    chosen = sorted(choose(views, topic, limit=limit, budget=budget), key=lambda view: view.statement.start)
    return tuple(_fact(article, view, chosen, chains, dates) for view in chosen)


def _inside(extent: Extent, statement: Statement) -> bool:
    return statement.start <= extent[0] and extent[1] <= statement.end


def _view(
    doc: Doc, item: Statement, chains: list[Chain], dates: tuple[TimeRef, ...], quotes: tuple[Quote, ...]
) -> View:
    span = item.tokens(doc)
    named = [chain for chain in chains if any(_inside(extent, item) for extent in chain.mentions)]
    quoted = sum(
        min(quote.end, item.end) - max(quote.start, item.start)
        for quote in quotes
        if quote.start < item.end and quote.end > item.start
    )
    opening = [token.lower_ for token in span[:2]]
    return View(
        statement=item,
        size=len(span.text.split()),
        lemmas=frozenset(token.lemma_.lower() for token in span if token.pos_ in _CONTENT and not token.is_stop),
        actors=tuple(chain.id for chain in named),
        places=tuple(chain.id for chain in named if chain.type in ("place", "state")),
        dates=tuple(ref for ref in dates if ref.value and _inside((ref.start, ref.end), item)),
        quoted=quoted / max(1, item.end - item.start),
        pronoun=opening[0] in load("facts")["opening_pronouns"]
        or " ".join(opening) in load("facts")["opening_pronouns"],
        lower=span.text[:1].islower(),
    )


def _topic(doc: Doc, article: Article, actors: tuple[Actor, ...], views: list[View]) -> Topic:
    counts = Counter(lemma for view in views if not view.statement.trimmed for lemma in view.lemmas)
    frequent = {lemma: count for lemma, count in counts.most_common(25) if count > 1}
    total = sum(frequent.values()) or 1
    title = {word.strip(".,:;'\"“”‘’?!()").lower() for word in article.title.text.split()} if article.title else set()
    known = {token.lower_: token.lemma_.lower() for token in doc if token.lower_ in title}
    published = None
    if article.published is not None:
        try:
            published = date.fromisoformat(article.published.value[:10])
        except ValueError:
            published = None
    content = {lemma for view in views for lemma in view.lemmas}
    return Topic(
        title=frozenset(known.get(word, word) for word in title) & content,
        frequent={lemma: count / total for lemma, count in frequent.items()},
        salience={actor.id: actor.salience for actor in actors},
        published=published,
    )


def gain(view: View, told: Told, topic: Topic) -> float:
    """What a statement would add to those chosen, less what it costs."""
    w = load("facts")["weights"]
    new = view.lemmas - told.lemmas
    value = w["position"] / (1 + w["decay"] * view.statement.order)
    if topic.title:
        value += w["title"] * len(new & topic.title) / len(topic.title)
    value += w["word"] * sum(topic.frequent.get(lemma, 0) for lemma in new)
    value += w["who"] * min(1.5, sum(topic.salience.get(actor, 0) for actor in view.actors if actor not in told.actors))
    values = {ref.value for ref in view.dates} - told.values
    if values:
        value += w["when"] if any(_is_event(each, topic.published) for each in values if each) else w["when_other"]
    if set(view.places) - told.places:
        value += w["where"] / (1 + len(told.places))
    value -= w["length"] * view.size + w["pronoun"] * view.pronoun + w["lower"] * view.lower
    return value - w["quote"] * (view.quoted > 0.6) - w["trimmed"] * view.statement.trimmed


def _is_event(value: str, published: date | None) -> bool:
    """A day near the publication."""
    if published is None:
        return calendar_values.precision(value) == "day"
    first, last = calendar_values.bounds(value)
    near, far = load("facts")["event_days"]
    return (last - first).days <= 6 and near <= (first - published).days and (first - published).days <= far


def choose(views: list[View], topic: Topic, *, limit: int, budget: int) -> list[View]:
    """Greedily the statement that adds most, within the budget; one variant of a sentence."""
    told, chosen = Told(), list[View]()
    while len(chosen) < limit:
        left = [
            view for view in views if view.statement.order not in told.orders and (view.size <= budget or not chosen)
        ]
        if not left:
            break
        best = max(left, key=lambda view: (gain(view, told, topic), -view.statement.start))
        if gain(best, told, topic) <= 0 and len(chosen) >= FEWEST:
            break
        chosen.append(best)
        budget -= best.size
        _tell(told, best)
    return chosen


def _tell(told: Told, view: View) -> None:
    told.lemmas |= view.lemmas
    told.actors.update(view.actors)
    told.places.update(view.places)
    told.values.update(ref.value for ref in view.dates if ref.value)
    told.orders.add(view.statement.order)


def _fact(article: Article, view: View, chosen: list[View], chains: list[Chain], dates: tuple[TimeRef, ...]) -> KeyFact:
    item = view.statement
    who = []
    where = []
    for chain in chains:
        extent = next((extent for extent in chain.mentions if _inside(extent, item)), None)
        if extent is None:
            continue
        if chain.type != "place":
            who.append(FactActor(id=chain.id, start=extent[0], end=extent[1]))
        if chain.type in ("place", "state"):
            where.append(FactPlace(name=article.text[slice(*extent)], start=extent[0], end=extent[1]))
    when = next((ref for ref in dates if ref.value and _inside((ref.start, ref.end), item)), None)
    return KeyFact(
        text=article.text[item.start : item.end],
        start=item.start,
        end=item.end,
        who=tuple(sorted(who, key=lambda actor: actor.start)),
        when=FactDate(text=when.text, start=when.start, end=when.end, value=when.value) if when else None,
        where=tuple(sorted(where, key=lambda place: place.start)),
    )
