"""Titles: the phrases that state a role right before a name, with the word that ends or doubts it."""

from __future__ import annotations

from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention, Role
from generator.analysis.phrases import REACH, is_head
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap, is_possessive, is_role
from generator.analysis.tokens import Tokens
from generator.analysis.trimming import is_regnal, office_at

# What the parser says of a noun that belongs to the one after it; "dep" where it does not know.
_BELONGS = frozenset({"compound", "amod", "nmod", "poss", "conj", "dep", ""})
# The complements of a role right before a name; with the others a comma stands between.
_NEAR = frozenset({"of", "for", "at"})
_PREDICATES = frozenset({"attr", "oprd", "acomp"})


def regnal(scene: Scene, mention: Mention) -> Role | None:
    """The title that is part of a name: "Queen Ada"."""
    start, end = mention.start, mention.end
    return Role(start, start + 1, "title") if is_regnal(scene, start, end) and is_role(scene.words[start]) else None


def title(scene: Scene, mention: Mention) -> Role | None:
    """The phrase before a name: "US President Ada Holm", "the crown prosecutor, Ada Holm,"."""
    last = mention.start - 1
    apart = last >= 1 and scene.words[last] == "," and _closes(scene, mention.end)
    last -= apart
    if last < 0 or scene.tags[last] == "_SP":
        return None
    if mention.end < len(scene.words) and scene.tags[mention.end] in ("NN", "NNS"):
        return None
    if not is_head(scene, last):
        role = _long_title(scene, last, words("roles", "complements") if apart else _NEAR)
        return role if role and (not apart or _is_apposed(scene, role.start, last, mention.end)) else None
    start = _left(scene, last)
    if apart and not _is_apposed(scene, start, last, mention.end):
        return None
    return Role(start, last + 1, "title") if _is_phrase(scene, start, last + 1) else None


def is_qualifier(scene: Scene, at: int) -> bool:
    """Whether a word says that an office is over, or no more than wished or claimed: "former", "then-", "would-be"."""
    word = scene.words[at].lower()
    if word == "then" and not (scene.word(at + 1) == "-" and scene.joined(at + 1)):
        return at not in scene.opening and at > 0 and scene.tags[at - 1] not in ("CC", "RB", "_SP")
    if scene.tags[at] == "VBD" or (
        scene.tags[at] == "VBN" and scene.word(at - 1).lower() in words("roles", "auxiliaries")
    ):
        return False  # "has ousted President Holm"
    return word in words("roles", "qualifiers") or _compound(scene, at) in words("roles", "qualifiers")


def _compound(scene: Scene, at: int) -> str:
    """The hyphenated word that begins at a token: "would-be"."""
    end = at + 1
    while end < len(scene.words) and scene.joined(end) and "-" in (scene.words[end], scene.words[end - 1]):
        end += 1
    first, last = scene.extent(at, end)
    return scene.text[first:last].lower()


def _closes(scene: Scene, at: int) -> bool:
    """Whether what follows a name set off by a comma lets the words before it be its title."""
    return at >= len(scene.words) or scene.words[at] in (",", ".", ":", "(") or scene.tags[at].startswith(("VB", "MD"))


def _is_apposed(scene: Scene, start: int, last: int, end: int) -> bool:
    """Whether a phrase before a comma is of the name behind it, and not said of somebody else before.

    Not: "If Berg is the party's nominee, Ada Holm said", "He had hurt the chairman, Ada Holm said".
    """
    at, limit = start - 1, max(0, start - REACH)
    while at >= limit and (scene.tags[at] in ("DT", "PRP$", "POS", "RB", "CD") or scene.is_nominal(at)):
        if at in scene.opening:
            return True
        at -= 1
    inside = at >= 0 and scene.words[at] != "," and start not in scene.opening
    if inside and end < len(scene.words) and scene.tags[end].startswith(("VB", "MD")):
        return False
    return scene.word(at).lower() not in words("roles", "auxiliaries") and not _is_predicate(scene, start, last)


def _is_predicate(scene: Scene, start: int, last: int) -> bool:
    """Whether the noun of a phrase is a predicate for the parser."""
    deps = Tokens.of(scene.doc).deps
    return any(deps[at] in _PREDICATES for at in range(start, last + 1) if is_head(scene, at))


def _left(scene: Scene, last: int) -> int:
    """The start of the noun phrase that ends with the role at ``last``."""
    start = last
    while start > max(0, last - REACH) and start not in scene.opening:
        if not _joins_left(scene, start - 1, start, last):
            break
        start -= 1
    while start < last and scene.words[start] in words("roles", "fillers"):
        start += 1
    return _with_qualifier(scene, start)


