"""A stream through workers: results in the order of the stream, and a bound on what is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from generator.engine.guard import Passed, Task
from generator.errors import BriefingError
from generator.readers import Record, Stored

Item = TypeVar("Item")
Ticket = TypeVar("Ticket")


class Stream(Generic[Item]):
    """A stream of items that ends where an error breaks it off: what it gave before can be done first."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items = iter(items)
        self._error: BriefingError | None = None

    def __iter__(self) -> Iterator[Item]:
        try:
            yield from self._items
        except BriefingError as error:
            self._error = error

    def end(self) -> None:
        """Raises: BriefingError: what has broken it off."""
        if self._error is not None:
            raise self._error


class Batch(NamedTuple, Generic[Item]):
    """Consecutive items of a stream, and those of them that are tasks."""

    items: list[Task | Item]
    tasks: list[Task]

    @property
    def bytes(self) -> int:
        """Of the tasks' data, wherever it lies: what comes of it is about as large."""
        return sum(task.size for task in self.tasks)


def batches(stream: Iterable[Task | Passed], *, tasks: int, most_bytes: int, items: int) -> Iterator[Batch[Passed]]:
    """Cut a stream where a batch has so many tasks, bytes, or items of any kind."""
    batch: Batch[Passed] = Batch([], [])
    size = 0
    for item in stream:
        batch.items.append(item)
        if isinstance(item, Record | Stored):
            batch.tasks.append(item)
            size += item.size
        if len(batch.tasks) >= tasks or size >= most_bytes or len(batch.items) >= items:
            yield batch
            batch, size = Batch([], []), 0
    if batch.items:
        yield batch


def in_order(
    parts: Iterable[Batch[Passed]],
    begin: Callable[[list[Task]], Ticket],
    end: Callable[[list[Task], Ticket], Iterable[list[Item]]],
    *,
    window: Callable[[], int],
    most_bytes: int,
) -> Iterator[Item | Passed]:
    """Begin batches ahead of their turn, at most ``window()`` of them or ``most_bytes``, and end them in order.

    ``begin`` returns at once with what ``end`` waits on for the results of each task.
    """
    source = iter(parts)
    ahead: deque[tuple[Batch[Passed], Ticket | None]] = deque()
    held = 0
    while True:
        while (not ahead or (len(ahead) < window() and held < most_bytes)) and (batch := next(source, None)):
            ahead.append((batch, begin(batch.tasks) if batch.tasks else None))
            held += batch.bytes
        if not ahead:
            return
        batch, ticket = ahead.popleft()
        results = iter(end(batch.tasks, ticket) if ticket is not None else ())
        for item in batch.items:
            if isinstance(item, Record | Stored):
                yield from next(results)
            else:
                yield item
        held -= batch.bytes
