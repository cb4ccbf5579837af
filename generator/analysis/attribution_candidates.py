"""Who may be the speaker of a stretch, and what was decided for the stretches before."""

from __future__ import annotations

from bisect import bisect
from dataclasses import dataclass, field
from itertools import accumulate

from generator.analysis.attribution_types import Kind, Scene
from generator.analysis.chains import Chain
from generator.analysis.cues import Cue

# Mentions farther off than these many paragraphs are no candidates, nor more than so many on either side.
PARAGRAPHS_BACK, PARAGRAPHS_ON = 2, 1
CANDIDATES_BEFORE, CANDIDATES_AFTER = 14, 7
SCANNED = 80
# So many words may stand between a quotation and the clause that says who said it: a comma, "that", "has since".
BESIDE = 3
NOBODY = -1
# What the ranker is told of a mention whatever the stretch (see ``attribution_features``).
Traits = tuple[float, tuple[float, ...], tuple[float, ...], str]


@dataclass(slots=True)
class History:
    """What was decided for the stretches before, in order: the mention (or ``NOBODY``) and the actor's key."""

    mentions: list[int] = field(default_factory=list)
    keys: list[str | None] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, mention: int, key: str | None) -> None:
        self.mentions.append(mention)
        self.keys.append(key)
        if key is not None:
            self.counts[key] = self.counts.get(key, 0) + 1


@dataclass(slots=True)
class Context:
    """One article's scene with what is known of its actors: ``keys`` and ``chains`` run parallel to the mentions.

    ``titles``: the mention that is the title of another, "[head of the] Marrow Trust Ada Holm", and that other.
    ``shares``: of a pronoun that leads to a chain how surely it does (``coreference.Antecedent.share``).
    """

    scene: Scene
    keys: list[str | None]
    chains: list[Chain | None]
    bounds: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    spots: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    edges: list[int] = field(default_factory=list)
    titles: dict[int, int] = field(default_factory=dict)
    shares: dict[int, float] = field(default_factory=dict)
    traits: dict[int, Traits] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count once what the rows ask for again and again.

        ``bounds[p]``, ``spots[k]``: the mentions before paragraph ``p``, before stretch ``k``; ``starts[k]``: the first
        token of stretch ``k``; ``sizes[p]``, ``edges[p]``: the number of tokens and the first token of paragraph ``p``.
        """
        self.starts = [first for first, _ in self.scene.spans]
        mention_heads = [mention.head for mention in self.scene.mentions]
        self.spots = [bisect(mention_heads, first) for first in self.starts]
        paragraph = self.scene.paragraph
        last = paragraph[-1] if paragraph else 0
        counts = [0] * (last + 2)
        self.sizes = [0] * (last + 2)
        for number in paragraph:
            self.sizes[number] += 1
        self.edges = [0, *accumulate(self.sizes)]
        for mention in self.scene.mentions:
            counts[paragraph[mention.head] + 1] += 1
        total = 0
        for count in counts:
            total += count
            self.bounds.append(total)


def candidates(context: Context, number: int, history: History) -> list[int]:
    """Numbers of the mentions that may be the speaker of a stretch, in textual order; then ``NOBODY``."""
    scene, bounds, spot = context.scene, context.bounds, context.spots[number]
    here = scene.paragraph[scene.spans[number][0]]
    low, high = bounds[max(0, here - PARAGRAPHS_BACK)], bounds[min(len(bounds) - 1, here + PARAGRAPHS_ON + 1)]
    before = [m for m in range(spot - 1, max(low, spot - SCANNED) - 1, -1) if _may_speak(context, m)][
        :CANDIDATES_BEFORE
    ]
    after = [m for m in range(spot, min(high, spot + SCANNED)) if _may_speak(context, m)][:CANDIDATES_AFTER]
    spoke = [m for m in history.mentions[-1:] if m != NOBODY and m not in before and m not in after]
    near = _without_outer(scene, number, [*reversed(before), *after])
    return [*spoke, *_without_reporters(scene, number, near), NOBODY]


def _without_outer(scene: Scene, number: int, found: list[int]) -> list[int]:
    """Leave out who says that somebody else says it: "Holm said that the envoy had told her: ..."."""
    verb = _announcing(scene, number)
    inner = [m for m in found if verb in scene.mentions[m].verbs]
    if {scene.mentions[m].kind for m in inner} != {Kind.NAME}:  # "he" may be the outer one himself
        return found
    return [m for m in found if m in inner or _breaks_to(scene, number, m) or not _says_before(scene, m, verb)]


def _says_before(scene: Scene, m: int, verb: int) -> bool:
    """Whether a mention is the subject of another verb of saying before one."""
    return any(other < verb and Cue.WRITE <= scene.cues[other] < Cue.SOURCE for other in scene.mentions[m].verbs)


def _announcing(scene: Scene, number: int) -> int:
    """The verb of saying before a stretch that only a comma or a colon and its listener part from it, or -1."""
    first = scene.spans[number][0]
    at = first - 1
    if at < 1 or scene.words[at] not in (",", ":"):
        return -1
    listener = scene.mention_at[at - 1]
    at = scene.mentions[listener].start - 1 if listener >= 0 else at - 1
    while at >= 0 and scene.tags[at] == "PRP":
        at -= 1
    is_finite = at >= 0 and scene.tags[at] != "VBG"  # "Holm told Varga this, adding, ..."
    return at if is_finite and scene.cues.get(at, Cue.NONE) >= Cue.WRITE else -1


def _without_reporters(scene: Scene, number: int, found: list[int]) -> list[int]:
    """Leave out who only reports what somebody said: "Holm said, according to the Marrow Post"."""
    reporters = {m for m in found if _is_source(scene, m) and _breaks_to(scene, number, m) == 0}
    if not reporters or not any(_says_beside(scene, number, m) for m in found):
        return found
    return [m for m in found if m not in reporters]


def _is_source(scene: Scene, m: int) -> bool:
    cues = {scene.cues[verb] for verb in scene.mentions[m].verbs}
    return Cue.SOURCE in cues and cues.isdisjoint((Cue.WRITE, Cue.SAY))


def _breaks_to(scene: Scene, number: int, m: int) -> int:
    """How many sentence ends part a mention from a stretch."""
    return abs(scene.breaks[scene.mentions[m].head] - scene.breaks[scene.spans[number][0]])


def _says_beside(scene: Scene, number: int, m: int) -> bool:
    """Whether a mention is the subject of a verb of saying, a few words at most from a stretch."""
    first, last = scene.spans[number]
    mention = scene.mentions[m]
    for verb in mention.verbs:
        low, high = min(mention.start, verb), max(mention.end, verb + 1)
        left, right = (last, low) if low >= last else (high, first)
        near = scene.outside[right] - scene.outside[left] <= BESIDE and scene.breaks[right] == scene.breaks[left]
        if near and Cue.WRITE <= scene.cues[verb] < Cue.SOURCE:
            return True
    return False


def _may_speak(context: Context, number: int) -> bool:
    mention = context.scene.mentions[number]
    return number not in context.titles and not mention.named and (mention.kind != Kind.NOUN or bool(mention.verbs))
