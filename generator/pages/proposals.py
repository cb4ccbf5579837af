"""What an editor may want to tell the registry: names that are likely one actor's, and busy names nobody knows."""

from __future__ import annotations

import difflib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

from generator.editorial import NOT
from generator.pages.catalog import Catalog, Dossier
from generator.pages.identity import tokens
from generator.text import slug

# Two names are looked at if they are at least so like each other (0-1), and proposed from this sum of evidence on.
# Set by hand: the name alone suffices when all but a letter or two of it agrees, else company or role must agree too.
LIKE, ENOUGH = 0.75, 0.9
COMPANY, ROLE = 0.3, 0.3
# A name that no entry knows is busy from so many briefs on.
BUSY = 3
# More names than this with one word in common say nothing of each other.
CROWD = 60


@dataclass(frozen=True, slots=True)
class Proposal:
    """What might be an entry. ``names``: the one to keep, then the others; ``cost``: in how many briefs it shows;
    ``why``: the evidence; ``same_as``: the key of an entry there is already, of which these are further names.
    """

    type: str
    names: tuple[str, ...]
    cost: int
    why: str
    same_as: str | None = None


def proposals(catalog: Catalog) -> list[Proposal]:
    """All of them, the most costly first; likely duplicates before names that are only busy."""
    found = [*_duplicates(catalog), *_double_types(catalog), *_busy(catalog)]
    return sorted(found, key=lambda one: (one.why.startswith("in "), -one.cost, one.names))


def joined(chosen: Iterable[Proposal]) -> list[Proposal]:
    """Proposals as entries that do not contradict each other: those that share a name are one."""
    entries: list[Proposal] = []
    for one in chosen:
        near = [other for other in entries if other.same_as == one.same_as and _share_a_name(one, other)]
        names = tuple(dict.fromkeys(name for each in (*near, one) for name in each.names))
        first = near[0] if near else one
        if near:
            entries = [other for other in entries if other not in near[1:]]
            entries[entries.index(first)] = replace(first, names=names)
        else:
            entries.append(one)
    return entries


def _share_a_name(one: Proposal, other: Proposal) -> bool:
    """Names that differ in signs alone ("Pilots' Guild" and "Pilots’ Guild") have one id."""
    return not {slug(name) for name in one.names}.isdisjoint(slug(name) for name in other.names)


def _busy(catalog: Catalog) -> Iterator[Proposal]:
    """Names in many briefs; states aside, which the gazetteer knows."""
    for one in catalog.dossiers.values():
        if one.known is None and one.type != "state" and one.briefs >= BUSY:
            aliases = (alias for alias in one.aliases if len(tokens(alias)) > 1)
            yield Proposal(one.type, (one.name, *aliases), one.briefs, f"in {one.briefs} briefs, in no entry")


def _double_types(catalog: Catalog) -> Iterator[Proposal]:
    """Names that briefs give to people and to organisations; they are shown as what most take them for."""
    for one in catalog.dossiers.values():
        if one.known is None and one.other_types:
            types = ", ".join(f"{kind} in {count}" for kind, count in one.other_types)
            cost = sum(count for _, count in one.other_types)
            yield Proposal(one.type, (one.name,), cost, f"of {one.briefs} briefs, taken for {types}")


def _duplicates(catalog: Catalog) -> Iterator[Proposal]:
    company = {key: _company(catalog, one) for key, one in catalog.dossiers.items()}
    for first, second in _pairs(catalog.dossiers.values()):
        like = _likeness(first.name, second.name)
        if like < LIKE:
            continue
        shared = _share(company[first.id] - {second.id}, company[second.id] - {first.id})
        same_role = bool(_roles(first) & _roles(second))
        if like + COMPANY * shared + ROLE * same_role < ENOUGH:
            continue
        evidence = [f"names {like:.0%} alike", f"{shared:.0%} of their company shared"]
        evidence += [f"taken for {first.type} and {second.type}"] if first.type != second.type else []
        evidence += ["the same role"] if same_role else []
        keep, other = sorted((first, second), key=lambda one: (one.known is None, -one.briefs, one.name))
        same_as = keep.id.partition("/")[2] if keep.known else None
        if same_as and any(seen.known == NOT + same_as for _, seen in other.seen):
            continue  # an editor has said that they are two
        names = (other.name,) if same_as else tuple(dict.fromkeys((keep.name, other.name)))
        yield Proposal(keep.type, names, len(other.seen), "; ".join(evidence), same_as)


def _pairs(dossiers: Iterable[Dossier]) -> Iterator[tuple[Dossier, Dossier]]:
    """Actors of one type whose names share a word, or the letters that words begin with, and actors of one name and
    two types; each pair once."""
    blocks: dict[tuple[str, str], list[Dossier]] = defaultdict(list)
    for one in dossiers:
        words = tokens(one.name)
        for word in {*words, "".join(word[:2] for word in words)}:
            blocks[one.type, word].append(one)
        blocks["", one.name.casefold()].append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for first, second in combinations(block, 2) if len(block) <= CROWD else ():
            both_known = first.known is not None and second.known is not None
            if (first.id, second.id) not in seen and not both_known:
                seen.add((first.id, second.id))
                yield first, second


def _likeness(one: str, other: str) -> float:
    """How like two names are, initials counting as the word that they begin; 0 to 1."""
    first, second = tokens(one), tokens(other)
    if len(first) == len(second) and all(_begins(a, b) for a, b in zip(first, second, strict=True)):
        return ENOUGH
    return difflib.SequenceMatcher(None, " ".join(first), " ".join(second), autojunk=False).ratio()


def _begins(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _company(catalog: Catalog, one: Dossier) -> set[str]:
    return {catalog.id(other.id) for entry, _ in one.seen for other in entry.actors} - {one.id}


def _share(one: set[str], other: set[str]) -> float:
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0


def _roles(one: Dossier) -> set[str]:
    return {seen.role.casefold() for _, seen in one.seen if seen.role}
