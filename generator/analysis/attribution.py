"""Who says it: a speaker for each quoted stretch, chosen among the mentions around it by a ranker."""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from generator.analysis import bodies, coreference, ranker
from generator.analysis.attribution_candidates import NOBODY, Context, History, candidates
from generator.analysis.attribution_features import NAMES, heading_verbs, rows, telling_verb
from generator.analysis.attribution_mentions import is_same
from generator.analysis.attribution_scene import scene_of
from generator.analysis.attribution_types import Kind, Link, Mention, Scene
from generator.analysis.chains import Chain
from generator.analysis.cues import Cue, Voice, voice_class

WEIGHTS = "speakers"
_LINKS = {
    Link.APPOSITION: "over apposition",
    Link.INHERITED: "by parse",
    Link.PARSE: "by parse",
    Link.BOTH: "both ways",
}


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of one stretch: a mention of the scene, or ``None`` where nobody is named.

    The speaker's words begin at token ``start``, where a title that goes before the mention begins.
    ``key`` identifies the actor within the article, ``verb`` is the token of the cue. ``probability``: of this answer,
    mentions of the same actor taken together; ``named``: the same, less where a pronoun may lead to another ``chain``;
    ``nobody``: that no speaker is named. ``row`` is what the ranker saw.
    """

    mention: Mention | None
    start: int
    key: str | None
    chain: Chain | None
    verb: int | None
    probability: float
    named: float
    nobody: float
    why: str
    row: list[float]


def context(doc: Doc, chains: list[Chain]) -> Context:
    """The article's scene with every mention tied to its chain, where one holds it."""
    scene = scene_of(doc)
    owners = _chains_of(scene, chains)
    shares: dict[int, float] = {}
    for number, antecedent in enumerate(coreference.resolve(scene, owners, _quoted(scene, chains))):
        if antecedent:
            owners[number], shares[number] = antecedent.chain, antecedent.share
    keys = [_key(scene, mention, chain) for mention, chain in zip(scene.mentions, owners, strict=True)]
    return Context(scene, keys, owners, titles=_titles(scene, owners), shares=shares)


def attribute(context: Context) -> list[Attribution]:
    """A speaker for each stretch, in order; earlier decisions are evidence for later ones."""
    trees = ranker.load(WEIGHTS)
    history = History()
    found: list[Attribution] = []
    for number in range(len(context.scene.stretches)):
        options = candidates(context, number, history)
        table = rows(context, number, options, history)
        flat = np.fromiter(itertools.chain.from_iterable(table), np.float32, len(table) * len(NAMES))
        shares = ranker.shares(trees.score(flat.reshape(len(table), -1))).tolist()
        best, probability = _choose(context, options, shares)
        answer = _answer(context, number, options[best], table[best], probability, shares[-1], found[-1:])
        history.add(options[best], answer.key)
        found.append(answer)
    return found


def _choose(context: Context, options: list[int], shares: list[float]) -> tuple[int, float]:
    """The best mention of the most probable actor, and that actor's probability."""
    totals: dict[str, float] = defaultdict(float)
    names = [(context.keys[m] if m != NOBODY else None) or f"#{m}" for m in options]
    for name, share in zip(names, shares, strict=True):
        totals[name] += share
    best = max(range(len(options)), key=lambda k: (totals[names[k]], shares[k]))
    return best, min(totals[names[best]], 1.0)


def _answer(
    context: Context,
    number: int,
    choice: int,
    row: list[float],
    probability: float,
    nobody: float,
    before: list[Attribution],
) -> Attribution:
    if choice == NOBODY:
        return Attribution(None, 0, None, None, None, probability, 0.0, nobody, "nobody is named", row)
    mention, told = context.scene.mentions[choice], _cue(context, number, choice)
    spoke_last = bool(before) and before[0].mention is mention
    verb = told if told is not None or not spoke_last else before[0].verb
    why = _why(context.scene, mention, told, row, spoke_last=spoke_last)
    title = context.scene.mentions[choice - 1] if choice - 1 in context.titles else mention
    key, chain = context.keys[choice], context.chains[choice]
    named = probability * context.shares.get(choice, 1.0)
    return Attribution(mention, title.start, key, chain, verb, probability, named, nobody, why, row)


