"""Over processes of this machine: ``jobs`` of them, each with a thread here that waits for its answers."""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType
from typing import Generic

from generator.config import Settings
from generator.engine.guard import Passed, Result, Task, Work
from generator.engine.order import Stream, batches, in_order
from generator.engine.worker import Worker
from generator.errors import ArticleError, BriefingError

# Items under way for each process. They also are how far the others get while one article takes its time.
AHEAD = 32
# Bytes of articles under way, however large each is.
HELD = 64_000_000


def run(
    items: Iterable[Task | Passed], work: Work[Result], settings: Settings, *, jobs: int
) -> Iterator[Result | ArticleError | Passed]:
    """See ``generator.engine.run``. No process is started before it is needed."""
    with _Pool(jobs, work, settings) as pool:
        stream = Stream(items)
        parts = batches(stream, tasks=1, most_bytes=1, items=AHEAD)
        yield from in_order(
            parts, pool.begin, lambda _, answer: [answer.result()], window=lambda: jobs * AHEAD, most_bytes=HELD
        )
        stream.end()


class _Pool(Generic[Result]):
    """Workers, and a thread for each that is at work."""

    def __init__(self, number: int, work: Work[Result], settings: Settings) -> None:
        self._threads = ThreadPoolExecutor(number)
        self._workers: list[Worker[Result]] = [Worker(work, settings) for _ in range(number)]
        # The last used one first: it has a process already.
        self._idle: queue.LifoQueue[Worker[Result]] = queue.LifoQueue()
        for worker in self._workers:
            self._idle.put(worker)
        self._is_begun = False

    def begin(self, tasks: list[Task]) -> Future[list[Result | ArticleError]]:
        """Do the one task as soon as a worker is idle."""
        (task,) = tasks
        if not self._is_begun:
            self._is_begun = True
            self._workers[-1].begin()  # which is idle, and the first to be asked
        try:
            return self._threads.submit(self._do, task)
        except RuntimeError as error:
            reason = f"no thread can be started here ({error}): raise the limit on processes (ulimit -u)"
            raise BriefingError(reason) from None

    def _do(self, task: Task) -> list[Result | ArticleError]:
        worker = self._idle.get()
        try:
            return worker.do(task)
        finally:
            self._idle.put(worker)

    def __enter__(self) -> _Pool[Result]:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the processes; after an error, or when the rest is not wanted, in the middle of their work."""
        for worker in self._workers:
            if kind is None:
                worker.close()
            else:
                worker.stop()
        self._threads.shutdown(cancel_futures=True)
        for worker in self._workers:
            worker.close()
