"""Noun phrases and pronouns outside quotations, found by patterns of tags: the parser errs around quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from generator.analysis import bodies
from generator.analysis.attribution_types import Kind, Mention, Scene
from generator.analysis.cues import Voice, voice_class
from generator.analysis.lexicon import load, words

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
_PHRASE = re.compile(f"(?=[DJVHNPRW])(?:(?:{_CORE}O)*{_CORE}|DJ+(?=v)|R|W|[DJ](?=v)|(?<=v)[DJ](?![DJNPHV]))")
_NAME = re.compile("P(?:[PJH]*P)?$")
# Where qualifiers follow: "la ministre norvégienne de la Pêche Anne Martin"; see ``postnominal_codes``.
_POSTNOMINAL = re.compile("D*J*[NPp][NPpJHV]*(?:dD*J*[NPp][NPpJH]*)*(?<![JHV])J*|R|W")
_PERSON_AT_END, _NAME_AT_END = re.compile("P+$"), re.compile("[pP][pPH]*$")
# Tags that a surname gets now and then ("Will", "Stone"); not those of demonyms and of words that open titles.
_MISTAGGED = frozenset({"MD", "VB", "VBD", "VBP", "VBZ", "VBN", "VBG", "RB", "NN", "NNS", "FW", "UH"})
_AFTER_NAME = ([","], ["VBD"], ["VBZ"])
# What opens a description and no name: "a Marrow Liberal", "one Democrat".
_UNNAMED = frozenset({"a", "an", "another", "one", "some", "every", "any", "no"})
# So many nouns may qualify one another before a name in apposition.
_QUALIFIED = 3
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
    return "".join(postnominal_codes(scene, codes) if bodies.follow_noun() else codes)


def postnominal_codes(scene: Scene, codes: list[str]) -> Iterator[str]:
    """Further letters where qualifiers follow the noun: d links nouns, p is a name that the recogniser has not for a
    person's, auxiliaries and object pronouns are as transparent as adverbs (r)."""
    links, pronouns = words("grammar", "links"), load("grammar")["pronouns"]
    for i, code in enumerate(codes):
        if code == "Q":
            yield code
        elif scene.deps[i] in ("aux", "auxpass", "prt") or (code == "R" and _is_object(scene, i, pronouns)):
            yield "r"
        elif code == "P":
            yield code if scene.ents[i] == "PERSON" else "p"
        else:
            yield "d" if scene.lower[i] in links else code


def _is_object(scene: Scene, i: int, pronouns: dict[str, int]) -> bool:
    """Whether a pronoun stands for nobody who could speak: an object ("l'a dit"), or nothing at all ("il faut")."""
    inverted = scene.lower[i].startswith("-")  # "a-t-il": somebody, whatever the parser takes it for
    return scene.lower[i] not in pronouns or (scene.deps[i] == "expl" and not inverted)


def _is_mistagged(scene: Scene, codes: list[str], i: int) -> bool:
    opens = scene.breaks[i] != scene.breaks[i - 1] or codes[i - 1] == " " or scene.words[i - 1] == ":"
    if opens or not scene.words[i].isalpha() or scene.words[i] == "I" or codes[i] == "Q":
        return False
    if scene.tags[i] == "JJ":  # a surname, unless it qualifies a noun or stands for a people ("the French")
        return codes[i - 1] not in "DJ" and scene.tags[i + 1 : i + 2] in _AFTER_NAME
    if scene.tags[i] == "IN":  # '"Yes," Under said.'
        return codes[i - 1] == "Q" and scene.tags[i + 1 : i + 2] in _AFTER_NAME[1:]
    return scene.tags[i] in _MISTAGGED


