"""What runs on a Dask worker: batches of tasks, each in a process of its own beside the worker.

The worker's threads only wait. So a worker of four threads uses four cores, the limits of an article hold as they do
on one machine, and what ends a process seldom ends the worker.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from distributed import get_worker

from generator.engine.identity import DiffersError, differences, identity
from generator.engine.worker import Worker
from generator.errors import ArticleError


@dataclass
class _Run:
    """The workers of one run of one client: those at work, and those that are idle."""

    all: list[Worker[Any]] = field(default_factory=list)
    idle: list[Worker[Any]] = field(default_factory=list)


_runs: dict[str, _Run] = {}
_lock = threading.Lock()


def do(
    run: str, models: tuple[str, ...], expected: Mapping[str, str], orders: bytes, tasks: bytes
) -> list[list[Any | ArticleError]]:
    """The results of each task of a batch.

    ``run`` names the client's run; ``orders`` are the pickled work and settings, ``tasks`` the pickled batch: they
    are looked into only when this machine is known to be as ``expected``, the client's identity.

    Raises:
        DiffersError: this machine would make other bytes.
        BriefingError: no process can be started, or nothing can be done for any record.
    """
    told = differences(expected, identity(models))
    if told:
        raise DiffersError(f"{get_worker().address}: {told}")
    worker = _taken(run, orders)
    try:
        return [worker.do(task) for task in pickle.loads(tasks)]  # noqa: S301  (our client's)
    finally:
        with _lock:
            if run in _runs:
                _runs[run].idle.append(worker)


def _taken(run: str, orders: bytes) -> Worker[Any]:
    with _lock:
        ours = _runs.setdefault(run, _Run())
        if ours.idle:
            return ours.idle.pop()
        worker: Worker[Any] = Worker(*pickle.loads(orders))  # noqa: S301
        ours.all.append(worker)
        return worker


def release(run: str) -> None:
    """End the processes of a run."""
    with _lock:
        gone = _runs.pop(run, _Run())
    for worker in gone.all:
        if worker in gone.idle:
            worker.close()
        else:
            worker.stop()
