"""Reading a parsed article into a scene, once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Doc

from generator.analysis import attribution_links, attribution_mentions, bodies, marks
from generator.analysis.attribution_types import STOPS, Scene
from generator.analysis.marks import Stretch
from generator.analysis.tokens import Tokens
from generator.text import paragraphs

_KEPT = "attribution scene"


def scene_of(doc: Doc) -> Scene:
    """The scene of a parsed article; it is built once and kept with the document."""
    if _KEPT not in doc.user_data:
        doc.user_data[_KEPT] = _build(doc)
    scene: Scene = doc.user_data[_KEPT]
    return scene


def _build(doc: Doc) -> Scene:
    tokens = Tokens.of(doc)
    text, offsets = tokens.text, tokens.starts
    extents = paragraphs(text)
    stretches = marks.stretches(text, extents)
    quoted, spans = _mask(offsets, list(map(len, tokens.words)), stretches)
    scene = Scene(
        words=tokens.words,
        lower=tokens.lower,
        tags=tokens.tags,
        deps=tokens.deps,
        heads=tokens.heads,
        lemmas=tokens.lemmas,
        offsets=offsets,
        quoted=quoted,
        outside=[],
        breaks=[],
        paragraph=_paragraph_numbers(offsets, extents),
        stretches=stretches,
        spans=spans,
    )
    _count(scene, text)
    if bodies.follow_noun():
        scene.ents = tokens.ents
    scene.codes = attribution_mentions.codes_of(scene)
    attribution_mentions.find(scene)
    attribution_links.find_verbs(scene)
    attribution_links.tie_mentions(scene)
    return scene


def _mask(offsets: list[int], lengths: list[int], stretches: list[Stretch]) -> tuple[list[int], list[tuple[int, int]]]:
    """The stretch of each token, and the tokens of each stretch."""
    quoted, spans, at, size = [-1] * len(offsets), [], 0, len(offsets)
    for number, stretch in enumerate(stretches):
        while at < size and offsets[at] + lengths[at] <= stretch.outer_start:
            at += 1
        first = at
        while at < size and offsets[at] < stretch.outer_end:
            quoted[at] = number
            at += 1
        # A stretch that begins inside the last token, which another has taken, still begins somewhere.
        spans.append((min(first, size - 1), at))
    return quoted, spans


def _paragraph_numbers(offsets: list[int], paragraphs: Sequence[tuple[int, int]]) -> list[int]:
    numbers: list[int] = []
    for number, (_, end) in enumerate(paragraphs):
        numbers += [number] * (bisect_left(offsets, end) - len(numbers))
    return numbers + [len(paragraphs)] * (len(offsets) - len(numbers))


def _count(scene: Scene, text: str) -> None:
    """Fill ``outside`` and ``breaks``.

    A sentence ends with its full stop, with a quotation that ends in one, and with its paragraph, unless a colon at
    the end announces the next paragraph.
    """
    outside = breaks = 0
    last_stretch, ended = -1, True
    for i, word in enumerate(scene.words):
        number = scene.quoted[i]
        if number < 0 and last_stretch >= 0:
            ended = text[scene.stretches[last_stretch].end - 1] == "." and word[0].isupper()
            breaks += ended
            last_stretch = -1
        if i and scene.paragraph[i] != scene.paragraph[i - 1]:
            breaks += not ended and scene.words[i - 1] != ":"
            ended = True
        scene.outside.append(outside)
        scene.breaks.append(breaks)
        if number >= 0:
            last_stretch, ended = number, False
        elif not word.isspace():
            outside += 1
            ended = word in STOPS
            breaks += ended
    scene.outside.append(outside)
    scene.breaks.append(breaks)
