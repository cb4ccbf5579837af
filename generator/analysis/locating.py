"""What stands around a name as evidence for a place: prepositions, what towns have, where people are from."""

from __future__ import annotations

from generator.analysis import gazetteer
from generator.analysis.lexicon import words
from generator.analysis.mentions import Mention
from generator.analysis.scene import Scene
from generator.analysis.shapes import is_possessive, is_shaped

# "in Gull", by what the recogniser takes the name for: nobody is in a person, but one may be in an organisation.
LOCATED = {"person": 2.0, "organization": 0.9, "place": 0.5}
# "the dam above Gull"; in polls somebody may be above somebody as well.
RELATED = 1.2
# "Gull, Norway"; "Gull's streets"; "a man from Gull"; "the ferry between Gull and Torvik"; "the Gull-based firm".
WITHIN, CIVIC, ORIGIN, CONNECTED, SEAT = 2.0, 2.0, 2.0, 2.0, 2.0
# How far before "between" the noun stands, and behind it the second place.
NEAR, APART = 4, 8


def weigh(scene: Scene, mention: Mention) -> float:
    """The weight of the evidence around one mention that it names a place."""
    if is_shaped(mention.text) or mention.address or mention.titled:
        return 0.0
    if is_possessive(scene.word(mention.end)):
        return CIVIC if scene.word(mention.end + 1) in words("context", "civic") else 0.0
    return _by_preposition(scene, mention) + WITHIN * _is_within(scene, mention) + SEAT * _is_seat(scene, mention)


def _is_seat(scene: Scene, mention: Mention) -> bool:
    """Whether "-based" follows, and a name before it rather than a sentence's first word ("Evidence-based")."""
    behind = scene.words[mention.end : mention.end + 2]
    seated = len(behind) == 2 and behind[0] == "-" and behind[1] in words("context", "seated")
    return seated and not scene.opens(mention.start)


def _by_preposition(scene: Scene, mention: Mention) -> float:
    before, at = scene.word(mention.start - 1).lower(), mention.start - 2
    if before in words("context", "locating"):
        return LOCATED.get(mention.kind, 0.0)
    if scene.word(mention.start - 1) in words("context", "relating"):
        return RELATED
    if _connects(scene, mention.start):
        return CONNECTED
    if before not in ("at", "from") or at < 0 or scene.tags[at] not in ("NN", "NNS"):
        return 0.0
    if before == "from" and scene.words[at].lower() in words("context", "people"):
        return ORIGIN
    return LOCATED.get(mention.kind, 0.0)


def _is_within(scene: Scene, mention: Mention) -> bool:
    """Whether the name of a state or known place follows, set off by commas: "Gull, Norway,"."""
    before = scene.word(mention.start - 1)
    begins = before == ":" or (before.islower() and before not in words("grammar", "listing"))
    if scene.word(mention.end) != "," or not begins:
        return False
    last = mention.end + 1
    while last < len(scene.words) and last < mention.end + 4 and scene.words[last][:1].isupper():
        last += 1
    if last == mention.end + 1 or not (scene.word(last) in (",", ";", ")") or scene.opens(last)):
        return False
    start, end = scene.extent(mention.end + 1, last)
    name = scene.text[start:end]
    listed = scene.word(last) == "," and scene.word(last + 1)[:1].isupper()  # "Gull, Norway, Denmark and"
    known = gazetteer.named_state(name) is not None or gazetteer.is_place(name) or gazetteer.is_abbreviated(name)
    return known and not listed


def _connects(scene: Scene, at: int) -> bool:
    """Whether a name is an end of a way: "the ferry between Gull and Torvik", "trains from Gull to Torvik"."""
    before = scene.word(at - 1).lower()
    opener = at - 1 if before in words("context", "between", "along") else -1
    if before in words("grammar", "listing"):
        span = range(at - 2, max(0, at - APART), -1)
        opener = next((i for i in span if scene.words[i] in words("context", "between")), -1)
    return opener > 0 and not words("context", "ways").isdisjoint(
        word.lower() for word in scene.words[max(0, opener - NEAR) : opener]
    )
