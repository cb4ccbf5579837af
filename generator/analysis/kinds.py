"""What a name stands for - a person, an organisation, a state, a place - weighed over all of its mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from generator.analysis import gazetteer, names
from generator.analysis.chains import ChainType
from generator.analysis.lexicon import load, words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene, is_generic

# The evidence for each kind: "person", "organization", "state", "place", and "group" and "thing", which are no actors.
Votes = dict[str, float]

# The recogniser's word counts once a mention; the rest stands out against several of its errors. Set by hand.
RECOGNISED, ADDRESSED, TITLED, AGED, RELATIVE, KEYWORD, LISTED = 1.0, 5.0, 2.0, 4.0, 2.0, 4.0, 6.0
# A name that looks like a person's: evidence for one, and how far the recogniser is believed when it says otherwise.
SHAPED, DOUBTED = 3.0, 0.2
_INITIALS = re.compile(r"(?:[A-Z]\.)+$")


def votes() -> Votes:
    """No evidence yet."""
    return defaultdict(float)


def add(total: Votes, more: Votes) -> None:
    """Add the evidence ``more`` to ``total``."""
    for kind, weight in more.items():
        total[kind] += weight


@cache
def known_organizations() -> dict[tuple[str, ...], int]:
    """Folded names of the organisations known the world over, and the number of each."""
    groups = load("organizations")["known"]
    return {names.key(name): number for number, group in enumerate(groups) for name in group}


@cache
def _written() -> dict[tuple[str, ...], frozenset[str]]:
    """How the one-word names among them are written, so that "WHO" is not "Who"."""
    groups = load("organizations")["known"]
    forms: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for group in groups:
        for name in group:
            forms[names.key(name)].add(name)
    return {key: frozenset(found) for key, found in forms.items() if len(key) == 1}


def is_known(mention: Mention) -> bool:
    """Whether a mention is a well-known organisation's name, written as such."""
    if mention.key not in known_organizations():
        return False
    return len(mention.key) > 1 or mention.text in _written()[mention.key]


@lru_cache(maxsize=65536)
def is_shaped(text: str) -> bool:
    """Whether a name looks like a person's: a given name or initials, then one to three words, none of a firm."""
    parts = text.split()
    if not 2 <= len(parts) <= 5 or any(is_generic(part) or part in ("of", "for", "the", "and", "&") for part in parts):
        return False
    if names.fold(parts[-1]) in words("organizations", "things") or not parts[-1][:1].isupper():
        return False
    return bool(_INITIALS.match(parts[0])) or names.is_given(names.fold(parts[0]))


def votes_of(scene: Scene, mention: Mention) -> Votes:
    """The evidence in one mention: its label, its words, and what stands around it."""
    found = votes()
    shaped = is_shaped(mention.text)
    if mention.kind:
        found[mention.kind] += RECOGNISED * (DOUBTED if shaped and mention.kind != "person" else 1)
    if mention.address:
        found["person"] += ADDRESSED
    if mention.titled or mention.role:
        found["person"] += TITLED
    if shaped:
        found["person"] += SHAPED
    _vote_context(scene, mention, found)
    _vote_form(mention, found)
    return found


def _vote_context(scene: Scene, mention: Mention, found: Votes) -> None:
    after = scene.words[mention.end : mention.end + 3]
    if len(after) == 3 and after[0] == "," and after[1].isdigit() and len(after[1]) == 2 and not after[2].isalpha():
        found["person"] += AGED
    if after[:2] == [",", "who"] or after[:1] == ["who"]:
        found["person"] += RELATIVE


def _vote_form(mention: Mention, found: Votes) -> None:
    key, text = mention.key, mention.text
    state = gazetteer.state_of(text)
    if state or gazetteer.is_place(text):
        found["state" if state else "place"] += LISTED
    elif is_known(mention):
        found["organization"] += LISTED
    elif len(key) > 1:
        _vote_words(key, found)
    elif text.isupper() and 2 <= len(text.replace(".", "")) <= 5:
        found["organization"] += RECOGNISED


def _vote_words(key: tuple[str, ...], found: Votes) -> None:
    if key[-1] in words("organizations", "things"):
        found["thing"] += KEYWORD
    elif key[-1] in words("organizations", "places"):
        found["place"] += KEYWORD
    elif not words("organizations", "words").isdisjoint(key):
        found["organization"] += KEYWORD


def decide(found: Votes) -> ChainType | None:
    """The kind with the most evidence; ``None`` for groups, works, things and names without any."""
    person, organization, place, state = (found.get(kind, 0.0) for kind in ("person", "organization", "place", "state"))
    if state:
        place, state = 0.0, state + place + found.get("group", 0.0)
    # Of equals the first: a name without more evidence is a person's before it is an organisation's.
    order: tuple[tuple[float, ChainType], ...] = (
        (person, "person"),
        (organization, "organization"),
        (state, "state"),
        (place, "place"),
    )
    weight, best = max(order, key=lambda pair: pair[0])
    other = max(found.get("thing", 0.0), 0.0 if state else found.get("group", 0.0))
    return best if weight > 0 and weight >= other else None
