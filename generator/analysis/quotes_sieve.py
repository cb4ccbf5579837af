"""What is a quotation and what only stands in quotation marks: titles, terms and scare quotes are not taken."""

from __future__ import annotations

import numpy as np

from generator.analysis import attribution_features, ranker
from generator.analysis.attribution import Attribution
from generator.analysis.attribution_types import Scene
from generator.analysis.cues import Cue
from generator.analysis.lexicon import words
from generator.models import QuoteKind

WEIGHTS = "quotations"
# Chosen on dev for the best F1.
TAKEN = 0.5

NAMES = (
    *attribution_features.NAMES,
    "probability", "nobody", "letters words", "capitalised words", "verbs", "pronouns", "determiner before",
    "owner before", "noun before", "says before", "bracket before", "whole utterance", "closed",
)  # fmt: skip
_PARTING = frozenset({",", ".", "?", "!", ":", "—", "–", "-"})
_VERBS = frozenset({"VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "MD", "TO", "IN"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def row(scene: Scene, number: int, answer: Attribution) -> list[float]:
    """The numbers of the chosen candidate, and some more about the words in the marks."""
    first, last = scene.spans[number]
    inner = [i for i in range(first, last) if scene.words[i][0].isalnum()]
    light = words("grammar", "title_words")
    heavy = [i for i in inner if scene.lower[i] not in light]
    capitals = sum(scene.words[i][0].isupper() or scene.words[i][0].isdigit() for i in heavy)
    before, tag = (scene.lower[first - 1], scene.tags[first - 1]) if first else ("", "")
    return [
        *answer.row,
        answer.probability,
        answer.nobody,
        min(float(len(inner)), 20.0),
        capitals / max(1, len(heavy)),
        min(float(sum(scene.tags[i] in ("VBZ", "VBD", "VBP", "MD", "VB") for i in inner)), 3.0),
        min(float(sum(scene.tags[i] == "PRP" for i in inner)), 3.0),
        float(tag in ("DT", "PRP$")),
        float(tag == "POS"),
        float(tag in ("NN", "NNS", "NNP", "NNPS")),
        float(before in words("grammar", "citing")),
        float(tag in ("-LRB-", "HYPH", ":")),
        float(is_whole(scene, number)),
        float(scene.stretches[number].closed),
    ]


def taken(scene: Scene, answers: list[Attribution]) -> list[bool]:
    """For each stretch whether it is a quotation; ``answers`` run parallel to the stretches."""
    if not answers:
        return []
    table = np.array([row(scene, number, answer) for number, answer in enumerate(answers)], dtype=np.float32)
    odds = ranker.load(WEIGHTS).score(table)
    return [bool(value) for value in 1 / (1 + np.exp(-odds)) >= TAKEN]


def is_whole(scene: Scene, number: int) -> bool:
    """Whether the words are a clause or more of the speaker's own, not built into the reporter's sentence."""
    first, last = scene.spans[number]
    inner = [i for i in range(first, last) if scene.words[i][0].isalnum()]
    if not inner or _runs_on(scene, inner[-1], last):
        return False
    before = scene.words[first - 1] if first else "\n"
    if before.isspace() or scene.quoted[max(0, first - 1)] >= 0 or before in _PARTING:
        return True
    introduced = before in words("grammar", "that") or scene.cues.get(first - 1, Cue.NONE) >= Cue.CLAIM
    return introduced and scene.tags[inner[0]] not in _VERBS and any(scene.tags[i] in _FINITE for i in inner)


def _runs_on(scene: Scene, final: int, last: int) -> bool:
    """Whether the reporter's sentence goes on after the quoted words, with no mark between and no attribution."""
    if final + 2 < last or last >= len(scene.words) or not scene.words[last][:1].islower():
        return False
    return last not in scene.cues and last + 1 not in scene.cues


def kind(scene: Scene, number: int) -> QuoteKind:
    """``direct`` if the quoted words are a whole utterance, ``mixed`` if part of the reporter's sentence."""
    return "direct" if is_whole(scene, number) else "mixed"
