"""What one article may take of its process, held by the kernel: code that never returns to Python is ended too.

Time: when the timer runs out, its signal ends the process (it must be one that does nothing else). Memory: past the
limit on a process's data, allocation fails, which Python reports as ``MemoryError``; where the system has no /proc,
memory is not limited.
"""

from __future__ import annotations

import contextlib
import resource
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from generator.config import MEGABYTE, Limits

Kind = Literal["time", "memory"]
_STATUS = Path("/proc/self/statm")
_DATA_FIELD = 5
_is_enforced = False
_held: Limits | None = None
# How often something was loaded of which the cost counts for no article.
loads = 0


def enforce() -> None:
    """From now on, let the blocks of ``held`` end this process."""
    global _is_enforced
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    _is_enforced = True


@contextlib.contextmanager
def held(limits: Limits) -> Iterator[None]:
    """Hold the block to the limits; nothing where they are not enforced."""
    global _held
    if not _is_enforced:
        yield
        return
    _held = limits
    _limit_memory(limits)
    signal.setitimer(signal.ITIMER_REAL, limits.max_seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        _limit_memory(None)
        _held = None


@contextlib.contextmanager
def lifted() -> Iterator[None]:
    """Inside ``held``: neither time nor memory of this block counts."""
    global loads
    loads += 1
    if _held is None:
        yield
        return
    left, _ = signal.setitimer(signal.ITIMER_REAL, 0)
    _limit_memory(None)
    try:
        yield
    finally:
        _limit_memory(_held)
        signal.setitimer(signal.ITIMER_REAL, left)


def _limit_memory(limits: Limits | None) -> None:
    """Let the process's data grow by what the limits allow from here, or (``None``) as it likes."""
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = most
    if limits is not None and (used := data_in_use()) is not None:
        allowed = used + int(limits.max_memory_mb * MEGABYTE)
        allowed = allowed if most == resource.RLIM_INFINITY else min(allowed, most)
    resource.setrlimit(resource.RLIMIT_DATA, (allowed, most))


def data_in_use() -> int | None:
    """Bytes of this process's data and stack; ``None`` where the system does not tell."""
    try:
        return int(_STATUS.read_text().split()[_DATA_FIELD]) * resource.getpagesize()
    except OSError:
        return None