def _with_qualifier(scene: Scene, start: int) -> int:
    """The start of a phrase with the qualifier in front of it, past names: "former Kelmouth United striker"."""
    for at in range(start - 1, max(-1, start - REACH), -1):
        if at + 1 in scene.opening:
            break
        if is_qualifier(scene, at):
            return at
        if not (scene.is_nominal(at) or scene.word(at) in ("be", "-")) or scene.ents[at] in ("DATE", "TIME"):
            break
    return start


def _joins_left(scene: Scene, at: int, start: int, last: int) -> bool:
    if scene.ents[at] in ("DATE", "TIME", "PERSON", "CARDINAL") and scene.ents[at] != scene.ents[start]:
        return False
    if _is_apart(scene, at, start):
        return False
    if scene.is_nominal(at) and scene.tags[at] != "CD":
        return scene.words[at] != "-" or scene.joined(at)
    if scene.words[at] == "and" and at > 0:
        # "actor and singer Ada Holm", "interior and overseas minister Ada Holm"; but not two phrases for two people.
        return (_is_role_alone(scene, at - 1) and start == last) or _is_attribute(scene, at - 1, start)
    if scene.words[at] == "&" and at > 0:
        return is_cap(scene.words[at - 1]) and is_cap(scene.words[start])
    return is_inside_name(scene, at)


def _is_apart(scene: Scene, at: int, start: int) -> bool:
    """Whether two neighbours are of two phrases: "candidate | Governor", "hopefuls | former Gov."."""
    word, tag = scene.words[at], scene.tags[at]
    capital = word.islower() and is_cap(scene.words[start])
    if scene.words[start].islower() and is_qualifier(scene, start) and (is_cap(word) or tag.startswith("NN")):
        return True
    if tag in ("NNS", "NNPS"):
        office = capital and office_at(scene, start, start + 1) > 0
        return office or scene.words[start].endswith(".") or is_qualifier(scene, start)
    if capital and is_role(word):
        return True
    return capital and tag == "NN" and Tokens.of(scene.doc).deps[at] not in _BELONGS


def _is_role_alone(scene: Scene, at: int) -> bool:
    """Whether a word is a role and nobody's surname: not in "Patty Judge and Senator Ada Holm"."""
    return is_role(scene.words[at]) and scene.ents[at] != "PERSON"


def _is_attribute(scene: Scene, before: int, after: int) -> bool:
    """Whether two words, joined by "and", qualify one office."""
    if is_role(scene.words[before]):
        return False
    return (scene.tags[before] == "JJ" or scene.words[before].islower()) and scene.tags[after] in ("JJ", "NN")


def is_inside_name(scene: Scene, at: int) -> bool:
    """Whether a small word stands inside a name in capitals: "Council for the Welfare of Gulls"."""
    if scene.words[at] == "the":
        return (
            is_cap(scene.words[at + 1])
            and at > 1
            and scene.words[at - 1] in ("of", "for")
            and is_cap(scene.words[at - 2])
        )
    if scene.words[at] not in ("of", "for") or at < 1 or not is_cap(scene.words[at - 1]):
        return False
    return is_cap(scene.words[at + 1]) or scene.words[at + 1] == "the"


def _long_title(scene: Scene, last: int, complements: frozenset[str]) -> Role | None:
    """A role with its complement right before the name: "Holm's chief of staff, Ada Berg,"."""
    ending = scene.words[last]
    if not scene.tags[last].startswith("NN") or is_address(ending) or ending in words("roles", "never"):
        return None
    low = last
    while low > max(0, last - REACH) and low not in scene.opening and _may_complement(scene, low - 1, complements):
        low -= 1
    head = next((at for at in range(low, last) if is_head(scene, at) and scene.words[at + 1] in complements), None)
    if head is None:
        return None
    start = max(low, _left(scene, head))
    opens = start == 0 or start in scene.opening or _is_open(scene, start - 1)
    return Role(start, last + 1, "title") if opens else None


def _is_open(scene: Scene, before: int) -> bool:
    """Whether a phrase may begin behind this token: an article, an owner, a mark, or a comma that closes no name."""
    if scene.words[before] == ",":
        return before > 0 and not scene.tags[before - 1].startswith("NNP")
    return scene.tags[before] in ("DT", "PRP$", "POS", "_SP", "``") or is_possessive(scene.words[before])


def _may_complement(scene: Scene, at: int, complements: frozenset[str]) -> bool:
    if scene.ents[at] in ("DATE", "PERSON"):
        return False
    if scene.is_nominal(at) or scene.tags[at] in ("DT", "PRP$", "POS"):
        return True
    return scene.words[at] in complements or scene.words[at] in ("and", "in", "on", "for", "at", "'s", "’s")


def _is_phrase(scene: Scene, start: int, end: int) -> bool:
    """Whether a phrase is one person's role, no form of the name and none only supposed ("a President Holm")."""
    supposed = scene.word(start - 1).lower() in ("a", "an") and is_cap(scene.words[end - 1])
    return end > start and not supposed and not is_possessive(scene.words[start])
