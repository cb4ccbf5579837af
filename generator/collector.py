"""Python's search for cycles: what a run makes by the thousand has none, and is gone through in vain."""

from __future__ import annotations

import atexit
import contextlib
import gc
from collections.abc import Iterator

# New objects between two searches; by default Python begins one every 700.
SELDOM = 50_000


def seldom() -> None:
    """Let this process search seldom from now on, and not once more through all that there is when it ends."""
    gc.set_threshold(SELDOM, *gc.get_threshold()[1:])
    atexit.unregister(gc.freeze)
    atexit.register(gc.freeze)


@contextlib.contextmanager
def paused() -> Iterator[None]:
    """No search inside the block; what was made there counts as old afterwards, and is not gone through at once."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()


@contextlib.contextmanager
def young() -> Iterator[None]:
    """Inside the block the search goes seldom, and through what is new alone: not a model or all briefs again."""
    usual = gc.get_threshold()
    gc.freeze()
    seldom()
    try:
        yield
    finally:
        gc.set_threshold(*usual)
        gc.unfreeze()
