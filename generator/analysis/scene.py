"""The article's tokens as plain lists, which are much faster to walk than a Doc, and what single words tell."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache

import numpy as np
from spacy.tokens import Doc

from generator.analysis import names
from generator.analysis.lexicon import load, words

# Nouns, adjectives, hyphens and the like: what a noun phrase consists of between its article and its end.
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "AFX", "CD", "FW"})


@dataclass(slots=True)
class Scene:
    """One parsed article. Token positions are indices into the lists.

    ``ents`` holds the label of the entity that a token belongs to; ``counts`` how often each word stands in the
    article as it is written; ``opening`` the positions where a sentence begins.
    """

    doc: Doc
    text: str
    words: list[str]
    starts: list[int]
    ents: list[str]
    tags: list[str]
    counts: Counter[str]
    opening: frozenset[int]

    @classmethod
    def of(cls, doc: Doc, text: str) -> Scene:
        """The lists of a parsed article; ``text`` is its text (``doc.text`` is put together anew at each call)."""
        # One array and a lookup for each different value: several times as fast as walking the tokens.
        array = doc.to_array(["ORTH", "IDX", "ENT_TYPE", "TAG", "SENT_START"])
        strings = {int(value): doc.vocab.strings[int(value)] for value in np.unique(array[:, [0, 2, 3]])}
        texts = [strings[value] for value in array[:, 0].tolist()]
        return cls(
            doc,
            text,
            texts,
            array[:, 1].tolist(),
            [strings[value] for value in array[:, 2].tolist()],
            [strings[value] for value in array[:, 3].tolist()],
            Counter(texts),
            frozenset(np.flatnonzero(array[:, 4] == 1).tolist()),
        )

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Character extent of the tokens ``[start, end)``."""
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def opens(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins at a token, so that its capital says nothing."""
        return at == 0 or at in self.opening or self.tags[at - 1] in ("_SP", "``", "''", ":", "-LRB-")

    def is_nominal(self, at: int) -> bool:
        """Whether a token may be part of the noun phrase of a role."""
        return self.tags[at] in NOMINAL or self.words[at].lower() in words("roles", "participles")

    def joined(self, at: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return at > 0 and self.starts[at - 1] + len(self.words[at - 1]) == self.starts[at]


def is_cap(word: str) -> bool:
    """Whether a word begins like a name: a capital, or a small letter or two before one ("iPhone", "al-Amin")."""
    return word[:1].isupper() or (word[:1].isalpha() and any(c.isupper() for c in word[1:4]))


def is_possessive(word: str) -> bool:
    """Whether a token is a possessive ending."""
    return word in ("'s", "’s", "'", "’")


@cache
def is_address(word: str) -> bool:
    """Whether a word is a form of address: "Mr", "Dr."."""
    addresses = words("titles", "male", "female", "neutral")
    return word[:1].isupper() and (word.casefold() in addresses or f"{word.casefold()}." in addresses)


@cache
def offices() -> dict[str, list[tuple[str, ...]]]:
    """The offices of ``titles.yml`` as folded words, by their first word, longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for office in load("titles")["offices"]:
        parts = tuple(names.fold(part) for word in office.split() for part in word.replace("-", " - ").split())
        table.setdefault(parts[0], []).append(parts)
    return {first: sorted(found, key=len, reverse=True) for first, found in table.items()}


@cache
def _role_words() -> frozenset[str]:
    last = (parts[-1] for found in offices().values() for parts in found)
    return frozenset({names.fold(word) for word in words("roles", "heads")} | set(last))


@cache
def is_role(word: str) -> bool:
    """Whether a word is the head noun of a role in the singular: "spokeswoman", "co-founder", "Sen."."""
    folded = names.fold(word)
    if folded in words("roles", "never"):
        return False
    return folded in _role_words() or folded.rpartition("-")[2] in _role_words() or folded.endswith(_endings())


@cache
def _endings() -> tuple[str, ...]:
    return tuple(load("roles")["endings"])


@cache
def is_generic(word: str) -> bool:
    """Whether a capitalised word alone names no organisation or place, but may stand for one: "the Church"."""
    return word.casefold() in words("organizations", "words", "places")
