"""Names that only say whose or from where somebody is: "Quell's son told", "U.S. Sen. Ada Holm said"."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection

from generator.analysis.lexicon import words
from generator.analysis.shapes import is_possessive, is_role
from generator.analysis.tokens import Tokens

# What may stand between an owner and the noun that it owns, or between a name and the title behind it.
_BETWEEN = ("NN", "JJ", "HYPH", "AFX", "VBN", "CD")
# In words.
REACH = 8


def qualifies_person(tokens: Tokens, end: int, persons: Collection[int]) -> bool:
    """Whether the name that ends before character ``end`` belongs to a phrase that tells of somebody else.

    ``persons``: the characters where names of persons begin.
    """
    at = bisect_left(tokens.starts, end)
    owned = at < len(tokens) and is_possessive(tokens.words[at])
    noun, role = "", False
    for i in range(at + owned, min(len(tokens), at + REACH)):
        if tokens.starts[i] in persons:
            return owned or role
        if not tokens.tags[i].startswith(_BETWEEN):
            break
        noun, role = tokens.words[i], role or is_role(tokens.words[i])
    return owned and _is_somebody(noun)


def _is_somebody(noun: str) -> bool:
    """Whether a noun is a role or kinship: "spokeswoman", "sons"."""
    kin = words("roles", "never")
    return any(is_role(word) or word.casefold() in kin for word in (noun, noun.removesuffix("s")) if word)
