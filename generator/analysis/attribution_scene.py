"""An article as the attribution sees it: tokens with the quoted ones masked, mentions, verbs and their subjects.

The parser errs around quotation marks, so every link between a verb and its subject is looked for twice: in the
parse, and on the surface of the tagged words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from itertools import pairwise

from spacy.tokens import Doc

from generator.analysis import marks
from generator.analysis.cues import Cue, cue_class, takes_listener
from generator.analysis.marks import Stretch
from generator.text import paragraphs

# One letter a token, so that phrases can be found by pattern. Every tag not named here is "x".
_CODES = {
    **dict.fromkeys(("DT", "PDT", "PRP$", "WP$"), "D"),
    **dict.fromkeys(("JJ", "JJR", "JJS", "CD"), "J"),
    **dict.fromkeys(("VBN", "VBG"), "V"),
    **dict.fromkeys(("VBD", "VBZ", "VBP", "VB"), "v"),
    **dict.fromkeys(("NN", "NNS"), "N"),
    **dict.fromkeys(("NNP", "NNPS"), "P"),
    **dict.fromkeys(("RB", "RBR", "MD"), "r"),
    "POS": "O",
    "HYPH": "H",
    "PRP": "R",
    "WP": "W",
    ",": "C",
    "_SP": " ",
}
_CORE = "(?:D*J*V?J*)?[JHNP]*[NP]"
_PHRASE = re.compile(f"(?:{_CORE}O)*{_CORE}|DJ+(?=v)|R|W|[DJ](?=v)|(?<=v)[DJ](?![DJNPHV])")
_NAME = re.compile("P(?:[PJH]*P)?$")
# Tags that a surname gets now and then ("Will", "Stone"); not those of demonyms and of words that open titles.
_MISTAGGED = frozenset({"MD", "VB", "VBD", "VBP", "VBZ", "VBN", "VBG", "RB", "NN", "NNS", "FW", "UH"})
_AFTER_NAME = ([","], ["VBD"], ["VBZ"])
_PERSONAL = {"he": 1, "she": 1, "they": 2, "it": 3, "i": 4, "we": 4, "who": 5}
# Words that stand for a speaker without a noun: "another said".
_ALONE = frozenset(
    {"another", "any", "both", "each", "few", "many", "most", "none", "one", "others", "several", "some"}
)
_STOPS = frozenset({".", "!", "?", "...", "…", "--."})
_KEPT = "attribution scene"
# How far an apposition may part a speaker from the verb: "Ada Holm, the ... of ..., said".
_APPOSITION_MAX = 30


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
    ``named``: the mention after it is its name, in apposition ("the envoy, Ada Holm,"). ``verbs`` holds the verbs
    whose subject (or agent) it may be, each with the kind of link.
    """

    start: int
    end: int
    head: int
    kind: Kind
    name: int
    possessive: bool = False
    named: bool = False
    verbs: dict[int, Link] = field(default_factory=dict)


