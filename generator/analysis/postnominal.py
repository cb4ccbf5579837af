"""Roles in languages whose qualifiers follow the noun: "la ministre norvégienne de la Pêche, Anne Martin"."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import bodies
from generator.analysis.chains import Gender
from generator.analysis.lexicon import load, words
from generator.analysis.mentions import Mention, Role
from generator.analysis.phrases import REACH, is_head
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_address, is_cap

_QUALIFIERS = ("JJ", "VBN", "HYPH")
_NOUNS = ("NN", "NNS", "NNP", "JJ", "HYPH", "FW", "VBN")
# What a role never reaches over to the name that it stands before.
_WALLS = ("VB", "VBD", "VBZ", "VBG", ".", ":", "``", "''", ",", "-LRB-", "-RRB-", "_SP", "WP")
COMPLEMENTS = 4


def roles(scene: Scene, mention: Mention) -> Iterator[Role]:
    """The roles stated with one mention of a name, in front of it first."""
    for find in (_title, _apposition, _relative):
        role = find(scene, mention)
        if role:
            yield role


def gender(scene: Scene, role: Role) -> Gender | None:
    """The gender that the article before a role tells: "la ministre"."""
    before = scene.word(role.start - 1).lower()
    table = load("grammar")["gendered"]
    if before in table["m"]:
        return "m"
    return "f" if before in table["f"] else None


def _title(scene: Scene, mention: Mention) -> Role | None:
    """The phrase before a name, the widest one that reaches it: "le maire de Kelmouth, Ada Holm,"."""
    last = mention.start - 1
    while last >= 0 and is_address(scene.words[last]):
        last -= 1
    if last >= 1 and scene.words[last] == "," and _closes(scene, mention.end):
        last -= 1
    best = None
    for at in range(last, max(-1, last - REACH), -1):
        if scene.tags[at] in _WALLS:
            break
        if is_head(scene, at) and _end(scene, at) == last + 1:
            best = at
        if at in scene.opening:
            break
    return None if best is None else Role(_start(scene, best), last + 1, "title")


def _closes(scene: Scene, at: int) -> bool:
    """Whether what follows a name set off by a comma lets the words before it be its title."""
    return at >= len(scene.words) or scene.words[at] in (",", ".", ":", "(", "»") or scene.tags[at].startswith("VB")


def _apposition(scene: Scene, mention: Mention) -> Role | None:
    """The phrase behind a name: ", 42 ans, maire adjointe de Kelmouth,"."""
    at, size = mention.end, len(scene.words)
    if at >= size or scene.words[at] not in (",", "(", "—", "–"):
        return None
    at += 1
    if at + 2 < size and scene.words[at].isdigit() and scene.words[at + 2] == ",":
        at += 3
    opened = at < size and scene.tags[at] == "DT"
    role = _phrase(scene, at, "apposition")
    if role and opened and role.end < size and scene.tags[role.end].startswith("VB"):
        return None  # "Selon Ada Holm, le maire a refusé": another subject
    return role


def _relative(scene: Scene, mention: Mention) -> Role | None:
    """The phrase after "est", ", qui était", "est devenue"."""
    at = mention.end
    if scene.word(at) == ",":
        at += 1
    if scene.word(at) in words("grammar", "who"):
        at += 1
    if scene.word(at) not in words("roles", "being"):
        return None
    while scene.word(at) in words("roles", "being"):
        at += 1
    return _phrase(scene, at, "relative")


def _phrase(scene: Scene, at: int, how: str) -> Role | None:
    """The role that begins at ``at``, without its article."""
    if at < len(scene.words) and scene.tags[at] in ("DT", "PRP$"):
        at += 1
    head = at
    while head < len(scene.words) and scene.words[head].lower() in words("roles", "before"):
        head += 1
    if head >= len(scene.words) or not is_head(scene, head):
        return None
    end = _end(scene, head)
    named = end < len(scene.words) and scene.ents[end] == "PERSON"
    return None if named else Role(at, end, how)


def _start(scene: Scene, head: int) -> int:
    """Where a role begins with the words before its noun: "ancienne ministre", "Premier ministre"."""
    at = head
    while at > 0 and scene.words[at - 1].lower() in words("roles", "before"):
        at -= 1
    return at


def _end(scene: Scene, head: int) -> int:
    """The end of a role with its adjectives, complements and a second role behind "et"."""
    at = _qualified(scene, head + 1)
    limit = min(len(scene.words), head + REACH)
    for _ in range(COMPLEMENTS):
        stop = _complement(scene, at, limit)
        if not stop:
            break
        at = stop
    if scene.word(at) in ("et", "&"):
        more = at + 1 + (at + 1 < len(scene.words) and scene.tags[at + 1] == "DT")
        if more < limit and is_head(scene, more) and scene.word(more).islower():
            return _end(scene, more)
    return at


def _qualified(scene: Scene, at: int) -> int:
    while at < len(scene.words) and scene.words[at].islower() and _qualifies(scene, at):
        at += 1
    return at


def _qualifies(scene: Scene, at: int) -> bool:
    word = scene.words[at].lower()
    if word in words("notnames", "labels"):
        return False
    return scene.tags[at] in _QUALIFIERS or word in words("roles", "participles")


def _complement(scene: Scene, at: int, limit: int) -> int:
    """The end of "du conseil régional", "chargée des Transports", "et des Finances"; 0 if none begins here."""
    if scene.word(at) == "et" and scene.word(at + 1).lower() in words("grammar", "links"):
        at += 1
    if scene.word(at).lower() not in words("roles", "complements"):
        return 0
    while at < limit and scene.word(at).lower() in words("roles", "complements"):
        at += 1
    first = at + (at < limit and scene.tags[at] in ("DT", "PRP$"))
    stop = bodies.find(scene).get(first, first)
    while stop < limit and _belongs(scene, stop):
        stop += 1
    return stop if stop > first else 0


def _belongs(scene: Scene, at: int) -> bool:
    alone = scene.word(at - 1).lower() in words("grammar", "links") and scene.word(at + 1) == ","
    if (scene.ents[at] == "PERSON" and not alone) or is_address(scene.words[at]):
        return False
    number = scene.tags[at] == "CD" and is_cap(scene.words[at])  # "du Grand Paris II"
    return (scene.tags[at] in _NOUNS or number) and scene.words[at].casefold() not in words("notnames", "labels")
