"""Roles of persons: titles before the name, appositions behind it, "who is ..."."""

from __future__ import annotations

from collections.abc import Iterator

from generator.analysis import bodies, postnominal, prenominal
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention, Role
from generator.analysis.phrases import is_head, phrase
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_shaped
from generator.analysis.tokens import Tokens
from generator.models import Span

# Better ways to state a role first.
_ORDER = {"apposition": 0, "title": 0, "relative": 1, "letters": 2}
# Clauses that say what somebody thinks, asks or supposes.
_UNASSERTED = frozenset({"advcl", "ccomp", "csubj", "pcomp", "acl", "relcl"})


def find(scene: Scene, mentions: list[Mention]) -> None:
    """Give each mention the role that stands with it.

    No role has another person's name for its noun, and each noun is the role of one person at most.
    """
    named = {
        at: mention
        for mention in mentions
        if mention.kind == "person" or (mention.kind != "place" and is_shaped(mention.text))
        for at in range(mention.start, mention.end)
    }
    holders = dict[int, Mention]()
    for mention in mentions:
        mention.role = next(_own(scene, mention, named), None)
        if mention.role:
            other = holders.setdefault(_noun(scene, mention.role), mention)
            if other is not mention:
                _part(scene, other, mention, named)


def _own(scene: Scene, mention: Mention, named: dict[int, Mention]) -> Iterator[Role]:
    """The roles stated with a mention, without other people's surnames ("Ada Holm, Piet Baker")."""
    for role in _roles(scene, mention):
        if named.get(_noun(scene, role), mention) is mention:
            yield role


def _noun(scene: Scene, role: Role) -> int:
    """The first noun of a role that is one and ends a phrase: "director" of "director under President Berg"."""
    ends = (at for at in range(role.start, role.end) if at + 1 == role.end or not scene.is_nominal(at + 1))
    return next((at for at in ends if is_head(scene, at)), role.start)


def _part(scene: Scene, first: Mention, second: Mention, named: dict[int, Mention]) -> None:
    """Settle whose a role between two names is: a person's before what is none, else nobody's.

    Whoever has one of their own behind the name has that: "Ada Holm, the mayor, Piet Berg, the sheriff".
    """
    behind = next((role for role in _own(scene, second, named) if role.how == "apposition"), None)
    if named.get(first.start) is not first:
        first.role = None
    elif named.get(second.start) is not second:
        second.role = None
    elif behind:
        second.role = behind
    else:
        first.role = second.role = None


def choose(scene: Scene, found: list[Role]) -> Span | None:
    """Of a person's roles one held now, the first that is a phrase of its own; abbreviations ("Sen."), letters last."""
    if not found:
        return None
    best = min(_held(scene, found), key=lambda role: (_ORDER[role.how], _is_bare(scene, role), role.start))
    start, end = scene.extent(best.start, best.end)
    return Span(text=scene.text[start:end], start=start, end=end)


def _held(scene: Scene, found: list[Role]) -> list[Role]:
    """The roles held now, if any is: not "President Holm" in somebody's words, or where she is a "former president"."""
    over = [role for role in found if prenominal.is_qualifier(scene, role.start)]
    ended = {scene.words[_noun(scene, role)].lower() for role in over}
    held = [role for role in found if role not in over and scene.words[_noun(scene, role)].lower() not in ended]
    told = [role for role in held if not scene.is_quoted(role.start)]
    return told or over or held


def _is_bare(scene: Scene, role: Role) -> bool:
    """Whether a role is an abbreviation or one word, which tells less than a phrase."""
    return role.end - role.start == 1 or scene.words[role.end - 1].endswith(".")


def _roles(scene: Scene, mention: Mention) -> Iterator[Role]:
    if bodies.follow_noun():
        yield from postnominal.roles(scene, mention)
        return
    for state in (prenominal.regnal, prenominal.title, _apposition, _relative):
        role = state(scene, mention)
        if role:
            yield role


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
    """The phrase after "is", "who became", "who serves as", where the article itself says so.

    "Was" tells of an office that may be over without a word in the phrase that says so.
    """
    at = mention.end
    who = scene.words[at : at + 2] == [",", "who"]
    at += 2 * who
    if scene.word(at) not in ("is", "serves", "became") or scene.is_quoted(at):
        return None
    if not who and not _is_asserted(scene, at):
        return None
    at += 1
    if scene.word(at - 1) == "serves":
        at += 1
        if scene.word(at - 1) != "as":
            return None
    role = None if scene.tags[at : at + 1] == ["VBN"] else phrase(scene, at, "relative")  # not "is elected president"
    return role if role and not _is_compared(scene, role.start) else None


def _is_compared(scene: Scene, at: int) -> bool:
    """Whether a predicate praises or compares ("the best candidate", "the only senator") and names no office."""
    return scene.tags[at] in ("JJR", "JJS", "RBR", "RBS") or scene.words[at].lower() in words("roles", "singling")


def _is_asserted(scene: Scene, verb: int) -> bool:
    """Whether a verb is its sentence's own, and not in a clause such as "if Holm is ..."."""
    tokens = Tokens.of(scene.doc)
    while tokens.deps[verb] == "conj" and tokens.heads[verb] < verb:
        verb = tokens.heads[verb]
    return tokens.deps[verb] not in _UNASSERTED
