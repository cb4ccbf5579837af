"""Pronouns and roles to chains: who "he", "she" or "the minister" is.

Salience by recency and grammatical role, after Lappin & Leass (1994): every mention of a person adds weight to its
chain, subjects most; weights fade from sentence to sentence. The heaviest chain of fitting gender is the antecedent.
Names inside quotations are no antecedents, since the quoted speaker does not know the reporter's text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.analysis import bodies, lexicon
from generator.analysis.attribution_types import Kind, Mention, Scene
from generator.analysis.chains import Chain, Gender
from generator.analysis.cues import Cue, Voice, voice_class

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# Weights by role, the share that is left after a sentence and a paragraph, and the gain of what is known to fit:
# chosen on dev articles by random search on one half, confirmed on the other.
SPEAKER, SUBJECT, OWNER, OTHER = 1.2, 1.0, 0.35, 0.2
FADE_SENTENCE, FADE_PARAGRAPH = 0.4, 0.6
GENDER_KNOWN, SAME_SENTENCE_SUBJECT = 2.2, 2.5
FORGET_PARAGRAPHS = 4


@dataclass(slots=True)
class _Weight:
    chain: Chain
    value: float = 0.0
    sentence: int = 0
    paragraph: int = 0
    gender: Gender | None = None
    last: int = -1
    subject: bool = False

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
    """Weights of all chains, those of them that have not faded, and who holds a role (its noun and its modifiers)."""

    weights: dict[str, _Weight] = field(default_factory=dict)
    active: dict[str, _Weight] = field(default_factory=dict)
    roles: dict[tuple[str, frozenset[str]], dict[str, None]] = field(default_factory=dict)


def resolve(scene: Scene, owners: list[Chain | None]) -> list[Antecedent | None]:
    """For each mention of the scene its antecedent, where it is a pronoun ("he") or a role ("the envoy") that has one.

    ``owners`` are the chains of the named mentions, parallel to the scene's. A role leads to a person only if it was
    said of nobody else in the text before it.
    """
    state, found = _State(), []
    for number, (mention, owner) in enumerate(zip(scene.mentions, owners, strict=True)):
        antecedent = None
        if mention.kind == Kind.HE_SHE:
            antecedent = _choose(scene, state, mention)
            if antecedent is not None:
                _raise(scene, state, mention, antecedent.chain, -1)
        elif mention.kind == Kind.NOUN:
            antecedent = _of_role(scene, state, mention)
        elif owner is not None and owner.type == "person":
            _raise(scene, state, mention, owner, number)
            _note_roles(scene, state, mention, owner)
        found.append(antecedent)
    return found


def _note_roles(scene: Scene, state: _State, mention: Mention, chain: Chain) -> None:
    """Remember the nouns of the person's role, and of the title before the name ("former envoy Ada Holm")."""
    titles = scene.lower[mention.start : mention.name]
    role = chain.role.text.lower().split() if chain.role else []
    distinctive = lexicon.words("grammar", "distinctive")
    for words in (titles, role):
        for noun in words:
            if voice_class(noun) == Voice.PERSON:
                state.roles.setdefault((noun, distinctive.intersection(words)), {})[chain.id] = None


def _of_role(scene: Scene, state: _State, mention: Mention) -> Antecedent | None:
    """The one person of that role, if the description is definite and singular."""
    if scene.lower[mention.start] not in lexicon.words("grammar", "articles") or scene.tags[mention.head] != "NN":
        return None
    said = lexicon.words("grammar", "distinctive").intersection(scene.lower[mention.start : mention.end])
    # A lemma may be the other gender's ("directrice": directeur).
    noun = scene.lower if bodies.follow_noun() else scene.lemmas
    holders = state.roles.get((noun[mention.head], said), {})
    if len(holders) != 1:
        return None
    weight = state.weights[next(iter(holders))]
    return Antecedent(weight.chain, weight.last)


def _gender(pronoun: str) -> Gender:
    genders: dict[str, Gender] = lexicon.load("grammar")["genders"]
    return genders[pronoun]


def _raise(scene: Scene, state: _State, mention: Mention, chain: Chain, number: int) -> None:
    weight = state.active[chain.id] = state.weights.setdefault(chain.id, _Weight(chain))
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    weight.value = weight.now(sentence, paragraph) + _worth(scene, mention)
    weight.subject = bool(mention.verbs) and not mention.possessive
    weight.sentence, weight.paragraph = sentence, paragraph
    if number >= 0:
        weight.last = number
    else:
        weight.gender = _gender(scene.lower[mention.head])


def _worth(scene: Scene, mention: Mention) -> float:
    if mention.possessive:
        return OWNER
    if any(scene.cues[verb] > Cue.VERB for verb in mention.verbs):
        return SPEAKER
    return SUBJECT if mention.verbs or scene.deps[mention.head] in _SUBJECTS else OTHER


def _choose(scene: Scene, state: _State, mention: Mention) -> Antecedent | None:
    gender = _gender(scene.lower[mention.head])
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    best, most = None, 0.0
    for key, weight in list(state.active.items()):
        value = weight.now(sentence, paragraph)
        if not value:
            del state.active[key]
        known = weight.chain.gender or weight.gender
        if known not in (None, gender):
            continue
        value *= GENDER_KNOWN if known else 1.0
        if weight.sentence == sentence and weight.subject:
            value *= SAME_SENTENCE_SUBJECT
        if value > most:
            best, most = weight, value
    return Antecedent(best.chain, best.last) if best else None
