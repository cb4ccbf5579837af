"""Where a sentence can be cut and still be one."""

from __future__ import annotations

from generator.analysis.lexicon import words
from generator.analysis.tokens import Tokens

# What may be left out at the end: adjuncts and what is coordinated, never a subject, object or complement.
_ADJUNCTS = frozenset(
    {"prep", "advcl", "npadvmod", "advmod", "relcl", "acl", "conj", "cc", "punct", "appos", "tmod", "dep"}
    | {"parataxis", "nummod", "mark", "intj"}
)
_DANGLING = ("ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART")


def complete(tokens: Tokens, first: int, last: int, stop: int) -> bool:
    """Whether the tokens ``[first, stop)`` need none of ``[stop, last)``."""
    before, following = tokens.pos[stop - 1], tokens.pos[stop]
    if before in _DANGLING or (before == "ADV" and following not in ("ADP", "PUNCT")):
        return False
    if tokens.lower[stop] in words("grammar", "holding") or not balanced(tokens.slice(first, stop)):
        return False
    if any(stop <= head < last for head in tokens.heads[first:stop]):
        return False
    return all(tokens.deps[i] in _ADJUNCTS for i in tokens.dependents(stop, last))


def balanced(text: str) -> bool:
    """Whether every quotation mark and bracket has its partner."""
    pairs = (("“", "”"), ("«", "»"), ("(", ")"))
    return not text.count('"') % 2 and all(text.count(opening) == text.count(closing) for opening, closing in pairs)


def only_of(tokens: Tokens, last: int, stop: int, verb: int) -> bool:
    """Whether what stands in ``[stop, last)`` hangs on that verb alone, not on a noun before it."""
    return all(tokens.heads[i] == verb for i in tokens.dependents(stop, last) if tokens.deps[i] != "punct")
