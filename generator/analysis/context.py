"""What stands around a name as evidence for what it names: prepositions, appositions, articles, enumerations."""

from __future__ import annotations

from generator.analysis import locating, sorts
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_possessive, is_shaped
from generator.analysis.spans import DATELINE

# The evidence for each kind: "person", "organization", "state", "place", and "group" and "thing", which are no actors.
Votes = dict[str, float]

# Against the recogniser's word, which counts 1 a mention. Set by hand.
AGED, RELATIVE, PLACED, SORTED, DEFINITE = 4.0, 2.0, 4.0, 5.0, 1.0
# Who has shareholders is a firm.
OWNS = 1.5
# Who writes something ("By Ada Holm").
WRITES = 2.0
# Who says something is somebody: more often a person than an organisation, and no place.
SPEAKS, SPEAKS_FOR = 1.0, 0.5
# A neighbour in an enumeration; one on either side stands out against the recogniser.
LISTED_WITH = 0.75


def vote(scene: Scene, mention: Mention, found: Votes) -> None:
    """Add the evidence around one mention."""
    before = scene.word(mention.start - 1)
    _vote_behind(scene, mention, found)
    _vote_before(scene, mention, before, found)
    says, after = words("roles", "says"), scene.words[mention.end : mention.end + 1]
    if before in says or (after and after[0] in says):
        found["person"] += SPEAKS
        found["organization"] += SPEAKS_FOR


def _vote_behind(scene: Scene, mention: Mention, found: Votes) -> None:
    after = scene.words[mention.end : mention.end + 3]
    if len(after) == 3 and after[0] == "," and after[1].isdigit() and len(after[1]) == 2 and not after[2].isalpha():
        found["person"] += AGED
    who = words("grammar", "who")
    relative = after[:1] == [","] and after[1:2] and after[1] in who
    if (relative or (after and after[0] in who)) and scene.word(mention.start - 1) != "of":
        found["person"] += RELATIVE
    if after[:2] == [",", "where"]:
        found["place"] += RELATIVE
    _vote_owned(scene, mention, found)
    if mention.text.isupper() and after[:1] and after[0] in DATELINE and scene.opens(mention.start):
        found["place"] += PLACED


def _vote_before(scene: Scene, mention: Mention, before: str, found: Votes) -> None:
    told = sorts.sort(scene, mention)
    if told:
        found[told] += SORTED
    if is_definite_person(scene, mention):
        found["thing"] += DEFINITE
    if before == "By" and scene.opens(mention.start - 1) and _ends_line(scene, mention.end):
        found["person"] += WRITES
    found["place"] += locating.weigh(scene, mention)


def _vote_owned(scene: Scene, mention: Mention, found: Votes) -> None:
    """Count what firms have ("Gull's shares", "Gull shareholders")."""
    at = mention.end + is_possessive(scene.word(mention.end))
    if not is_shaped(mention.text) and scene.word(at) in words("context", "owned"):
        found["organization"] += OWNS


def is_definite_person(scene: Scene, mention: Mention) -> bool:
    """Whether an article stands before what the recogniser took for a person, and no noun follows it."""
    before = scene.word(mention.start - 1).lower()
    if mention.kind != "person" or before not in words("grammar", "articles"):
        return False
    after = scene.tags[mention.end] if mention.end < len(scene.tags) else "."
    return not after.startswith(("NN", "JJ", "VBG", "HYPH"))


def _ends_line(scene: Scene, at: int) -> bool:
    return at >= len(scene.words) or scene.tags[at] == "_SP" or scene.words[at] == ","


def enumerate_with(scene: Scene, one: Mention, other: Mention) -> bool:
    """Whether only a comma or "and" stands between two mentions."""
    between = scene.words[one.end : other.start]
    return 0 < len(between) <= 2 and all(word in words("grammar", "listing") for word in between)
