"""The noun phrases that state a role: head, owner, complement, coordination."""

from __future__ import annotations

from generator.analysis.lexicon import words
from generator.analysis.mentions import Role
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_possessive, is_role

# How far a role may reach from the name, in words.
REACH = 16


def phrase(scene: Scene, at: int, how: str) -> Role | None:
    """The role that begins at ``at``, without article or owner, with its complement."""
    if scene.word(at).lower() in words("roles", "denying"):
        return None
    at = _without_owner(scene, at)
    end = _segment(scene, at)
    if end is None:
        return None
    stop = _coordinated(scene, _with_complement(scene, end))
    if (stop == end and not _is_boundary(scene, stop)) or (stop < len(scene.words) and scene.ents[stop] == "PERSON"):
        return None
    return Role(at, stop, how)


def is_head(scene: Scene, at: int) -> bool:
    """Whether a token is a noun that is the head of a role."""
    return scene.tags[at].startswith("NN") and is_role(scene.words[at])


def _without_owner(scene: Scene, at: int) -> int:
    """Past the article and the owner of a phrase: "the", "his", "Norway's"."""
    size = len(scene.words)
    if at < size and scene.tags[at] in ("DT", "PRP$"):
        at += 1
    probe = at
    while probe < min(size, at + 6) and scene.is_nominal(probe):
        probe += 1
    if at < probe < size and is_possessive(scene.words[probe]) and scene.words[probe] != "'":
        return probe + 1
    return at


def _segment(scene: Scene, at: int) -> int | None:
    """The end of the noun phrase from ``at`` if a role is its head, else ``None``."""
    end = at
    while end < min(len(scene.words), at + REACH) and (scene.is_nominal(end) or _is_inner_and(scene, end)):
        end += 1
    while end > at and scene.tags[end - 1] == "CD":
        end -= 1
    return end if end > at and is_head(scene, end - 1) else None


def _is_inner_and(scene: Scene, at: int) -> bool:
    """Whether "and" joins two words of one office: "interior and overseas minister"."""
    if scene.words[at] not in ("and", "&") or at + 1 >= len(scene.words):
        return False
    return scene.is_nominal(at - 1) and scene.is_nominal(at + 1)


def _with_complement(scene: Scene, end: int) -> int:
    """The end of a role with "of the ...", "for ..."."""
    at, limit = end, min(len(scene.words), end + REACH)
    while at + 1 < limit and scene.words[at] in words("roles", "complements") and scene.ents[at + 1] != "DATE":
        stop = at + 1
        while stop < limit and (
            scene.is_nominal(stop) or scene.tags[stop] in ("DT", "PRP$", "POS") or _is_title_and(scene, stop)
        ):
            stop += 1
        if stop == at + 1 or not scene.tags[stop - 1].startswith(("NN", "CD", "JJ")):
            break
        at = stop
    return at


def _is_title_and(scene: Scene, at: int) -> bool:
    """Whether "and" stands inside a name in capitals: "Department of Food and Farms"."""
    if scene.words[at] not in ("and", "&") or at + 1 >= len(scene.words):
        return False
    return scene.words[at - 1][:1].isupper() and scene.words[at + 1][:1].isupper() and not is_role(scene.words[at + 1])


def _coordinated(scene: Scene, end: int) -> int:
    """The end of a role with a second one behind "and"."""
    if end < len(scene.words) and scene.words[end] == "and":
        at = end + 1
        if at < len(scene.words) and scene.tags[at] == "DT":
            at += 1
        more = _segment(scene, at)
        if more is not None:
            return _with_complement(scene, more)
    return end


def _is_boundary(scene: Scene, at: int) -> bool:
    """Whether a role that ends here is complete, and no name follows that it belongs to."""
    if at >= len(scene.words) or scene.words[at] in (",", ".", ";", ":", ")", "—", "–", "-", "who", '"', "”", "\n"):
        return True
    return scene.tags[at].startswith(("VB", "MD", "W", "IN", "RB", "_SP", "''", "TO", "CC"))
