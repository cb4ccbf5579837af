"""Map records to briefs over one process or several; order and bytes are the same either way."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cache
from itertools import islice
from types import TracebackType
from typing import TYPE_CHECKING, TypeVar

from generator import brief, editorial, readers
from generator.config import Settings
from generator.editorial import Entry, KnownActor, Refusal, Release
from generator.errors import ArticleError, BriefingError, ConfigurationError, ModelError
from generator.models import Article, Brief, GeneratorInfo
from generator.readers import Record
from generator.text import sha256, squeeze

if TYPE_CHECKING:
    from generator.analysis.pipeline import Analyser

# Records sent to a worker at once: enough to hide the cost of sending, few enough to keep all workers busy.
CHUNK = 8
# Chunks under way for each worker; bounds memory however long the stream is.
AHEAD = 3
# How often an article may end the process that analyses it before it is set aside.
TRIES = 3
# Of a foreign exception's text, what fits on a line.
MAX_REASON = 300

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
    terms: str | None = None

    @property
    def number(self) -> int | None:
        """The record's number, if it has no id of its own."""
        return self.record.number if self.name == str(self.record.number) else None


@dataclass(frozen=True, slots=True)
class Waiting:
    """An article that has no brief now, and why."""

    record: Record
    name: str
    identity: str
    reason: Refusal


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
AFFECTS_BRIEFS = {"lang", "source_text", "key_facts", "min_confidence", "columns"}


def make(
    article: Article, settings: Settings, entry: Entry | None = None, known: tuple[KnownActor, ...] = ()
) -> tuple[Brief, str]:
    """Analyse one article; its brief, as the editor corrects it, and the brief's file.

    ``known``: the actors of the registry that it may name.

    Raises:
        ArticleError: a correction has no target.
    """
    analysis = editorial.merge(analyser(settings).analyse(article, known), article, known)
    changes = {"corrections": entry.digest if entry else None, "actors": editorial.digest_of_known(known)}
    info = generator_info(settings).model_copy(update={**changes, "terms": editorial.terms(article, entry)})
    if entry is not None:
        analysis = editorial.apply(analysis, article, entry, limit=settings.key_facts)
    made = brief.make(article, analysis, info, entry.corrections.edits() if entry else ())
    return made, brief.render(made, article.text, source_text=settings.source_text)


def make_brief(record: Record, settings: Settings, *, release: Release) -> Made | Waiting:
    """The work of ``briefing generate`` on one record; an article that is not released is not even analysed."""
    article = readers.parse(record, settings)
    entry = record.sheet.of(article.record) if record.sheet else None
    refusal = release.refusal(article, entry)
    if refusal is not None:
        return Waiting(record, article.record or "", article.identity, refusal)
    found, document = make(article, settings, entry, record.known)
    terms = found.generator.terms
    return Made(record, article.record or "", article.identity, brief.default_path(found), document, terms)


def _guarded(work: Work[Result], record: Record, settings: Settings) -> Result | ArticleError:
    try:
        return work(record, settings)
    except ArticleError as error:
        return error
    except (ModelError, ConfigurationError):
        raise
    except Exception as error:  # one bad article never stops the others
        reason = squeeze(f"cannot be analysed: {type(error).__name__}: {error}")[:MAX_REASON]
        return ArticleError(record.shown, reason, line=record.line)


def _chunk(work: Work[Result], records: list[Record], settings: Settings) -> list[Result | ArticleError]:
    return [_guarded(work, record, settings) for record in records]


def run(
    items: Iterable[Record | Passed], work: Work[Result], settings: Settings, *, jobs: int
) -> Iterator[Result | ArticleError | Passed]:
    """Do ``work`` on each record; everything else in the stream passes through. Order is kept.

    ``work`` is a function of a module, so that another process can find it by name. At most
    ``jobs * AHEAD * CHUNK`` items are held at a time.

    Raises:
        BriefingError: processes cannot be started.
    """
    if jobs == 1:
        for item in items:
            yield _guarded(work, item, settings) if isinstance(item, Record) else item
        return
    # Each worker is one thread wide: more threads than cores cost a quarter of the time.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    with _Workers(jobs) as workers, _Workers(1) as alone:
        yield from _run_in(workers, alone, iter(items), work, settings, window=jobs * AHEAD)


def _run_in(
    workers: _Workers,
    alone: _Workers,
    stream: Iterator[Record | Passed],
    work: Work[Result],
    settings: Settings,
    window: int,
) -> Iterator[Result | ArticleError | Passed]:
    ahead: deque[tuple[list[Record | Passed], list[Record], Future[list[Result | ArticleError]] | None]] = deque()
    while True:
        while len(ahead) < window and (chunk := list(islice(stream, CHUNK))):
            records = [item for item in chunk if isinstance(item, Record)]
            ahead.append((chunk, records, workers.submit(work, records, settings) if records else None))
        if not ahead:
            return
        chunk, records, future = ahead.popleft()
        try:
            results = iter(future.result() if future else ())
        except BrokenProcessPool:
            results = iter([_alone(alone, work, record, settings) for record in records])
        for item in chunk:
            yield next(results) if isinstance(item, Record) else item


def _alone(alone: _Workers, work: Work[Result], record: Record, settings: Settings) -> Result | ArticleError:
    """Do one record in a process of its own, so that it is known which one ends processes."""
    for _ in range(TRIES):
        try:
            return alone.submit(work, [record], settings).result()[0]
        except BrokenProcessPool:
            _prove_startable(alone, work, settings)
    reason = f"ended the process that analysed it {TRIES} times (out of memory, say): split it or remove it"
    return ArticleError(record.shown, reason, line=record.line)


def _prove_startable(alone: _Workers, work: Work[Result], settings: Settings) -> None:
    try:
        alone.submit(work, [], settings).result()
    except BrokenProcessPool:
        raise BriefingError("processes cannot be started here; run with --jobs 1") from None


class _Workers:
    """A pool of processes that is replaced when one of them dies. No process is started before it is needed."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._others = set(multiprocessing.active_children())
        self._pool: ProcessPoolExecutor | None = None

    def submit(
        self, work: Work[Result], records: list[Record], settings: Settings
    ) -> Future[list[Result | ArticleError]]:
        """Begin to do the records, in order, in one process. Its death is the future's ``BrokenProcessPool``."""
        try:
            return self._ready().submit(_chunk, work, records, settings)
        except BrokenProcessPool:
            self._pool = None
            return self._ready().submit(_chunk, work, records, settings)

    def _ready(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._number, mp_context=context, initializer=_start_worker)
        return self._pool

    def __enter__(self) -> _Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the end of the work; after an error, or when the rest is not wanted, end it at once."""
        if self._pool is None:
            return
        self._pool.shutdown(wait=kind is None, cancel_futures=True)
        if kind is not None:
            for process in set(multiprocessing.active_children()) - self._others:
                process.terminate()


def _start_worker() -> None:
    """Leave Ctrl-C to the parent, and do not outlive it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=[parent.sentinel], daemon=True).start()


def _end_with(parent: int) -> None:
    multiprocessing.connection.wait([parent])
    os._exit(1)
