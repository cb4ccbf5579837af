"""Pronouns and roles to chains: who "he", "she", "who" or "the minister" is.

Salience by recency and grammatical role, after Lappin & Leass (1994): every mention of a person adds weight to its
chain, subjects most; weights fade from sentence to sentence. The heaviest chain of fitting gender is the antecedent.
Names inside quotations are no antecedents, since the quoted speaker does not know the reporter's text. Nor is who is
named behind the pronoun in its own clause ("He described Holm as ...": principles B and C of Chomsky 1981), or in the
words that it is said to say: hardly anybody calls himself by name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Container, Sequence, Set
from dataclasses import dataclass, field

from generator.analysis import bodies, lexicon
from generator.analysis.attribution_types import Kind, Mention, Scene
from generator.analysis.chains import Chain, Gender
from generator.analysis.cues import Cue, Voice, voice_class

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
# How clauses hang on a verb that may name its subject again.
_APART = frozenset({"conj", "parataxis", "relcl", "advcl", "acl"})
# Weights by role, the share that is left after a sentence and a paragraph, and the gain of what is known to fit:
# chosen on dev articles by random search on one half, confirmed on the other.
SPEAKER, SUBJECT, OWNER, OTHER = 1.2, 1.0, 0.35, 0.2
FADE_SENTENCE, FADE_PARAGRAPH = 0.4, 0.6
GENDER_KNOWN, SAME_SENTENCE_SUBJECT = 2.2, 2.5
# What is left of a subject's weight if it may be a description of somebody named ("the Marrow envoy").
DESCRIBED = 0.5
# What a subject gains that the sentence before introduced by its full name.
INTRODUCED = 1.5
FORGET_PARAGRAPHS = 4
# So many mentions behind a pronoun, and so many heads above each, are looked through for its own clause.
CLAUSE_MENTIONS, CLAUSE_DEPTH = 8, 12


@dataclass(slots=True)
class _Weight:
    """How present somebody is; ``chain`` is ``None`` for one of whom no chain is known ("the spokesman")."""

    chain: Chain | None
    value: float = 0.0
    sentence: int = 0
    paragraph: int = 0
    gender: Gender | None = None
    last: int = -1
    subject: bool = False
    new: bool = False

    def now(self, sentence: int, paragraph: int) -> float:
        """The weight as it has faded until here."""
        faded = FADE_SENTENCE ** (sentence - self.sentence) * FADE_PARAGRAPH ** (paragraph - self.paragraph)
        return self.value * faded if paragraph - self.paragraph <= FORGET_PARAGRAPHS else 0.0


@dataclass(slots=True)
class Antecedent:
    """The chain of a pronoun or role, and the number of the named mention that shows it (-1: none before it).

    ``share``: its weight's part of what it and its nearest rival weigh together, from 0.5 to 1.
    """

    chain: Chain
    mention: int
    share: float = 1.0


@dataclass(slots=True)
class _State:
    """Weights of all chains, those of them that have not faded, and who holds a role (its noun and its modifiers)."""

    weights: dict[str, _Weight] = field(default_factory=dict)
    active: dict[str, _Weight] = field(default_factory=dict)
    roles: dict[tuple[str, frozenset[str]], dict[str, None]] = field(default_factory=dict)


def resolve(scene: Scene, owners: list[Chain | None], quoted: Sequence[frozenset[str]] = ()) -> list[Antecedent | None]:
    """For each mention of the scene its antecedent, where it is a pronoun ("he", "who") or a role that has one.

    ``owners`` are the chains of the named mentions, parallel to the scene's; ``quoted`` the ids of the chains that are
    named in each stretch, parallel to its stretches. A role ("the envoy") leads to a person only
    if it was said of nobody else in the text before it.
    """
    state, found = _State(), []
    surnames = _surnames(owners)
    for number, (mention, owner) in enumerate(zip(scene.mentions, owners, strict=True)):
        antecedent = None
        if mention.kind == Kind.HE_SHE:
            barred = _named_behind(scene, owners, number) | _spoken_of(scene, quoted, mention)
            antecedent = _of_pronoun(scene, state, mention, barred)
        elif mention.kind == Kind.NOUN:
            antecedent = _of_role(scene, state, mention)
        elif mention.kind == Kind.WHO:
            antecedent = _of_relative(scene, owners, number)
        elif owner is not None and owner.type == "person":
            weight = _raise(scene, state, mention, owner.id, owner)
            weight.new = (
                weight.last < 0 and weight.subject and min(len(owner.name.split()), mention.end - mention.name) > 1
            )
            weight.last = number
            _note_roles(scene, state, mention, owner)
        if antecedent is None and owner is None and _is_somebody(scene, mention, surnames):
            _raise_nameless(scene, state, mention, surnames)
        found.append(antecedent)
    return found


def _surnames(owners: list[Chain | None]) -> dict[str, Gender | None]:
    """The last words of persons' names, each with the gender of all who bear it."""
    genders: dict[str, set[Gender | None]] = {}
    for chain in owners:
        if chain is not None and chain.type == "person":
            genders.setdefault(chain.name.lower().split()[-1], set()).add(chain.gender)
    return {name: next(iter(found)) if len(found) == 1 else None for name, found in genders.items()}


