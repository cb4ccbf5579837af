"""What a statement says in passing: dates and places of its asides are not those of what it tells."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from generator.analysis.lexicon import words

# No sentence nests deeper than this; a bound for the climb through a parse that is wrong.
MAX_CLIMB = 25


def is_past_or_future(doc: Doc, start: int, end: int) -> bool:
    """Whether the date at ``doc.text[start:end]`` is of an aside, or of what came before or after what is told.

    "Holm, who left in 2014, ...", "... after the first talks in 2014"; but not "... when the ferry sank on Monday".
    """
    apart = words("facts", "apart")
    for token in _above(doc, start, end):
        if _is_aside(token) or (token.dep_ == "advcl" and _opener(token) in apart):
            return True
        bounds = token.lower_ in words("facts", "bounding") and token.idx + len(token) + 1 >= start  # "since Monday"
        if token.pos_ in ("ADP", "SCONJ") and token.lower_ in apart and not bounds:
            return True
    return False


def is_elsewhere(doc: Doc, start: int, end: int) -> bool:
    """Whether the place at ``doc.text[start:end]`` is of an aside, or of an event that what is told follows."""
    leading = words("facts", "leading")
    return any(
        _is_aside(token) or (token.dep_ == "prep" and token.lower_ in leading) for token in _above(doc, start, end)
    )


def _above(doc: Doc, start: int, end: int) -> Iterator[Token]:
    """What the words depend on, up to the main verb."""
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return
    token: Token = span.root
    for _ in range(MAX_CLIMB):
        yield token
        if token.head == token:
            return
        token = token.head


def _is_aside(verb: Token) -> bool:
    """Whether a relative clause; beside the sentence ("..., divers who went there said") the parser errs."""
    return verb.dep_ == "relcl" and verb.head.dep_ != "npadvmod"


def _opener(verb: Token) -> str:
    return next((child.lower_ for child in verb.lefts if child.dep_ == "mark"), "")
