"""What the ranker is told of each candidate speaker: numbers, one row a candidate, nothing about particular names."""

from __future__ import annotations

from bisect import bisect

from generator.analysis.attribution_candidates import NOBODY, Context, History, Traits
from generator.analysis.attribution_types import Kind, Link, Mention, Scene
from generator.analysis.cues import voice_class
from generator.analysis.lexicon import load, words

# Distances beyond are all the same.
FAR = 60.0

QUOTE_FEATURES = (
    "words", "starts upper", "final mark", "mark before", "text after", "cue before", "first of paragraph",
    "last of paragraph", "words outside in paragraph", "quotations in paragraph", "first person", "continued",
    "heading cue", "gap to last quotation", "paragraphs since last quotation", "colon in paragraph before",
)  # fmt: skip
PAIR_FEATURES = (
    "kind", "after", "paragraphs off", "sentence ends between", "words between", "quotations between",
    "mentions between", "role in clause", "possessive", "opens paragraph", "opens sentence", "type of actor",
    "mentions of actor", "voice", "named in quotation", "word before", "colon after", "closes paragraph",
    "words in its paragraph", "length",
)  # fmt: skip
LINK_FEATURES = (
    "cue", "link", "words from cue to quotation", "cue after", "sentence ends to cue", "quotations to cue",
    "words from speaker to cue", "cue heads quotation", "participle", "links",
)  # fmt: skip
HISTORY_FEATURES = ("spoke last", "same actor as last", "same actor as before last", "quotations of actor")
GROUP_FEATURES = ("score", "lead over others", "candidates with cue", "rank on its side")
NAMES = QUOTE_FEATURES + PAIR_FEATURES + LINK_FEATURES + HISTORY_FEATURES + GROUP_FEATURES

_ROLES = {
    "nsubj": 1.0,
    "nsubjpass": 2.0,
    "dobj": 3.0,
    "pobj": 4.0,
    "poss": 5.0,
    "appos": 6.0,
    "conj": 7.0,
    "dative": 3.0,
}
_TYPES = {"person": 1.0, "organization": 2.0, "state": 3.0, "place": 4.0}
# Before a mention a dash is as telling as a preposition (those are in grammar.yml).
_DASHES = dict.fromkeys(("-", "–", "—", "―", "--"), 7.0)


def rows(context: Context, number: int, found: list[int], history: History) -> list[list[float]]:
    """One row of numbers for each candidate, in the order of ``NAMES``."""
    heading = heading_verbs(context.scene, number)
    quote = _quote_row(context, number, heading)
    words = {context.scene.lower[i] for i in range(*context.scene.spans[number])}
    result = []
    for m in found:
        if m == NOBODY:
            result.append(quote + [-1.0] * (len(NAMES) - len(quote)))
            continue
        mention = context.scene.mentions[m]
        row = quote + _pair_row(context, number, m, words)
        row += _link_row(context, number, mention, heading)
        row += _history_row(context, m, history)
        result.append(row)
    _add_group(result, found)
    return result


def _quote_row(context: Context, number: int, heading: set[int]) -> list[float]:
    scene, stretch = context.scene, context.scene.stretches[number]
    first, last = scene.spans[number]
    here = stretch.paragraph
    siblings = [s for s in scene.stretches[max(0, number - 12) : number + 12] if s.paragraph == here]
    previous = scene.stretches[number - 1] if number else None
    low, high = context.edges[scene.paragraph[first]], context.edges[scene.paragraph[first] + 1]
    return [
        min(float(last - first), FAR),
        float(scene.words[min(first + 1, last - 1)][:1].isupper()),
        _final_mark(scene, first, last),
        _mark_before(scene, first, low),
        _text_after(scene, last, high),
        max((float(scene.cues.get(i, 0)) for i in range(max(low, first - 3), first)), default=0.0),
        float(siblings[0] is stretch),
        float(siblings[-1] is stretch),
        min(float(scene.outside[high] - scene.outside[low]), FAR),
        float(len(siblings)),
        float(not words("grammar", "first_person").isdisjoint(scene.lower[first:last])),
        float(previous is not None and not previous.closed and previous.paragraph == here - 1),
        max((float(scene.cues[verb]) for verb in heading), default=0.0),
        min(float(scene.outside[first] - scene.outside[scene.spans[number - 1][1]]), FAR) if previous else FAR,
        float(here - previous.paragraph) if previous else 9.0,
        float(low > 0 and ":" in scene.words[max(0, low - 3) : low]),
    ]


