"""What a name stands for - a person, an organisation, a state, a place - weighed over all of its mentions."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from generator.analysis import context, gazetteer, names, organizations
from generator.analysis.chains import ChainType
from generator.analysis.context import Votes
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention, Role
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_possessive, is_shaped

# The recogniser's word counts once a mention; the rest stands out against several of its errors. Set by hand.
RECOGNISED, ADDRESSED, TITLED, KEYWORD, LISTED = 1.0, 5.0, 2.0, 4.0, 6.0
ACRONYM = 1.5
# A place may be called like a person.
NAMESAKE = 0.9
# Each mention of a name after which bodies of a town are called ("Gull" beside "Gull Harbour Authority").
TOWN = 1.5
# Each mention of a name from which a people has its own ("Torvia" beside "the Torvian delegation").
PEOPLED = 1.5
# A name that looks like a person's: evidence for one, and how far the recogniser is believed when it says otherwise.
SHAPED, DOUBTED = 3.0, 0.2
# So much more a sure neighbour in an enumeration counts against a place that no preposition bears out.
UNBORNE = 0.5


def votes() -> Votes:
    """No evidence yet."""
    return defaultdict(float)


def add(total: Votes, more: Votes) -> None:
    """Add the evidence ``more`` to ``total``."""
    for kind, weight in more.items():
        total[kind] += weight


def votes_of_all(scene: Scene, mentions: list[Mention]) -> list[Votes]:
    """The evidence in each mention, and in its neighbours in an enumeration, if those are sure."""
    found = [votes_of(scene, mention) for mention in mentions]
    sure = [_sure(one) for one in found]
    for at, (one, other) in enumerate(pairwise(mentions)):
        if (sure[at] or sure[at + 1]) and context.enumerate_with(scene, one, other):
            for here, there in ((at, at + 1), (at + 1, at)):
                if sure[there] and not sure[here]:
                    against = sure[there] != "place" and _is_unborne(scene, mentions[here])
                    found[here][sure[there]] += context.LISTED_WITH + UNBORNE * against
    return found


def _is_unborne(scene: Scene, mention: Mention) -> bool:
    """Whether the recogniser takes a name for a place's, and neither preposition nor article bears it out."""
    before = scene.word(mention.start - 1).lower()
    return mention.kind == "place" and before not in words("notnames", "locating") | words("grammar", "articles")


def _sure(found: Votes) -> str:
    """The kind for which a mention alone is enough evidence, else empty; a state counts as a place."""
    kind = max(found, key=lambda name: found[name], default="")
    return kind.replace("state", "place") if kind and found[kind] >= SHAPED else ""


def votes_of(scene: Scene, mention: Mention) -> Votes:
    """The evidence in one mention: its label, its words, and what stands around it."""
    found = votes()
    shaped = is_shaped(mention.text)
    if _is_saint(mention):
        found["organization" if is_possessive(scene.word(mention.end)) else "place"] += SHAPED
    elif mention.kind and not context.is_definite_person(scene, mention):
        found[mention.kind] += RECOGNISED * (DOUBTED if shaped and mention.kind != "person" else 1)
    if mention.address:
        found["person"] += ADDRESSED
    if mention.titled or (mention.role and not _is_shared(scene, mention.role)):
        found["person"] += TITLED
    if shaped:
        found["person"] += SHAPED
    context.vote(scene, mention, found)
    _vote_form(mention, found, housed=_is_housed(scene, mention))
    return found


def _is_housed(scene: Scene, mention: Mention) -> bool:
    """Whether somebody is said to be in what a mention names: "at the Gull Center"."""
    at = mention.start - 1 - (scene.word(mention.start - 1).lower() in words("grammar", "articles"))
    return scene.word(at).lower() in words("context", "housing")


def _is_saint(mention: Mention) -> bool:
    """Whether a name is a saint's, whom a house or a town is called after."""
    return mention.kind in ("person", "") and len(mention.key) == 2 and mention.text.startswith(("St ", "St. "))


def _is_shared(scene: Scene, role: Role) -> bool:
    """Whether firms have a role as well ("the broadcaster")."""
    return any(word.lower() in words("roles", "shared") for word in scene.words[role.start : role.end])


def _vote_form(mention: Mention, found: Votes, *, housed: bool) -> None:
    """The evidence in a name; ``housed`` if somebody is said to be in what it names."""
    key, text = mention.key, mention.text
    state = gazetteer.state_of(text)
    if state or gazetteer.is_place(text):
        found["state" if state else "place"] += LISTED
    elif organizations.known(text, key) is not None:
        found["organization"] += LISTED
    elif len(key) > 1 and key[-1] in words("organizations", "houses") and mention.kind == "organization":
        found["place" if housed else "organization"] += KEYWORD
    elif _is_partnership(key):
        found["organization"] += KEYWORD
    elif len(key) > 1:
        _vote_words(key, found, named=mention.kind == "person")
    elif names.is_given(key[0]):
        found["person"] += RECOGNISED if mention.kind != "place" else NAMESAKE
    elif text.isupper() and 2 <= len(text.replace(".", "")) <= 5:
        found["organization"] += ACRONYM


def _is_partnership(key: tuple[str, ...]) -> bool:
    """Whether a name is a firm's with "&" in it ("Hale & Moor"), and not a couple's ("Ada & Piet Holm")."""
    return "&" in key[:-1] and not names.is_given(key[key.index("&") + 1])


def _vote_words(key: tuple[str, ...], found: Votes, *, named: bool) -> None:
    """The evidence in the words of a name; ``named`` if the recogniser takes it for a person's ("Ada Hill")."""
    if named and names.is_given(key[0]) and key[-1] in words("organizations", "surnames"):
        found["person"] += SHAPED
    elif key[-1] in words("organizations", "things") or key[0] in words("organizations", "begins"):
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
