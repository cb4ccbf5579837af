"""Roles of persons: titles before the name, appositions, "who is ..."."""

from __future__ import annotations

from generator.analysis.mentions import Mention, Scene
from generator.models import Span


def find(scene: Scene, every: list[Mention]) -> Span | None:
    """The first role that the article states of a person, verbatim."""
    for mention in every:
        if mention.office:
            start, end = (
                scene.doc[mention.office[0]].idx,
                scene.doc[mention.office[1] - 1].idx + len(scene.words[mention.office[1] - 1]),
            )
            return Span(text=scene.doc.text[start:end], start=start, end=end)
    return None