def _final_mark(scene: Scene, first: int, last: int) -> float:
    """0 a word, 1 comma, 2 full stop, 3 question or exclamation mark, 4 another mark."""
    at = last - 1
    while at > first and scene.words[at] in ('"', "”", "''", "“", "’", "'", "»"):
        at -= 1
    final = scene.words[at][-1]
    return 0.0 if final.isalnum() else {",": 1.0, ".": 2.0, "?": 3.0, "!": 3.0}.get(final, 4.0)


def _mark_before(scene: Scene, first: int, low: int) -> float:
    """0 the paragraph's start, 1 comma, 2 colon, 3 sentence end, 4 dash or bracket, 5 a word, 6 a quotation, 7 "that".

    A colon at the end of the paragraph before counts as one that stands right before the words.
    """
    at = first - 1
    while at > 0 and scene.words[at].isspace():
        at -= 1
    if at < low:
        return 2.0 if at >= 0 and scene.words[at] == ":" else 0.0
    if scene.quoted[at] >= 0:
        return 6.0
    word = scene.words[at]
    if word in words("grammar", "that"):
        return 7.0
    marks = {",": 1.0, ":": 2.0, ".": 3.0, "!": 3.0, "?": 3.0}
    return marks.get(word, 5.0 if word[0].isalnum() else 4.0)


def _text_after(scene: Scene, last: int, high: int) -> float:
    """0 the paragraph's end, 1 a lower-case word, 2 a capitalised word, 3 comma, 4 another mark, 5 a quotation."""
    if last >= high or scene.words[last].isspace():
        return 0.0
    word = scene.words[last]
    if scene.quoted[last] >= 0:
        return 5.0
    if word[0].isalpha():
        return 2.0 if word[0].isupper() else 1.0
    return 3.0 if word == "," else 4.0


def heading_verbs(scene: Scene, number: int) -> set[int]:
    """Verbs outside the stretch that the parse makes heads of words inside, or the other way about."""
    first, last = scene.spans[number]
    found = set()
    for i in range(first, last):
        head = scene.heads[i]
        if not first <= head < last and head in scene.cues and scene.deps[i] != "punct":
            found.add(head)
    near = range(max(0, first - 12), min(len(scene.words), last + 12))
    found.update(v for v in near if v in scene.cues and first <= scene.heads[v] < last and scene.quoted[v] < 0)
    return {v for v in found if scene.quoted[v] != number}


def _pair_row(context: Context, number: int, m: int, words: set[str]) -> list[float]:
    scene, mention = context.scene, context.scene.mentions[m]
    first, last = scene.spans[number]
    after = mention.head >= last
    left, right = (last, mention.start) if after else (mention.end, first)
    kind, inner, sizes, word = _traits(context, m)
    return [
        kind,
        float(after),
        float(abs(scene.paragraph[mention.head] - scene.paragraph[first])),
        min(float(scene.breaks[right] - scene.breaks[left]), 9.0),
        min(float(scene.outside[right] - scene.outside[left]), FAR),
        float(_stretches_between(context, number, mention.head)),
        min(float(m - context.spots[number] if after else context.spots[number] - 1 - m), 20.0),
        *inner,
        float(word in words),
        *sizes,
    ]


def _traits(context: Context, m: int) -> Traits:
    """What is the same for a mention beside every stretch; told once."""
    if m not in context.traits:
        context.traits[m] = _told(context, m)
    return context.traits[m]


