from spacy.tokens import Doc

from generator.models import Article, Figure


def extract(doc: Doc, article: Article) -> tuple[Figure, ...]:
    return ()
