"""What a name stands for - a person, an organisation, a state, a place - weighed over all of its mentions."""

from __future__ import annotations

from collections import Counter
from functools import cache

from generator.analysis import gazetteer, names
from generator.analysis.chains import ChainType
from generator.analysis.lexicon import load, words
from generator.analysis.mentions import Mention, Scene

Votes = Counter[str]

# Weights of the evidence; the recogniser's word counts once a mention, the rest stands out against a few of its errors.
RECOGNISED, ADDRESSED, TITLED, AGED, RELATIVE, GIVEN, KEYWORD, LISTED = 1.0, 5.0, 3.0, 4.0, 2.0, 3.0, 4.0, 6.0
SPOKEN = 0.5


@cache
def known_organizations() -> dict[tuple[str, ...], int]:
    """Folded names of the organisations known the world over, and the number of each."""
    groups = load("organizations")["known"]
    return {names.key(name): number for number, group in enumerate(groups) for name in group}


def is_known(mention: Mention) -> bool:
    """Whether a mention is a well-known organisation's name; an acronym must be written as one."""
    return mention.key in known_organizations() and (len(mention.text) > 4 or not mention.text.islower())


def votes_of(scene: Scene, mention: Mention) -> Votes:
    """The evidence for each kind in one mention: its label, its words, and what stands around it."""
    votes: Votes = Counter()
    if mention.kind:
        votes[mention.kind] += RECOGNISED
    if mention.address:
        votes["person"] += ADDRESSED
    if mention.office:
        votes["person"] += TITLED
    _vote_context(scene, mention, votes)
    _vote_form(mention, votes)
    return votes


def _vote_context(scene: Scene, mention: Mention, votes: Votes) -> None:
    after = scene.words[mention.end : mention.end + 3]
    if (
        len(after) == 3
        and after[0] == ","
        and after[1].isdigit()
        and len(after[1]) == 2
        and after[2] in (",", ".", ";")
    ):
        votes["person"] += AGED
    if after[:2] == [",", "who"] or after[:1] == ["who"]:
        votes["person"] += RELATIVE


def _vote_form(mention: Mention, votes: Votes) -> None:
    key, text = mention.key, mention.text
    if len(key) > 1 and names.is_given(key[0]):
        votes["person"] += GIVEN
    if len(key) > 1 and (key[-1] in words("organizations", "words") or key[0] in ("university", "bank", "ministry")):
        votes["organization"] += KEYWORD
    elif any(word in words("organizations", "words") for word in key[:-1]) and len(key) > 2:
        votes["organization"] += KEYWORD
    if len(key) > 1 and key[-1] in words("organizations", "places"):
        votes["place"] += KEYWORD
    if len(key) == 1 and text.isupper() and 2 <= len(text.replace(".", "")) <= 5:
        votes["organization"] += RECOGNISED
    if is_known(mention):
        votes["organization"] += LISTED
    if gazetteer.state_of(text):
        votes["state"] += LISTED
    elif gazetteer.is_place(text):
        votes["place"] += LISTED


def decide(votes: Votes) -> ChainType | None:
    """The kind with the most evidence; ``None`` for groups, works, things and names without any."""
    merged = Counter(votes)
    if merged["state"]:
        merged["state"] += merged.pop("place", 0) + merged.pop("group", 0)
    order: tuple[ChainType | None, ...] = ("person", "organization", "state", "place")
    best = max(order, key=lambda kind: merged[kind or ""])
    if not best or merged[best] <= 0 or merged[best] < max(merged["group"], merged["thing"]):
        return None
    return best
