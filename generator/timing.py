"""Where the time of a run goes, by stage."""

from __future__ import annotations

import contextlib
import resource
import time
from collections.abc import Iterator
from typing import NamedTuple


class Spent(NamedTuple):
    """Seconds on the clock, and of processor time; worker processes count once they have ended."""

    wall: float
    cpu: float


class Timing:
    """Adds up what each stage takes; a stage inside another counts for itself alone."""

    def __init__(self) -> None:
        self.stages: dict[str, Spent] = {}
        self._inner: list[Spent] = []

    @contextlib.contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """Everything until the end of the block belongs to ``name``."""
        self._inner.append(Spent(0, 0))
        start = _now()
        try:
            yield
        finally:
            whole, inner = _minus(_now(), start), self._inner.pop()
            self.stages[name] = _plus(self.stages.get(name, Spent(0, 0)), _minus(whole, inner))
            if self._inner:
                self._inner[-1] = _plus(self._inner[-1], whole)


def _now() -> Spent:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Spent(time.monotonic(), time.process_time() + ended.ru_utime + ended.ru_stime)


def _plus(one: Spent, other: Spent) -> Spent:
    return Spent(one.wall + other.wall, one.cpu + other.cpu)


def _minus(one: Spent, other: Spent) -> Spent:
    return Spent(one.wall - other.wall, one.cpu - other.cpu)
