"""Pronouns and roles to chains: who "he", "she" or "the minister" is.

Salience by recency and grammatical role, after Lappin & Leass (1994): every mention of a person adds weight to its
chain, subjects most; weights fade from sentence to sentence. The heaviest chain of fitting gender is the antecedent.
Names inside quotations are no antecedents, since the quoted speaker does not know the reporter's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis.attribution_scene import Kind, Mention, Scene
from generator.analysis.chains import Chain, Gender

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_PRONOUN_GENDERS: dict[str, Gender] = {"he": "m", "she": "f"}
# Calibrated on dev articles.
SUBJECT, SPEAKER, OTHER, OWNER = 1.0, 1.2, 0.5, 0.35
FADE_SENTENCE, FADE_PARAGRAPH = 0.6, 0.7
GENDER_KNOWN = 1.6
FORGET_PARAGRAPHS = 4


@dataclass(slots=True)
class _Weight:
    chain: Chain
    value: float = 0.0
    sentence: int = 0
    paragraph: int = 0
    gender: Gender | None = None
    last: int = -1

    def now(self, sentence: int, paragraph: int) -> float:
        """The weight as it has faded until here."""
        faded = FADE_SENTENCE ** (sentence - self.sentence) * FADE_PARAGRAPH ** (paragraph - self.paragraph)
        return self.value * faded if paragraph - self.paragraph <= FORGET_PARAGRAPHS else 0.0


@dataclass(slots=True)
class Antecedent:
    """The chain of a pronoun or role, and the number of the named mention that shows it (-1: none before it)."""

    chain: Chain
    mention: int


@dataclass(slots=True)
class _State:
    weights: dict[str, _Weight] = field(default_factory=dict)


def resolve(scene: Scene, owners: list[Chain | None]) -> list[Antecedent | None]:
    """For each mention of the scene its antecedent, where it is a third-person pronoun that has one.

    ``owners`` are the chains of the named mentions, parallel to the scene's.
    """
    state, found = _State(), []
    for number, (mention, owner) in enumerate(zip(scene.mentions, owners, strict=True)):
        antecedent = None
        if mention.kind == Kind.HE_SHE:
            antecedent = _choose(scene, state, mention)
            if antecedent is not None:
                _raise(scene, state, mention, antecedent.chain, -1)
        elif owner is not None and owner.type == "person":
            _raise(scene, state, mention, owner, number)
        found.append(antecedent)
    return found


def _raise(scene: Scene, state: _State, mention: Mention, chain: Chain, number: int) -> None:
    weight = state.weights.setdefault(chain.id, _Weight(chain))
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    weight.value = weight.now(sentence, paragraph) + _worth(scene, mention)
    weight.sentence, weight.paragraph = sentence, paragraph
    if number >= 0:
        weight.last = number
    else:
        weight.gender = _PRONOUN_GENDERS[scene.lower[mention.head]]


def _worth(scene: Scene, mention: Mention) -> float:
    if mention.possessive:
        return OWNER
    if any(scene.cues[verb] > 1 for verb in mention.verbs):
        return SPEAKER
    return SUBJECT if mention.verbs or scene.deps[mention.head] in _SUBJECTS else OTHER


def _choose(scene: Scene, state: _State, mention: Mention) -> Antecedent | None:
    gender = _PRONOUN_GENDERS[scene.lower[mention.head]]
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    best, most = None, 0.0
    for weight in state.weights.values():
        known = weight.chain.gender or weight.gender
        if known not in (None, gender):
            continue
        value = weight.now(sentence, paragraph) * (GENDER_KNOWN if known else 1.0)
        if value > most:
            best, most = weight, value
    return Antecedent(best.chain, best.last) if best else None
