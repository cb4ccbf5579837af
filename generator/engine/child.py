"""The process that analyses articles, one after another, as ``generator.engine.worker`` starts it."""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from generator import allowance, collector
from generator.engine.guard import guarded
from generator.errors import ArticleError, BriefingError
from generator.readers import Record, Stored

# A child that nobody has given work for so many seconds ends: its owner has forgotten it.
IDLE = 1800
# Bytes of data that a process may gain, after its first article and what was loaded for it, before a fresh one takes
# its place: spaCy keeps every word that it has ever seen. It lasts for some thousand articles, and the model is
# loaded in a second or two.
GROWTH = 40_000_000


def main(descriptor: int) -> None:
    """Talk over an open socket: first the work and the settings, then a request at a time, each answered."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=[descriptor], daemon=True).start()
    collector.seldom()
    connection = Connection(descriptor)
    try:
        work, settings = pickle.loads(connection.recv_bytes())  # noqa: S301  (our own parent's)
        allowance.enforce()
        connection.send(READY)
        desk = _Desk(work, settings)
        loads, first = -1, 0
        while connection.poll(IDLE):
            kind, found, is_worn = desk.answer(connection.recv())
            used = allowance.data_in_use() or 0
            if loads != allowance.loads:
                loads, first = allowance.loads, used
            is_worn = is_worn or (used - first > GROWTH and not desk.is_reading)
            connection.send((kind, found, is_worn))
    except (EOFError, OSError):
        pass  # the parent has ended, or wants no more
    os._exit(0)


READY = "ready"


class _Desk:
    """What is done here, and the records of the file that was read last."""

    def __init__(self, work: Any, settings: Any) -> None:
        self._work, self._settings = work, settings
        self._records: dict[int, Record] = {}

    def answer(self, asked: Record | Stored | int) -> tuple[str, Any, bool]:
        """What became of a record (one that was sent, or by its place one of the file): ``done`` with its result or
        error, or ``stop`` with what stops the run; of a file: its records without their bytes.

        The last value: whether this process should make way for a fresh one.
        """
        try:
            if isinstance(asked, Stored):
                found: Any = self._read(asked)
            else:
                record = self._records.pop(asked) if isinstance(asked, int) else asked
                found = guarded(self._work, record, self._settings)
        except BriefingError as error:
            return "stop", error, False
        return "done", found, isinstance(found, ArticleError) and found.diagnostic.kind == "memory"

    @property
    def is_reading(self) -> bool:
        """Whether it holds records that are still to be asked for."""
        return bool(self._records)

    def _read(self, file: Stored) -> list[Record | ArticleError] | ArticleError:
        from generator.readers import remote

        self._records = {}
        found = guarded(remote.records, file, self._settings, doing="read")
        if isinstance(found, ArticleError):
            return found
        self._records = {at: one for at, one in enumerate(found) if isinstance(one, Record)}
        return [replace(one, data=b"") if isinstance(one, Record) else one for one in found]


def _end_with_parent(descriptor: int) -> None:
    """End when the other end of the socket closes, even in the middle of an article."""
    closed = select.poll()
    closed.register(descriptor, 0)  # a hang-up is always told
    closed.poll()
    os._exit(1)
