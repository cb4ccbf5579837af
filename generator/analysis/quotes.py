"""Quotations and their attribution."""

from __future__ import annotations

from spacy.tokens import Doc

from generator.analysis.chains import Chain
from generator.models import Actor, Article, Quote


def extract(doc: Doc, article: Article, chains: list[Chain], *, min_confidence: float) -> tuple[Quote, ...]:
    return ()


def choose_source_quote(quotes: tuple[Quote, ...], actors: tuple[Actor, ...]) -> Quote | None:
    return None
