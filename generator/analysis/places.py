"""Places that an article names, with the state that they lie in."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from generator.analysis import gazetteer
from generator.analysis.chains import Chain
from generator.models import Article, Place


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[Place, ...]:  # noqa: ARG001 - as every step
    """States and places by name (demonyms name people, not places), in order of first mention."""
    return tuple(
        place for chain in chains if chain.type in ("state", "place") and (place := _place(article.text, chain))
    )


def _place(text: str, chain: Chain) -> Place | None:
    named = [(a, b) for a, b in chain.mentions if chain.type == "place" or gazetteer.named_state(text[a:b])]
    if not named:
        return None
    forms = Counter(text[a:b] for a, b in named)
    name = chain.name if chain.name in forms else max(forms, key=lambda form: (forms[form], len(form)))
    return Place(name=name, country=chain.country, mentions=tuple(named))
