"""What the attribution reads an article into: tokens with the quoted ones masked, mentions, verbs and cues."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import IntEnum

from generator.analysis.cues import Cue
from generator.analysis.marks import Stretch

# What ends a sentence, where the tokeniser has parted it from the word before.
STOPS = frozenset({".", "!", "?", "...", "…", "--."})


class Kind(IntEnum):
    """What a mention is made of."""

    NAME = 0
    HE_SHE = 1
    THEY = 2
    IT = 3
    I_WE = 4
    WHO = 5
    NOUN = 6


class Link(IntEnum):
    """How a mention was tied to a verb, weakest evidence first."""

    NONE = 0
    APPOSITION = 1
    INHERITED = 2
    PARSE = 3
    BEFORE = 4
    AFTER = 5
    AGENT = 6
    BOTH = 7


@dataclass(slots=True)
class Mention:
    """A noun phrase or pronoun outside quotations: tokens ``[start, end)``, and the token of its head word.

    ``name`` is where the capitalised words at its end begin ("[former envoy] Ada Holm"), ``end`` if there are none.
    ``named``: how many mentions behind it its name stands, in apposition ("the envoy, Ada Holm,"); 0: nowhere.
    ``verbs`` holds the verbs whose subject (or agent) it may be, each with the kind of link.
    """

    start: int
    end: int
    head: int
    kind: Kind
    name: int
    possessive: bool = False
    named: int = 0
    verbs: dict[int, Link] = field(default_factory=dict)


@dataclass(slots=True)
class Scene:
    """Parallel lists over the tokens, and what was found in them.

    ``quoted[i]`` is the number of the stretch that token ``i`` lies in (its marks included) or -1; ``outside[i]``
    counts the tokens before ``i`` that are not quoted; ``breaks[i]`` the sentence ends before ``i`` outside
    quotations; ``paragraph[i]`` its paragraph. ``spans[k]`` are the tokens of stretch ``k``.
    ``ents[i]`` is the label of its entity, filled only where ``bodies.follow_noun()``.
    """

    words: list[str]
    lower: list[str]
    tags: list[str]
    deps: list[str]
    heads: list[int]
    lemmas: list[str]
    offsets: list[int]
    quoted: list[int]
    outside: list[int]
    breaks: list[int]
    paragraph: list[int]
    stretches: list[Stretch]
    spans: list[tuple[int, int]]
    ents: list[str] = field(default_factory=list)
    codes: str = ""
    mentions: list[Mention] = field(default_factory=list)
    mention_at: list[int] = field(default_factory=list)
    verbs: list[int] = field(default_factory=list)
    cues: dict[int, Cue] = field(default_factory=dict)

    def extent(self, first: int, last: int) -> tuple[int, int]:
        """The characters of the tokens ``[first, last)``."""
        return self.offsets[first], self.offsets[last - 1] + len(self.words[last - 1])

    def is_quoted(self, offset: int) -> bool:
        """Whether the character lies inside a quotation, its marks included."""
        at = bisect_right(self.stretches, offset, key=lambda stretch: stretch.outer_start) - 1
        return at >= 0 and offset < self.stretches[at].outer_end
