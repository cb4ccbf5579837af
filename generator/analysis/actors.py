"""Actors: names, aliases merged, one type each, roles, salience."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from generator.analysis import aliases, doubts, forms, gazetteer, kinds, mentions, names, postnominal, roles, salience
from generator.analysis.chains import Chain, ChainType, Gender
from generator.analysis.forms import Form, Group
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import are_letters, is_shaped
from generator.models import Actor, Article, Quote
from generator.text import slug, squeeze


def build_chains(doc: Doc, article: Article) -> list[Chain]:
    """Everybody and everything that the article names, aliases merged, in order of first mention."""
    scene = Scene.of(doc, article.text)
    groups = aliases.Merger(scene, forms.forms_of(scene, mentions.find(scene, article))).groups
    loud = doubts.loud_of(article)
    sober = [
        group for group in groups if not doubts.is_shouted(group, loud) and not doubts.is_common(scene, group, loud)
    ]
    kept = [group for group in sober if not doubts.is_doubtful(scene, group)]
    found = _settle([chain for group in kept if (chain := _chain(scene, group))])
    found.sort(key=lambda chain: chain.mentions[0])
    _number(found)
    return found


def _settle(chains: list[Chain]) -> list[Chain]:
    """Decide for names like "Georgia", by the other places of the article, which state is meant or they lie in."""
    codes = {chain.country for chain in chains if chain.country}
    settled = []
    for chain in chains:
        near = [code for code in gazetteer.candidates(chain.name) if code in codes]
        if chain.type == "place" and len(near) == 1:
            chain.country = near[0]
            state = next((other for other in chains if other.type == "state" and other.name == chain.name), None)
            if state:
                state.names = list(dict.fromkeys([*state.names, *chain.names]))
                state.mentions = sorted([*state.mentions, *chain.mentions])
                continue
        settled.append(chain)
    return settled


def _chain(scene: Scene, group: Group) -> Chain | None:
    votes = kinds.votes()
    for form in group:
        kinds.add(votes, form.votes)
    kind = group[0].kind if _is_sure(group[0]) else kinds.decide(votes)
    if kind is None:
        return None
    every = sorted((mention for form in group for mention in form.mentions), key=lambda mention: mention.start)
    chain = Chain(
        id="",
        type=kind,
        name=_name(group, kind),
        names=_forms(scene, every, kind),
        mentions=[mention.extent for mention in every],
        country=_country(every, kind),
        why=[f"{name} {weight:g}" for name, weight in sorted(votes.items()) if weight],
    )
    if kind == "person":
        chain.gender = forms.gender_of(group) or _gender_by_role(scene, every)
        chain.role = roles.choose(scene, [mention.role for mention in every if mention.role])
    return chain


def _gender_by_role(scene: Scene, every: list[Mention]) -> Gender | None:
    """The gender that articles of the roles tell, where they agree."""
    told = {gender for mention in every if mention.role and (gender := postnominal.gender(scene, mention.role))}
    return told.pop() if len(told) == 1 else None


def _is_sure(form: Form) -> bool:
    """Whether the fullest form alone says what it names, whatever the recogniser takes the shorter ones for."""
    return is_shaped(form.text) or (form.kind == "organization" and form.key[-1] in words("organizations", "legal"))


def _forms(scene: Scene, every: list[Mention], kind: ChainType) -> list[str]:
    """The distinct forms in order of first appearance, a person's with titles and letters ("Ada Holm, QC") as well."""
    texts = [text for one in every for text in (_of_person(scene, one) if kind == "person" else (one.text,))]
    return list({squeeze(text): text for text in reversed(texts)}.values())[::-1]


def _of_person(scene: Scene, mention: Mention) -> tuple[str, ...]:
    """The forms of one mention: with the titles before the name, bare, with the letters behind it."""
    start, end = mention.extent
    last = scene.extent(mention.end, mention.end + 2)[1] if mention.end + 1 < len(scene.words) else end
    lettered = (scene.text[start:last],) if are_letters(scene.text[end:last]) else ()
    return mention.formal, mention.text, *lettered


def _name(group: Group, kind: ChainType) -> str:
    """The fullest form; of equals one not in capitals, then the commonest, then the first."""
    if kind == "state":
        states = (gazetteer.state_of(mention.text) for form in group for mention in form.mentions)
        return next(state.name for state in states if state)
    texts = Counter(mention.text for form in group for mention in form.mentions)
    order = {text: -number for number, text in enumerate(texts)}
    return max(order, key=lambda text: (*_fullness(text, kind), texts[text], order[text]))


def _fullness(text: str, kind: ChainType) -> tuple[bool, int, bool]:
    shaped = kind != "person" or is_shaped(text)
    return shaped, len(names.key(text)), not text.isupper()


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
            "why": f"evidence: {', '.join(chain.why)}",
        }
    )
