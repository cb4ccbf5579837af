"""One process that analyses articles, from the side of the one who gives it work."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import socket
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from multiprocessing.connection import Connection
from typing import Any, Generic

from generator.config import Settings
from generator.engine import child
from generator.engine.guard import TRIES, Result, Task, Work, deadly, too_slow
from generator.engine.twin import Twin, is_possible
from generator.errors import ArticleError, BriefingError
from generator.readers import Record, Stored

# Each worker is one thread wide: more threads than cores cost a quarter of the time.
_ONE_THREAD = {"OMP_NUM_THREADS": "1"}
# The child sees the modules that we see, from its first import on.
_BOOT = "import sys; sys.path[:] = sys.argv[2:]; from generator.engine.child import main; main(int(sys.argv[1]))"


def _main(descriptor: int) -> None:
    for name, value in _ONE_THREAD.items():
        os.environ.setdefault(name, value)
    child.main(descriptor)


class StoppedError(Exception):
    """The worker was stopped from another thread; nobody waits for what it did."""


class _EndedError(Exception):
    """The process ended before it had answered; ``code`` as in ``subprocess``."""

    def __init__(self, code: int) -> None:
        self.code = code


class Worker(Generic[Result]):
    """A process that is started when there is work, and replaced when it ends: one request, one answer.

    It is asked for a record, or to read a stored file and then for one after another of the records in it.

    No pool of the standard library tells which of its tasks ended a process, or can end one process alone.
    """

    def __init__(self, work: Work[Result], settings: Settings) -> None:
        self._settings = settings
        self._orders = pickle.dumps((work, settings))
        self._process: subprocess.Popen[bytes] | Twin | None = None
        self._connection: Connection | None = None
        self._is_stopped = False
        # The file whose records the process holds.
        self._held: Stored | None = None

    def do(self, task: Task) -> list[Result | ArticleError]:
        """The result of each record, or the error that names it: if it ends the process, after ``TRIES`` times.

        Raises:
            BriefingError: no process can be started, or nothing can be done for any record.
            StoppedError: see ``stop``.
        """
        if isinstance(task, Record):
            return [self._tried(task, lambda: self._ask(task))]
        read = self._tried(task, lambda: self._read(task))
        if isinstance(read, ArticleError):
            return [read]
        return [
            one if isinstance(one, ArticleError) else self._tried(one, partial(self._part, task, at, one))
            for at, one in enumerate(read)
        ]

    def _tried(self, task: Task, ask: Callable[[], Any]) -> Any:
        for _ in range(TRIES):
            try:
                return ask()
            except _EndedError as ended:
                if ended.code == -signal.SIGALRM:
                    return too_slow(task, self._settings)
        return deadly(task)

    def begin(self) -> None:
        """Start the process now, if this is the quicker: a copy of this one, while it has no other threads."""
        if self._process is None and is_possible():
            with contextlib.suppress(OSError, BriefingError):  # a fresh one is tried when there is work
                self._start(self._copied)

    def _read(self, file: Stored) -> list[Record | ArticleError] | ArticleError:
        """The records of a file, without the bytes, which the process keeps."""
        read: list[Record | ArticleError] | ArticleError = self._ask(file)
        self._held = file
        return read

    def _part(self, file: Stored, at: int, record: Record) -> Result | ArticleError:
        """The result of a record of a file, which is read again where its process has ended since."""
        if self._held is not file:
            read = self._read(file)
            again = read[at] if isinstance(read, list) and at < len(read) else read
            if not isinstance(again, Record) or again.sha256 != record.sha256:
                return record.error("changed, or went, while it was read: run again", kind="file")
        answer: Result | ArticleError = self._ask(at)
        return answer

    def _ask(self, asked: Task | int) -> Any:
        connection = self._connection or self._start(self._fresh)
        if self._is_stopped:
            raise self._ended()
        try:
            connection.send(asked)
            kind, value, is_worn = connection.recv()
        except (EOFError, OSError):
            raise self._ended() from None
        if is_worn:
            self.close()
        if kind == "stop":
            raise value
        return value

    def _start(self, process: Callable[[int], subprocess.Popen[bytes] | Twin]) -> Connection:
        """``process``: starts one that talks over an open socket."""
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._process = process(theirs.fileno())
            self._connection = Connection(ours.detach())
        try:
            self._connection.send_bytes(self._orders)
            self._connection.recv()
        except (EOFError, OSError):
            code = self._ended().code
            raise BriefingError(f"no process can be started to analyse articles (it ended with {code})") from None
        return self._connection

    def _fresh(self, descriptor: int) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-c", _BOOT, str(descriptor), *sys.path],
            pass_fds=[descriptor],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Leaves Ctrl-C to the parent; a child ends with it.
            process_group=0,
            env=_ONE_THREAD | os.environ,
        )

    def _copied(self, descriptor: int) -> Twin:
        return Twin.start(_main, descriptor)

    def _ended(self) -> _EndedError:
        code = self._reap()
        if self._is_stopped:
            raise StoppedError
        return _EndedError(code)

    def _reap(self) -> int:
        assert self._process is not None
        self._process.kill()  # it has closed its end: whatever it still does is of no use
        code = self._process.wait()
        self._forget()
        return code

    def _forget(self) -> None:
        if self._connection is not None:
            self._connection.close()
        self._connection = self._process = self._held = None

    def close(self) -> None:
        """End an idle process, and wait for it."""
        if self._connection is not None and self._process is not None:
            self._connection.close()
            self._process.wait()
            self._connection = self._process = self._held = None

    def stop(self) -> None:
        """End the process at once, whatever it is doing. From any thread; the worker is of no use afterwards."""
        self._is_stopped = True
        process = self._process
        if process is not None:
            with contextlib.suppress(OSError):
                process.kill()
