"""What a name stands for - a person, an organisation, a state, a place - weighed over all of its mentions."""

from __future__ import annotations

from collections import defaultdict

from generator.analysis import gazetteer, names, organizations
from generator.analysis.chains import ChainType
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention, Role
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_shaped

# The evidence for each kind: "person", "organization", "state", "place", and "group" and "thing", which are no actors.
Votes = dict[str, float]

# The recogniser's word counts once a mention; the rest stands out against several of its errors. Set by hand.
RECOGNISED, ADDRESSED, TITLED, AGED, RELATIVE, KEYWORD, LISTED = 1.0, 5.0, 2.0, 4.0, 2.0, 4.0, 6.0
ACRONYM = 1.5
# Who says something is somebody: more often a person than an organisation, and no place.
SPEAKS, SPEAKS_FOR = 1.0, 0.5
# What follows the place of a dateline: "HARBOURTON, Tex. (AP) -".
DATELINE = frozenset([",", "(", "-", "–", "—", "--"])
# A name that looks like a person's: evidence for one, and how far the recogniser is believed when it says otherwise.
SHAPED, DOUBTED = 3.0, 0.2


def votes() -> Votes:
    """No evidence yet."""
    return defaultdict(float)


def add(total: Votes, more: Votes) -> None:
    """Add the evidence ``more`` to ``total``."""
    for kind, weight in more.items():
        total[kind] += weight


def votes_of(scene: Scene, mention: Mention) -> Votes:
    """The evidence in one mention: its label, its words, and what stands around it."""
    found = votes()
    shaped = is_shaped(mention.text)
    if mention.kind:
        found[mention.kind] += RECOGNISED * (DOUBTED if shaped and mention.kind != "person" else 1)
    if mention.address:
        found["person"] += ADDRESSED
    if mention.titled or (mention.role and not _is_shared(scene, mention.role)):
        found["person"] += TITLED
    if shaped:
        found["person"] += SHAPED
    _vote_context(scene, mention, found)
    _vote_form(mention, found)
    return found


def _is_shared(scene: Scene, role: Role) -> bool:
    """Whether firms have a role as well ("the broadcaster")."""
    return any(word.lower() in words("roles", "shared") for word in scene.words[role.start : role.end])


def _vote_context(scene: Scene, mention: Mention, found: Votes) -> None:
    after = scene.words[mention.end : mention.end + 3]
    if len(after) == 3 and after[0] == "," and after[1].isdigit() and len(after[1]) == 2 and not after[2].isalpha():
        found["person"] += AGED
    if after[:2] == [",", "who"] or after[:1] == ["who"]:
        found["person"] += RELATIVE
    if mention.text.isupper() and after[:1] and after[0] in DATELINE and scene.opens(mention.start):
        found["place"] += KEYWORD
    before = scene.words[mention.start - 1] if mention.start else ""
    if mention.kind and before in ("in", "near"):
        found["place"] += SPEAKS_FOR
    if before in words("roles", "says") or (after[:1] and after[0] in words("roles", "says")):
        found["person"] += SPEAKS
        found["organization"] += SPEAKS_FOR


def _vote_form(mention: Mention, found: Votes) -> None:
    key, text = mention.key, mention.text
    state = gazetteer.state_of(text)
    if state or gazetteer.is_place(text):
        found["state" if state else "place"] += LISTED
    elif organizations.known(text, key) is not None:
        found["organization"] += LISTED
    elif len(key) > 1:
        _vote_words(key, found)
    elif names.is_given(key[0]):
        found["person"] += RECOGNISED
    elif text.isupper() and 2 <= len(text.replace(".", "")) <= 5:
        found["organization"] += ACRONYM


def _vote_words(key: tuple[str, ...], found: Votes) -> None:
    if key[-1] in words("organizations", "things") or key[0] in words("organizations", "begins"):
        found["thing"] += KEYWORD
    elif key[-1] in words("organizations", "places"):
        found["place"] += KEYWORD
    elif not words("organizations", "words").isdisjoint(key) or organizations.known("", key[1:]) is not None:
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
