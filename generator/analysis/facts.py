from spacy.tokens import Doc

from generator.analysis.chains import Chain
from generator.models import Actor, Article, KeyFact, Quote, TimeRef


def extract(
    doc: Doc,
    article: Article,
    chains: list[Chain],
    actors: tuple[Actor, ...],
    dates: tuple[TimeRef, ...],
    quotes: tuple[Quote, ...],
    *,
    limit: int,
) -> tuple[KeyFact, ...]:
    sents = [sent for sent in doc.sents if len(sent) >= 6][:limit]
    return tuple(
        KeyFact(text=sent.text.strip(), start=sent.start_char, end=sent.start_char + len(sent.text.strip()))
        for sent in sents
    )
