"""Names that an editor knows, or an article's source lists, are entities wherever they stand, of the type given."""

from __future__ import annotations

from spacy.tokens import Doc, Span
from spacy.util import filter_spans

from generator.editorial import KnownActor, occurrences
from generator.models import Article

_LABELS = {"person": "PERSON", "organization": "ORG", "state": "GPE", "place": "GPE"}


def mark(doc: Doc, article: Article, known: tuple[KnownActor, ...]) -> None:
    """Set the entities of a parsed article: those of the registry before the source's, and these before the
    recogniser's; longer ones win."""
    meant = [one for one in known if one.is_meant(article.path, article.text)]
    names = [(name, one.type) for one in meant for name in (one.name, *one.aliases)]
    spans = [span for name, kind in (*names, *article.named) for span in _spans(doc, name, kind)]
    if spans:
        doc.ents = tuple(filter_spans([*spans, *doc.ents]))


def _spans(doc: Doc, name: str, kind: str) -> list[Span]:
    found = (doc.char_span(start, end, label=_LABELS[kind]) for start, end in occurrences(doc.text, name))
    return [span for span in found if span is not None]
