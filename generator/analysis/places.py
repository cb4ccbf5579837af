from spacy.tokens import Doc

from generator.analysis.chains import Chain
from generator.models import Article, Place


def extract(doc: Doc, article: Article, chains: list[Chain]) -> tuple[Place, ...]:
    return ()
