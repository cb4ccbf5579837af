"""A process that begins as a copy of this one: what is imported here is there, which spares a fifth of a second.

It is as bare as one that is started anew: it holds none of our open files, and runs nothing of ours but its own work.
"""

from __future__ import annotations

import contextlib
import gc
import os
import resource
import signal
import threading
import traceback
from collections.abc import Callable
from pathlib import Path

_THREADS = Path("/proc/self/task")


def is_possible() -> bool:
    """Whether this process has one thread and knows it: a copy has but the thread that makes it, and others' locks."""
    try:
        return len(os.listdir(_THREADS)) == 1  # noqa: PTH208  (once for each run, and pathlib's makes a list as well)
    except OSError:
        return False


class Twin:
    """A child, told of as ``subprocess.Popen`` does."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._code: int | None = None
        # A number that was waited for may be another process's.
        self._waiting = threading.Lock()

    @classmethod
    def start(cls, main: Callable[[int], None], descriptor: int) -> Twin:
        """Let a copy of this process do ``main`` over an open file, the only one that it keeps besides stderr.

        Raises:
            OSError: there can be no more processes.
        """
        process = os.fork()
        if process:
            return cls(process)
        try:
            _bare(descriptor)
            main(descriptor)
        except BaseException:  # nothing of the parent's must run here, whatever it waits to catch
            traceback.print_exc()
        finally:
            os._exit(1)

    def kill(self) -> None:
        """End it at once, if it has not ended. From any thread."""
        with self._waiting, contextlib.suppress(ProcessLookupError):
            if self._code is None:
                os.kill(self._process, signal.SIGKILL)

    def wait(self) -> int:
        """Wait for its end; its exit code, negative for the signal that ended it."""
        if self._code is None:
            with contextlib.suppress(ChildProcessError):
                os.waitid(os.P_PID, self._process, os.WEXITED | os.WNOWAIT)  # with whoever wants to end it
            with self._waiting:
                self._code = self._reaped()
        return self._code

    def _reaped(self) -> int:
        try:
            return os.waitstatus_to_exitcode(os.waitpid(self._process, 0)[1])
        except ChildProcessError:
            return 0  # where children's ends are ignored the system tells none


def _bare(descriptor: int) -> None:
    """Leave Ctrl-C to the parent, its files and its objects alone."""
    os.setpgid(0, 0)
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 0)
    os.dup2(null, 1)
    os.closerange(3, descriptor)
    os.closerange(descriptor + 1, resource.getrlimit(resource.RLIMIT_NOFILE)[0])
    gc.freeze()
