"""Over a Dask cluster: batches go out, results come back in order and are done with before many more go out."""

from __future__ import annotations

import contextlib
import pickle
import time
import uuid
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic

from generator.analysis.version import models
from generator.config import Settings
from generator.engine import scheduler
from generator.engine.guard import Passed, Result, Task, Work, deadly
from generator.engine.identity import DiffersError, identity
from generator.engine.order import Stream, batches, in_order
from generator.errors import ArticleError, BriefingError

if TYPE_CHECKING:
    from distributed import Client, Future

# Tasks of a batch, mostly one article each: a second or two of work, against some milliseconds of the scheduler's time.
RECORDS = 16
# Bytes of a batch, as far as its last task allows.
BYTES = 2_000_000
# Items of a batch, most of them in need of no work.
ITEMS = 512
# Batches under way for each thread of the cluster; they also are how far the others get while one article takes its
# time.
AHEAD = 16
# Bytes of articles under way, on the client and the scheduler.
HELD = 256_000_000
# Seconds to wait for a first worker, or for the return of one.
WORKERS = 60
# Seconds between two looks at whether there are still workers.
LOOK = 10


@dataclass(frozen=True, slots=True)
class Cluster:
    """Which one. ``scheduler``: its address, as ``tcp://host:8786``; without one, processes of this machine.

    ``tell`` is called with a line on what was found.
    """

    scheduler: str | None = None
    tell: Callable[[str], None] = lambda _: None


def run(
    items: Iterable[Task | Passed], work: Work[Result], settings: Settings, *, over: Cluster, jobs: int
) -> Iterator[Result | ArticleError | Passed]:
    """See ``generator.engine.run``. Nothing is connected to before there is a task; ``jobs`` are the processes
    of a cluster of our own.
    """
    with contextlib.ExitStack() as stack:
        sent: _Sender[Result] = _Sender(over, work, settings, jobs, stack)
        stream = Stream(items)
        parts = batches(stream, tasks=RECORDS, most_bytes=BYTES, items=ITEMS)
        yield from in_order(parts, sent.begin, sent.end, window=sent.window, most_bytes=HELD)
        stream.end()


class _Sender(Generic[Result]):
    """Sends batches and takes what they give, tried again where workers died."""

    def __init__(
        self, over: Cluster, work: Work[Result], settings: Settings, jobs: int, stack: contextlib.ExitStack
    ) -> None:
        self._over, self._jobs, self._stack = over, jobs, stack
        self._run, self._sent = uuid.uuid4().hex, 0
        self._models = models(settings)
        self._expected = identity(self._models)
        self._orders = pickle.dumps((work, settings))
        self._client: Client | None = None
        self._threads, self._looked = 0, 0.0

    def window(self) -> int:
        """Batches that may be under way: more when workers join, fewer when they leave."""
        if self._client is not None and time.monotonic() - self._looked > LOOK:
            with scheduler.clear_errors():
                self._look(self._client)
        return AHEAD * max(self._threads, 1)

    def begin(self, tasks: list[Task]) -> Future:
        """Send a batch."""
        if self._client is None:
            self._client = self._connected()
        self._sent += 1
        key = f"briefing-{self._run}-{self._sent}"
        arguments = (self._run, self._models, self._expected, self._orders, pickle.dumps(tasks))
        with scheduler.clear_errors(), warnings.catch_warnings():
            warnings.filterwarnings("ignore", "Sending large graph")  # one article may be as large as that
            return self._client.submit(scheduler.host().do, *arguments, key=key, pure=False)

    def _connected(self) -> Client:
        client = self._stack.enter_context(scheduler.connection(self._over.scheduler, self._jobs))
        self._stack.callback(scheduler.release, client, self._run)
        with scheduler.clear_errors():
            self._look(client)
            scheduler.compare(client, self._models, self._expected)
            self._over.tell(f"Dask scheduler {client.scheduler.address}: {self._threads} threads of workers")
            self._over.tell(f"Dashboard: {client.dashboard_link}")
        return client

    def _look(self, client: Client) -> None:
        """Count the workers' threads; wait for one, if there is none."""
        threads = client.nthreads()
        if not threads:
            with contextlib.suppress(TimeoutError):
                client.wait_for_workers(1, timeout=WORKERS)
            threads = client.nthreads()
        if not threads:
            raise BriefingError(
                f"no worker is at the Dask scheduler {client.scheduler.address}, after {WORKERS} seconds: "
                f"start some with 'dask worker {client.scheduler.address}'"
            )
        self._threads, self._looked = sum(threads.values()), time.monotonic()

    def end(self, tasks: list[Task], future: Future) -> Iterable[list[Result | ArticleError]]:
        """Wait for a batch. If it ends workers, its tasks are done one at a time to find the one that does."""
        try:
            return self._result(future)
        except _DeadlyError:
            return [self._alone(task) for task in tasks]

    def _alone(self, task: Task) -> list[Result | ArticleError]:
        try:
            (found,) = self._result(self.begin([task]))
        except _DeadlyError as deaths:
            return [deadly(task, "the Dask workers that analysed it", deaths.times)]
        return found

    def _result(self, future: Future) -> list[list[Result | ArticleError]]:
        """The results of each task of a batch.

        Raises:
            _DeadlyError: workers died of it.
            BriefingError: the scheduler is gone, a worker that joined differs, or nothing can be done for any record.
        """
        from distributed import KilledWorker

        assert self._client is not None
        with scheduler.clear_errors():
            while True:
                try:
                    found: list[list[Result | ArticleError]] = future.result(timeout=LOOK)
                    return found
                except TimeoutError:
                    self._look(self._client)
                except KilledWorker as killed:
                    raise _DeadlyError(killed.allowed_failures + 1) from None
                except DiffersError as error:
                    raise scheduler.unequal([str(error)]) from None


class _DeadlyError(BriefingError):
    """So many workers died while they did a batch."""

    def __init__(self, times: int) -> None:
        self.times = times
