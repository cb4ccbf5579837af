"""A stream through workers: results in the order of the stream, and a bound on what is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from generator.engine.guard import Passed
from generator.readers import Record

Item = TypeVar("Item")
Ticket = TypeVar("Ticket")


class Batch(NamedTuple, Generic[Item]):
    """Consecutive items of a stream, and those of them that are records."""

    items: list[Record | Item]
    records: list[Record]

    @property
    def bytes(self) -> int:
        """Of the records' data."""
        return sum(len(record.data) for record in self.records)


def batches(stream: Iterable[Record | Passed], *, records: int, most_bytes: int, items: int) -> Iterator[Batch[Passed]]:
    """Cut a stream where a batch has so many records, bytes, or items of any kind."""
    batch: Batch[Passed] = Batch([], [])
    size = 0
    for item in stream:
        batch.items.append(item)
        if isinstance(item, Record):
            batch.records.append(item)
            size += len(item.data)
        if len(batch.records) >= records or size >= most_bytes or len(batch.items) >= items:
            yield batch
            batch, size = Batch([], []), 0
    if batch.items:
        yield batch


def in_order(
    parts: Iterable[Batch[Passed]],
    begin: Callable[[list[Record]], Ticket],
    end: Callable[[list[Record], Ticket], Iterable[Item]],
    *,
    window: Callable[[], int],
    most_bytes: int,
) -> Iterator[Item | Passed]:
    """Begin batches ahead of their turn, at most ``window()`` of them or ``most_bytes``, and end them in order.

    ``begin`` returns at once with what ``end`` waits on for the results of the records.
    """
    source = iter(parts)
    ahead: deque[tuple[Batch[Passed], Ticket | None]] = deque()
    held = 0
    while True:
        while (not ahead or (len(ahead) < window() and held < most_bytes)) and (batch := next(source, None)):
            ahead.append((batch, begin(batch.records) if batch.records else None))
            held += batch.bytes
        if not ahead:
            return
        batch, ticket = ahead.popleft()
        results = iter(end(batch.records, ticket) if ticket is not None else ())
        for item in batch.items:
            yield next(results) if isinstance(item, Record) else item
        held -= batch.bytes