def _cue(context: Context, number: int, choice: int) -> int | None:
    """The verb that gives the stretch to the mention, if both stand in its sentence."""
    heading = heading_verbs(context.scene, number)
    told = telling_verb(context, number, context.scene.mentions[choice], heading)
    if told is None:
        return None
    verb, (cue, _, _, _, breaks, quotations, *_) = told
    return verb if (cue > Cue.VERB or verb in heading) and breaks == 0 and quotations == 0 else None


def _why(scene: Scene, mention: Mention, verb: int | None, row: list[float], *, spoke_last: bool) -> str:
    """The strongest reasons in a few words, for ``explain``."""
    value = dict(zip(NAMES, row, strict=True))
    reasons = [mention.kind.name.lower().replace("_", "/")]
    if verb is not None:
        link = Link(int(value["link"]))
        reasons.append(f"cue '{scene.lower[verb]}'{' ' + _LINKS[link] if link in _LINKS else ''}")
    if spoke_last:
        reasons.append("spoke last")
    elif value["same actor as last"]:
        reasons.append("same actor as last")
    off, breaks = int(value["paragraphs off"]), int(value["sentence ends between"])
    where = f"{off} paragraph{'s' * (off > 1)} {'after' if value['after'] else 'before'}" if off else ""
    reasons.append(where or (f"{breaks} sentence{'s' * (breaks > 1)} off" if breaks else "same sentence"))
    return ", ".join(reasons)


def _chains_of(scene: Scene, chains: list[Chain]) -> list[Chain | None]:
    """For each mention the chain that one of whose extents covers its head."""
    extents = sorted((start, end, k) for k, chain in enumerate(chains) for start, end in chain.mentions)
    starts = [extent[0] for extent in extents]
    found: list[Chain | None] = []
    for mention in scene.mentions:
        at = bisect_right(starts, scene.offsets[mention.head]) - 1
        inside = at >= 0 and scene.offsets[mention.head] < extents[at][1]
        if inside and mention.kind == Kind.NOUN and scene.words[mention.head][0].isupper():
            mention.kind = Kind.NAME  # which the tagger did not take for one: "Holm asked for more"
        inside = inside and (mention.kind == Kind.NAME or bodies.follow_noun())  # "le ministère de la Santé" is a name
        found.append(chains[extents[at][2]] if inside else None)
    return found


def _quoted(scene: Scene, chains: list[Chain]) -> list[frozenset[str]]:
    """For each stretch the ids of the chains that are named in it."""
    found: list[set[str]] = [set() for _ in scene.stretches]
    starts = [stretch.start for stretch in scene.stretches]
    for chain in chains:
        for start, end in chain.mentions:
            at = bisect_right(starts, start) - 1
            if at >= 0 and end <= scene.stretches[at].end:
                found[at].add(chain.id)
    return list(map(frozenset, found))


def _titles(scene: Scene, owners: list[Chain | None]) -> dict[int, int]:
    """Titles that go on to their holder: "head of the Marrow Trust Ada Holm said", "author and pilot Ada Holm said"."""
    found = {}
    for number, (title, holder) in enumerate(itertools.pairwise(scene.mentions)):
        chain = owners[number + 1]
        if holder.kind != Kind.NAME or chain is None or chain.type != "person":
            continue
        shared = title.verbs.keys() & holder.verbs.keys() and scene.lower[title.end : holder.start] == ["of"]
        of = shared and voice_class(scene.lower[title.head]) == Voice.PERSON
        if of or is_same(scene, title, holder):
            found[number] = number + 1
    return found


def _key(scene: Scene, mention: Mention, chain: Chain | None) -> str | None:
    """What makes two mentions the same actor: the chain, else the last word of the name."""
    if chain is not None:
        return chain.id
    return scene.lower[mention.head] if mention.kind == Kind.NAME else None
