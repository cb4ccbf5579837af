"""Map records to briefs over one process or several; order and bytes are the same either way."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, TypeVar

from generator import brief, readers
from generator.config import Settings
from generator.errors import ArticleError, ModelError
from generator.models import Article, Brief, GeneratorInfo
from generator.readers import Record
from generator.text import sha256

if TYPE_CHECKING:
    from generator.analysis.pipeline import Analyser

# Records sent to a worker at once: enough to hide the cost of sending, few enough to keep all workers busy.
CHUNK = 8
# Chunks under way for each worker; bounds memory however long the stream is.
AHEAD = 3

Passed = TypeVar("Passed")
Result = TypeVar("Result")
Work = Callable[[Record, Settings], Result]


@dataclass(frozen=True, slots=True)
class Made:
    """A brief's file, made from one record."""

    record: Record
    name: str
    identity: str
    path: str
    document: str


@cache
def analyser(settings: Settings) -> Analyser:
    """The one analyser of this process; spaCy is imported here, when an article really needs it."""
    from generator.analysis.pipeline import Analyser

    return Analyser(settings)


def generator_info(settings: Settings) -> GeneratorInfo:
    """What briefs record of their making. Reads the model's description, and does not load it."""
    from generator.analysis import version

    found = version.model_info(settings.model)
    return GeneratorInfo(
        analysis=version.ANALYSIS_NUMBER,
        model=found.name,
        model_version=found.version,
        settings=sha256(settings.model_dump_json(include=AFFECTS_BRIEFS))[:8],
    )


# Settings that change a brief's bytes; the others may change without making one stale.
AFFECTS_BRIEFS = {"lang", "source_text", "key_facts", "min_confidence"}


def make(article: Article, settings: Settings) -> tuple[Brief, str]:
    """Analyse one article; its brief and the brief's file."""
    made = brief.make(article, analyser(settings).analyse(article), generator_info(settings))
    return made, brief.render(made, article.text, source_text=settings.source_text)


def make_brief(record: Record, settings: Settings) -> Made:
    """The work of ``briefing generate`` on one record."""
    article = readers.parse(record, settings)
    found, document = make(article, settings)
    return Made(record, article.record or "", article.identity, brief.default_path(found), document)


def _guarded(work: Work[Result], record: Record, settings: Settings) -> Result | ArticleError:
    try:
        return work(record, settings)
    except ArticleError as error:
        return error
    except ModelError:
        raise
    except Exception as error:  # one bad article never stops the others
        return ArticleError(record.shown, f"cannot be analysed: {type(error).__name__}: {error}", line=record.line)


def _chunk(work: Work[Result], records: list[Record], settings: Settings) -> list[Result | ArticleError]:
    return [_guarded(work, record, settings) for record in records]


def run(
    items: Iterable[Record | Passed], work: Work[Result], settings: Settings, *, jobs: int
) -> Iterator[Result | ArticleError | Passed]:
    """Do ``work`` on each record; everything else in the stream passes through. Order is kept.

    ``work`` is a function of a module, so that another process can find it by name.
    """
    if jobs == 1:
        for item in items:
            yield _guarded(work, item, settings) if isinstance(item, Record) else item
        return
    # Each worker is one thread wide: more threads than cores cost a quarter of the time.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn")) as pool:
        yield from _run_in(pool, iter(items), work, settings, window=jobs * AHEAD)


def _run_in(
    pool: ProcessPoolExecutor, stream: Iterator[Record | Passed], work: Work[Result], settings: Settings, window: int
) -> Iterator[Result | ArticleError | Passed]:
    ahead: deque[tuple[list[Record | Passed], Future[list[Result | ArticleError]] | None]] = deque()
    while True:
        while len(ahead) < window and (chunk := list(islice(stream, CHUNK))):
            records = [item for item in chunk if isinstance(item, Record)]
            ahead.append((chunk, pool.submit(_chunk, work, records, settings) if records else None))
        if not ahead:
            return
        chunk, future = ahead.popleft()
        results = iter(future.result() if future else ())
        for item in chunk:
            yield next(results) if isinstance(item, Record) else item
