from spacy.tokens import Doc

from generator.analysis.chains import Chain
from generator.models import Article, KeyFact, Quote, Title


def draw(
    doc: Doc, article: Article, chains: list[Chain], quotes: tuple[Quote, ...], key_facts: tuple[KeyFact, ...]
) -> Title:
    fact = key_facts[0]
    return Title(text=fact.text, spans=((fact.start, fact.end),), origin="drawn")