def _is_somebody(scene: Scene, mention: Mention, surnames: Container[str]) -> bool:
    """Whether a subject is one person without a chain: "the spokesman said", or the surname of several."""
    if mention.possessive or mention.named or _worth(scene, mention) < SUBJECT:
        return False
    if mention.kind == Kind.NAME:
        return scene.lower[mention.head] in surnames
    # "Its rival, Ada Holm of Gull, said": there the name follows.
    follows = scene.codes[mention.end : mention.end + 2] == "CP"
    is_person = scene.tags[mention.head] == "NN" and voice_class(scene.lemmas[mention.head]) == Voice.PERSON
    return mention.kind == Kind.NOUN and is_person and not follows


def _note_roles(scene: Scene, state: _State, mention: Mention, chain: Chain) -> None:
    """Remember the nouns of the person's role, and of the title before the name ("former envoy Ada Holm")."""
    titles = scene.lower[mention.start : mention.head]
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
    return Antecedent(weight.chain, weight.last) if weight.chain else None


def _of_relative(scene: Scene, owners: list[Chain | None], number: int) -> Antecedent | None:
    """The person named right before "who", unless the name belongs to another noun ("an aide to Holm, who said")."""
    before, owner = scene.mentions[number - 1], owners[number - 1]
    if not number or owner is None or owner.type != "person":
        return None
    follows = scene.codes[before.end : scene.mentions[number].start] in ("", "C")
    prepositions: dict[str, int] = lexicon.load("grammar")["prepositions"]
    belongs = before.start > 0 and scene.lower[before.start - 1] in prepositions
    return Antecedent(owner, number - 1) if follows and not belongs else None


def _gender(pronoun: str) -> Gender:
    genders: dict[str, Gender] = lexicon.load("grammar")["genders"]
    return genders[pronoun]


def _raise(scene: Scene, state: _State, mention: Mention, key: str, chain: Chain | None) -> _Weight:
    weight = state.active[key] = state.weights.setdefault(key, _Weight(chain))
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    weight.value = weight.now(sentence, paragraph) + _worth(scene, mention)
    weight.subject = bool(mention.verbs) and not mention.possessive
    weight.sentence, weight.paragraph = sentence, paragraph
    return weight


def _raise_nameless(scene: Scene, state: _State, mention: Mention, surnames: dict[str, Gender | None]) -> None:
    """Give weight to somebody without a chain, less to one whom the article need not have introduced."""
    key = f"#{scene.lemmas[mention.head]}"
    known = key in state.active
    weight = _raise(scene, state, mention, key, None)
    weight.gender = weight.gender or surnames.get(scene.lower[mention.head]) or _gender_of_noun(scene, mention)
    if not known and scene.lower[mention.start] in lexicon.words("grammar", "articles"):
        weight.value *= DESCRIBED


