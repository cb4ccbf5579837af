"""The process that analyses articles, one after another, as ``generator.engine.worker`` starts it."""

from __future__ import annotations

import os
import pickle
import select
import signal
import threading
from multiprocessing.connection import Connection
from typing import Any

from generator import allowance, collector
from generator.engine.guard import guarded
from generator.errors import ArticleError, BriefingError

# A child that nobody has given work for so many seconds ends: its owner has forgotten it.
IDLE = 1800
# Bytes of data that a process may gain, after its first article and what was loaded for it, before a fresh one takes
# its place: spaCy keeps every word that it has ever seen. It lasts for some thousand articles, and the model is
# loaded in a second or two.
GROWTH = 40_000_000


def main(descriptor: int) -> None:
    """Talk over an open socket: first the work and the settings, then a record at a time, each answered."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, args=[descriptor], daemon=True).start()
    collector.seldom()
    connection = Connection(descriptor)
    try:
        work, settings = pickle.loads(connection.recv_bytes())  # noqa: S301  (our own parent's)
        allowance.enforce()
        connection.send(READY)
        loads, first = -1, 0
        while connection.poll(IDLE):
            kind, found, is_worn = _answer(work, connection.recv(), settings)
            used = allowance.data_in_use() or 0
            if loads != allowance.loads:
                loads, first = allowance.loads, used
            connection.send((kind, found, is_worn or used - first > GROWTH))
    except (EOFError, OSError):
        pass  # the parent has ended, or wants no more
    os._exit(0)


READY = "ready"


def _answer(work: Any, record: Any, settings: Any) -> tuple[str, Any, bool]:
    """What became of a record: ``done`` with its result or error, or ``stop`` with what stops the run.

    The last value: whether this process should make way for a fresh one.
    """
    try:
        found = guarded(work, record, settings)
    except BriefingError as error:
        return "stop", error, False
    return "done", found, isinstance(found, ArticleError) and found.diagnostic.kind == "memory"


def _end_with_parent(descriptor: int) -> None:
    """End when the other end of the socket closes, even in the middle of an article."""
    closed = select.poll()
    closed.register(descriptor, 0)  # a hang-up is always told
    closed.poll()
    os._exit(1)
