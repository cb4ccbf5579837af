"""An article in a language without a model: its headline and tags, and no statement. Knows no spaCy."""

from __future__ import annotations

from generator.models import Analysis, Article, Title
from generator.text import paragraphs

# As long as a drawn headline may be; see headline.py.
LONGEST = 90


def analyse(article: Article) -> Analysis:
    """The headline that the article gives, else its first words."""
    return Analysis(title=article.title or _first_words(article), tags=article.tags)


def _first_words(article: Article) -> Title:
    """The beginning of the first paragraph with a letter that no region of the head covers, cut between words."""
    heads = [region for region in article.regions if region.kind != "headline"]
    extents = [extent for extent in paragraphs(article.text) if any(map(str.isalpha, article.text[slice(*extent)]))]
    prose = [(start, end) for start, end in extents if not any(head.start <= start < head.end for head in heads)]
    start, end = (prose or extents)[0]
    cut = article.text.rfind(" ", start + 1, start + LONGEST + 1) if end - start > LONGEST else end
    end = cut if cut > start else min(end, start + LONGEST)
    return Title(text=article.text[start:end], spans=((start, end),), origin="drawn")