def _told(context: Context, m: int) -> Traits:
    """Its kind; the columns from "role in clause" to "voice"; those behind "named in quotation"; the word of a name."""
    scene, mention, chain = context.scene, context.scene.mentions[m], context.chains[m]
    before_word = scene.lower[mention.start - 1] if mention.start else ""
    opens = mention.start == 0 or scene.words[mention.start - 1].isspace()
    inner = (
        _ROLES.get(scene.deps[mention.head], 0.0),
        float(mention.possessive),
        float(opens),
        float(opens or scene.breaks[mention.start] != scene.breaks[mention.start - 1]),
        _TYPES.get(chain.type, 0.0) if chain else 0.0,
        min(float(len(chain.mentions)), 20.0) if chain else 0.0,
        float(voice_class(scene.lemmas[mention.head])) if mention.kind in (Kind.NOUN, Kind.NAME) else -1.0,
    )
    sizes = (
        _DASHES.get(before_word) or float(load("grammar")["prepositions"].get(before_word, 0)),
        float(mention.end < len(scene.words) and scene.words[mention.end] == ":"),
        float(mention.end >= len(scene.words) or scene.words[mention.end].isspace()),
        min(float(context.sizes[scene.paragraph[mention.head]]), FAR),
        min(float(mention.end - mention.start), 12.0),
    )
    return float(mention.kind), inner, sizes, scene.lower[mention.head] if mention.kind == Kind.NAME else ""


def _stretches_between(context: Context, number: int, token: int) -> int:
    at = bisect(context.starts, token)
    return at - number - 1 if at > number else number - at


def _link_row(context: Context, number: int, mention: Mention, heading: set[int]) -> list[float]:
    """How the mention's most telling verb stands to the stretch."""
    best = telling_verb(context, number, mention, heading)
    return [*best[1], float(len(mention.verbs))] if best else [0.0, 0.0, FAR, -1.0, 9.0, 9.0, FAR, 0.0, 0.0, 0.0]


def telling_verb(context: Context, number: int, mention: Mention, heading: set[int]) -> tuple[int, list[float]] | None:
    """The verb that ties the mention to the stretch best, with its numbers; ``None`` if it has no verb."""
    best, best_worth = None, -99.0
    for verb, link in mention.verbs.items():
        row = _verb_row(context, number, mention, verb, link)
        worth = _worth(row[0], row[2], row[4], row[5]) + 2.0 * (verb in heading)
        if worth > best_worth:
            row[7] = float(verb in heading)
            best, best_worth = (verb, row), worth
    return best


def _worth(cue: float, words: float, breaks: float, quotations: float) -> float:
    """A rough order of the verbs of one mention, and of the candidates: strong cues close by."""
    return cue - 0.15 * words - 2.0 * breaks - 2.0 * quotations


def _verb_row(context: Context, number: int, mention: Mention, verb: int, link: Link) -> list[float]:
    scene = context.scene
    first, last = scene.spans[number]
    after = verb >= last
    left, right = (last, verb) if after else (verb + 1, first)
    gap = max(verb - mention.end, mention.start - verb - 1, 0)
    return [
        float(scene.cues[verb]),
        float(link),
        min(float(scene.outside[right] - scene.outside[left]), FAR),
        float(after),
        min(float(scene.breaks[right] - scene.breaks[left]), 9.0),
        float(_stretches_between(context, number, verb)),
        min(float(gap), FAR),
        0.0,
        float(scene.tags[verb] == "VBG") + 2.0 * (scene.tags[verb] == "VBN"),
    ]


def _history_row(context: Context, m: int, history: History) -> list[float]:
    key, keys = context.keys[m], history.keys
    return [
        float(bool(history.mentions) and history.mentions[-1] == m),
        float(key is not None and bool(keys) and keys[-1] == key),
        float(key is not None and len(keys) > 1 and keys[-2] == key),
        min(float(history.counts.get(key, 0)), 12.0) if key else 0.0,
    ]


def _add_group(result: list[list[float]], found: list[int]) -> None:
    """Compare each candidate with the others of its stretch."""
    at = len(QUOTE_FEATURES) + len(PAIR_FEATURES)
    scores = [
        -9.0 if m == NOBODY else _worth(r[at], r[at + 2], r[at + 4], r[at + 5])
        for m, r in zip(found, result, strict=True)
    ]
    ordered = sorted(scores, reverse=True)
    strong = float(sum(score > 0 for score in scores))
    for score, row, m in zip(scores, result, found, strict=True):
        rival = ordered[0] if score != ordered[0] else ordered[1] if len(ordered) > 1 else -9.0
        rank = float(ordered.index(score))
        group = [max(score, -20.0), max(min(score - max(rival, -20.0), 20.0), -20.0), strong, min(rank, 10.0)]
        if m == NOBODY:
            row[-4:] = [ordered[0], -20.0, strong, -1.0]
        else:
            row += group
