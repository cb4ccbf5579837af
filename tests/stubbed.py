"""The ``briefing`` command with a toy in place of the analysis: for tests of everything around it, in milliseconds.

``python -m tests.stubbed generate …`` is ``briefing generate …``; the processes that analyse get the toy as well,
since the work that they are given puts it in place. The toy knows quotation marks, capitals and ISO dates, and
keeps the law.
"""

from __future__ import annotations

import itertools
import os
import re
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from typing import Any

from generator import engine
from generator.cli import main
from generator.config import Settings
from generator.editorial import KnownActor
from generator.engine.guard import Work
from generator.models import (
    Actor,
    Analysis,
    Article,
    FactActor,
    FactDate,
    GeneratorInfo,
    KeyFact,
    Place,
    Quote,
    Span,
    TimeRef,
    Title,
)
from generator.readers import Record
from generator.text import paragraphs, sentences, sha256, slug

_QUOTE = re.compile("“([^“”\n]+)”(?: (said) ([A-Z][a-z]+ [A-Z][a-z]+))?")
_NAME = re.compile(r"\b[A-Z][a-z]+ [A-Z][a-z]+\b")
_DAY = re.compile(r"\b(?:19|20)\d\d-(?:0\d|1[012])-(?:[01]\d|2[0-8])\b")
_PLACE = re.compile(r"\bin ([A-Z][a-z]+)\b")


def _span(match: re.Match[str], group: int = 0) -> Span:
    return Span(text=match[group], start=match.start(group), end=match.end(group))


def _quote(group: int, match: re.Match[str]) -> Quote:
    found = Quote(**_span(match, 1).model_dump(), kind="direct", group=group)
    if not match[2]:
        return found
    speaker = {"speaker_name": match[3], "speaker_id": f"person/{slug(match[3])}"}
    return found.model_copy(update={"speaker": _span(match, 3), "cue": _span(match, 2), "confidence": 0.9, **speaker})


def _actors(text: str) -> tuple[Actor, ...]:
    found: dict[str, list[tuple[int, int]]] = {}
    for match in _NAME.finditer(text):
        found.setdefault(match[0], []).append(match.span())
    return tuple(
        Actor(id=f"person/{slug(name)}", name=name, type="person", mentions=tuple(extents), salience=0.5)
        for name, extents in found.items()
    )


def _facts(text: str, start: int, actors: tuple[Actor, ...], limit: int) -> tuple[KeyFact, ...]:
    extents = (each for paragraph in paragraphs(text) for each in sentences(text, *paragraph) if each[0] >= start)
    return tuple(_fact(text, first, last, actors) for first, last in itertools.islice(extents, limit))


def _fact(text: str, first: int, last: int, actors: tuple[Actor, ...]) -> KeyFact:
    day = _DAY.search(text, first, last)
    who = (FactActor(id=a.id, start=s, end=e) for a in actors for s, e in a.mentions[:1] if first <= s and e <= last)
    return KeyFact(
        text=text[first:last],
        start=first,
        end=last,
        who=tuple(who),
        when=FactDate(**_span(day).model_dump(), value=day[0]) if day else None,
    )


class ToyAnalyser:
    """What ``generator.analysis.pipeline.Analyser`` is for the engine."""

    def __init__(self, settings: Settings, lang: str = "en") -> None:
        self._settings = settings

    def analyse(self, article: Article, known: tuple[KnownActor, ...] = ()) -> Analysis:
        _misbehave(article.text)
        text, start = article.text, max((r.end for r in article.regions if r.kind == "stamp"), default=0)
        actors = _actors(text)
        quotes = tuple(_quote(*found) for found in enumerate(_QUOTE.finditer(text, start)))
        first = next(sentences(text, *paragraphs(text)[0]))
        days = (Span(text=m[0], start=m.start(), end=m.end()) for m in _DAY.finditer(text, start))
        return Analysis(
            title=article.title or Title(text=text[slice(*first)], spans=(first,), origin="drawn"),
            quotes=quotes,
            source_quote=next((quote for quote in quotes if quote.speaker), None),
            actors=actors,
            key_facts=_facts(text, start, actors, self._settings.key_facts),
            dates=tuple(TimeRef(**day.model_dump(), value=day.text, precision="day") for day in days),
            places=tuple(Place(name=m[1], mentions=(m.span(1),)) for m in _PLACE.finditer(text)),
            tags=article.tags,
        )


def _misbehave(text: str) -> None:
    """What articles of a test ask for in so many words."""
    if "end this process" in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "raise an error" in text:
        raise ValueError("as asked,\nover two lines")
    if "want two gigabytes" in text:
        bytearray(2_000_000_000)
    if "take your time" in text:
        time.sleep(60)
    if "never return" in text:
        re.match("(a|a)+$", "a" * 60 + "b")
    if "eat memory" in text:
        bytearray(10_000_000_000)


def _info(settings: Settings, lang: str | None = None) -> GeneratorInfo:
    chosen = settings.model_dump_json(include=engine.AFFECTS_BRIEFS)
    return GeneratorInfo(analysis=1, model="toy", model_version="1.0", settings=sha256(chosen)[:8])


class Toyed:
    """Some work with the toy in place, wherever it is done."""

    def __init__(self, work: Work[Any]) -> None:
        self._work = work

    def __call__(self, record: Record, settings: Settings) -> Any:
        _put_in_place()
        return self._work(record, settings)


def _put_in_place() -> None:
    engine.analyser = ToyAnalyser  # type: ignore[assignment]
    engine.generator_info = _info


def _run(items: Iterable[Any], work: Work[Any], settings: Settings, **options: Any) -> Iterator[Any]:
    return _real_run(items, Toyed(work), settings, **options)


_real_run = engine.run


def install() -> None:
    """Put the toy in place, in this process and in those that it starts."""
    _put_in_place()
    engine.run = _run


if __name__ == "__main__":
    # This very module again, under the name by which other processes find it.
    from tests import stubbed

    stubbed.install()
    sys.exit(main())
