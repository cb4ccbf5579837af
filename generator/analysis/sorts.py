"""What common nouns say that a name names: "the ferry Gull", "a town called Gull", "such bands as The Gulls"."""

from __future__ import annotations

from generator.analysis import bodies
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_role

KINDS = ("thing", "organization", "place", "person")
OPENING = frozenset(['"', "“", "‘", "«", "'"])


def sort(scene: Scene, mention: Mention) -> str:
    """The kind that the words before a mention tell, or an empty string."""
    at = _before(scene, mention)
    if at < 0:
        return ""
    found = _told(scene, at) if scene.words[at].islower() else _opening(scene, at)
    return found or (_of_several(scene, mention) if " " in mention.text else "")


def _before(scene: Scene, mention: Mention) -> int:
    """The token that may say what a name names; past a quotation mark, past adjectives where they follow their noun."""
    at = mention.start - 1
    if at > 0 and scene.words[at].lower() in words("grammar", "articles") and scene.words[at - 1] in OPENING:
        at -= 1
    if at > 0 and scene.words[at] in OPENING:
        return at - 1
    while at > 0 and scene.tags[at] == "JJ" and bodies.follow_noun():
        at -= 1
    return at


def _told(scene: Scene, at: int) -> str:
    """The kind told by a noun, by one with "of" behind it, or by one that is "called" so."""
    word = scene.words[at]
    if at and word in words("grammar", "links"):
        return "place" if scene.words[at - 1].lower() in words("context", "governed") else _of_fate(scene, at - 1)
    if at and word in words("context", "naming"):
        return _of_noun(scene, at - 1) or _of_somebody(scene, at - 1)
    if word == "name" and {"by", "under"} & set(scene.words[max(0, at - 3) : at]):
        return "person"
    return _of_noun(scene, at)


def _opening(scene: Scene, at: int) -> str:
    """The kind told by a noun that a sentence begins with: "Retailer Gull said"."""
    firm = scene.opens(at) and scene.words[at].lower() in words("context", "organization")
    return "organization" if firm else ""


def _of_noun(scene: Scene, at: int) -> str:
    return named_by(scene.words[at]) if scene.tags[at] == "NN" else ""


def _of_somebody(scene: Scene, at: int) -> str:
    """Of "a man called Holm": a role's or anybody's noun."""
    word = scene.words[at].lower()
    return "person" if scene.tags[at] == "NN" and (_is_office(word) or word in words("context", "people")) else ""


def _is_office(word: str) -> bool:
    """Whether only persons have a role: "the maker" may be a firm."""
    return is_role(word) and word.rpartition("-")[2] not in words("roles", "shared")


def _of_fate(scene: Scene, at: int) -> str:
    """Of "the murder of Holm": what befalls persons only."""
    return "person" if scene.words[at].lower() in words("context", "fates") else ""


def _of_several(scene: Scene, mention: Mention) -> str:
    """What a plural says of names after it: "athletes Ada Holm ...", "such bands as The Gulls" (Hearst 1992)."""
    at = mention.start - 1
    if at >= 0 and scene.words[at].lower() == "the":
        at -= 1
    if (
        at >= 1
        and scene.words[at] == "as"
        and "such" in scene.words[at - 1 : at] + scene.words[max(0, at - 2) : at - 1]
    ):
        at -= 1 + (scene.words[at - 1] == "such")
    elif at >= 1 and scene.words[at] in ("like", "including", "include", "includes", "included"):
        at -= 1 + (scene.words[at - 1] == ",")
    mistaken = at >= 0 and scene.tags[at] == "VBZ" and mention.kind != "organization"  # "and athletes Ada Holm"
    if at < 0 or not (mistaken or scene.tags[at] == "NNS"):
        return ""
    word = scene.words[at].lower()
    single = f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")
    role = "person" if _is_office(single) and "&" not in mention.text else ""  # "auditors Gull & Holm"
    return role if mistaken else named_by(single) or role


def named_by(noun: str) -> str:
    """The kind of what a common noun names, or an empty string."""
    return next((kind for kind in KINDS if noun in words("context", kind)), "")
