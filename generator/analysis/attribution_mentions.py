"""Noun phrases and pronouns outside quotations, found by patterns of tags: the parser errs around quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.analysis.attribution_types import Kind, Mention, Scene

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
# What opens a description and no name: "a Marrow Liberal", "one Democrat".
_UNNAMED = frozenset({"a", "an", "another", "one", "some", "every", "any", "no"})
# Words that stand for a speaker without a noun: "another said".
_ALONE = frozenset(
    {"another", "any", "both", "each", "few", "many", "most", "none", "one", "others", "several", "some"}
)


def codes_of(scene: Scene) -> str:
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


def find(scene: Scene) -> None:
    """Write into the scene the mentions that may speak - names, pronouns, role descriptions - in textual order."""
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
    named = name is not None and scene.words[end - 1][0].isupper() and scene.lower[start] not in _UNNAMED
    yield Mention(start, end, end - 1, Kind.NAME if named else Kind.NOUN, name.start() if name else end)