def _gender_of_noun(scene: Scene, mention: Mention) -> Gender | None:
    """The gender that a noun or its article tells: "spokeswoman", "husband"."""
    noun, article = scene.lower[mention.head], scene.lower[mention.start]
    nouns, articles = lexicon.load("grammar")["gendered_nouns"], lexicon.load("grammar")["gendered"]
    genders: tuple[Gender, ...] = ("f", "m")
    for gender in genders:
        ends = any(noun.endswith(one[1:]) for one in nouns[gender] if one.startswith("-"))
        if ends or noun in nouns[gender] or article in articles[gender]:
            return gender
    return None


def _worth(scene: Scene, mention: Mention) -> float:
    if mention.possessive:
        return OWNER
    if any(scene.cues[verb] > Cue.VERB for verb in mention.verbs):
        return SPEAKER
    return SUBJECT if mention.verbs or scene.deps[mention.head] in _SUBJECTS else OTHER


def _named_behind(scene: Scene, owners: list[Chain | None], number: int) -> set[str]:
    """The chains named behind a subject inside the clause of its verb: none of them is the subject."""
    pronoun = scene.mentions[number]
    if scene.deps[pronoun.head] not in _SUBJECTS:
        return set()
    verb, found = scene.heads[pronoun.head], set[str]()
    for other in range(number + 1, min(number + 1 + CLAUSE_MENTIONS, len(owners))):
        head, owner = scene.mentions[other].head, owners[other]
        if scene.breaks[head] != scene.breaks[pronoun.head]:
            break
        if owner is not None and _is_under(scene, head, verb):
            found.add(owner.id)
    return found


def _is_under(scene: Scene, at: int, verb: int) -> bool:
    """Whether a token hangs on a verb, not through another clause ("who told Holm", "and Holm left")."""
    for _ in range(CLAUSE_DEPTH):
        if at == verb:
            return True
        if (scene.deps[at] in _APART and scene.tags[at].startswith("VB")) or scene.heads[at] == at:
            return False
        at = scene.heads[at]
    return False


def _spoken_of(scene: Scene, quoted: Sequence[frozenset[str]], mention: Mention) -> frozenset[str]:
    """The chains named in the quotations that stand in the sentence of a pronoun with a verb of saying."""
    if not quoted or not any(scene.cues[verb] > Cue.VERB for verb in mention.verbs):
        return frozenset()
    at = bisect_right(scene.spans, mention.head, key=lambda span: span[0])
    paragraph, sentence = scene.paragraph[mention.head], scene.breaks[mention.head]
    near = [k for k in (at - 1, at) if 0 <= k < len(quoted) and scene.paragraph[scene.spans[k][0]] == paragraph]
    spoken = [k for k in near if scene.breaks[scene.spans[k][0]] == sentence]
    return frozenset().union(*(quoted[k] for k in spoken))


def _of_pronoun(scene: Scene, state: _State, mention: Mention, barred: Set[str]) -> Antecedent | None:
    """Whom a pronoun stands for; somebody without a name goes on being spoken of, but is no answer."""
    weights = _weigh(scene, state, mention, barred)
    if not weights:
        return None
    key = max(weights, key=weights.__getitem__)
    most, *others = sorted(weights.values(), reverse=True)
    best = _raise(scene, state, mention, key, state.weights[key].chain)
    best.gender = _gender(scene.lower[mention.head])
    return Antecedent(best.chain, best.last, most / (most + max(others, default=0.0))) if best.chain else None


def _weigh(scene: Scene, state: _State, mention: Mention, barred: Set[str]) -> dict[str, float]:
    """What everybody weighs who may be meant by a pronoun."""
    gender = _gender(scene.lower[mention.head])
    sentence, paragraph = scene.breaks[mention.head], scene.paragraph[mention.head]
    found = {}
    for key, weight in list(state.active.items()):
        value = weight.now(sentence, paragraph)
        if not value:
            del state.active[key]
            continue
        known = (weight.chain.gender if weight.chain else None) or weight.gender
        if known not in (None, gender) or key in barred:
            continue
        is_last = weight.subject and weight.paragraph == paragraph and sentence - weight.sentence <= 1
        value *= GENDER_KNOWN if known or is_last else 1.0
        value *= INTRODUCED if weight.new and is_last else 1.0
        if weight.sentence == sentence and weight.subject:
            value *= SAME_SENTENCE_SUBJECT
        found[key] = value
    return found
