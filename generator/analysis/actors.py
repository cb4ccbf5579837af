"""Actors: names, aliases merged, one type each, roles, salience."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from generator.analysis import aliases, gazetteer, kinds, mentions, names, roles, salience
from generator.analysis.aliases import Form, Group
from generator.analysis.chains import Chain, ChainType
from generator.analysis.mentions import Mention, Scene
from generator.models import Actor, Article, Quote
from generator.text import slug


def build_chains(doc: Doc, article: Article) -> list[Chain]:
    """Everybody and everything that the article names, aliases merged, in order of first mention."""
    scene = Scene.of(doc)
    forms = aliases.forms_of(scene, mentions.find(doc, article))
    found = [chain for group in aliases.Merger(forms).groups if (chain := _chain(scene, group))]
    found.sort(key=lambda chain: chain.mentions[0])
    _number(found)
    return found


def _chain(scene: Scene, group: Group) -> Chain | None:
    votes: kinds.Votes = Counter()
    for form in group:
        votes.update(form.votes)
    kind = kinds.decide(votes)
    if kind is None:
        return None
    every = sorted((mention for form in group for mention in form.mentions), key=lambda mention: mention.start)
    chain = Chain(
        id="",
        type=kind,
        name=_name(group, kind),
        names=list(dict.fromkeys(mention.text for mention in every)),
        mentions=[mention.extent for mention in every],
        country=_country(every, kind),
        why=[f"{name} {weight:g}" for name, weight in sorted(votes.items()) if weight],
    )
    if kind == "person":
        chain.gender = aliases.gender_of(group)
        chain.role = roles.find(scene, every)
    return chain


def _name(group: Group, kind: ChainType) -> str:
    """The fullest form; of equals the one that is not in capitals, then the commonest, then the first."""
    if kind == "state":
        states = (gazetteer.state_of(mention.text) for form in group for mention in form.mentions)
        return next(state.name for state in states if state)
    texts = Counter(mention.text for form in group for mention in form.mentions)
    order = list(texts)
    return max(order, key=lambda text: (_fullness(text), texts[text], -order.index(text)))


def _fullness(text: str) -> tuple[int, bool, int]:
    return len(names.key(text)), not text.isupper(), 0


def _country(every: list[Mention], kind: ChainType) -> str | None:
    if kind not in ("state", "place"):
        return None
    for mention in every:
        state = gazetteer.state_of(mention.text)
        code = state.code if state else gazetteer.country_of(mention.text)
        if code:
            return code
    return None


def _number(chains: list[Chain]) -> None:
    """Give each chain its id, unique in the article."""
    taken: Counter[str] = Counter()
    for chain in chains:
        plain = f"{chain.type}/{slug(chain.name)}"
        taken[plain] += 1
        chain.id = plain if taken[plain] == 1 else f"{plain}-{taken[plain]}"


def rank(doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...]) -> tuple[Actor, ...]:
    """Persons, organisations and states, most salient first."""
    scores = salience.score(doc, article, chains, quotes)
    actors = [_actor(chain, scores[chain.id]) for chain in chains if chain.type != "place"]
    return tuple(sorted(actors, key=lambda actor: (-actor.salience, actor.mentions[0])))


def _actor(chain: Chain, score: float) -> Actor:
    return Actor.model_validate(
        {
            "id": chain.id,
            "name": chain.name,
            "type": chain.type,
            "role": chain.role,
            "aliases": tuple(name for name in chain.names if name != chain.name),
            "mentions": tuple(chain.mentions),
            "salience": score,
            "why": "; ".join(chain.why),
        }
    )
