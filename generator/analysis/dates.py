from spacy.tokens import Doc

from generator.models import Article, TimeRef


def extract(doc: Doc, article: Article) -> tuple[TimeRef, ...]:
    return ()
