"""Where a sentence can be cut and still be one."""

from __future__ import annotations

from spacy.tokens import Span, Token

# What may be left out at the end: adjuncts and what is coordinated, never a subject, object or complement.
_ADJUNCTS = frozenset(
    {"prep", "advcl", "npadvmod", "advmod", "relcl", "acl", "conj", "cc", "punct", "appos", "tmod", "dep"}
    | {"parataxis", "nummod", "mark", "intj"}
)
_DANGLING = ("ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART")


def complete(span: Span, stop: int) -> bool:
    """Whether the tokens before ``stop`` (an index of the Doc inside the span) need none of those after it."""
    doc = span.doc
    last, following = doc[stop - 1], doc[stop]
    if not balanced(doc[span.start : stop].text) or following.lower_ in ("of", "'s", "’s", "-"):
        return False
    if last.pos_ in _DANGLING or (last.pos_ == "ADV" and following.pos_ not in ("ADP", "PUNCT")):
        return False
    if any(stop <= token.head.i < span.end for token in doc[span.start : stop]):
        return False
    return all(token.dep_ in _ADJUNCTS for token in doc[stop : span.end] if token.head.i < stop)


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket has its partner."""
    return not text.count('"') % 2 and text.count("“") == text.count("”") and text.count("(") == text.count(")")


def only_of(span: Span, stop: int, verb: Token) -> bool:
    """Whether what comes from ``stop`` on hangs on that verb alone, not on a noun before it."""
    heads = (token.head for token in span.doc[stop : span.end] if token.head.i < stop and token.dep_ != "punct")
    return all(head == verb for head in heads)
