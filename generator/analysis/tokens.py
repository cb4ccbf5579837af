"""A parsed article's tokens as plain lists, read once for all steps: several times as fast to walk as a Doc."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from spacy.tokens import Doc

_KEPT = "tokens"
_STRINGS = ("TAG", "POS", "DEP", "ENT_TYPE")
# Tags of finite verbs, and of auxiliaries that make a verb finite.
FINITE = frozenset({"VBD", "VBZ", "VBP"})
_AUXILIARY = frozenset({"aux", "auxpass"})


@dataclass(slots=True)
class Tokens:
    """Parallel lists over the tokens; ``heads`` are positions in them, ``starts`` characters of ``text``.

    ``ents`` holds the label of the entity that a token belongs to, ``stops`` whether it is a stop word, ``opening``
    the positions where a sentence begins, ``finite`` those of verbs that are finite by their form or an auxiliary.
    """

    text: str
    words: list[str]
    lower: list[str]
    lemmas: list[str]
    tags: list[str]
    pos: list[str]
    deps: list[str]
    ents: list[str]
    heads: list[int]
    starts: list[int]
    stops: list[int]
    opening: frozenset[int]
    finite: frozenset[int] = field(default=frozenset())

    @classmethod
    def of(cls, doc: Doc, text: str | None = None) -> Tokens:
        """The lists of a parsed article, which are made once and kept with the document.

        ``text``: the document's, where it is at hand; spaCy puts it together anew, token by token.
        """
        if _KEPT not in doc.user_data:
            doc.user_data[_KEPT] = cls._read(doc, doc.text if text is None else text)
        found: Tokens = doc.user_data[_KEPT]
        return found

    @classmethod
    def _read(cls, doc: Doc, text: str) -> Tokens:
        strings = doc.vocab.strings
        array = doc.to_array([*_STRINGS, "LEMMA", "IDX", "LENGTH", "IS_STOP", "SENT_START", "HEAD"])
        columns = array.T.tolist()
        names = {value: strings[value] for value in set().union(*columns[:4])}
        lemmas = {value: strings[value].lower() for value in set(columns[4])}
        starts = columns[5]
        words = [text[start : start + size] for start, size in zip(starts, columns[6], strict=True)]
        tags, pos, deps, ents = (list(map(names.__getitem__, column)) for column in columns[:4])
        heads = (array[:, 9].astype(np.int64) + np.arange(len(words))).tolist()
        finite = {i for i, tag in enumerate(tags) if tag in FINITE}
        helped = {
            heads[i] for i, dep in enumerate(deps) if dep in _AUXILIARY and (tags[i] in FINITE or tags[i] == "MD")
        }
        return cls(
            text=text,
            words=words,
            lower=list(map(str.lower, words)),
            lemmas=list(map(lemmas.__getitem__, columns[4])),
            tags=tags,
            pos=pos,
            deps=deps,
            ents=ents,
            heads=heads,
            starts=starts,
            stops=columns[7],
            opening=frozenset(np.flatnonzero(array[:, 8] == 1).tolist()),
            finite=frozenset(finite | helped),
        )

    def __len__(self) -> int:
        return len(self.words)

    def end(self, at: int) -> int:
        """The character behind a token."""
        return self.starts[at] + len(self.words[at])

    def slice(self, first: int, last: int) -> str:
        """The text of the tokens ``[first, last)``."""
        return self.text[self.starts[first] : self.end(last - 1)] if first < last else ""

    def dependents(self, stop: int, last: int) -> Iterator[int]:
        """Tokens of ``[stop, last)`` whose head lies in front of ``stop``."""
        return (i for i in range(stop, last) if self.heads[i] < stop)
