"""Who says it: a speaker for each quoted stretch."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc

from generator.analysis import coreference, ranker
from generator.analysis.attribution_features import (
    NOBODY,
    Context,
    History,
    candidates,
    heading_verbs,
    rows,
    telling_verb,
)
from generator.analysis.attribution_scene import Kind, Link, Mention, Scene, scene_of
from generator.analysis.chains import Chain
from generator.analysis.cues import Cue

WEIGHTS = "speakers"
NOBODY_BIAS = 0.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker of one stretch: a mention of the scene, or ``None`` where nobody is named; and the cue's token.

    ``probability`` is the ranker's for this answer, mentions of the same actor taken together.
    """

    mention: Mention | None
    key: str | None
    chain: Chain | None
    verb: int | None
    probability: float
    why: str
    nobody: float
    row: list[float]


def attribute(context: Context, trees: ranker.Trees | None = None) -> list[Attribution]:
    """A speaker for each stretch, in order; earlier decisions are evidence for later ones."""
    trees = trees or ranker.load(WEIGHTS)
    history, found = History(), []
    for number in range(len(context.scene.stretches)):
        options = candidates(context, number, history)
        table = rows(context, number, options, history)
        scores = trees.score(np.array(table, dtype=np.float32))
        scores[-1] += NOBODY_BIAS
        shares = ranker.shares(scores)
        best = int(shares.argmax())
        choice = options[best]
        key = context.keys[choice] if choice != NOBODY else None
        history.add(choice, key)
        same = [
            k
            for k, m in enumerate(options)
            if k == best or (key is not None and m != NOBODY and context.keys[m] == key)
        ]
        mention = context.scene.mentions[choice] if choice != NOBODY else None
        chain = context.chains[choice] if choice != NOBODY else None
        told = telling_verb(context, number, mention, heading_verbs(context.scene, number)) if mention else None
        verb = told[0] if told and context.scene.cues[told[0]] > Cue.NONE and told[1][4] == told[1][5] == 0 else None
        found.append(
            Attribution(
                mention,
                key,
                chain,
                verb,
                float(shares[same].sum()),
                _why(context, mention, verb),
                float(shares[-1]),
                table[best],
            )
        )
    return found


def context(doc: Doc, chains: list[Chain]) -> Context:
    """The article's scene with every mention tied to its chain, where one holds it."""
    scene = scene_of(doc)
    owners = _chains_of(scene, chains)
    for number, antecedent in enumerate(coreference.resolve(scene, owners)):
        owners[number] = antecedent.chain if antecedent else owners[number]
    keys = [_key(scene, mention, chain) for mention, chain in zip(scene.mentions, owners, strict=True)]
    return Context(scene, keys, owners)


def _chains_of(scene: Scene, chains: list[Chain]) -> list[Chain | None]:
    """For each mention the chain that one of whose extents covers its head."""
    extents = sorted(((start, end, k) for k, chain in enumerate(chains) for start, end in chain.mentions))
    starts = [extent[0] for extent in extents]
    found: list[Chain | None] = []
    for mention in scene.mentions:
        at = bisect_right(starts, scene.offsets[mention.head]) - 1
        inside = at >= 0 and mention.kind == Kind.NAME and scene.offsets[mention.head] < extents[at][1]
        found.append(chains[extents[at][2]] if inside else None)
    return found


def _key(scene: Scene, mention: Mention, chain: Chain | None) -> str | None:
    """What makes two mentions the same actor: the chain, else the last word of the name."""
    if chain is not None:
        return chain.id
    return scene.lower[mention.head] if mention.kind == Kind.NAME else None


def _why(context: Context, mention: Mention | None, verb: int | None) -> str:
    if mention is None:
        return "nobody named"
    if verb is not None:
        return f"{mention.kind.name.lower()} with {context.scene.lower[verb]}"
    return f"{mention.kind.name.lower()} near"


def speaker_names(doc: Doc) -> list[tuple[int, int]]:
    """Token extents of capitalised names that stand as the speaker of a cue beside a quotation, in order.

    Evidence that a name is a person's, for chains; it does not depend on chains itself.
    """
    scene, found = scene_of(doc), []
    for mention in scene.mentions:
        strong = any(scene.cues[verb] >= Cue.CLAIM and link >= Link.BEFORE for verb, link in mention.verbs.items())
        if mention.kind == Kind.NAME and strong and not mention.possessive:
            found.append((mention.name, mention.end))
    return found