def find(scene: Scene) -> None:
    """Write into the scene the mentions that may speak - names, pronouns, role descriptions - in textual order."""
    scene.mention_at = [-1] * len(scene.words)
    follow = bodies.follow_noun()
    read, phrase = (_read_postnominal, _POSTNOMINAL) if follow else (_read_phrase, _PHRASE)
    for match in phrase.finditer(scene.codes):
        for mention in read(scene, *match.span()):
            scene.mention_at[mention.start : mention.end] = [len(scene.mentions)] * (mention.end - mention.start)
            scene.mentions.append(mention)
    for number, (before, name) in enumerate(pairwise(scene.mentions)):
        if name.kind != Kind.NAME or name.possessive:
            continue
        if scene.codes[before.end : name.start] == "C":
            _name_role(scene, number, name)
        elif is_same(scene, before, name):
            before.named = 1


def is_same(scene: Scene, title: Mention, holder: Mention) -> bool:
    """Whether two titles before one name are one person's: "author and pilot Ada Holm"."""
    articles = {scene.tags[title.start], scene.tags[holder.start]} & {"DT", "PRP$", "CD"}
    bare = not articles and scene.tags[title.head] == "NN" and holder.start < holder.name
    return bare and scene.lower[title.end : holder.start] == ["and"] and _is_person(scene, title)


def _is_person(scene: Scene, mention: Mention) -> bool:
    return mention.kind == Kind.NOUN and voice_class(scene.lower[mention.head]) == Voice.PERSON


def _name_role(scene: Scene, number: int, name: Mention) -> None:
    """Say of a role before a comma, and of those that it qualifies ("the head of planning at the union,"), that the
    mention behind the comma is its name."""
    roles = [scene.mentions[number]]
    for before in reversed(scene.mentions[max(0, number - _QUALIFIED) : number]):
        between = scene.lower[before.end : roles[-1].start]
        if len(between) != 1 or between[0] not in words("roles", "complements"):
            break
        roles.append(before)
    for steps, role in enumerate(roles, 1):
        whole = name.start == name.name or _is_person(scene, role)  # "its president, the poet Ada Holm,"
        if role.kind == Kind.NOUN and whole and _closes(scene, roles[-1], name):
            role.named = steps


def _closes(scene: Scene, role: Mention, name: Mention) -> bool:
    """Whether what stands behind a name lets it be an apposition: at a sentence's end only behind an inverted verb
    ("said the envoy, Ada Holm."), or where verbs stand before their subjects anyway."""
    after = scene.codes[name.end : name.end + 1]
    if after in ("C", "v", "Q") or (after == "x" and bodies.follow_noun()):
        return True
    ends = scene.words[name.end : name.end + 1] in ([], ["."], ["("]) or after == " "
    return ends and scene.codes[role.start - 1 : role.start] == "v"


def _pronoun(scene: Scene, start: int, end: int) -> Iterator[Mention]:
    pronoun = load("grammar")["pronouns"].get(scene.lower[start])
    if pronoun is not None:
        yield Mention(start, end, start, Kind(pronoun), end)


def _read_postnominal(scene: Scene, start: int, end: int) -> Iterator[Mention]:
    """The mention that a phrase with its qualifiers behind it is: a name at its end, else the noun at its head."""
    if scene.codes[start] in "RW":
        yield from _pronoun(scene, start, end)
        return
    codes = scene.codes[start:end]
    name = _PERSON_AT_END.search(codes) or (_NAME_AT_END.search(codes) if "d" not in codes else None)
    if name is not None:
        yield Mention(start, end, end - 1, Kind.NAME, start + name.start())
        return
    head = start + next(i for i, code in enumerate(codes) if code in "NPp")
    yield Mention(start, end, head, Kind.NAME if scene.codes[head] in "Pp" else Kind.NOUN, end)


def _read_phrase(scene: Scene, start: int, end: int) -> Iterator[Mention]:
    """The mention that a phrase is, after those that own it ("Ada Holm's aide": Ada Holm, the aide)."""
    if scene.codes[start] in "RW":
        yield from _pronoun(scene, start, end)
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