@dataclass(slots=True)
class Scene:
    """Parallel lists over the tokens, and what was found in them.

    ``quoted[i]`` is the number of the stretch that token ``i`` lies in (its marks included) or -1; ``outside[i]``
    counts the tokens before ``i`` that are not quoted; ``breaks[i]`` the sentence ends before ``i`` outside
    quotations; ``paragraph[i]`` its paragraph. ``spans[k]`` are the tokens of stretch ``k``.
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


def scene_of(doc: Doc) -> Scene:
    """The scene of a parsed article; it is built once and kept with the document."""
    if _KEPT not in doc.user_data:
        doc.user_data[_KEPT] = _build(doc)
    scene: Scene = doc.user_data[_KEPT]
    return scene


def _build(doc: Doc) -> Scene:
    text = doc.text
    extents = list(paragraphs(text))
    stretches = marks.stretches(text, extents)
    tokens = list(doc)
    offsets = [token.idx for token in tokens]
    quoted, spans = _mask(offsets, [len(token) for token in tokens], stretches)
    words = [token.text for token in tokens]
    tags = [token.tag_ for token in tokens]
    scene = Scene(
        words=words,
        lower=[word.lower() for word in words],
        tags=tags,
        deps=[token.dep_ for token in tokens],
        heads=[token.head.i for token in tokens],
        lemmas=[token.lemma_.lower() for token in tokens],
        offsets=offsets,
        quoted=quoted,
        outside=[],
        breaks=[],
        paragraph=_paragraph_numbers(offsets, extents),
        stretches=stretches,
        spans=spans,
    )
    _count(scene, text)
    scene.codes = _codes(scene)
    _find_mentions(scene)
    _find_verbs(scene)
    _link(scene)
    return scene


def _mask(offsets: list[int], lengths: list[int], stretches: list[Stretch]) -> tuple[list[int], list[tuple[int, int]]]:
    """The stretch of each token, and the tokens of each stretch."""
    quoted, spans, at, size = [-1] * len(offsets), [], 0, len(offsets)
    for number, stretch in enumerate(stretches):
        while at < size and offsets[at] + lengths[at] <= stretch.outer_start:
            at += 1
        first = at
        while at < size and offsets[at] < stretch.outer_end:
            quoted[at] = number
            at += 1
        spans.append((first, at))
    return quoted, spans


def _paragraph_numbers(offsets: list[int], paragraphs: list[tuple[int, int]]) -> list[int]:
    numbers, number = [], 0
    for offset in offsets:
        while number < len(paragraphs) and offset >= paragraphs[number][1]:
            number += 1
        numbers.append(number)
    return numbers


def _count(scene: Scene, text: str) -> None:
    """Fill ``outside`` and ``breaks``; a quotation that ends in a full stop ends the sentence around it."""
    outside = breaks = 0
    last_stretch = -1
    for i, word in enumerate(scene.words):
        number = scene.quoted[i]
        if number < 0 and last_stretch >= 0:
            final = text[scene.stretches[last_stretch].end - 1]
            breaks += final == "." and word[0].isupper()
            last_stretch = -1
        scene.outside.append(outside)
        scene.breaks.append(breaks)
        if number < 0:
            outside += not word.isspace()
            breaks += word in _STOPS or (i + 1 < len(scene.words) and scene.paragraph[i + 1] != scene.paragraph[i])
        else:
            last_stretch = number
    scene.outside.append(outside)
    scene.breaks.append(breaks)


def _codes(scene: Scene) -> str:
    """The letters of the tokens; capitalised words inside a sentence are names, whatever the tagger took them for."""
    codes = ["Q" if number >= 0 else _CODES.get(tag, "x") for number, tag in zip(scene.quoted, scene.tags, strict=True)]
    for i in range(1, len(codes)):
        if scene.words[i][0].isupper() and _is_mistagged(scene, codes, i):
            codes[i] = "P"
    return "".join(codes)


def _is_mistagged(scene: Scene, codes: list[str], i: int) -> bool:
    opens = scene.breaks[i] != scene.breaks[i - 1] or codes[i - 1] == " " or scene.words[i - 1] == ":"
    if opens or not scene.words[i].isalpha() or scene.words[i] == "I" or codes[i] == "Q":
        return False
    if scene.tags[i] == "JJ":  # a surname, unless it qualifies a noun or stands for a people ("the French")
        return codes[i - 1] not in "DJ" and scene.tags[i + 1 : i + 2] in _AFTER_NAME
    return scene.tags[i] in _MISTAGGED


def _find_mentions(scene: Scene) -> None:
    scene.mention_at = [-1] * len(scene.words)
    for match in _PHRASE.finditer(scene.codes):
        for mention in _read_phrase(scene, *match.span()):
            scene.mention_at[mention.start : mention.end] = [len(scene.mentions)] * (mention.end - mention.start)
            scene.mentions.append(mention)
    for role, name in pairwise(scene.mentions):
        between = scene.codes[role.end : name.start]
        if role.kind == Kind.NOUN and name.kind == Kind.NAME and between == "C" and not name.possessive:
            after = scene.codes[name.end : name.end + 1]
            role.named = after in ("C", "v", "Q") and name.end - name.start == name.end - name.name


def _read_phrase(scene: Scene, start: int, end: int) -> Iterator[Mention]:
    """The mention that a phrase is, after those that own it ("Ada Holm's aide": Ada Holm, the aide)."""
    if scene.codes[start] in "RW":
        if (pronoun := _PERSONAL.get(scene.lower[start])) is not None:
            yield Mention(start, end, start, Kind(pronoun), end)
        return
    if end - start == 1 and scene.codes[start] in "DJ" and scene.lower[start] not in _ALONE:
        return
    at = start
    while (owner := scene.codes.find("O", at, end)) > 0:
        if name := _NAME.search(scene.codes, at, owner):
            yield Mention(at, owner, owner - 1, Kind.NAME, name.start(), possessive=True)
        at = owner + 1
    name = _NAME.search(scene.codes, at, end)
    named = name is not None and scene.words[end - 1][0].isupper()
    yield Mention(start, end, end - 1, Kind.NAME if named else Kind.NOUN, name.start() if name else end)


def _find_verbs(scene: Scene) -> None:
    for i, code in enumerate(scene.codes):
        if code != "Q" and scene.lower[i] == "according" and scene.lower[i + 1 : i + 2] == ["to"]:
            scene.verbs.append(i)
            scene.cues[i] = Cue.SOURCE
        elif code in "vV" and scene.deps[i] not in ("aux", "auxpass", "amod"):
            scene.verbs.append(i)
            scene.cues[i] = cue_class(scene.lemmas[i])


def _tie(scene: Scene, token: int, verb: int, link: Link) -> None:
    number = scene.mention_at[token] if 0 <= token < len(scene.mention_at) else -1
    if number < 0:
        return
    number += scene.mentions[number].named
    verbs = scene.mentions[number].verbs
    old = verbs.get(verb, Link.NONE)
    parsed = (Link.PARSE, Link.INHERITED)
    both = (old in parsed) != (link in parsed) and Link.NONE not in (old, link)
    verbs[verb] = Link.BOTH if both else max(old, link)


def _link(scene: Scene) -> None:
    """Tie mentions to verbs."""
    subjects: dict[int, int] = {}
    for i, dep in enumerate(scene.deps):
        if dep in ("nsubj", "nsubjpass", "csubj") and scene.quoted[i] < 0:
            subjects.setdefault(scene.heads[i], i)
    for verb in scene.verbs:
        _link_parse(scene, verb, subjects)
        _link_surface(scene, verb)


def _link_parse(scene: Scene, verb: int, subjects: dict[int, int]) -> None:
    if verb in subjects:
        _tie(scene, subjects[verb], verb, Link.PARSE)
        return
    dep, head = scene.deps[verb], scene.heads[verb]
    for _ in range(3):
        if dep in ("acl", "relcl") and scene.mention_at[head] >= 0:
            _tie(scene, head, verb, Link.INHERITED)
            return
        if dep not in ("conj", "xcomp", "advcl", "ccomp"):
            return
        if head in subjects:
            _tie(scene, subjects[head], verb, Link.INHERITED)
            return
        dep, head = scene.deps[head], scene.heads[head]


def _link_surface(scene: Scene, verb: int) -> None:
    """The mention next to the verb: "she said", "said the minister", "according to X", "called Y by X"."""
    codes = scene.codes
    if scene.cues[verb] == Cue.SOURCE:
        _tie(scene, verb + 2, verb, Link.AGENT)
        return
    after = verb + 1
    while after < len(codes) and codes[after] == "r":
        after += 1
    inverted = not takes_listener(scene.lemmas[verb]) and _follows_quote(scene, verb)
    if inverted and after < len(codes) and scene.mention_at[after] >= 0:
        _tie(scene, after, verb, Link.AFTER)
    elif scene.lower[after : after + 1] == ["by"]:
        _tie(scene, after + 1, verb, Link.AGENT)
    before = verb - 1
    while before >= 0 and (codes[before] == "r" or scene.deps[before] in ("aux", "auxpass")):
        before -= 1
    if before >= 0 and scene.mention_at[before] >= 0:
        _tie(scene, before, verb, Link.BEFORE)
    elif before >= 0 and codes[before] == "C":
        _link_over_apposition(scene, verb, before)


def _follows_quote(scene: Scene, verb: int) -> bool:
    """Whether only a comma or an adverb stands between a quotation (or the sentence's start) and the verb."""
    at = verb - 1
    while at >= 0 and scene.codes[at] in "rC":
        at -= 1
    return at >= 0 and (scene.codes[at] == "Q" or scene.codes[at + 1] == "C")


def _link_over_apposition(scene: Scene, verb: int, comma: int) -> None:
    """Tie the mention before the comma that opens the insertion which ends at ``comma``."""
    floor = max(0, comma - _APPOSITION_MAX)
    at = comma - 1
    while at > floor and scene.codes[at] not in "Q " and scene.words[at] not in _STOPS:
        if scene.codes[at] == "C" and scene.mention_at[at - 1] >= 0:
            _tie(scene, at - 1, verb, Link.APPOSITION)
        at -= 1
