"""Actors: names, aliases merged, one type each, roles, salience."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.analysis.chains import Chain, ChainType
from generator.models import Actor, Article, Quote
from generator.text import slug

_TYPES: dict[str, ChainType] = {"PERSON": "person", "ORG": "organization", "GPE": "place", "LOC": "place"}


def build_chains(doc: Doc, article: Article) -> list[Chain]:
    """Chains of equal names."""
    chains: dict[tuple[ChainType, str], Chain] = {}
    for ent in doc.ents:
        kind = _TYPES.get(ent.label_)
        if kind:
            new = Chain(f"{kind}/{slug(ent.text)}", kind, ent.text, [ent.text], [])
            chains.setdefault((kind, ent.text), new).mentions.append((ent.start_char, ent.end_char))
    return list(chains.values())


def rank(doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...]) -> tuple[Actor, ...]:
    """Persons, organisations and states, most salient first."""
    found = []
    most = max((len(chain.mentions) for chain in chains), default=1)
    for chain in sorted(chains, key=lambda chain: (-len(chain.mentions), chain.mentions[0])):
        if chain.type != "place":
            salience = round(len(chain.mentions) / most, 2)
            found.append(
                Actor(id=chain.id, name=chain.name, type=chain.type, mentions=tuple(chain.mentions), salience=salience)
            )
    return tuple(found)
