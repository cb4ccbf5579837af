"""Roles of persons: titles before the name, appositions behind it, "who is ..."."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import bodies, postnominal
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention, Role
from generator.analysis.phrases import REACH, is_head, phrase
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_cap, is_possessive, is_role
from generator.analysis.trimming import is_regnal
from generator.models import Span

# Better ways to state a role first.
_ORDER = {"apposition": 0, "title": 0, "relative": 1, "letters": 2}


def at(scene: Scene, mention: Mention) -> Role | None:
    """The role that stands with one mention of a name."""
    return next(_roles(scene, mention), None)


def choose(scene: Scene, found: list[Role]) -> Span | None:
    """Of a person's roles the first that is a phrase of its own, abbreviations ("Sen.") and letters last."""
    if not found:
        return None
    best = min(found, key=lambda role: (_ORDER[role.how], _is_bare(scene, role), role.start))
    start, end = scene.extent(best.start, best.end)
    return Span(text=scene.text[start:end], start=start, end=end)


def _is_bare(scene: Scene, role: Role) -> bool:
    """Whether a role is an abbreviation or one word, which tells less than a phrase."""
    return role.end - role.start == 1 or scene.words[role.end - 1].endswith(".")


def _roles(scene: Scene, mention: Mention) -> Iterator[Role]:
    if bodies.follow_noun():
        yield from postnominal.roles(scene, mention)
        return
    for find in (_regnal, _title, _apposition, _relative):
        role = find(scene, mention)
        if role:
            yield role


def _regnal(scene: Scene, mention: Mention) -> Role | None:
    """The title that is part of a name: "Queen Ada"."""
    start, end = mention.start, mention.end
    return Role(start, start + 1, "title") if is_regnal(scene, start, end) and is_role(scene.words[start]) else None


def _title(scene: Scene, mention: Mention) -> Role | None:
    """The phrase before a name: "US President Ada Holm", "the crown prosecutor, Ada Holm,"."""
    last = mention.start - 1
    if last >= 1 and scene.words[last] == "," and _closes(scene, mention.end):
        last -= 1
    if last < 0 or scene.tags[last] == "_SP":
        return None
    if mention.end < len(scene.words) and scene.tags[mention.end] in ("NN", "NNS"):
        return None
    if not is_head(scene, last):
        return _long_title(scene, last) if scene.tags[last].startswith("NN") else None
    start = _left(scene, last)
    return Role(start, last + 1, "title") if _is_phrase(scene, start, last + 1) else None


def _closes(scene: Scene, at: int) -> bool:
    """Whether what follows a name set off by a comma lets the words before it be its title."""
    return at >= len(scene.words) or scene.words[at] in (",", ".", ":", "(") or scene.tags[at].startswith(("VB", "MD"))


def _left(scene: Scene, last: int) -> int:
    """The start of the noun phrase that ends with the role at ``last``."""
    start = last
    while start > max(0, last - REACH) and start not in scene.opening:
        if not _joins_left(scene, start - 1, start, last):
            break
        start -= 1
    while start < last and scene.words[start] in (
        "and",
        "of",
        "for",
        "the",
        "-",
        "late",
        "new",
        "then",
        "fellow",
    ):
        start += 1
    return start


def _joins_left(scene: Scene, at: int, start: int, last: int) -> bool:
    if scene.ents[at] in ("DATE", "TIME", "PERSON", "CARDINAL") and scene.ents[at] != scene.ents[start]:
        return False
    if scene.words[at].islower() and is_role(scene.words[at]) and is_cap(scene.words[start]):
        return False  # "candidate Governor Ada Holm": two roles without a link
    if scene.is_nominal(at) and scene.tags[at] != "CD":
        return scene.words[at] != "-" or scene.joined(at)
    if scene.words[at] == "and" and at > 0:
        # "actor and singer Ada Holm", "interior and overseas minister Ada Holm"; but not two phrases for two people.
        return (is_role(scene.words[at - 1]) and start == last) or _is_attribute(scene, at - 1, start)
    if scene.words[at] == "&" and at > 0:
        return is_cap(scene.words[at - 1]) and is_cap(scene.words[start])
    return is_inside_name(scene, at)


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


def _long_title(scene: Scene, last: int) -> Role | None:
    """A role with its complement right before the name: "Co-founder of the Gull Trust, Ada Holm,"."""
    start = last
    while start > max(0, last - REACH) and start not in scene.opening and _may_complement(scene, start - 1):
        start -= 1
    if start > 0 and start not in scene.opening and not _is_open(scene, start - 1):
        return None
    end = _head_end(scene, start, last)
    if end is None or end > last or scene.words[end] not in words("roles", "complements"):
        return None
    return Role(start, last + 1, "title")


def _is_open(scene: Scene, before: int) -> bool:
    """Whether a phrase may begin behind this token: an article, a mark, or a comma that closes no name."""
    if scene.words[before] == ",":
        return before > 0 and not scene.tags[before - 1].startswith("NNP")
    return scene.tags[before] in ("DT", "_SP", "``")


def _may_complement(scene: Scene, at: int) -> bool:
    if scene.ents[at] in ("DATE", "PERSON"):
        return False
    return scene.is_nominal(at) or scene.words[at] in ("of", "for", "at", "the", "and", "'s", "’s", "on", "in")


def _head_end(scene: Scene, start: int, last: int) -> int | None:
    """The end of the first noun phrase from ``start`` if its head is a role, else ``None``."""
    at = start
    while at <= last and scene.is_nominal(at):
        at += 1
    return at if at > start and is_head(scene, at - 1) else None


def _is_phrase(scene: Scene, start: int, end: int) -> bool:
    """Whether a phrase is a single person's role and not just a form of the name."""
    return end > start and not is_possessive(scene.words[start])


def _apposition(scene: Scene, mention: Mention) -> Role | None:
    """The phrase behind a name: ", 42, the deputy mayor of ..."."""
    at, size = mention.end, len(scene.words)
    if at >= size or scene.words[at] not in (",", "(", "—", "–"):
        return None
    at += 1
    if at < size and scene.words[at].casefold() in words("titles", "after") and scene.words[at].isupper():
        return Role(at, at + 1, "letters")
    if at + 1 < size and scene.words[at].isdigit() and scene.words[at + 1] == ",":
        at += 2
    role = phrase(scene, at, "apposition")
    if role and scene.tags[at] == "DT" and role.end < size and scene.tags[role.end].startswith(("VB", "MD")):
        return None  # "According to Holm, a detective was ...": another subject
    return role


def _relative(scene: Scene, mention: Mention) -> Role | None:
    """The phrase after "is", "who was", "who serves as"."""
    at, size = mention.end, len(scene.words)
    if scene.words[at : at + 2] == [",", "who"]:
        at += 2
    if at >= size or scene.words[at] not in ("is", "was", "serves", "served", "became"):
        return None
    if scene.words[at] in ("serves", "served"):
        at += 1
        if at >= size or scene.words[at] != "as":
            return None
    return phrase(scene, at + 1, "relative")
