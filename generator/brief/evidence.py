"""The passages of the article that a brief shows: each statement's sentence with its neighbours."""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from generator.config import SourceText
from generator.models import Brief, Extent, Span
from generator.text import paragraphs, sentences

GAP = "\\[…\\]"
# Of an article of which a brief states nothing, so many characters are shown, and the sentence in which they end.
LEDE = 400
_STOP_REACH = 4
_STOPPED = re.compile(r"[.!?…。！？।؟۔][\"'”’»)\]」』]*$")
_PASSAGE = re.compile(rf'^({re.escape(GAP)}\n\n)?<a id="e(\d+)-(\d+)"></a>(.*)$', re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Passage:
    """A contiguous part of the article: ``text`` is ``article.text[start:end]``, white space shown as blanks.

    ``gap``: whether something was left out between this passage and the one before it (or the text's start).
    """

    start: int
    end: int
    text: str
    gap: bool


def parse(body: str) -> list[Passage]:
    """The passages that a brief's body holds, in order; the inverse of what the body writes."""
    return [
        Passage(int(match[2]), int(match[3]), html.unescape(match[4]), gap=bool(match[1]))
        for match in _PASSAGE.finditer(body)
    ]


def passages(brief: Brief, text: str, source_text: SourceText) -> Iterator[Passage]:
    """The passages to show, in order: all paragraphs, those that hold a statement's evidence, or none."""
    if source_text == "none":
        return
    extents = list(paragraphs(text)) if source_text == "full" else _contexts(brief, text)
    shown = 0
    for start, end in extents:
        yield Passage(start, end, re.sub(r"\s", " ", text[start:end]), gap=bool(text[shown:start].strip()))
        shown = end


def _contexts(brief: Brief, text: str) -> list[Extent]:
    """Each item's sentence with its neighbours in the paragraph, merged where they touch."""
    found: list[tuple[int, int, int]] = []  # paragraph, start, end
    for number, (start, end) in enumerate(paragraphs(text)):
        found.extend((number, *sentence) for sentence in sentences(text, start, end))
    starts = [start for _, start, _ in found]
    wanted: set[int] = set()
    for start, end in [*_statements(brief), *(() if _states(brief) else _lede(found, text))]:
        first, last = max(0, bisect_right(starts, start) - 1), max(0, bisect_right(starts, max(start, end - 1)) - 1)
        wanted.update(range(first, last + 1))
        wanted.update(
            k for k in (first - 1, last + 1) if 0 <= k < len(found) and found[k][0] in (found[first][0], found[last][0])
        )
    return list(_merge([found[k] for k in sorted(wanted)], text))


def _lede(found: list[tuple[int, int, int]], text: str) -> Iterator[Extent]:
    """The first sentences of prose, for a brief that states nothing: its paragraphs end with a stop, as neither a
    headline's nor a byline's do."""
    last = {paragraph: end for paragraph, _, end in found}
    prose = [one for one in found if _STOPPED.search(text, max(0, last[one[0]] - _STOP_REACH), last[one[0]])]
    left = LEDE
    for _, start, end in prose or found:
        if left <= 0:
            return
        left -= end - start
        yield start, end


def _merge(pieces: list[tuple[int, int, int]], text: str) -> Iterator[Extent]:
    current: tuple[int, int, int] | None = None
    for paragraph, start, end in pieces:
        if current and current[0] == paragraph and not text[current[2] : start].strip():
            current = (paragraph, current[1], end)
            continue
        if current:
            yield current[1:]
        current = (paragraph, start, end)
    if current:
        yield current[1:]


def _states(brief: Brief) -> bool:
    return any((brief.key_facts, brief.quotes, brief.actors, brief.places, brief.figures, brief.dates))


def _statements(brief: Brief) -> Iterator[Extent]:
    """Extents of everything that needs its evidence shown."""
    if brief.source.origins.get("title") in ("drawn", "editor"):
        yield from brief.source.title_spans or ()
    for fact in brief.key_facts:
        yield from _extents(fact, fact.when)
    for quote in brief.quotes:
        yield from _extents(quote, quote.speaker, quote.cue, quote.antecedent)
    for actor in brief.actors:
        yield actor.mentions[0]
        yield from _extents(actor.role)
    yield from (place.mentions[0] for place in brief.places)
    for figure in brief.figures:
        yield from _extents(figure, figure.what)
    yield from _extents(*brief.dates)


def _extents(*spans: Span | None) -> Iterator[Extent]:
    return ((span.start, span.end) for span in spans if span)
