"""How much an article is about each of its actors."""

from __future__ import annotations

import math

from spacy.tokens import Doc

from generator.analysis import names
from generator.analysis.chains import Chain
from generator.models import Article, Quote


def score(doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...]) -> dict[str, float]:
    """Salience of each chain by its id, 0-1 with two digits."""
    title = set(names.key(article.title.text)) if article.title else set()
    length = max(1, len(article.text))
    most = max((len(chain.mentions) for chain in chains), default=1)
    found = {}
    for chain in chains:
        count = math.log1p(len(chain.mentions)) / math.log1p(most)
        early = 1 - chain.mentions[0][0] / length
        titled = any(set(names.key(name)) <= title for name in chain.names)
        kind = {"person": 1.0, "organization": 0.8, "state": 0.5, "place": 0.4}[chain.type]
        found[chain.id] = round(kind * (0.5 * count + 0.25 * early + 0.25 * titled), 2)
    return found
