from spacy.tokens import Doc

from generator.analysis.chains import Chain
from generator.models import Article


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[str, ...]:
    return ()
