"""Places that an article names, with the state that they lie in."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Doc

from generator.analysis import bodies, gazetteer
from generator.analysis.chains import Chain
from generator.models import Article, Place


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[Place, ...]:
    """States and places by name, in order of first mention.

    A demonym, or a state's name that modifies a noun ("U.S. troops"), is no mention of a place.
    """
    found = (_place(doc, article.text, chain) for chain in chains if chain.type in ("state", "place"))
    return tuple(place for place in found if place)


def _place(doc: Doc, text: str, chain: Chain) -> Place | None:
    named = [at for at in chain.mentions if chain.type == "place" or _is_place(doc, text, *at)]
    if not named:
        return None
    forms = Counter(text[a:b] for a, b in named)
    name = chain.name if chain.name in forms else max(forms, key=lambda form: (forms[form], len(form)))
    return Place(name=name, country=chain.country, mentions=tuple(named))


def _is_place(doc: Doc, text: str, start: int, end: int) -> bool:
    """Whether a state is mentioned by name, and not as an attribute of a common noun right behind it."""
    if gazetteer.named_state(text[start:end]) is None:
        return False
    span = doc.char_span(start, end)
    if span is None or span.end >= len(doc):
        return True
    after = doc[span.end]
    if bodies.follow_noun():
        return True
    return not (after.tag_ in ("NN", "NNS") and after.text.islower())
