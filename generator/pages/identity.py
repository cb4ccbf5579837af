"""One actor over many briefs: short forms joined to full ones where only one candidate fits."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from generator.brief.translation import ENGLISH
from generator.pages import states

# The types that a name alone does not tell apart.
_MISTAKEN = ("person", "organization")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def tokens(name: str) -> tuple[str, ...]:
    """The words of a name, case folded."""
    return tuple(_TOKEN.findall(name.casefold()))


@dataclass(slots=True)
class Named:
    """An actor as the briefs know it: its id, name, type and every alias seen with it.

    ``known``: whether editors have said who it is; ``parted``: that it only has the name of one they know.
    ``briefs`` name it, and ``salience`` is the sum of what it has in them; ``words``: those of the name.
    """

    id: str
    type: str
    name: str
    aliases: set[str] = field(default_factory=set)
    known: bool = False
    parted: bool = False
    briefs: int = 0
    salience: float = 0.0
    words: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.words = tokens(self.name)

    @property
    def key(self) -> str:
        """The name without its type."""
        return self.id.partition("/")[2]

    @property
    def is_settled(self) -> bool:
        """Whether its type is beyond doubt, or beyond a name."""
        return self.known or self.parted or self.type not in _MISTAKEN


def alike_by(one: Named) -> set[str]:
    """What an actor has in common with each that decides to whom it is joined."""
    found = {f"key {one.key}", *(f"name {name.casefold()}" for name in (one.name, *one.aliases))}
    if one.type == "person" and one.words:
        found.add(f"surname {one.words[-1]}")
    if one.type == "state" and (code := states.code_of(one.name)):
        found.add(f"state {code}")
    return found


class Identity:
    """Maps an actor's id in a brief to the id under which all briefs show it.

    A person known by a surname ("Holm") is joined to the one person whose full name ends in it ("Ada Holm");
    a person or an organisation is joined to the one other that carries its name as an alias. Two candidates
    are one too many: the short form keeps a page of its own. A name that some briefs take for a person and others for
    an organisation is what most take it for - unless one brief knows both (``apart``: such names): they are two.
    A state is one in all languages; its id goes by its name in ``lang``.
    """

    def __init__(self, named: Iterable[Named], apart: Collection[str] = (), lang: str = ENGLISH) -> None:
        self._joined: dict[str, str] = {}
        groups: dict[str, list[Named]] = defaultdict(list)
        for one in sorted(self._one_type_each(named, apart), key=lambda one: (-len(one.words), one.id)):
            if not one.parted:
                groups[one.type].append(one)
        self._join(groups["person"], by_surname=True)
        self._join(groups["organization"], by_surname=False)
        self._joined |= states.joined(((one.id, one.name, one.known) for one in groups["state"]), lang)

    def joined(self) -> dict[str, str]:
        """The id to show of each id that is joined to another."""
        return {one: self.of(one) for one in self._joined}

    def of(self, actor_id: str) -> str:
        """The id to show; an id of its own for what is not joined."""
        while actor_id in self._joined:
            actor_id = self._joined[actor_id]
        return actor_id

    def _one_type_each(self, named: Iterable[Named], apart: Collection[str]) -> list[Named]:
        """One of each name, of the type that most briefs give it; if as many give the other, of the more salient."""
        found: dict[str, list[Named]] = defaultdict(list)
        for one in named:
            found[one.id if one.is_settled or one.key in apart else one.key].append(one)
        for same in found.values():
            if len(same) > 1:
                same.sort(key=lambda one: (-one.briefs, -round(one.salience, 9), one.id))
            for other in same[1:]:
                self._joined[other.id] = same[0].id
                same[0].aliases |= other.aliases
        return [same[0] for same in found.values()]

    def _join(self, group: list[Named], *, by_surname: bool) -> None:
        """Longest names come first, so that every candidate is final when a shorter form asks for it."""
        bearers = _bearers(group)
        full: dict[tuple[str, str], list[Named]] = {}
        for one in group:
            words = one.words if by_surname else ()
            fits = {self.of(other) for other in bearers.get(one.name.casefold(), ())} - {one.id}
            if words:
                fits.update(_fuller(words, full))
            if len(fits) == 1 and not one.known:
                self._joined[one.id] = fits.pop()
                continue
            for word in dict.fromkeys(words):
                full.setdefault((words[-1], word), []).append(one)


def _bearers(group: list[Named]) -> dict[str, list[str]]:
    """Who carries a name as an alias."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in group:
        for alias in {alias.casefold() for alias in one.aliases}:
            found[alias].append(one.id)
    return found


def _fuller(words: tuple[str, ...], full: Mapping[tuple[str, str], list[Named]]) -> set[str]:
    """Ids of the fuller names that end in the same word and hold all of ``words``."""
    rarest = min((full.get((words[-1], word), []) for word in words), key=len)
    return {other.id for other in rarest if set(words) < set(other.words)}
