"""The article's tokens as plain lists, which are much faster to walk than a Doc."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from generator.analysis import marks, names
from generator.analysis.intervals import Intervals
from generator.analysis.lexicon import words
from generator.analysis.tokens import Tokens
from generator.text import paragraphs

# Nouns, adjectives, hyphens and the like: what a noun phrase consists of between its article and its end.
# A heading has no more characters than this.
HEADING_MAX = 160
# Of the words of four letters or more, of which it has so many at least, so large a share has a capital.
HEADING_MIN, HEADING_SHARE = 5, 0.8
NOMINAL = frozenset({"NN", "NNS", "NNP", "NNPS", "JJ", "JJR", "JJS", "HYPH", "AFX", "CD", "FW"})


@dataclass(slots=True)
class Scene:
    """One parsed article. Token positions are indices into the lists.

    ``ents`` holds the label of the entity that a token belongs to; ``counts`` how often each word stands in the
    article as it is written; ``opening`` the positions where a sentence begins; ``headings`` the character extents
    of lines in which nearly all words have a capital, so that capitals say nothing; ``quoted`` those of the words in
    quotation marks.
    """

    doc: Doc
    text: str
    words: list[str]
    starts: list[int]
    ents: list[str]
    tags: list[str]
    counts: Counter[str]
    opening: frozenset[int]
    headings: tuple[tuple[int, int], ...]
    quoted: Intervals[None]

    @classmethod
    def of(cls, doc: Doc, text: str) -> Scene:
        """The lists of a parsed article; ``text`` is its text."""
        tokens = Tokens.of(doc, text)
        return cls(
            doc,
            text,
            tokens.words,
            tokens.starts,
            tokens.ents,
            tokens.tags,
            Counter(tokens.words),
            tokens.opening,
            tuple(extent for extent in paragraphs(text) if is_heading(text, *extent)),
            Intervals((*extent, None) for extent in marks.quoted(text)),
        )

    def extent(self, start: int, end: int) -> tuple[int, int]:
        """Character extent of the tokens ``[start, end)``."""
        return self.starts[start], self.starts[end - 1] + len(self.words[end - 1])

    def word(self, at: int) -> str:
        """The token at ``at``, or nothing outside the article."""
        return self.words[at] if 0 <= at < len(self.words) else ""

    def key(self, start: int, end: int) -> tuple[str, ...]:
        """The folded name that the tokens ``[start, end)`` would be; empty if it begins or ends with a mark."""
        first, last = self.words[start], self.words[end - 1]
        if not first[0].isalnum() or not last[0].isalnum():
            return ()
        a, b = self.extent(start, end)
        return names.key(self.text[a:b])

    def opens(self, at: int) -> bool:
        """Whether a sentence, a line or a quotation begins at a token, so that its capital says nothing."""
        return at == 0 or at in self.opening or self.tags[at - 1] in ("_SP", "``", "''", ":", "-LRB-")

    def is_quoted(self, at: int) -> bool:
        """Whether a token stands between quotation marks."""
        return any(True for _ in self.quoted.touching(self.starts[at], self.starts[at] + 1))

    def is_nominal(self, at: int) -> bool:
        """Whether a token may be part of the noun phrase of a role."""
        return self.tags[at] in NOMINAL or self.words[at].lower() in words("roles", "participles")

    def joined(self, at: int) -> bool:
        """Whether a token follows the one before it without a blank."""
        return at > 0 and self.starts[at - 1] + len(self.words[at - 1]) == self.starts[at]


def is_heading(text: str, start: int, end: int) -> bool:
    """Whether a paragraph is a line In Which Words Have Capitals; only a headline may have its full stop."""
    if end - start > HEADING_MAX or text[end - 1] in (",;:" if start == 0 else ".,;:"):
        return False
    longer = [word for word in text[start:end].split() if len(word) >= 4 and word[0].isalpha()]
    share = 1.0 if text[end - 1] == "." else HEADING_SHARE
    return len(longer) >= HEADING_MIN and sum(word[0].isupper() for word in longer) >= share * len(longer)
