"""Choosing among statements: greedily the one that adds most to those chosen, for what it costs in words."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.fact_view import Topic, View
from generator.analysis.lexicon import load

# With fewer facts than this, also a statement that costs more than it adds is taken.
FEWEST = 3
# A statement adds less and less the more is told: those that are not among the best at first never come in.
POOL = 24
# More salience than this in one statement adds nothing.
WHO_MOST = 1.5


@dataclass(slots=True)
class Told:
    """What the statements chosen so far tell of."""

    lemmas: set[str] = field(default_factory=set)
    actors: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    values: set[str] = field(default_factory=set)
    orders: set[int] = field(default_factory=set)
    event: bool = False

    def add(self, view: View, topic: Topic) -> None:
        self.lemmas |= view.lemmas
        self.actors.update(view.actors)
        self.places.update(view.places)
        self.values.update(_values(view))
        self.orders.add(view.statement.order)
        self.event = self.event or not topic.events.isdisjoint(_values(view))


def _values(view: View) -> set[str]:
    return {ref.value for ref in view.dates if ref.value}


def adds(view: View, told: Told, topic: Topic) -> dict[str, float]:
    """What a statement would add, by kind."""
    w: dict[str, float] = load("facts")["weights"]
    new = view.lemmas - told.lemmas
    value = {"lede": w["position"] / (1 + w["decay"] * view.statement.order)}
    value["title"] = w["title"] * len(new & topic.title) / max(1, len(topic.title))
    value["topic"] = w["word"] * sum(topic.frequent[lemma] for lemma in sorted(new & topic.frequent.keys()))
    salience = sum(topic.salience.get(actor, 0) for actor in view.actors if actor not in told.actors)
    value["who"] = w["who"] * min(WHO_MOST, salience)
    value["when"] = _when(view, told, topic, w)
    shares = [topic.places.get(place, 0) for place in view.places if place not in told.places]
    value["where"] = w["where"] * max(shares, default=0) + w["where_first"] * bool(view.places and not told.places)
    value["again"] = -w["again"] * len(view.lemmas & told.lemmas) / max(1, len(view.lemmas))
    return value


def _when(view: View, told: Told, topic: Topic, w: dict[str, float]) -> float:
    values = _values(view) - told.values
    if not topic.events.isdisjoint(values):
        return w["when_more"] if told.event else w["when"]
    return w["when_other"] if values else 0.0


def costs(view: View) -> float:
    """Words, and what an editor would strike out: a pronoun in front, mere quotation, a cut."""
    w: dict[str, float] = load("facts")["weights"]
    cut = view.statement.trimmed or not view.statement.whole
    flaws = (
        w["pronoun"] * view.pronoun
        + w["unnamed"] * view.unnamed
        + w["leaning"] * view.leaning
        + w["lower"] * view.lower
        + w["quote"] * view.quoted
        + w["cut"] * cut
    )
    return w["length"] * view.size + flaws


def choose(views: list[View], topic: Topic, *, limit: int, budget: int) -> list[View]:
    """At most ``limit`` statements of together at most ``budget`` words (the first one may be longer), best first."""
    told, chosen, pool = Told(), list[View](), views
    while len(chosen) < limit:
        left = [view for view in pool if view.statement.order not in told.orders]
        left = [view for view in left if view.size <= budget or not chosen]
        ranked = sorted(
            ((sum(adds(view, told, topic).values()) - costs(view), view) for view in left),
            key=lambda pair: (-pair[0], pair[1].statement.start, pair[1].statement.end),
        )
        if not ranked or (ranked[0][0] <= 0 and len(chosen) >= FEWEST):
            break
        best = ranked[0][1]
        pool = [view for _, view in ranked[:POOL]]
        chosen.append(best)
        budget -= best.size
        told.add(best, topic)
    return chosen


def reasons(view: View, topic: Topic) -> str:
    """Short codes of what speaks for a statement, as ``why`` shows them."""
    value = adds(view, Told(), topic)
    codes = ["lede" if view.statement.order == 0 else f"sentence {view.statement.order + 1}"]
    codes += [name for name in ("title", "who", "when", "where") if value[name] > 0]
    return "; ".join(codes)
